import type { WireResponse } from '../../kernel/wire.js';
import { invalidField } from '../errors.js';
import { enqueued } from '../events/platform-events.js';
import { isEventName } from '../state/custom-objects.js';
import { readRecordRequest } from '../wire/record-request.js';
import { json } from '../wire/reply.js';
import { saveOf } from '../wire/save-headers.js';
import { typeOf, versionOf } from './address.js';
import { touchRecent } from './recent.js';
import { type SignedCall, signedIn } from './signed-in.js';

/**
 * POST /services/data/:version/sobjects/:type - creates a record.
 *
 * Source: REST API guide, "sObject Basic Information", POST: 201 and a Location.
 */
export const createRecord = signedIn(insertRecord);

export function insertRecord(call: SignedCall): WireResponse {
  const type = typeOf(call);
  const body = readRecordRequest(type, call.request);
  if (Object.entries(body.value).some(([name, value]) => name.toLowerCase() === 'id' && value !== null)) {
    throw invalidField('The Id field should not be specified in the sobject data.');
  }
  const id = call.state.create(type, body.value, saveOf(call));
  if (isEventName(type.name)) return json(201, { id, success: true, errors: [enqueued(call.state, id)] });
  touchRecent(call, id);
  const location = `/services/data/${versionOf(call)}/sobjects/${type.name}/${id}`;
  return json(201, { id, success: true, errors: [] }, { Location: location });
}
