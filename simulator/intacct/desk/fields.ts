import type { FieldInfo, FieldKind, Fields } from '../../kernel/people.js';
import type { Row } from '../../kernel/table.js';
import { illegalValue } from '../errors.js';
import { type FieldDefinition, fieldValue, type ObjectDefinition } from '../objects/definition.js';
import type { IntacctCompany } from '../state/company.js';
import { type Input, inputOf } from '../state/input.js';
import { printDate, printTimestamp, printValue } from '../values.js';

const KINDS: Readonly<Record<FieldDefinition['type'], FieldKind>> = {
  text: 'text',
  email: 'text',
  url: 'text',
  choice: 'text',
  boolean: 'boolean',
  integer: 'number',
  decimal: 'number',
  date: 'date',
  timestamp: 'instant',
};

/** The field that says where a person was signed in when the record was made. */
export const SIGNED_IN_AT: FieldInfo = { name: 'ENTITY', kind: 'reference', referenceTo: ['LOCATIONENTITY'] };

const known = new WeakMap<ObjectDefinition, readonly FieldInfo[]>();

/** What may be written of an object: fields, parts (`DISPLAYCONTACT`) and lists. A definition never changes, so that it is said once. */
export function fieldInfos(definition: ObjectDefinition): readonly FieldInfo[] {
  const infos = known.get(definition) ?? infosOf(definition);
  known.set(definition, infos);
  return infos;
}

function infosOf(definition: ObjectDefinition): readonly FieldInfo[] {
  const own = definition.fields.filter((field) => field.name !== SIGNED_IN_AT.name).map(fieldInfo);
  const groups = new Set(definition.fields.flatMap((field) => prefixes(field.name)));
  const parts = [...groups].map((name) => ({ name, kind: 'structure' as const }));
  const lists = definition.lists.map((list) => ({ name: list.name, kind: 'list' as const }));
  return [...own, ...parts, ...lists, SIGNED_IN_AT];
}

/** A record as people see it: parts as nested maps; booleans and numbers as such, the rest as Intacct writes it; null for no value. */
export function readableRow(definition: ObjectDefinition, row: Row, company: IntacctCompany): Row {
  const result: Record<string, unknown> = {};
  for (const field of definition.fields) {
    const value = fieldValue(field, row, company);
    const path = field.name.split('.');
    let home = result;
    for (const step of path.slice(0, -1)) {
      home[step] ??= {};
      home = home[step] as Record<string, unknown>;
    }
    const isPlain = typeof value === 'boolean' || (typeof value === 'number' && field.type !== 'timestamp');
    home[path.at(-1)!] = isPlain ? value : printValue(field, value) || null;
  }
  for (const list of definition.lists) if (row[list.name] !== undefined) result[list.name] = row[list.name];
  return result;
}

/**
 * What a person typed, as an input: dotted or nested names, letter case aside; dates also as ISO.
 *
 * Refuses: names that the object does not have.
 */
export function readTyped(definition: ObjectDefinition, fields: Fields): Input {
  const texts = new Map<string, string>();
  const lists = new Map<string, readonly Input[]>();
  for (const [key, value] of Object.entries(fields)) {
    const name = key.toUpperCase();
    const list = definition.lists.find((each) => each.name === name);
    if (list === undefined) flatten(definition, name, value, texts);
    else lists.set(name, readList(value));
  }
  return inputOf(texts, lists);
}

function flatten(definition: ObjectDefinition, name: string, value: unknown, into: Map<string, string>): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) flatten(definition, `${name}.${key.toUpperCase()}`, inner, into);
    return;
  }
  const field = definition.byName.get(name);
  if (field === undefined) throw illegalValue(`${definition.name} has no field ${name}.`);
  into.set(name, typed(field, value));
}

/** No rows clear the list; otherwise the rows are what it holds from now on, as on the page. */
function readList(value: unknown): readonly Input[] {
  const cleared = inputOf([]);
  if (!Array.isArray(value)) return [cleared];
  return [cleared, ...value.map((row) => inputOf(flatTexts(row, '')))];
}

function flatTexts(value: unknown, prefix: string): [string, string][] {
  if (typeof value !== 'object' || value === null) return prefix === '' ? [] : [[prefix, value === null ? '' : String(value)]];
  return Object.entries(value).flatMap(([key, inner]) =>
    flatTexts(inner, prefix === '' ? key.toUpperCase() : `${prefix}.${key.toUpperCase()}`),
  );
}

const ISO = /^\d{4}-\d{2}-\d{2}/;

function typed(field: FieldDefinition, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join('#~#');
  const text = value instanceof Date ? value.toISOString() : String(value);
  if (field.type === 'date' && ISO.test(text)) return printDate(text.slice(0, 10));
  if (field.type === 'timestamp' && ISO.test(text) && !Number.isNaN(Date.parse(text))) return printTimestamp(Date.parse(text));
  return text;
}

function fieldInfo(field: FieldDefinition): FieldInfo {
  const isContact = field.name.endsWith('.CONTACTNAME') && field.name !== 'DISPLAYCONTACT.CONTACTNAME';
  const target = field.reference ?? (isContact ? 'CONTACT' : undefined);
  if (target !== undefined) return { name: field.name, kind: 'reference', referenceTo: [target] };
  return { name: field.name, kind: KINDS[field.type] };
}

function prefixes(name: string): readonly string[] {
  const steps = name.split('.').slice(0, -1);
  return steps.map((_step, index) => steps.slice(0, index + 1).join('.'));
}
