import type { Row } from '../../kernel/table.js';
import { noSuchExternalId, notFound, rowError, type SalesforceError } from '../errors.js';
import { parseId } from '../ids.js';
import type { Field, SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import { create } from './create.js';
import type { Save, Values } from './save.js';
import { update } from './update.js';

export type UpsertRequest = {
  readonly field: Field;
  readonly value: string;
  readonly values: Values;
  /** The refusal when several records have the value. */
  readonly ambiguous?: (found: readonly Row[]) => SalesforceError;
  /** Refuses instead of creating. */
  readonly updatesOnly?: boolean;
};

/** The field of a type that upsert may match on. Refuses what is neither an external id nor a lookup field. */
export function externalIdField(type: SObjectType, name: string): Field {
  const field = type.field(name);
  if (field === undefined || (!field.isExternalId && !field.isIdLookup)) throw noSuchExternalId(name);
  return field;
}

/** Live records with a value in a field, as far as the user sees them. */
export function findMatches(org: SalesforceOrg, type: SObjectType, field: Field, value: string, by: string): readonly Row[] {
  const wanted = field.type === 'id' ? parseId(value) : value.trim();
  if (wanted === null || wanted === '') return [];
  return org.findBy(type, field, wanted).filter((row) => row['IsDeleted'] !== true && org.canRead(by, row));
}

/** Source: REST API guide, "Insert or Update (Upsert) a Record Using an External ID". */
export function upsert(
  org: SalesforceOrg,
  type: SObjectType,
  request: UpsertRequest,
  save: Save,
): { readonly id: string; readonly isCreated: boolean } {
  const { field, value, values } = request;
  const found = findMatches(org, type, field, value, save.by);
  if (found.length > 1) throw (request.ambiguous ?? ((rows) => ambiguousExternalId(field, rows)))(found);
  const [match] = found;
  if (match !== undefined) {
    const id = match['Id'] as string;
    update(org, type, id, values, save);
    return { id, isCreated: false };
  }
  if (field.type === 'id') throw rowError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  if (request.updatesOnly === true) throw notFound();
  return { id: create(org, type, { ...values, [field.name]: value }, save), isCreated: true };
}

/** Source: SOAP API guide, "upsert()", DUPLICATE_EXTERNAL_ID. */
function ambiguousExternalId(field: Field, rows: readonly Row[]): SalesforceError {
  const ids = rows.map((row) => row['Id']).join(', ');
  return rowError('DUPLICATE_EXTERNAL_ID', `${field.label}: more than one record found for external id field: [${ids}]`, [field.name]);
}
