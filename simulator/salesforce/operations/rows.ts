import type { WireResponse } from '../../kernel/wire.js';
import { invalidField, methodNotAllowed } from '../errors.js';
import { readRecordRequest } from '../wire/record-request.js';
import { noContent } from '../wire/reply.js';
import { saveOf } from '../wire/save-headers.js';
import { recordOf, typeOf } from './address.js';
import { checkRecord } from './conditions.js';
import { insertRecord } from './create-record.js';
import { touchRecent } from './recent.js';
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
  const type = typeOf(call);
  const row = recordOf(call, type, call.params['key']!);
  checkRecord(call, type, row);
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
  checkRecord(call, type, row);
  const body = readRecordRequest(type, call.request);
  if (Object.keys(body.value).some((name) => name.toLowerCase() === 'id')) {
    throw invalidField('The Id field should not be specified in the sobject data.');
  }
  call.state.update(type, row['Id'] as string, body.value, saveOf(call));
  touchRecent(call, row['Id'] as string);
  return noContent();
}
