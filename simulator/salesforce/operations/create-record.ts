import type { WireResponse } from '../../kernel/wire.js';
import { invalidField } from '../errors.js';
import { readJson } from '../wire/body.js';
import { checkJsonValues } from '../wire/record-body.js';
import { json } from '../wire/reply.js';
import { saveOf } from '../wire/save-headers.js';
import { typeOf, versionOf } from './address.js';
import { type SignedCall, signedIn } from './signed-in.js';

/**
 * POST /services/data/:version/sobjects/:type - creates a record.
 *
 * Source: REST API guide, "sObject Basic Information", POST: 201 and a Location.
 */
export const createRecord = signedIn(insertRecord);

export function insertRecord(call: SignedCall): WireResponse {
  const type = typeOf(call);
  const body = readJson(call.request);
  if (Object.entries(body.value).some(([name, value]) => name.toLowerCase() === 'id' && value !== null)) {
    throw invalidField('The Id field should not be specified in the sobject data.');
  }
  checkJsonValues(type, body.value, body);
  const id = call.state.create(type, body.value, saveOf(call));
  const location = `/services/data/${versionOf(call)}/sobjects/${type.name}/${id}`;
  return json(201, { id, success: true, errors: [] }, { Location: location });
}
