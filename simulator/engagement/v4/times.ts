import { refusal } from '../errors.js';

const DAY_MS = 86_400_000;
const UNITS: ReadonlyMap<string, number> = new Map([
  ['second', 1_000],
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', DAY_MS],
  ['week', 7 * DAY_MS],
]);

/** `YYYY-MM-DD HH:MM:SS` in the user's time zone, which is UTC here. Source: pardot/api-docs, "Using the API". */
export function printTime(instant: unknown): string | null {
  return typeof instant === 'number' ? new Date(instant).toISOString().slice(0, 19).replace('T', ' ') : null;
}

/**
 * An instant as a criterion gives it.
 *
 * Source:  pardot/api-docs, "Using the API": the words `today`, `yesterday`, `last_7_days`, `this_month`, `last_month`, and date
 *          strings in the way of GNU. Refuses: 7.
 * Assumed: of GNU's grammar dates, times, `@seconds`, `now` and `3 days ago`; the words stand for the start of what they name.
 */
export function readTime(text: string, now: number): number {
  const words = text.trim().toLowerCase();
  const instant = namedTime(words, now) ?? relativeTime(words, now) ?? absoluteTime(text.trim());
  if (instant === null || Number.isNaN(instant)) throw refusal(7, text.slice(0, 40));
  return instant;
}

function namedTime(words: string, now: number): number | null {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const date = new Date(now);
  switch (words) {
    case 'now':
      return now;
    case 'today':
      return today;
    case 'yesterday':
      return today - DAY_MS;
    case 'tomorrow':
      return today + DAY_MS;
    case 'last_7_days':
      return today - 7 * DAY_MS;
    case 'this_month':
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
    case 'last_month':
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1, 1);
    default:
      return null;
  }
}

function relativeTime(words: string, now: number): number | null {
  const [, sign, count, unit, ago] = /^([+-]?)\s*(\d{1,6})\s+(second|minute|hour|day|week|month|year)s?(\s+ago)?$/.exec(words) ?? [];
  if (count === undefined || unit === undefined) return null;
  const direction = (sign === '-' ? -1 : 1) * (ago === undefined ? 1 : -1);
  const ms = UNITS.get(unit);
  if (ms !== undefined) return now + direction * Number(count) * ms;
  const date = new Date(now);
  date.setUTCMonth(date.getUTCMonth() + direction * Number(count) * (unit === 'year' ? 12 : 1));
  return date.getTime();
}

function absoluteTime(text: string): number | null {
  const seconds = /^@(\d{1,11})$/.exec(text)?.[1];
  if (seconds !== undefined) return Number(seconds) * 1_000;
  const parts = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?))?\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(text);
  if (parts === null) return null;
  const [, day, time = '00:00:00', zone = 'Z'] = parts;
  return Date.parse(`${day}T${time}${zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`);
}
