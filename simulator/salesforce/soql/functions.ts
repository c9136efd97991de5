import type { Field, FieldType } from '../schema.js';

/** A function of one value of a record. */
export type ScalarFunction = {
  readonly takes: readonly FieldType[];
  /** The type of its result; null keeps that of its argument. */
  readonly gives: FieldType | null;
  readonly of: (value: unknown, field: Field, type: FieldType) => unknown;
};

const ofDate = (read: (date: Date) => number): ScalarFunction => ({
  takes: ['date', 'datetime'],
  gives: 'int',
  of: (value) => (value === null ? null : read(new Date(typeof value === 'number' ? value : `${String(value)}T00:00:00Z`))),
});
const dayOfYear = (date: Date): number => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0)) / 86_400_000) + 1;

/**
 * Functions of one field.
 *
 * Source:  [SOQL] "Date Functions", "toLabel()", "FORMAT()", "convertTimezone()", "Querying Currency Fields in Multi-Currency Orgs".
 *          WEEK_IN_MONTH and WEEK_IN_YEAR count from the first of the month and year.
 * Assumed: the fiscal year is the calendar year, the default of a new org. Users live in UTC, so convertTimezone() changes nothing; the
 *          org has one currency, so convertCurrency() changes nothing either.
 */
export const FUNCTIONS: ReadonlyMap<string, ScalarFunction> = new Map(
  Object.entries({
    CALENDAR_YEAR: ofDate((date) => date.getUTCFullYear()),
    CALENDAR_QUARTER: ofDate((date) => Math.floor(date.getUTCMonth() / 3) + 1),
    CALENDAR_MONTH: ofDate((date) => date.getUTCMonth() + 1),
    FISCAL_YEAR: ofDate((date) => date.getUTCFullYear()),
    FISCAL_QUARTER: ofDate((date) => Math.floor(date.getUTCMonth() / 3) + 1),
    FISCAL_MONTH: ofDate((date) => date.getUTCMonth() + 1),
    DAY_IN_MONTH: ofDate((date) => date.getUTCDate()),
    DAY_IN_WEEK: ofDate((date) => date.getUTCDay() + 1),
    DAY_IN_YEAR: ofDate(dayOfYear),
    WEEK_IN_MONTH: ofDate((date) => Math.floor((date.getUTCDate() - 1) / 7) + 1),
    WEEK_IN_YEAR: ofDate((date) => Math.floor((dayOfYear(date) - 1) / 7) + 1),
    HOUR_IN_DAY: { ...ofDate((date) => date.getUTCHours()), takes: ['datetime'] },
    DAY_ONLY: {
      takes: ['datetime'],
      gives: 'date',
      of: (value) => (value === null ? null : new Date(value as number).toISOString().slice(0, 10)),
    },
    TOLABEL: {
      takes: ['picklist', 'multipicklist', 'combobox'],
      gives: 'string',
      of: (value, { picklist }) => picklist.find((each) => each.value === value)?.label ?? value,
    },
    FORMAT: {
      takes: ['int', 'double', 'currency', 'percent', 'date', 'datetime', 'time', 'string', 'picklist'],
      gives: 'string',
      of: (value, field, type) => (value === null || value === undefined ? null : formatted(value, type, field.scale)),
    },
    CONVERTCURRENCY: { takes: ['currency'], gives: null, of: (value) => value },
    CONVERTTIMEZONE: { takes: ['datetime'], gives: null, of: (value) => value },
  } satisfies Record<string, ScalarFunction>),
);

/** Functions that lists of records may select; the others need groups. */
const LISTED = new Set(['TOLABEL', 'FORMAT', 'CONVERTCURRENCY', 'DISTANCE']);

export function isListed(name: string): boolean {
  return LISTED.has(name.toUpperCase());
}

const DAY = { month: 'numeric', day: 'numeric', year: 'numeric', timeZone: 'UTC' } as const;
const FORMATS = {
  date: DAY,
  datetime: { ...DAY, hour: 'numeric', minute: '2-digit' },
  time: { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' },
} as const;
const formats = new Map<keyof typeof FORMATS, Intl.DateTimeFormat>();
const numbers = new Map<string, Intl.NumberFormat>();

/** A value as the page of an English-speaking user shows it. Source: [SOQL] "FORMAT()". */
function formatted(value: unknown, type: FieldType, scale: number): string {
  switch (type) {
    case 'date':
      return dateFormat('date').format(new Date(`${String(value)}T00:00:00Z`));
    case 'datetime':
      return dateFormat('datetime')
        .format(new Date(value as number))
        .replace('\u202f', ' ');
    case 'time':
      return dateFormat('time')
        .format(new Date(`1970-01-01T${String(value)}`))
        .replace('\u202f', ' ');
    case 'int':
    case 'double':
      return numberFormat(scale).format(value as number);
    case 'currency':
      return `${(value as number) < 0 ? '-' : ''}$${numberFormat(2).format(Math.abs(value as number))}`;
    case 'percent':
      return `${numberFormat(scale).format(value as number)}%`;
    default:
      return String(value);
  }
}

/** Made when it is first needed: the first one of a program costs as much as dozens of queries. */
function dateFormat(name: keyof typeof FORMATS): Intl.DateTimeFormat {
  const known = formats.get(name) ?? new Intl.DateTimeFormat('en-US', FORMATS[name]);
  formats.set(name, known);
  return known;
}

function numberFormat(digits: number): Intl.NumberFormat {
  const key = String(digits);
  const known = numbers.get(key) ?? new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  numbers.set(key, known);
  return known;
}
