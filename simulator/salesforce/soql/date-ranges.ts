/** From an instant up to, but not including, another; milliseconds, UTC. */
export type InstantRange = { readonly from: number; readonly to: number };

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

/** The first unit of a range and how many units it has, both counted from the current one; `n` is what the query gave. */
type RangeWord = { readonly unit: Unit; readonly first: (n: number) => number; readonly length: (n: number) => number };

/** Bound of ours for the `n` of `LAST_N_DAYS:n`: every valid date can be reached. */
export const RANGE_COUNT_MAX = 1_000_000;

const one = (): number => 1;
const DAYS: readonly (readonly [string, RangeWord])[] = [
  ['YESTERDAY', { unit: 'DAY', first: () => -1, length: one }],
  ['TODAY', { unit: 'DAY', first: () => 0, length: one }],
  ['TOMORROW', { unit: 'DAY', first: () => 1, length: one }],
  ['LAST_90_DAYS', { unit: 'DAY', first: () => -90, length: () => 91 }],
  ['NEXT_90_DAYS', { unit: 'DAY', first: () => 1, length: () => 90 }],
  ['LAST_N_DAYS', { unit: 'DAY', first: (n) => -n, length: (n) => n + 1 }],
  ['NEXT_N_DAYS', { unit: 'DAY', first: () => 1, length: (n) => n }],
  ['N_DAYS_AGO', { unit: 'DAY', first: (n) => -n, length: one }],
];

/**
 * Source:  [SOQL] "Date Formats and Date Literals in WHERE": ranges of weeks and longer leave out the current one, ranges of past
 *          days include today.
 * Assumed: the fiscal year is the calendar year, the default of a new org.
 */
const WORDS: ReadonlyMap<string, RangeWord> = new Map([
  ...DAYS,
  ...longUnit('WEEK', 'WEEK'),
  ...longUnit('MONTH', 'MONTH'),
  ...longUnit('QUARTER', 'QUARTER'),
  ...longUnit('YEAR', 'YEAR'),
  ...longUnit('FISCAL_QUARTER', 'QUARTER'),
  ...longUnit('FISCAL_YEAR', 'YEAR'),
]);

function longUnit(name: string, unit: Unit): readonly (readonly [string, RangeWord])[] {
  return [
    [`LAST_${name}`, { unit, first: () => -1, length: one }],
    [`THIS_${name}`, { unit, first: () => 0, length: one }],
    [`NEXT_${name}`, { unit, first: () => 1, length: one }],
    [`LAST_N_${name}S`, { unit, first: (n) => -n, length: (n) => n }],
    [`NEXT_N_${name}S`, { unit, first: () => 1, length: (n) => n }],
    [`N_${name}S_AGO`, { unit, first: (n) => -n, length: one }],
  ];
}

/** Whether a word (in capitals) is a date literal. */
export function isRangeWord(word: string): boolean {
  return WORDS.has(word);
}

/** The instants that a date literal covers, seen from `now`. Users are in UTC; weeks start on Sunday (en_US). */
export function rangeOf(word: string, n: number, now: number): InstantRange {
  const range = WORDS.get(word);
  if (range === undefined) throw new RangeError(`${word} is no date literal`);
  const first = range.first(n);
  return { from: startOf(range.unit, first, now), to: startOf(range.unit, first + range.length(n), now) };
}

const DAY_MS = 86_400_000;

/** The first instant of the unit that lies `offset` units after the one that has `now`. */
function startOf(unit: Unit, offset: number, now: number): number {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const date = new Date(today);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (unit) {
    case 'DAY':
      return today + offset * DAY_MS;
    case 'WEEK':
      return today + (offset * 7 - date.getUTCDay()) * DAY_MS;
    case 'MONTH':
      return Date.UTC(year, month + offset);
    case 'QUARTER':
      return Date.UTC(year, month - (month % 3) + offset * 3);
    case 'YEAR':
      return Date.UTC(year + offset, 0);
  }
}
