import type { WireResponse } from '../../kernel/wire.js';
import { invalidField, methodNotAllowed } from '../errors.js';
import { readJson } from '../wire/body.js';
import { checkJsonValues } from '../wire/record-body.js';
import { noContent } from '../wire/reply.js';
import { saveOf } from '../wire/save-headers.js';
import { recordOf, typeOf } from './address.js';
import { insertRecord } from './create-record.js';
import { recordReply } from './record-reply.js';
import { type SignedCall, signedIn } from './signed-in.js';

/** GET /services/data/:version/sobjects/:type/:key - a record by id, all fields or those of `?fields=`. */
export const getRecord = signedIn((call: SignedCall) => {
  const type = typeOf(call);
  const row = recordOf(call, type, call.params['key']!);
  return recordReply(call, type, row);
});

/**
 * PATCH /services/data/:version/sobjects/:type/:key - changes the fields given.
 *
 * Source: REST API guide, "sObject Rows": 204; the id stands in the path only.
 */
export const updateRecord = signedIn(patchRecord);

/** DELETE /services/data/:version/sobjects/:type/:key - to the recycle bin. */
export const deleteRecord = signedIn((call: SignedCall) => {
  const row = recordOf(call, typeOf(call), call.params['key']!);
  call.state.delete(row['Id'] as string, saveOf(call));
  return noContent();
});

/**
 * POST /services/data/:version/sobjects/:type/:key?_HttpMethod=PATCH - an update by clients that cannot send PATCH. POST to the
 * field `Id` creates a record (v37 and later).
 *
 * Source: REST API guide, "sObject Rows by External ID", POST.
 */
export const postRecord = signedIn((call: SignedCall) => {
  if (call.params['key']!.toLowerCase() === 'id') return insertRecord(call);
  if (overriddenMethod(call) !== 'PATCH') throw methodNotAllowed('POST', ['HEAD', 'GET', 'PATCH', 'DELETE']);
  return patchRecord(call);
});

export function overriddenMethod({ request }: SignedCall): string | null {
  return new URLSearchParams(request.query).get('_HttpMethod')?.toUpperCase() ?? null;
}

function patchRecord(call: SignedCall): WireResponse {
  const type = typeOf(call);
  const row = recordOf(call, type, call.params['key']!);
  const body = readJson(call.request);
  if (Object.keys(body.value).some((name) => name.toLowerCase() === 'id')) {
    throw invalidField('The Id field should not be specified in the sobject data.');
  }
  checkJsonValues(type, body.value, body);
  call.state.update(type, row['Id'] as string, body.value, saveOf(call));
  return noContent();
}
