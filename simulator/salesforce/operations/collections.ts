import type { WireResponse } from '../../kernel/wire.js';
import { invalidField, malformedId, noSuchColumn, rowError, SalesforceError } from '../errors.js';
import { enqueued, isEventId } from '../events/platform-events.js';
import { parseId } from '../ids.js';
import type { Field, SObjectType } from '../schema.js';
import { type RowOutcome, saveMany } from '../state/save-many.js';
import { externalIdField } from '../state/upsert.js';
import { type JsonObject, readJson } from '../wire/body.js';
import { checkJsonValues } from '../wire/record-body.js';
import { json, rowErrors } from '../wire/reply.js';
import { saveOf } from '../wire/save-headers.js';
import { typeOf, versionOf } from './address.js';
import { plannedError } from './planned-error.js';
import { printPaths } from './print-paths.js';
import { type SignedCall, signedIn } from './signed-in.js';

/** Records per call. Source: REST API guide, "sObject Collections": 200 to write, 2,000 to read by POST. */
const WRITE_ROWS_MAX = 200;
const READ_ROWS_MAX = 2_000;
const CHUNKS_MAX = 10;

/** One record of a collection: its type, its values without `attributes` and `id`, and the id as it was sent. */
type CollectionRow = { readonly type: SObjectType; readonly values: JsonObject; readonly id: unknown };

type Written = { readonly id: string; readonly isCreated?: boolean };

/** POST /services/data/:version/composite/sobjects - creates up to 200 records. Source: REST API guide, "sObject Collections". */
export const createCollection = signedIn((call: SignedCall) => {
  const { rows, allOrNone } = readCollection(call);
  const save = saveOf(call);
  return answer(
    call,
    saveMany(call.state, rows, allOrNone, ({ type, values, id }, index): Written => {
      plannedError(call, index);
      if (id !== undefined && id !== null) throw rowError('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
      return { id: call.state.create(type, values, save) };
    }),
  );
});

/** PATCH /services/data/:version/composite/sobjects - changes up to 200 records. Source: REST API guide, "sObject Collections". */
export const updateCollection = signedIn((call: SignedCall) => {
  const { rows, allOrNone } = readCollection(call);
  const save = saveOf(call);
  const seen = new Set<string>();
  return answer(
    call,
    saveMany(call.state, rows, allOrNone, ({ type, values, id }, index): Written => {
      plannedError(call, index);
      const wanted = rowId(type, id);
      // Assumed: the code; the guide says only that a record may stand once in a call.
      if (seen.has(wanted)) throw rowError('DUPLICATE_VALUE', `Duplicate id specified: ${wanted}`);
      seen.add(wanted);
      call.state.update(type, wanted, values, save);
      return { id: wanted };
    }),
  );
});

/** PATCH /services/data/:version/composite/sobjects/:type/:field - upserts up to 200 records of one type by external id. */
export const upsertCollection = signedIn((call: SignedCall) => {
  const { state, params } = call;
  const type = typeOf(call);
  const field = externalIdField(type, params['field']!);
  const { rows, allOrNone } = readCollection(call);
  const save = saveOf(call);
  const seen = new Set<string>();
  return answer(
    call,
    saveMany(state, rows, allOrNone, (row, index): Written => {
      plannedError(call, index);
      if (row.type !== type) throw rowError('INVALID_FIELD', `sObject type ${row.type.name} does not match ${type.name}`);
      const { value, values } = splitKey(row, field);
      if (seen.has(value.toLowerCase())) throw rowError('DUPLICATE_VALUE', `Duplicate external id specified: ${value}`);
      seen.add(value.toLowerCase());
      return field.type === 'id' && value === ''
        ? { id: state.create(type, values, save), isCreated: true }
        : state.upsert(type, { field, value, values }, save);
    }),
  );
});

/** DELETE /services/data/:version/composite/sobjects?ids= - deletes up to 200 records. */
export const deleteCollection = signedIn((call: SignedCall) => {
  const parameters = new URLSearchParams(call.request.query);
  const ids = listOf(parameters.get('ids'));
  checkCount(ids.length, WRITE_ROWS_MAX);
  const save = saveOf(call);
  return answer(
    call,
    saveMany(call.state, ids, parameters.get('allOrNone')?.toLowerCase() === 'true', (text, index): Written => {
      plannedError(call, index);
      const id = parseId(text);
      if (id === null) throw malformedId('Record ID', text, 'Id');
      call.state.delete(id, save);
      return { id };
    }),
  );
});

/** GET /services/data/:version/composite/sobjects/:type?ids=&fields= - reads records; null for each that is not there. */
export const readCollectionByGet = signedIn((call: SignedCall) => {
  const parameters = new URLSearchParams(call.request.query);
  return readRows(call, listOf(parameters.get('ids')), listOf(parameters.get('fields')));
});

/** POST /services/data/:version/composite/sobjects/:type - the same with ids and fields in the body. */
export const readCollectionByPost = signedIn((call: SignedCall) => {
  const { ids, fields } = readJson(call.request).value;
  return readRows(call, textsOf(ids, 'ids'), textsOf(fields, 'fields'));
});

function readRows(call: SignedCall, ids: readonly string[], fields: readonly string[]): WireResponse {
  const { state, session } = call;
  const type = typeOf(call);
  checkCount(ids.length, READ_ROWS_MAX);
  if (fields.length === 0) throw new SalesforceError('MISSING_ARGUMENT', 'A list of fields has to be specified');
  for (const path of fields) if (!path.includes('.') && type.field(path) === undefined) throw noSuchColumn(path, type.name);
  const records = ids.map((text) => {
    const id = parseId(text);
    if (id === null) throw malformedId(type.field('Id')!.label, text, 'Id');
    const row = state.schema.typeOfId(id) === type ? state.lookup(id) : undefined;
    if (row === undefined || row['IsDeleted'] === true || !state.canRead(session.userId, row)) return null;
    return printPaths(state, type, row, versionOf(call), fields);
  });
  return json(200, records);
}

/** Reads a body of records; each says its type. Refuses the whole call when one does not, or when there are too many. */
function readCollection(call: SignedCall): { readonly rows: readonly CollectionRow[]; readonly allOrNone: boolean } {
  const body = readJson(call.request);
  const { records, allOrNone } = body.value;
  if (!Array.isArray(records)) throw new SalesforceError('MISSING_ARGUMENT', 'Missing required argument: records');
  checkCount(records.length, WRITE_ROWS_MAX);
  const rows = records.map((record: unknown, index) => {
    const row = readRow(call, record);
    checkJsonValues(row.type, row.values, body, ['records', index]);
    return row;
  });
  const chunks = rows.filter((row, index) => row.type !== rows[index - 1]?.type).length;
  if (chunks > CHUNKS_MAX) throw new SalesforceError('LIMIT_EXCEEDED', `Cannot have more than ${CHUNKS_MAX} chunks in a single operation`);
  return { rows, allOrNone: allOrNone === true };
}

/** Assumed: code and text for a record that does not say its type. */
function readRow(call: SignedCall, record: unknown): CollectionRow {
  const { attributes, ...fields } = (typeof record === 'object' && record !== null ? record : {}) as Record<string, unknown>;
  const typeName = (attributes as { type?: unknown } | null | undefined)?.type;
  if (typeof typeName !== 'string') throw new SalesforceError('INVALID_INPUT', 'Include an entity type in the attributes of each record');
  const type = call.state.schema.type(typeName);
  if (type === undefined) throw new SalesforceError('INVALID_TYPE', `sObject type '${typeName}' is not supported.`);
  let id: unknown;
  const values: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(fields)) {
    if (name.toLowerCase() === 'id') id = value;
    else values[name] = value;
  }
  return { type, values, id };
}

/** The id of a row to change: it may be of no record, but not of a deleted one, and must be an id. */
function rowId(type: SObjectType, given: unknown): string {
  if (given === undefined || given === null || given === '') throw rowError('MISSING_ARGUMENT', 'Id not specified in an update call');
  const id = parseId(String(given));
  if (id === null) throw malformedId(type.field('Id')!.label, String(given), 'Id');
  return id;
}

function splitKey({ values, id }: CollectionRow, field: Field): { readonly value: string; readonly values: JsonObject } {
  if (field.type === 'id') return { value: id === undefined || id === null ? '' : String(id), values };
  const { [Object.keys(values).find((name) => name.toLowerCase() === field.name.toLowerCase()) ?? '']: value, ...rest } = values;
  if (value === undefined || value === null || value === '') throw rowError('MISSING_ARGUMENT', `${field.name} not specified`);
  if (id !== undefined && id !== null) throw invalidField('The Id field should not be specified in the sobject data.', []);
  return { value: String(value), values: rest };
}

function answer({ state }: SignedCall, outcomes: readonly RowOutcome<Written>[]): WireResponse {
  return json(
    200,
    outcomes.map((outcome) => {
      if ('error' in outcome) return { success: false, errors: rowErrors(outcome.error) };
      const { id, isCreated } = outcome.value;
      const errors = isEventId(id) ? [enqueued(state, id)] : [];
      return { id, success: true, errors, ...(isCreated === undefined ? {} : { created: isCreated }) };
    }),
  );
}

function checkCount(count: number, max: number): void {
  if (count > max)
    throw new SalesforceError('EXCEEDED_ID_LIMIT', `record limit reached. cannot submit more than ${max} records into this call`);
}

function listOf(text: string | null): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
}

function textsOf(value: unknown, name: string): readonly string[] {
  if (!Array.isArray(value) || value.some((each) => typeof each !== 'string')) {
    throw new SalesforceError('MISSING_ARGUMENT', `Missing required argument: ${name}`);
  }
  return value as string[];
}
