import type { VendorFailure } from '../model/failure.js';

/** The first pause after a failure; it doubles with each further one. */
export const RETRY_DELAY_MS = 1_000;
/** The longest pause: an outage of hours costs a call every five minutes. */
export const RETRY_DELAY_MS_MAX = 300_000;
/** How often one record may be refused for a passing reason (a locked row) before that counts as its answer. Calls that fail as a whole are tried without end. */
export const RECORD_ATTEMPTS_MAX = 6;

/** The instant of the next attempt. `attempts` counts the failed ones, this one included. A vendor's Retry-After is kept where it is longer. */
export function nextAttemptAt(now: number, attempts: number, failure: VendorFailure): number {
  const pause = Math.min(RETRY_DELAY_MS * 2 ** Math.min(attempts - 1, 20), RETRY_DELAY_MS_MAX);
  return now + Math.max(pause, failure.details.retryAfterMs ?? 0);
}
