import type { Row } from '../../kernel/table.js';
import {
  alreadyExists,
  cannotUpdate,
  contactMissing,
  couldNot,
  IntacctError,
  illegalValue,
  invalidReference,
  missingField,
  noPermission,
} from '../errors.js';
import { CONTACT_OWNER } from '../objects/contact.js';
import type { ObjectDefinition } from '../objects/definition.js';
import { readValue } from '../values.js';
import type { Behaviour, Draft, Saving } from './behaviour.js';
import { BEHAVIOURS } from './behaviours.js';
import { given } from './input.js';
import { demandSmartRules } from './smart-rules.js';
import { demandChangeable, isVisible } from './visibility.js';

/**
 * Creates a record, whole or not at all.
 *
 * Source: "XML functions", create; order of checks: permission, fields, references, rules, uniqueness.
 */
export function createRecord(definition: ObjectDefinition, saving: Saving): Row {
  return saves('create', definition, saving, () => insert(definition, saving));
}

/** Updates the record that RECORDNO or the business key names; absent fields stay, blank ones are cleared. */
export function updateRecord(definition: ObjectDefinition, saving: Saving): Row {
  return saves('update', definition, saving, () => change(definition, wanted(definition, saving), saving));
}

/** Deletes a record for good: Intacct has no recycle bin. */
export function deleteRecord(definition: ObjectDefinition, row: Row, saving: Saving): void {
  saves('delete', definition, saving, () => {
    demandChangeable(row, definition.label, saving.signed);
    behaviourOf(definition).remove?.(row, saving);
    saving.company.table(definition.name).remove(String(row[definition.key]), { operation: 'delete' });
    saving.company.smartEvents.note('remove', definition.name, Number(row['RECORDNO']), String(saving.signed.user['LOGINID']), home(row));
  });
}

/** Creates without the closing error line: for records that belong to another one. */
export function insert(definition: ObjectDefinition, saving: Saving): Row {
  const { company, signed } = saving;
  const draft: Draft = { ...definition.defaults };
  readFields(definition, draft, saving);
  const behaviour = behaviourOf(definition);
  behaviour.begin?.(draft, saving);
  demandRequired(definition, draft);
  demandReferences(definition, draft, null, saving);
  demandUnique(definition, draft, saving);
  behaviour.complete?.(draft, null, saving);
  const now = company.now();
  const user = signed.user['RECORDNO'];
  const audit = { WHENCREATED: now, WHENMODIFIED: now, CREATEDBY: user, MODIFIEDBY: user, MEGAENTITYID: signed.entity };
  const row = { RECORDNO: company.nextRecordNumber(definition.name), ...draft, ...audit };
  return put(definition, row, 'create', saving);
}

/** Updates without the closing error line. */
export function change(definition: ObjectDefinition, before: Row, saving: Saving): Row {
  demandChangeable(before, definition.label, saving.signed);
  const draft: Draft = { ...before };
  readFields(definition, draft, saving);
  if (draft[definition.key] !== before[definition.key]) {
    throw illegalValue(`The ${definition.key} of a ${definition.label.toLowerCase()} cannot be changed.`);
  }
  demandRequired(definition, draft);
  demandReferences(definition, draft, before, saving);
  behaviourOf(definition).complete?.(draft, before, saving);
  return put(definition, { ...draft, WHENMODIFIED: saving.company.now(), MODIFIEDBY: saving.signed.user['RECORDNO'] }, 'update', saving);
}

function put(definition: ObjectDefinition, row: Row, operation: 'create' | 'update', { company, signed }: Saving): Row {
  demandSmartRules(company, definition, row);
  company.smartEvents.note(operation, definition.name, Number(row['RECORDNO']), String(signed.user['LOGINID']), home(row));
  company.table(definition.name).put(row);
  if (operation === 'create') company.columns.grew(definition);
  return row;
}

function home(row: Row): string {
  return String(row['MEGAENTITYID'] ?? '');
}

function saves<T>(verb: 'create' | 'update' | 'delete', definition: ObjectDefinition, saving: Saving, work: () => T): T {
  if (!definition.can.has(verb)) throw noPermission(`${verb} ${definition.name}`);
  try {
    return saving.company.world.atomic(work);
  } catch (error) {
    throw error instanceof IntacctError ? error.wrapped(couldNot(verb, definition.label)) : error;
  }
}

/** The record that an update is about. RECORDNO goes before the business key when both are given. */
function wanted(definition: ObjectDefinition, { company, signed, input }: Saving): Row {
  const number = given(input, 'RECORDNO').trim();
  const key = given(input, definition.key);
  const table = company.table(definition.name);
  const row = number !== '' ? table.findOne('RECORDNO', number) : table.get(key);
  if (row !== undefined && isVisible(row, signed.entity)) return row;
  throw number !== '' ? cannotUpdate(definition.name, 'RECORDNO', number) : cannotUpdate(definition.name, definition.key, key);
}

/** Reads what was sent into the draft. Unknown and read-only fields are passed over, as the vendor does. */
function readFields(definition: ObjectDefinition, draft: Draft, { input }: Saving): void {
  const owner = definition.name === 'CONTACT' ? CONTACT_OWNER : definition.label;
  for (const [name, text] of input.fields) {
    const field = definition.byName.get(name);
    if (field === undefined || field.isReadOnly === true || field.derive !== undefined) continue;
    draft[name] = readValue(field, text, owner);
  }
}

function demandRequired(definition: ObjectDefinition, draft: Draft): void {
  const missing = definition.required.find((field) => (draft[field.name] ?? null) === null);
  if (missing !== undefined) throw missingField(missing);
}

function demandReferences(definition: ObjectDefinition, draft: Draft, before: Row | null, { company, signed }: Saving): void {
  for (const field of definition.references) {
    const value = draft[field.name];
    if (typeof value !== 'string' || value === before?.[field.name]) continue;
    const row = company.find(field.reference!, value);
    if (row !== undefined && isVisible(row, signed.entity)) continue;
    throw field.reference === 'CONTACT' ? contactMissing(value) : invalidReference(company.object(field.reference!)!.label, value);
  }
}

function demandUnique(definition: ObjectDefinition, draft: Draft, { company }: Saving): void {
  const key = draft[definition.key];
  if (typeof key === 'string' && company.find(definition.name, key) !== undefined) throw alreadyExists(definition.label, key);
}

function behaviourOf(definition: ObjectDefinition): Behaviour {
  return BEHAVIOURS[definition.name] ?? {};
}
