import type { Row } from '../../kernel/table.js';
import type { Stored } from '../objects/definition.js';
import { readDate, readTimestamp } from '../values.js';
import type { Column } from './column.js';

export type Operator = '=' | '<>' | '<' | '<=' | '>' | '>=' | 'between' | 'in' | 'notin' | 'like' | 'notlike' | 'isnull' | 'isnotnull';

/** How values compare. `codes` is readByQuery's way: choices and booleans by their stored codes. */
export type Comparing = { readonly codes: boolean; readonly ignoreCase: boolean };

/** A compiled filter. `keys` and `since` say where matches can lie, so that a look-up can stand in for a search. */
export type Condition = {
  readonly test: (row: Row) => boolean;
  readonly shape: Shape;
  readonly keys?: { readonly field: string; readonly values: readonly string[] };
  readonly since?: number;
  /** At most so many rows. */
  readonly limit?: number;
};

/** What a condition is made of, for searches that look at columns instead of rows. */
export type Shape =
  | { readonly kind: 'all' }
  | { readonly kind: 'field'; readonly column: Column; readonly passes: (value: Stored) => boolean }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition };

/** A value that does not fit its field: dates in another form than the vendor's. */
export class UnreadableValueError extends Error {}

export const ALL: Condition = { test: () => true, shape: { kind: 'all' } };

/** A condition on the value of one column. */
export function where(column: Column, passes: (value: Stored) => boolean, hints: Pick<Condition, 'keys' | 'since'> = {}): Condition {
  return { test: (row) => passes(column.get(row)), shape: { kind: 'field', column, passes }, ...hints };
}

/** Compiles one comparison. As in SQL, no value compares true with nothing but `isnull`. */
export function compare(column: Column, operator: Operator, texts: readonly string[], comparing: Comparing): Condition {
  if (operator === 'isnull') return where(column, isBlank);
  if (operator === 'isnotnull') return where(column, (value) => !isBlank(value));
  const read = (value: Stored): Comparable => comparable(column, value, comparing);
  if (operator === 'like' || operator === 'notlike') {
    const matches = compileLike(comparing.ignoreCase ? texts[0]!.toLowerCase() : texts[0]!);
    const wanted = operator === 'like';
    return where(column, (stored) => {
      const value = read(stored);
      return value !== null && matches(String(value)) === wanted;
    });
  }
  const values = texts.map((text) => operand(column, text, comparing));
  return where(column, comparison(operator, values, read), hints(column, operator, values, comparing));
}

export function and(conditions: readonly Condition[]): Condition {
  const keys = conditions.find((each) => each.keys !== undefined)?.keys;
  const limits = conditions.flatMap((each) => each.limit ?? []);
  const since = Math.max(...conditions.map((each) => each.since ?? Number.NEGATIVE_INFINITY));
  return {
    test: (row) => conditions.every((each) => each.test(row)),
    shape: { kind: 'and', parts: conditions },
    ...(limits.length === 0 ? {} : { limit: Math.min(...limits) }),
    ...(keys === undefined ? {} : { keys }),
    ...(Number.isFinite(since) ? { since } : {}),
  };
}

export function or(conditions: readonly Condition[]): Condition {
  return { test: (row) => conditions.some((each) => each.test(row)), shape: { kind: 'or', parts: conditions } };
}

export function not(part: Condition): Condition {
  return { test: (row) => !part.test(row), shape: { kind: 'not', part } };
}

type Comparable = string | number | null;

function comparison(
  operator: Operator,
  values: readonly (string | number)[],
  read: (value: Stored) => Comparable,
): (value: Stored) => boolean {
  const holds = operator === 'in' || operator === 'notin' ? listed(values, operator === 'in') : compared(operator, values);
  return (stored) => {
    const value = read(stored);
    return value !== null && holds(value);
  };
}

function listed(values: readonly (string | number)[], wanted: boolean): (value: string | number) => boolean {
  const set = new Set(values);
  return (value) => set.has(value) === wanted;
}

function compared(operator: Operator, [first, second]: readonly (string | number)[]): (value: string | number) => boolean {
  switch (operator) {
    case '=':
      return (value) => value === first;
    case '<>':
      return (value) => value !== first;
    case '<':
      return (value) => value < first!;
    case '<=':
      return (value) => value <= first!;
    case '>':
      return (value) => value > first!;
    case '>=':
      return (value) => value >= first!;
    default:
      return (value) => value >= first! && value <= second!;
  }
}

function hints(
  column: Column,
  operator: Operator,
  values: readonly (string | number)[],
  comparing: Comparing,
): Pick<Condition, 'keys' | 'since'> {
  if (!column.isOwn) return {};
  if ((operator === '=' || operator === 'in') && !comparing.ignoreCase) {
    return { keys: { field: column.name, values: values.map(String) } };
  }
  if ((operator === '>' || operator === '>=' || operator === 'between' || operator === '=') && column.name === 'WHENMODIFIED') {
    return { since: Number(values[0]) };
  }
  return {};
}

/** A stored value in the form in which it compares. */
function comparable(column: Column, value: unknown, { codes, ignoreCase }: Comparing): Comparable {
  if (isBlank(value)) return null;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return codes ? (value ? 'T' : 'F') : String(value);
  const text = codes ? (column.field.codes?.[String(value)] ?? String(value)) : String(value);
  return ignoreCase ? text.toLowerCase() : text;
}

/** A value of the query in the same form. */
function operand(column: Column, text: string, { ignoreCase }: Comparing): string | number {
  switch (column.field.type) {
    case 'integer':
    case 'decimal': {
      const number = Number(text);
      if (text.trim() === '' || Number.isNaN(number)) throw new UnreadableValueError(`'${text}' is not a number`);
      return number;
    }
    case 'date': {
      const date = readDate(text.slice(0, 10).trim());
      if (date === null) throw new UnreadableValueError(`'${text}' is not a date`);
      return date;
    }
    case 'timestamp': {
      const instant = readTimestamp(text);
      if (instant === null) throw new UnreadableValueError(`'${text}' is not a date and time`);
      return instant;
    }
    default:
      return ignoreCase ? text.toLowerCase() : text;
  }
}

/** The usual patterns need no search of ours: `x%`, `%x` and `%x%`. */
function compileLike(pattern: string): (text: string) => boolean {
  const found = /^(%?)([^%_]*)(%?)$/s.exec(pattern);
  if (found === null) return (text) => isLike(text, pattern);
  const [, before, middle = '', after] = found;
  if (before === '' && after === '') return (text) => text === middle;
  if (before === '') return (text) => text.startsWith(middle);
  return after === '' ? (text) => text.endsWith(middle) : (text) => text.includes(middle);
}

/** `%` is any text, `_` any character. Goes back to the last `%` only, so that no pattern takes long. */
function isLike(text: string, pattern: string): boolean {
  let [at, next, star, retry] = [0, 0, -1, 0];
  while (at < text.length) {
    const wanted = pattern[next];
    if (wanted === '%') {
      star = next;
      retry = at;
      next += 1;
    } else if (wanted === '_' || wanted === text[at]) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      next = star + 1;
      retry += 1;
      at = retry;
    } else return false;
  }
  while (pattern[next] === '%') next += 1;
  return next === pattern.length;
}

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}
