import type { Call, Operation } from '../../kernel/routes.js';
import type { Row } from '../../kernel/table.js';
import type { WireResponse } from '../../kernel/wire.js';
import { IntacctError } from '../errors.js';
import type { IntacctCompany, Signed } from '../state/company.js';
import { inputOf } from '../state/input.js';
import { demandPermission } from '../state/permissions.js';
import { createRecord, deleteRecord, updateRecord } from '../state/save.js';
import { isVisible } from '../state/visibility.js';
import { errorBody, invalidRequest, json, methodNotAllowed, notFound, RestError } from './errors.js';
import { once } from './idempotency.js';
import { printRef, printResource } from './print.js';
import { demandObject, type Json, readBody, readJson } from './read.js';
import { type Resource, resourceIn } from './resources.js';
import { signedBy } from './token.js';

/** Objects of one POST. Source: developer.sage.com, "Batch, bulk, and composite requests". */
const BATCH_MAX = 500;
/** References of one list. Assumed: a list has no paging parameters, so it shows its first page only. */
const LIST_ROWS_MAX = 100;

/** GET /ia/api/v1/objects/:app/:object - references to the first records, without filters. */
export const listRecords: Operation<IntacctCompany> = (call) => {
  const { resource, signed } = open(call);
  const rows = [...call.state.table(resource.definition.name).rows()].filter((row) => isVisible(row, signed.entity));
  const page = rows.slice(0, LIST_ROWS_MAX).map((row) => printRef(resource, row));
  const next = rows.length > LIST_ROWS_MAX ? LIST_ROWS_MAX + 1 : null;
  return json(200, {
    'ia::result': page,
    'ia::meta': { totalCount: rows.length, start: 1, pageSize: LIST_ROWS_MAX, next, previous: null },
  });
};

/** GET /ia/api/v1/objects/:app/:object/:key[,:key] - records by key. Ids are no keys: they are not found. */
export const getRecords: Operation<IntacctCompany> = (call) => {
  const { resource, signed } = open(call);
  const keys = call.params['key']!.split(',');
  const rows = keys.map((key) => printResource(resource, demandRow(call, resource, key, signed), call.state));
  return json(200, { 'ia::result': keys.length === 1 ? rows[0] : rows, 'ia::meta': meta(rows.length, 0) });
};

/** POST /ia/api/v1/objects/:app/:object - creates one record, or several independently of each other (207 when some fail). */
export const createRecords: Operation<IntacctCompany> = (call) => {
  const { resource, signed } = open(call);
  const body = readJson(call.request);
  const create = (each: unknown): Record<string, unknown> => {
    const input = readBody(resource, demandObject(each), call.state, null);
    return printRef(
      resource,
      acting(call, signed, () => createRecord(resource.definition, { company: call.state, signed, input })),
    );
  };
  if (!Array.isArray(body)) return once(call, signed, () => json(201, { 'ia::result': create(body), 'ia::meta': meta(1, 0) }));
  if (body.length === 0 || body.length > BATCH_MAX) throw invalidRequest(`A batch has from 1 to ${BATCH_MAX} objects`);
  return once(call, signed, () =>
    batch(
      call,
      body.map((each) => () => create(each)),
    ),
  );
};

/** PATCH /ia/api/v1/objects/:app/:object/:key - changes what is given. */
export const updateRecords: Operation<IntacctCompany> = (call) => {
  const { resource, signed } = open(call);
  const row = demandRow(call, resource, call.params['key']!, signed);
  const sent = readBody(resource, demandObject(readJson(call.request)) as Json, call.state, row);
  const input = inputOf([...sent.fields, ['RECORDNO', String(row['RECORDNO'])]], sent.lists);
  return once(call, signed, () => {
    const after = acting(call, signed, () => updateRecord(resource.definition, { company: call.state, signed, input }));
    return json(200, { 'ia::result': printRef(resource, after), 'ia::meta': meta(1, 0) });
  });
};

/** DELETE /ia/api/v1/objects/:app/:object/:key. Assumed: a missing record is 404, as with the other methods. */
export const deleteRecords: Operation<IntacctCompany> = (call) => {
  const { resource, signed } = open(call);
  const row = demandRow(call, resource, call.params['key']!, signed);
  acting(call, signed, () => deleteRecord(resource.definition, row, { company: call.state, signed, input: inputOf([]) }));
  return { status: 204, headers: {}, body: '' };
};

function batch(call: Call<IntacctCompany>, works: readonly (() => Record<string, unknown>)[]): WireResponse {
  let failed = 0;
  const results = works.map((work) => {
    try {
      return { 'ia::result': work(), 'ia::status': 201 };
    } catch (error) {
      if (!(error instanceof IntacctError || error instanceof RestError)) throw error;
      failed += 1;
      const { status, body } = errorBody(call.world, error);
      return { 'ia::error': body, 'ia::status': status };
    }
  });
  if (failed === 0) return json(201, { 'ia::result': results.map((each) => each['ia::result']), 'ia::meta': meta(results.length, 0) });
  return json(207, { 'ia::result': results, 'ia::meta': meta(results.length - failed, failed) });
}

function open(call: Call<IntacctCompany>): { readonly resource: Resource; readonly signed: Signed } {
  const signed = signedBy(call.state, call.request);
  const name = `${call.params['app']}/${call.params['object']}`;
  const resource = resourceIn(call.state, name);
  if (resource === undefined) throw notFound(`/objects/${name}`);
  const verb = VERBS[call.request.method];
  if (verb !== undefined && !resource.definition.can.has(verb)) throw methodNotAllowed(call.request.method);
  call.notes.subject = `${verb ?? 'read'} ${resource.definition.name}`;
  demandPermission(call.state, signed, verb ?? 'read', resource.definition.name, call.request.method);
  return { resource, signed };
}

const VERBS: Readonly<Record<string, 'create' | 'update' | 'delete'>> = { POST: 'create', PATCH: 'update', DELETE: 'delete' };

function demandRow(call: Call<IntacctCompany>, resource: Resource, key: string, signed: Signed): Row {
  const row = call.state.table(resource.definition.name).findOne('RECORDNO', key);
  if (row === undefined || !isVisible(row, signed.entity)) throw notFound(`/objects/${resource.name}/${key}`);
  return row;
}

/** Writes carry the signed-in user in the change log. */
function acting<T>(call: Call<IntacctCompany>, signed: Signed, work: () => T): T {
  return call.world.as({ actor: String(signed.user['RECORDNO']) }, work);
}

function meta(success: number, failed: number): Json {
  return { totalCount: success + failed, totalSuccess: success, totalError: failed };
}
