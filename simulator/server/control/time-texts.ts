import { invalid } from './wire.js';

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const DURATION = /^(?:\d+(?:ms|[smhdw]))+$/;
/** A hundred years, in milliseconds: beyond lies a slip of the keyboard. */
const DURATION_MS_MAX = 100 * 366 * 86_400_000;

/** `90m`, `4d`, `1h30m` in milliseconds. */
export function parseDuration(value: unknown): number {
  const text = typeof value === 'string' ? value.trim() : '';
  if (!DURATION.test(text)) throw invalid(`${JSON.stringify(value)} is no duration.`, 'Write one such as 30s, 90m, 1h30m, 4d or 2w.');
  let ms = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|[smhdw])/g)) ms += Number(count) * UNIT_MS[unit!]!;
  if (ms > DURATION_MS_MAX) throw invalid(`${text} is longer than a hundred years.`, 'Write a shorter duration.');
  return ms;
}

/** An ISO 8601 instant, in UTC unless it says otherwise, in milliseconds since the epoch. */
export function parseInstant(value: unknown): number {
  const text = typeof value === 'string' ? value.trim() : '';
  const whole = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text;
  const ms = Date.parse(/T.*(?:Z|[+-]\d\d:?\d\d)$/i.test(whole) ? whole : `${whole}Z`);
  if (!/^\d{4}-\d\d-\d\dT/.test(whole) || Number.isNaN(ms)) {
    throw invalid(`${JSON.stringify(value)} is no instant.`, 'Write one such as 2026-03-06T09:00:00Z.');
  }
  return ms;
}
