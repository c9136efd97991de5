import { refusal } from '../errors.js';
import { CONCURRENT_CALLS_MAX, DAILY_CALLS_MAX } from '../limits.js';
import type { Engagement } from '../state.js';

const DAY_MS = 86_400_000;

type Day = { readonly day: number; readonly calls: number };

/**
 * Counts a call of a client of a business unit.
 *
 * Source:  Account Engagement API, "Rate limits": so many calls a day (122), reset at midnight of the account, and five at a time (66).
 * Assumed: a call that is refused for a limit counts as well; the connector's own calls do not.
 */
export function countCall(engagement: Engagement, unit: string): void {
  const used = callsToday(engagement, unit) + 1;
  engagement.world.cell<Day>(cellName(unit), NO_CALLS).set({ day: today(engagement), calls: used });
  if (engagement.inFlight(unit) > CONCURRENT_CALLS_MAX) throw refusal(66);
  if (used > DAILY_CALLS_MAX) throw refusal(122);
}

/** The calls of a business unit since midnight. */
export function callsToday(engagement: Engagement, unit: string): number {
  const { day, calls } = engagement.world.cell<Day>(cellName(unit), NO_CALLS).get();
  return day === today(engagement) ? calls : 0;
}

const NO_CALLS: Day = { day: 0, calls: 0 };

function cellName(unit: string): string {
  return `engagement:calls:${unit}`;
}

function today(engagement: Engagement): number {
  return Math.floor(engagement.now() / DAY_MS);
}
