import { invalidField, noSuchColumn, readOnlyFields, rowError, type SalesforceError, together, wrongType } from '../errors.js';
import type { Field, SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import { coerce } from './coerce.js';
import type { Values } from './save.js';

/** The stored values of a write under canonical names; `null` clears. */
export type Given = ReadonlyMap<string, unknown>;

/**
 * Reads a write: resolves names without letter case, coerces values, finds parents that are named by external id.
 * Refuses: unknown fields; fields that may not be written; every value of the wrong form, together.
 */
export function readValues(org: SalesforceOrg, type: SObjectType, values: Values, mode: 'create' | 'update'): Given {
  const given = new Map<string, unknown>();
  const errors: SalesforceError[] = [];
  const refused: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (name === 'attributes') continue;
    const field = type.field(name);
    if (field === undefined) {
      readParent(org, type, name, value, given);
      continue;
    }
    if (field.type === 'id') {
      if (value === null) continue;
      throw rowError('INVALID_FIELD_FOR_INSERT_UPDATE', `cannot specify Id in an ${mode === 'create' ? 'insert' : 'update'} call`, ['Id']);
    }
    if (!(mode === 'create' ? field.isCreateable : field.isUpdateable)) {
      refused.push(field.name);
      continue;
    }
    const coerced = coerce(org.schema, field, value);
    if ('error' in coerced) errors.push(coerced.error);
    else if (coerced.value === null && field.type === 'boolean') {
      if (mode === 'update') errors.push(wrongType(field.label, '', field.name));
    } else given.set(field.name, coerced.value);
  }
  if (refused.length > 0) throw readOnlyFields(refused);
  if (errors.length > 0) throw together(errors);
  return given;
}

/** `"Account": {"Ext__c": "A1"}` sets `AccountId`; a null parent does nothing. */
function readParent(org: SalesforceOrg, type: SObjectType, name: string, value: unknown, given: Map<string, unknown>): void {
  const reference = type.parent(name);
  if (reference === undefined) throw noSuchColumn(name, type.name);
  if (value === null) return;
  if (typeof value !== 'object' || Array.isArray(value)) throw noSuchColumn(name, type.name);
  const { attributes, ...rest } = value as Record<string, unknown>;
  const [key, ...more] = Object.entries(rest).filter(([each]) => each.toLowerCase() !== 'type');
  if (key === undefined || more.length > 0) {
    throw invalidField(`The relationship ${name} must name exactly one external ID field of its parent`, [reference.name]);
  }
  given.set(reference.name, findParent(org, reference, key, typeNamed(attributes) ?? typeNamed(rest)));
}

function typeNamed(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const type = (value as Record<string, unknown>)['type'];
  return typeof type === 'string' ? type : null;
}

function findParent(org: SalesforceOrg, reference: Field, [name, value]: [string, unknown], typeName: string | null): string {
  const parentName = typeName ?? reference.referenceTo[0]!;
  const parent = org.schema.type(parentName);
  const field = parent?.field(name);
  if (parent === undefined || field === undefined) throw noSuchColumn(name, parentName);
  if (!field.isExternalId && !field.isIdLookup) {
    throw invalidField(`Field name provided, ${name} is not an External ID or indexed field for ${parent.name}`, []);
  }
  const found = org.findBy(parent, field, String(value)).filter((row) => row['IsDeleted'] !== true);
  if (found.length === 1) return found[0]!['Id'] as string;
  throw invalidField(
    `Foreign key external ID: ${String(value).toLowerCase()} not found for field ${field.name} in entity ${parent.name}`,
    [],
  );
}
