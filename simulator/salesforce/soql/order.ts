import TinyQueue from 'tinyqueue';
import type { Row } from '../../kernel/table.js';
import type { Column } from './columns.js';
import { keyReader } from './compare.js';
import { invalidFieldAt } from './errors.js';
import { type Comparable, comparabilityOf } from './literals.js';
import type { Run } from './run.js';
import type { Expression, SortItem } from './syntax.js';

/** Puts rows in order and keeps the first `count` of them. Rows that are equal keep the order in which they came. */
export type Sorter = (run: Run) => (rows: Iterable<Row>, count: number) => Row[];

type Key = Comparable | null;
type Keyed = { readonly row: Row; readonly keys: readonly Key[]; readonly place: number };

/** Up to this many rows are kept in a heap while the others stream by; more are sorted whole. */
const HEAP_ROWS_MAX = 5_000;

/** Compiles ORDER BY. Source: [SOQL] "ORDER BY": texts sort without letter case, picklists in the order of their values. */
export function compileOrder(source: string, items: readonly SortItem[], columnOf: (expression: Expression) => Column): Sorter {
  const columns = items.map((item) => sortable(source, columnOf(item.expression)));
  const compare = comparer(items);
  return (run) => {
    const readers = columns.map((column) => reader(column, run));
    return (rows, count) => {
      if (items.length === 0) return firstOf(rows, count);
      return count <= HEAP_ROWS_MAX ? keepBest(rows, count, readers, compare) : sortAll(rows, count, readers, compare);
    };
  };
}

function sortable(source: string, column: Column): Column {
  if (column.field.isSortable && comparabilityOf(column.type) !== 'none') return column;
  throw invalidFieldAt(source, column.at, `field '${column.field.name}' can not be sorted in a query call`);
}

function reader(column: Column, run: Run): (row: Row) => Key {
  const read = column.bind(run);
  const key = keyReader(column);
  if (column.type !== 'picklist' || column.path === null) return (row) => key(read(row));
  const places = new Map(column.field.picklist.map(({ value }, place) => [value, place]));
  return (row) => {
    const value = read(row);
    return typeof value === 'string' ? (places.get(value) ?? places.size) : null;
  };
}

function comparer(items: readonly SortItem[]): (a: Keyed, b: Keyed) => number {
  return (a, b) => {
    for (const [index, { isDescending, nullsFirst }] of items.entries()) {
      const [one, other] = [a.keys[index]!, b.keys[index]!];
      if (one === other) continue;
      if (one === null) return nullsFirst ? -1 : 1;
      if (other === null) return nullsFirst ? 1 : -1;
      return one < other !== isDescending ? -1 : 1;
    }
    return a.place - b.place;
  };
}

function firstOf(rows: Iterable<Row>, count: number): Row[] {
  const kept: Row[] = [];
  if (count <= 0) return kept;
  for (const row of rows) {
    kept.push(row);
    if (kept.length >= count) break;
  }
  return kept;
}

type Readers = readonly ((row: Row) => Key)[];
type Compare = (a: Keyed, b: Keyed) => number;

function sortAll(rows: Iterable<Row>, count: number, readers: Readers, compare: Compare): Row[] {
  const keyed: Keyed[] = [];
  for (const row of rows) keyed.push({ row, keys: readers.map((read) => read(row)), place: keyed.length });
  return keyed
    .sort(compare)
    .slice(0, count)
    .map(({ row }) => row);
}

function keepBest(rows: Iterable<Row>, count: number, readers: Readers, compare: Compare): Row[] {
  if (count <= 0) return [];
  const worstFirst = new TinyQueue<Keyed>([], (a, b) => compare(b, a));
  let place = 0;
  for (const row of rows) {
    const keyed = { row, keys: readers.map((read) => read(row)), place };
    place += 1;
    if (worstFirst.length < count) worstFirst.push(keyed);
    else if (compare(keyed, worstFirst.peek()!) < 0) {
      worstFirst.pop();
      worstFirst.push(keyed);
    }
  }
  return worstFirst.data.sort(compare).map(({ row }) => row);
}
