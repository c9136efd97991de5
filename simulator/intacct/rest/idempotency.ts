import type { Call } from '../../kernel/routes.js';
import type { WireResponse } from '../../kernel/wire.js';
import { IDEMPOTENCY_KEY_CHARS_MAX } from '../limits.js';
import type { IntacctCompany, Signed } from '../state/company.js';
import { invalidRequest, RestError } from './errors.js';

/**
 * Lets a write with an `Idempotency-Key` happen once: the same key of the same user is refused after it was done.
 *
 * Source:  developer.sage.com, "Error handling": 409 for the same idempotency key by the same user.
 * Assumed: a write that failed does not use its key up.
 */
export function once(call: Call<IntacctCompany>, signed: Signed, write: () => WireResponse): WireResponse {
  const key = call.request.headers['idempotency-key'];
  if (key === undefined) return write();
  if (key === '' || key.length > IDEMPOTENCY_KEY_CHARS_MAX) throw invalidRequest('The Idempotency-Key is not valid', 'Idempotency-Key');
  const id = `${signed.user['LOGINID']}:${key}`;
  const { usedKeys } = call.state;
  if (usedKeys.get(id) !== undefined) {
    const text = `The idempotency key ${key} was used already`;
    throw new RestError(409, 'conflict', text, 'REST-1070', 'IA.IDEMPOTENCY_KEY_USED', { KEY: key });
  }
  const reply = write();
  if (reply.status < 300) usedKeys.put({ id });
  return reply;
}
