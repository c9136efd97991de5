import type { Row } from '../../kernel/table.js';
import { entityIsDeleted, noSuchExternalId, notFound } from '../errors.js';
import { parseId } from '../ids.js';
import type { Field, SObjectType } from '../schema.js';
import type { SignedCall } from './signed-in.js';

/** The object that a path names. An unknown one is an address that does not exist. */
export function typeOf({ params, state }: SignedCall): SObjectType {
  const type = state.schema.type(params['type']!);
  if (type === undefined) throw notFound();
  return type;
}

/** The object that a path names, if people have pages for it. */
export function layoutableTypeOf(call: SignedCall): SObjectType {
  const type = typeOf(call);
  if (!type.definition.isLayoutable) throw notFound();
  return type;
}

/** The API version of the call's path, in canonical spelling. */
export function versionOf({ params }: SignedCall): string {
  return params['version']!.toLowerCase();
}

/**
 * The live record that a path names by id.
 *
 * Source: REST API guide, "sObject Rows": text that is no id is read as an external id field; a well-formed id of no record, of
 * another object or of a record out of sight does not exist; a deleted record says that it is deleted.
 */
export function recordOf(call: SignedCall, type: SObjectType, text: string): Row {
  const id = parseId(text);
  if (id === null) throw noSuchExternalId(text);
  const row = call.state.schema.typeOfId(id) === type ? call.state.lookup(id) : undefined;
  if (row === undefined || !call.state.canRead(call.session.userId, row)) throw notFound();
  if (row['IsDeleted'] === true) throw entityIsDeleted();
  return row;
}

/** The fields of `?fields=`: own ones by name, parents' ones as paths. */
export function fieldPathsOf(call: SignedCall): readonly string[] | null {
  if (call.request.query === '') return null;
  const text = new URLSearchParams(call.request.query).get('fields');
  if (text === null || text.trim() === '') return null;
  return text.split(',').map((path) => path.trim());
}

/** Fields that the type knows by an id or an external value: what a path may name a record by. */
export function isLookupField(field: Field | undefined): field is Field {
  return field !== undefined && (field.isExternalId || field.isIdLookup);
}
