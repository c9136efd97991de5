/** A calendar day in a formula. */
export class FormulaDate {
  constructor(readonly text: string) {}

  plus(days: number): FormulaDate {
    return new FormulaDate(new Date(Date.parse(this.text) + Math.trunc(days) * DAY_MS).toISOString().slice(0, 10));
  }

  /** Days since the epoch. */
  get day(): number {
    return Date.parse(this.text) / DAY_MS;
  }
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
  if (sign === 1 && (typeof a === 'string' || typeof b === 'string')) return textOf(a) + textOf(b);
  return numberOf(a) + sign * numberOf(b);
}
