import { refusal } from '../errors.js';
import { OLDER_ROWS_DEFAULT, OLDER_ROWS_MAX } from '../limits.js';
import { GRADES } from '../state/grading.js';
import type { Engagement } from '../state.js';
import type { Stored } from '../v5/object.js';
import { fieldsOf, type Params, param } from './params.js';
import { readTime } from './times.js';

/** Whether a row meets a criterion. */
export type Test = (row: Stored) => boolean;

/** Reads the value of one criterion. */
export type Criterion = (value: string, engagement: Engagement, unit: string) => Test;

export type Criteria = Readonly<Record<string, Criterion>>;

/** How a query is cut and ordered. */
export type Cut = {
  readonly limit: number;
  readonly offset: number;
  readonly order: readonly { readonly field: string; readonly isDescending: boolean }[];
};

const SHAPING = ['limit', 'offset', 'sort_by', 'sort_order', 'fields', 'limit_related_records'];

/** Criteria on instants: strictly after and before. Source: pardot/api-docs, "Querying". */
export function instantCriteria(name: string, field: string): Criteria {
  const compared =
    (isWanted: (held: number, wanted: number) => boolean): Criterion =>
    (value, engagement) => {
      const wanted = readTime(value, engagement.now());
      return (row) => typeof row[field] === 'number' && isWanted(row[field], wanted);
    };
  return { [`${name}_after`]: compared((held, wanted) => held > wanted), [`${name}_before`]: compared((held, wanted) => held < wanted) };
}

/** Criteria on numbers: strictly greater and less, or equal. */
export function numberCriteria(name: string, field: string, code: 16 | 29 | 40 | 42 = 16): Criteria {
  const compared =
    (isWanted: (held: number, wanted: number) => boolean): Criterion =>
    (value) => {
      if (!/^-?\d{1,15}$/.test(value.trim())) throw refusal(code, value.slice(0, 40));
      const wanted = Number(value);
      return (row) => typeof row[field] === 'number' && isWanted(row[field], wanted);
    };
  return {
    [`${name}_greater_than`]: compared((held, wanted) => held > wanted),
    [`${name}_less_than`]: compared((held, wanted) => held < wanted),
  };
}

/** A criterion that a field equals a text, letter case aside, or a number. */
export function equals(field: string): Criterion {
  return (value) => (row) => String(row[field] ?? '').toLowerCase() === value.trim().toLowerCase();
}

/** A criterion that takes true or false. Refuses: the code of its parameter. */
export function flag(code: 25 | 26 | 27 | 28 | 50, test: (row: Stored, engagement: Engagement) => boolean): Criterion {
  return (value, engagement) => {
    const wanted = readFlag(value, code);
    return (row) => test(row, engagement) === wanted;
  };
}

/** Criteria of every object. */
export const COMMON_CRITERIA: Criteria = {
  ...numberCriteria('id', 'id'),
  ...instantCriteria('created', 'createdAt'),
  ...instantCriteria('updated', 'updatedAt'),
};

/**
 * Reads the criteria of a query.
 * Refuses: 5 for what is none. Assumed: that the vendor refuses unknown parameters at all; it must not pass as if it had been heeded.
 */
export function readTests(engagement: Engagement, unit: string, criteria: Criteria, params: Params): Test[] {
  checkRanges(params, engagement.now());
  return fieldsOf(params, ...SHAPING, 'deleted').map(([name, value]) => {
    const criterion = Object.hasOwn(criteria, name) ? criteria[name] : undefined;
    if (criterion === undefined) throw refusal(5, name.slice(0, 40));
    return criterion(value, engagement, unit);
  });
}

/** Codes of ranges that nothing can lie in, and of `_equal_to` beside a range, by what is compared. */
const RANGES: readonly (readonly [name: string, range: 17 | 30 | 33 | 41 | 43, combination: 31 | 34 | null])[] = [
  ['id', 17, null],
  ['score', 30, 31],
  ['grade', 33, 34],
  ['probability', 41, null],
  ['value', 43, null],
];

/**
 * Refuses ranges that end before they begin.
 * Source: pardot/api-docs, "Error codes": 8 for times, 17, 30, 33, 41 and 43 for what is compared; 31 and 34 for combinations.
 */
function checkRanges(params: Params, now: number): void {
  for (const [name] of fieldsOf(params)) {
    const stem = /^(.+)_after$/.exec(name)?.[1];
    const before = stem === undefined ? null : param(params, `${stem}_before`);
    if (before !== null && readTime(param(params, name)!, now) >= readTime(before, now)) throw refusal(8, stem);
  }
  for (const [name, range, combination] of RANGES) {
    const [low, high] = [param(params, `${name}_greater_than`), param(params, `${name}_less_than`)];
    if (low !== null && high !== null && place(name, low) >= place(name, high)) throw refusal(range, `${low} to ${high}`.slice(0, 40));
    const isRange = low !== null || high !== null;
    if (combination !== null && isRange && param(params, `${name}_equal_to`) !== null) throw refusal(combination);
  }
}

/** Where a bound stands; NaN for what is none, which its own criterion refuses. */
function place(name: string, bound: string): number {
  if (name !== 'grade') return Number(bound);
  const step = (GRADES as readonly string[]).indexOf(bound.trim().toUpperCase());
  return step < 0 ? Number.NaN : step;
}

/** Whether deleted rows are wanted. Source: pardot/api-docs, "Prospects": true and false, later all. */
export function readDeleted(params: Params): 'true' | 'false' | 'all' {
  const value = params.all.get('deleted')?.toLowerCase() ?? 'false';
  if (value !== 'true' && value !== 'false' && value !== 'all') throw refusal(27);
  return value;
}

/**
 * Reads `limit`, `offset`, `sort_by` and `sort_order`.
 * Source:  pardot/api-docs, "Querying": errors 19, 20, 21, 23, 133 and 135; two columns when one of them is the id.
 * Assumed: times are sorted from the latest, everything else from the first, unless the caller says.
 */
export function readCut(params: Params, columns: ReadonlyMap<string, string>): Cut {
  const limit = readWhole(params.all.get('limit'), OLDER_ROWS_DEFAULT, 23);
  if (limit < 1 || limit > OLDER_ROWS_MAX) throw refusal(23, String(limit));
  const offset = readWhole(params.all.get('offset'), 0, 21);
  const names = listOf(params.all.get('sort_by'));
  const directions = listOf(params.all.get('sort_order'));
  if (names.length > 2) throw refusal(133);
  if (names.length === 2 && !names.includes('id')) throw refusal(135);
  const wrong = directions.find((direction) => direction !== 'ascending' && direction !== 'descending');
  if (wrong !== undefined || directions.length > Math.max(names.length, 1)) throw refusal(20, wrong ?? '');
  const order = (names.length === 0 ? ['id'] : names).map((name, index) => {
    const field = columns.get(name);
    if (field === undefined) throw refusal(19, name.slice(0, 40));
    return { field, isDescending: directions[index] === undefined ? /At$/.test(field) : directions[index] === 'descending' };
  });
  return { limit, offset, order };
}

/** Cuts a page out of the rows that were found. */
export function cutPage(rows: readonly Stored[], { limit, offset, order }: Cut): readonly Stored[] {
  const sorted =
    order.length === 1 && order[0]!.field === 'id' && !order[0]!.isDescending ? rows : [...rows].sort((a, b) => compare(a, b, order));
  return sorted.slice(offset, offset + limit);
}

export function readFlag(value: string, code: 25 | 26 | 27 | 28 | 50): boolean {
  const word = value.trim().toLowerCase();
  if (word === 'true' || word === '1') return true;
  if (word === 'false' || word === '0') return false;
  throw refusal(code, value.slice(0, 40));
}

function compare(a: Stored, b: Stored, order: Cut['order']): number {
  for (const { field, isDescending } of order) {
    const [x, y] = [sortable(a[field]), sortable(b[field])];
    if (x !== y) return (x < y ? -1 : 1) * (isDescending ? -1 : 1);
  }
  return a.id - b.id;
}

function sortable(value: unknown): string | number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? value.toLowerCase() : Number.NEGATIVE_INFINITY;
}

function readWhole(text: string | undefined, standard: number, code: 21 | 23): number {
  if (text === undefined || text.trim() === '') return standard;
  if (!/^\d{1,9}$/.test(text.trim())) throw refusal(code, text.slice(0, 40));
  return Number(text);
}

function listOf(text: string | undefined): string[] {
  return (text ?? '').split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim().toLowerCase()]));
}
