import { describe, expect, it } from 'vitest';
import { isRangeWord, rangeOf } from '../../../../simulator/salesforce/soql/date-ranges.js';

/** A Wednesday. */
const NOW = Date.UTC(2026, 4, 13, 15, 30);

const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);

describe('date literals', () => {
  it.each([
    ['TODAY', 1, '2026-05-13', '2026-05-14'],
    ['YESTERDAY', 1, '2026-05-12', '2026-05-13'],
    ['TOMORROW', 1, '2026-05-14', '2026-05-15'],
    ['THIS_WEEK', 1, '2026-05-10', '2026-05-17'],
    ['LAST_WEEK', 1, '2026-05-03', '2026-05-10'],
    ['NEXT_WEEK', 1, '2026-05-17', '2026-05-24'],
    ['LAST_MONTH', 1, '2026-04-01', '2026-05-01'],
    ['THIS_MONTH', 1, '2026-05-01', '2026-06-01'],
    ['NEXT_MONTH', 1, '2026-06-01', '2026-07-01'],
    ['LAST_90_DAYS', 1, '2026-02-12', '2026-05-14'],
    ['NEXT_90_DAYS', 1, '2026-05-14', '2026-08-12'],
    ['LAST_N_DAYS', 3, '2026-05-10', '2026-05-14'],
    ['NEXT_N_DAYS', 3, '2026-05-14', '2026-05-17'],
    ['N_DAYS_AGO', 3, '2026-05-10', '2026-05-11'],
    ['LAST_N_WEEKS', 2, '2026-04-26', '2026-05-10'],
    ['NEXT_N_WEEKS', 2, '2026-05-17', '2026-05-31'],
    ['N_WEEKS_AGO', 2, '2026-04-26', '2026-05-03'],
    ['LAST_N_MONTHS', 6, '2025-11-01', '2026-05-01'],
    ['N_MONTHS_AGO', 6, '2025-11-01', '2025-12-01'],
    ['THIS_QUARTER', 1, '2026-04-01', '2026-07-01'],
    ['LAST_QUARTER', 1, '2026-01-01', '2026-04-01'],
    ['NEXT_N_QUARTERS', 2, '2026-07-01', '2027-01-01'],
    ['N_QUARTERS_AGO', 2, '2025-10-01', '2026-01-01'],
    ['THIS_YEAR', 1, '2026-01-01', '2027-01-01'],
    ['LAST_N_YEARS', 2, '2024-01-01', '2026-01-01'],
    ['NEXT_N_YEARS', 2, '2027-01-01', '2029-01-01'],
    ['N_YEARS_AGO', 2, '2024-01-01', '2025-01-01'],
    ['THIS_FISCAL_QUARTER', 1, '2026-04-01', '2026-07-01'],
    ['NEXT_FISCAL_YEAR', 1, '2027-01-01', '2028-01-01'],
    ['LAST_N_FISCAL_QUARTERS', 1, '2026-01-01', '2026-04-01'],
    ['N_FISCAL_YEARS_AGO', 1, '2025-01-01', '2026-01-01'],
  ])('%s (%i) starts %s and ends before %s', (word, n, from, to) => {
    expect(isRangeWord(word)).toBe(true);
    expect(rangeOf(word, n, NOW)).toEqual({ from: day(from), to: day(to) });
  });

  it('knows no other words', () => {
    expect(['THIS_DAY', 'LAST_N_DAY', '__proto__', 'TODAYS'].map(isRangeWord)).toEqual([false, false, false, false]);
  });
});
