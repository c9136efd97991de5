/** A calendar day in a formula. */
export class FormulaDate {
  constructor(readonly text: string) {}

  plus(days: number): FormulaDate | null {
    return dateAt(Date.parse(this.text) + Math.trunc(days) * DAY_MS);
  }

  /** Days since the epoch. */
  get day(): number {
    return Date.parse(this.text) / DAY_MS;
  }
}

/** The day of an instant; blank where there is none: the vendor shows an error, which is no value either. */
export function dateAt(ms: number): FormulaDate | null {
  return Math.abs(ms) <= INSTANT_MAX ? new FormulaDate(new Date(ms).toISOString().slice(0, 10)) : null;
}

/** Source: ECMAScript, "Time Values and Time Range". */
const INSTANT_MAX = 8.64e15;

/** Texts beyond are blank, so that no formula can fill the memory. Bound of ours: fields hold far less. */
const TEXT_CHARS_MAX = 200_000;

export function boundedText(text: string): FormulaValue {
  return text.length > TEXT_CHARS_MAX ? null : text;
}

/** Puts one text in the place of another, everywhere. */
export function substituted(text: string, old: string, fresh: string): FormulaValue {
  const count = old === '' ? 0 : text.split(old).length - 1;
  return text.length + count * fresh.length > TEXT_CHARS_MAX ? null : old === '' ? text : text.replaceAll(old, () => fresh);
}

/** Datetimes are their milliseconds. */
export type FormulaValue = string | number | boolean | null | FormulaDate;

const DAY_MS = 86_400_000;

export function isTrue(value: FormulaValue): boolean {
  return value === true;
}

export function isBlank(value: FormulaValue): boolean {
  return value === null || value === '';
}

/** Blank numbers count as zero. Source: Salesforce Help, "Blank field handling", the default. */
export function numberOf(value: FormulaValue): number {
  if (value instanceof FormulaDate) return value.day;
  return typeof value === 'number' ? value : 0;
}

export function textOf(value: FormulaValue): string {
  if (value === null) return '';
  if (value instanceof FormulaDate) return value.text;
  return String(value);
}

export function equalValues(a: FormulaValue, b: FormulaValue): boolean {
  if (isBlank(a) || isBlank(b)) return isBlank(a) === isBlank(b) || numeric(a, b);
  if (a instanceof FormulaDate || b instanceof FormulaDate) return textOf(a) === textOf(b);
  return a === b;
}

/** A blank number equals zero. */
function numeric(a: FormulaValue, b: FormulaValue): boolean {
  return (typeof a === 'number' || typeof b === 'number') && numberOf(a) === numberOf(b);
}

export function compareValues(a: FormulaValue, b: FormulaValue, holds: (order: number) => boolean): boolean {
  if (a instanceof FormulaDate || b instanceof FormulaDate) {
    return a !== null && b !== null && holds(numberOf(a) - numberOf(b));
  }
  if (typeof a === 'string' && typeof b === 'string') return holds(a < b ? -1 : a > b ? 1 : 0);
  return holds(numberOf(a) - numberOf(b));
}

/** Sums numbers, joins texts, moves dates by days and takes their difference. */
export function addValues(a: FormulaValue, b: FormulaValue, sign: 1 | -1): FormulaValue {
  if (a instanceof FormulaDate && b instanceof FormulaDate) return a.day + sign * b.day;
  if (a instanceof FormulaDate) return a.plus(sign * numberOf(b));
  if (sign === 1 && (typeof a === 'string' || typeof b === 'string')) return boundedText(textOf(a) + textOf(b));
  return numberOf(a) + sign * numberOf(b);
}
