import { type EngagementError, refusal } from '../errors.js';
import { CONCURRENT_CALLS_MAX, DAILY_CALLS_MAX } from '../limits.js';
import type { Engagement } from '../state.js';

const DAY_MS = 86_400_000;

const MINUTE_MS = 60_000;

/** A stretch of time by its number, and the calls in it. */
type Stretch = { readonly number: number; readonly calls: number };

/**
 * Counts a call of a client of a business unit.
 *
 * Source:  Account Engagement API, "Rate limits": so many calls a day (122), reset at midnight of the account, five at a time (66), and a
 *          number a minute that the vendor does not name (202), which is the unit's `callsPerMinute`.
 * Assumed: a call that is refused for a limit counts as well; the connector's own calls do not. D-22, the status is `rateLimitStatus`.
 */
export function countCall(engagement: Engagement, unit: string): void {
  const used = callsToday(engagement, unit) + 1;
  engagement.world.cell<Stretch>(cellName(unit), NO_CALLS).set({ number: today(engagement), calls: used });
  if (engagement.inFlight(unit) > CONCURRENT_CALLS_MAX) throw exhausted(engagement, unit, 66);
  if (used > DAILY_CALLS_MAX) throw exhausted(engagement, unit, 122);
  const perMinute = engagement.settings(unit).get('callsPerMinute');
  if (typeof perMinute === 'number' && countInMinute(engagement, unit) > perMinute) throw exhausted(engagement, unit, 202);
}

function exhausted(engagement: Engagement, unit: string, code: 66 | 122 | 202): EngagementError {
  return refusal(code, '', engagement.settings(unit).get('rateLimitStatus') as number);
}

/** The calls of a unit in the minute that runs, this one included. */
function countInMinute(engagement: Engagement, unit: string): number {
  const number = Math.floor(engagement.now() / MINUTE_MS);
  const cell = engagement.world.cell<Stretch>(`engagement:minute:${unit}`, NO_CALLS);
  const calls = (cell.get().number === number ? cell.get().calls : 0) + 1;
  cell.set({ number, calls });
  return calls;
}

/** The calls of a business unit since midnight. */
export function callsToday(engagement: Engagement, unit: string): number {
  const { number, calls } = engagement.world.cell<Stretch>(cellName(unit), NO_CALLS).get();
  return number === today(engagement) ? calls : 0;
}

const NO_CALLS: Stretch = { number: 0, calls: 0 };

function cellName(unit: string): string {
  return `engagement:calls:${unit}`;
}

function today(engagement: Engagement): number {
  return Math.floor(engagement.now() / DAY_MS);
}
