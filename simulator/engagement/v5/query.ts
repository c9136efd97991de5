import type { Table } from '../../kernel/table.js';
import { refusal } from '../errors.js';
import { PAGE_SEQUENCE_ROWS_MAX, PAGE_TOKEN_MS, QUERY_OFFSET_MAX, QUERY_ROWS_DEFAULT, QUERY_ROWS_MAX } from '../limits.js';
import type { Engagement } from '../state.js';
import { unitKey } from '../tables.js';
import { type Filter, passes, readFilters } from './filters.js';
import type { ObjectDefinition, Stored } from './object.js';
import { comparePlaces, firstInOrder, isById, type OrderColumn, type Place, placeOf, readOrder } from './order.js';
import { type PageState, printPageToken, readPageToken } from './page-token.js';

/** One page of a query: its records and the token of the next page, if there is one. */
export type Page = {
  readonly rows: readonly Stored[];
  readonly nextPageToken: string | null;
  readonly isCutOff: boolean;
  readonly isRedacted: boolean;
};

const GRAMMAR = new Set(['fields', 'limit', 'orderBy', 'nextPageToken', 'offset', 'deleted']);

type Query = Omit<PageState, 'after' | 'expiresAt'> & { readonly after: Place | null; readonly offset: number };

/**
 * Runs a query of API version 5.
 *
 * Source:  Account Engagement API v5, "Query": a page token stands alone beside `fields`; the same token gives the same page.
 * Refuses: 23 limit, 21 offset, 19 order, 27 deleted, 51 for words beside a token.
 */
export function runQuery(
  engagement: Engagement,
  unit: string,
  object: ObjectDefinition,
  parameters: URLSearchParams,
  by: number | null = null,
): Page {
  const sight = sightOf(object.seenBy?.(engagement, unit, by) ?? null);
  const query = readQuery(engagement, unit, object, parameters);
  const filters = readFilters(engagement, unit, object, query.filters);
  const order = readOrder(object, query.orderBy);
  const wanted = query.offset + query.limit + 1;
  const source = sourceOf(engagement, unit, object, { filters, order, after: query.after });
  const found = placed(engagement, sight.over(source.rows), unit, query, filters, order);
  const rows = source.isOrdered ? take(found, wanted) : firstInOrder(found, order, wanted);
  const page = rows.slice(query.offset, query.offset + query.limit);
  const given = query.given + page.length;
  const hasMore = rows.length === wanted;
  const isCutOff = hasMore && given >= PAGE_SEQUENCE_ROWS_MAX;
  const last = page.at(-1);
  const token =
    hasMore && !isCutOff && last !== undefined
      ? printPageToken(engagement, { ...pageState(query), after: last.place, given, expiresAt: engagement.now() + PAGE_TOKEN_MS })
      : null;
  return { rows: page.map(({ row }) => row), nextPageToken: token, isCutOff, isRedacted: sight.hasHidden() };
}

/** The rows that the caller may see, and whether that left any out. */
function sightOf(sees: ((row: Stored) => boolean) | null): { over(rows: Iterable<Stored>): Iterable<Stored>; hasHidden(): boolean } {
  let isHiding = false;
  function* over(rows: Iterable<Stored>): Iterable<Stored> {
    for (const row of rows) {
      if (sees?.(row) !== false) yield row;
      else isHiding = true;
    }
  }
  return { over: (rows) => (sees === null ? rows : over(rows)), hasHidden: () => isHiding };
}

function readQuery(engagement: Engagement, unit: string, object: ObjectDefinition, parameters: URLSearchParams): Query {
  const token = parameters.get('nextPageToken');
  if (token !== null) {
    const beside = [...parameters.keys()].find((name) => name !== 'fields' && name !== 'nextPageToken');
    if (beside !== undefined) throw refusal(51, `${beside.slice(0, 80)} cannot be used with nextPageToken`);
    return { ...readPageToken(engagement, token, unit, object.collection), offset: 0 };
  }
  const filters = [...parameters].filter(([name]) => !GRAMMAR.has(name));
  return {
    unit,
    collection: object.collection,
    orderBy: parameters.get('orderBy'),
    filters,
    limit: readBetween(parameters.get('limit'), QUERY_ROWS_DEFAULT, 1, QUERY_ROWS_MAX, 23),
    offset: readBetween(parameters.get('offset'), 0, 0, QUERY_OFFSET_MAX, 21),
    deleted: readDeleted(parameters.get('deleted')),
    after: null,
    given: 0,
  };
}

function pageState({ unit, collection, orderBy, filters, limit, deleted }: Query): Omit<PageState, 'after' | 'given' | 'expiresAt'> {
  return { unit, collection, orderBy, filters, limit, deleted };
}

type Wanted = { readonly filters: readonly Filter[]; readonly order: readonly OrderColumn[]; readonly after: Place | null };

/** The rows that can match at all: through an index where a filter allows one; `isOrdered` when they come as the page needs them. */
function sourceOf(
  engagement: Engagement,
  unit: string,
  object: ObjectDefinition,
  { filters, order, after }: Wanted,
): { readonly rows: Iterable<Stored>; readonly isOrdered: boolean } {
  const table = object.table(engagement.tables);
  const indexed = indexedRows(table, unit, filters);
  if (indexed !== null) return { rows: indexed, isOrdered: isById(order) };
  const [from, to] = stampBounds(filters);
  const passed = after === null ? null : String(after.at(-1));
  if (isById(order)) return { rows: rowsById(table, { after: passed, from, to }), isOrdered: true };
  const first = order[0]!;
  if (first.field.name === 'id') return { rows: table.scan({ after: passed, from, to }, true), isOrdered: true };
  if (first.field.name !== 'updatedAt' || order.length > 1) return { rows: rowsById(table, { from, to }), isOrdered: false };
  const reached = typeof after?.[0] === 'number' ? after[0] : null;
  const stretch = first.isDescending
    ? { after: passed, from, to: Math.min(to, reached ?? to) }
    : { after: passed, from: Math.max(from, reached ?? from), to };
  return { rows: table.inStampOrder(stretch, first.isDescending), isOrdered: true };
}

function indexedRows(table: Table<Stored>, unit: string, filters: readonly Filter[]): readonly Stored[] | null {
  for (const { field, comparison, value } of filters) {
    if (comparison !== 'equal') continue;
    if (field.name === 'id') return [table.get(String(value))].flatMap((row) => row ?? []);
    if (field.name === 'email' && table.hasIndex('email')) return table.find('email', unitKey(unit, String(value ?? '')));
    if (field.name === 'salesforceId' && table.hasIndex('crm')) return table.find('crm', `${unit}:${String(value)}`);
    const index = INDEXED.get(field.name);
    if (index !== undefined && table.hasIndex(index)) return table.find(index, String(value));
  }
  return null;
}

/** Fields that a table may have an index for, under a name of its own. */
const INDEXED: ReadonlyMap<string, string> = new Map([
  ['prospectId', 'prospect'],
  ['visitorId', 'visitor'],
  ['listId', 'list'],
  ['tagId', 'tag'],
]);

/** Rows in order of their ids, in which tables keep them: few that the time index names are sorted, many are scanned for. */
function rowsById(
  table: Table<Stored>,
  stretch: { readonly after?: string | null; readonly from: number; readonly to: number },
): Iterable<Stored> {
  const { from, to } = stretch;
  const isBound = from !== Number.NEGATIVE_INFINITY || to !== Number.POSITIVE_INFINITY;
  if (!isBound || table.stampedAtMost(from, to) > SORTED_ROWS_MAX) return table.scan(stretch);
  return table.stamped(from, to).sort((a, b) => a.id - b.id);
}

/** Rows that are worth sorting for one page. Measured: about as many as can be scanned in the time. */
const SORTED_ROWS_MAX = 500;

/** The range of `updatedAt` that the filters leave. A record is never updated before it was created. */
function stampBounds(filters: readonly Filter[]): [number, number] {
  const bounds: [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { field, comparison, value } of filters) {
    if (typeof value !== 'number') continue;
    const isUpdate = field.name === 'updatedAt';
    if (!isUpdate && field.name !== 'createdAt') continue;
    if (comparison !== 'less' && comparison !== 'lessOrEqual') bounds[0] = Math.max(bounds[0], value);
    if (isUpdate && comparison !== 'greater' && comparison !== 'greaterOrEqual') bounds[1] = Math.min(bounds[1], value);
  }
  return bounds;
}

type Placed = { readonly row: Stored; readonly place: Place };

function* placed(
  engagement: Engagement,
  rows: Iterable<Stored>,
  unit: string,
  query: Query,
  filters: readonly Filter[],
  order: readonly OrderColumn[],
): Iterable<Placed> {
  for (const row of rows) {
    if (row.unit !== unit || !isWanted(row, query.deleted) || !passes(engagement, row, filters)) continue;
    const place = placeOf(engagement, order, row);
    if (query.after === null || comparePlaces(order, place, query.after) > 0) yield { row, place };
  }
}

function isWanted(row: Stored, deleted: string | null): boolean {
  return deleted === 'all' || row.isDeleted === (deleted === 'true');
}

function take<T>(items: Iterable<T>, count: number): T[] {
  const taken: T[] = [];
  for (const item of items) {
    taken.push(item);
    if (taken.length === count) break;
  }
  return taken;
}

function readDeleted(text: string | null): string | null {
  if (text !== null && !['true', 'false', 'all'].includes(text)) throw refusal(27);
  return text;
}

function readBetween(text: string | null, standard: number, min: number, max: number, code: 21 | 23): number {
  if (text === null) return standard;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= min && number <= max)) throw refusal(code, text.slice(0, 40));
  return number;
}
