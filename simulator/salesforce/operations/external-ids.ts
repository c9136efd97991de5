import type { Row } from '../../kernel/table.js';
import type { WireResponse } from '../../kernel/wire.js';
import { invalidField, methodNotAllowed, notFound } from '../errors.js';
import { parseId } from '../ids.js';
import type { SObjectType } from '../schema.js';
import { externalIdField, findMatches } from '../state/upsert.js';
import { readJson } from '../wire/body.js';
import { checkJsonValues } from '../wire/record-body.js';
import { json, noContent } from '../wire/reply.js';
import { saveOf } from '../wire/save-headers.js';
import { typeOf, versionOf } from './address.js';
import { recordReply } from './record-reply.js';
import { getRelated } from './related.js';
import { overriddenMethod } from './rows.js';
import { type SignedCall, signedIn } from './signed-in.js';

/**
 * GET /services/data/:version/sobjects/:type/:key/:value - a record by external id; where `key` is an id, what `value` relates it to.
 *
 * Source: REST API guide, "sObject Rows by External ID", "sObject Relationships".
 */
export const getByKey = signedIn((call: SignedCall) => {
  const type = typeOf(call);
  if (parseId(call.params['key']!) !== null && type.field(call.params['key']!) === undefined) return getRelated(call, type);
  return withMatch(call, type, (row) => recordReply(call, type, row));
});

/**
 * PATCH /services/data/:version/sobjects/:type/:key/:value - upsert by external id.
 *
 * Source: REST API guide, "sObject Rows by External ID": 201 when created; 200 when updated (204 before v46); 300 when several match.
 */
export const upsertByKey = signedIn(patchByKey);

/** DELETE /services/data/:version/sobjects/:type/:key/:value - deletes the record with an external id. */
export const deleteByKey = signedIn((call: SignedCall) =>
  withMatch(call, typeOf(call), (row) => {
    call.state.delete(row['Id'] as string, saveOf(call));
    return noContent();
  }),
);

/** POST with `_HttpMethod=PATCH` upserts. */
export const postByKey = signedIn((call: SignedCall) => {
  if (overriddenMethod(call) === 'PATCH') return patchByKey(call);
  throw methodNotAllowed('POST', ['HEAD', 'GET', 'PATCH', 'DELETE']);
});

function patchByKey(call: SignedCall): WireResponse {
  const { state, params, request, session } = call;
  const type = typeOf(call);
  const field = externalIdField(type, params['key']!);
  const body = readJson(request);
  for (const name of Object.keys(body.value)) {
    const given = type.field(name);
    if (given === field || given?.type === 'id') throw invalidField(`The ${given.name} field should not be specified in the sobject data.`);
  }
  checkJsonValues(type, body.value, body);
  const value = params['value']!;
  const found = findMatches(state, type, field, value, session.userId);
  if (found.length > 1) return choices(call, type, found);
  const updatesOnly = new URLSearchParams(request.query).get('updateOnly')?.toLowerCase() === 'true';
  const { id, isCreated } = state.upsert(type, { field, value, values: body.value, updatesOnly }, saveOf(call));
  if (!isCreated && Number(versionOf(call).slice(1)) < 46) return noContent();
  return json(isCreated ? 201 : 200, { id, success: true, errors: [], created: isCreated });
}

function withMatch(call: SignedCall, type: SObjectType, answer: (row: Row) => WireResponse): WireResponse {
  const { state, params, session } = call;
  const found = findMatches(state, type, externalIdField(type, params['key']!), params['value']!, session.userId);
  const [row] = found;
  if (row === undefined) throw notFound();
  return found.length > 1 ? choices(call, type, found) : answer(row);
}

/** 300: the addresses of all records that match. */
function choices(call: SignedCall, type: SObjectType, found: readonly Row[]): WireResponse {
  return json(
    300,
    found.map((row) => `/services/data/${versionOf(call)}/sobjects/${type.name}/${row['Id']}`),
  );
}
