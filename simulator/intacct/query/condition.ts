import type { Row } from '../../kernel/table.js';
import { readDate, readTimestamp } from '../values.js';
import type { Column } from './column.js';

export type Operator = '=' | '<>' | '<' | '<=' | '>' | '>=' | 'between' | 'in' | 'notin' | 'like' | 'notlike' | 'isnull' | 'isnotnull';

/** How values compare. `codes` is readByQuery's way: choices and booleans by their stored codes. */
export type Comparing = { readonly codes: boolean; readonly ignoreCase: boolean };

/** A compiled filter. `keys` and `since` say where matches can lie, so that a look-up can stand in for a scan. */
export type Condition = {
  readonly test: (row: Row) => boolean;
  readonly keys?: { readonly field: string; readonly values: readonly string[] };
  readonly since?: number;
};

/** A value that does not fit its field: dates in another form than the vendor's. */
export class UnreadableValueError extends Error {}

export const ALL: Condition = { test: () => true };

/** Compiles one comparison. As in SQL, no value compares true with nothing but `isnull`. */
export function compare(column: Column, operator: Operator, texts: readonly string[], comparing: Comparing): Condition {
  if (operator === 'isnull') return { test: (row) => isBlank(column.get(row)) };
  if (operator === 'isnotnull') return { test: (row) => !isBlank(column.get(row)) };
  const read = (row: Row): string | number | null => comparable(column, column.get(row), comparing);
  if (operator === 'like' || operator === 'notlike') {
    const pattern = comparing.ignoreCase ? texts[0]!.toLowerCase() : texts[0]!;
    const wanted = operator === 'like';
    return {
      test: (row) => {
        const value = read(row);
        return value !== null && isLike(String(value), pattern) === wanted;
      },
    };
  }
  const values = texts.map((text) => operand(column, text, comparing));
  const isPlain = !comparing.codes && !comparing.ignoreCase && column.field.type !== 'boolean' && values[0] !== '';
  if (operator === '=' && isPlain) {
    // Most filters are this: numbers and texts as they are stored.
    const [wanted] = values;
    return { test: (row) => column.get(row) === wanted, ...hints(column, operator, values, comparing) };
  }
  return { test: (row) => holds(operator, read(row), values), ...hints(column, operator, values, comparing) };
}

export function and(conditions: readonly Condition[]): Condition {
  const keys = conditions.find((each) => each.keys !== undefined)?.keys;
  const since = Math.max(...conditions.map((each) => each.since ?? Number.NEGATIVE_INFINITY));
  return {
    test: (row) => conditions.every((each) => each.test(row)),
    ...(keys === undefined ? {} : { keys }),
    ...(Number.isFinite(since) ? { since } : {}),
  };
}

export function or(conditions: readonly Condition[]): Condition {
  return { test: (row) => conditions.some((each) => each.test(row)) };
}

export function not(condition: Condition): Condition {
  return { test: (row) => !condition.test(row) };
}

type Comparable = string | number | null;

function holds(operator: Operator, value: Comparable, values: readonly (string | number)[]): boolean {
  if (value === null) return false;
  const [first, second] = values;
  switch (operator) {
    case '=':
      return value === first;
    case '<>':
      return value !== first;
    case '<':
      return value < first!;
    case '<=':
      return value <= first!;
    case '>':
      return value > first!;
    case '>=':
      return value >= first!;
    case 'between':
      return value >= first! && value <= second!;
    case 'in':
      return values.includes(value);
    default:
      return !values.includes(value);
  }
}

function hints(column: Column, operator: Operator, values: readonly (string | number)[], comparing: Comparing): Omit<Condition, 'test'> {
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
