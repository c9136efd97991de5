const UNITS_MS: Readonly<Record<string, number>> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };
const DURATION = /^(?:\d+(?:ms|[wdhms]))+$/;
const PART = /(\d+)(ms|[wdhms])/g;
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const WEEKDAY_TIME = /^(sun|mon|tue|wed|thu|fri|sat)[a-z]*\s+(\d{1,2}):(\d{2})$/i;
const INSTANT = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const AMERICAN = /^(\d{2})\/(\d{2})\/(\d{4})(?: (\d{2}):(\d{2}):(\d{2}))?$/;

/** What to write for a duration. */
export const DURATION_HINT = 'Write a duration such as 4d, 90m, 1h30m or 2w.';

/** `1h30m` in milliseconds; null when the text is no duration. */
export function parseDuration(text: string): number | null {
  if (!DURATION.test(text)) return null;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(PART)) total += Number(amount) * UNITS_MS[unit!]!;
  return Number.isSafeInteger(total) ? total : null;
}

/** A duration in the largest units that say it exactly: `4d`, `1h30m`. */
export function durationText(ms: number): string {
  let rest = ms;
  let text = '';
  for (const [unit, size] of Object.entries(UNITS_MS)) {
    const amount = Math.floor(rest / size);
    if (amount > 0) text += `${amount}${unit}`;
    rest -= amount * size;
  }
  return text === '' ? '0s' : text;
}

/** An ISO instant or date (UTC when it names no zone), or Intacct's `MM/DD/YYYY HH:MM:SS`, in milliseconds; null when the text is neither. */
export function parseInstant(text: string): number | null {
  const american = AMERICAN.exec(text);
  if (american !== null) {
    const [, month, day, year, hour = '0', minute = '0', second = '0'] = american;
    if (!isDay(Number(year), Number(month), Number(day))) return null;
    return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  }
  if (!INSTANT.test(text) || !isDay(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10)))) return null;
  const hasTime = text.length > 10;
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10));
  const normal = text.replace(' ', 'T').replace(/([+-]\d{2})(\d{2})$/, '$1:$2');
  const at = Date.parse(hasTime && !hasZone ? `${normal}Z` : normal);
  return Number.isNaN(at) ? null : at;
}

/** Whether the calendar has this day; `Date` would count 30 February on into March. */
function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The instant that `until` means: an instant, or the next such weekday and time after `now`; null when the text is neither. */
export function parseUntil(text: string, now: number): number | null {
  const weekday = WEEKDAY_TIME.exec(text.trim());
  if (weekday === null) return parseInstant(text);
  const [, name, hour, minute] = weekday;
  if (Number(hour) > 23 || Number(minute) > 59) return null;
  const today = new Date(now);
  const daysAhead = (WEEKDAYS.indexOf(name!.toLowerCase()) - today.getUTCDay() + 7) % 7;
  const at = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + daysAhead, Number(hour), Number(minute));
  return at > now ? at : at + UNITS_MS['w']!;
}

/** An instant as scenarios write it. */
export function instantText(at: number): string {
  return Number.isFinite(at) ? new Date(at).toISOString().replace('.000Z', 'Z') : String(at);
}
