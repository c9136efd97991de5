import TinyQueue from 'tinyqueue';
import type { Row, Table } from '../../kernel/table.js';
import type { Column } from './columns.js';
import { invalidFieldAt } from './errors.js';
import { type Key, keyReader, placeReader, storedField } from './keys.js';
import { comparabilityOf } from './literals.js';
import type { Run } from './run.js';
import type { Places } from './scan.js';
import type { Expression, SortItem } from './syntax.js';

/** Puts rows in order and keeps the first `count` of them. Rows that are equal keep the order in which they came. */
export type Sorter = {
  readonly rows: (run: Run, rows: readonly Row[], count: number) => readonly Row[];
  /** The same for places in a table, without a look at the rows; null where something else than stored fields is sorted by. */
  readonly places: ((run: Run, table: Table<Row>, places: Places, count: number) => Places) | null;
};

type Compare<T> = (a: T, b: T) => number;

/** Up to this many rows are kept in a heap while the others stream by; more are sorted whole. */
const HEAP_ROWS_MAX = 5_000;

/** Compiles ORDER BY. Source: [SOQL] "ORDER BY": texts sort without letter case, picklists in the order of their values. */
export function compileOrder(source: string, items: readonly SortItem[], columnOf: (expression: Expression) => Column): Sorter {
  const columns = items.map((item) => sortable(source, columnOf(item.expression)));
  if (columns.length === 0) return UNSORTED;
  return { rows: sortRows(columns, items), places: sortPlaces(columns, items) };
}

const UNSORTED: Sorter = {
  rows: (_run, rows, count) => rows.slice(0, count),
  places: (_run, _table, places, count) => places.subarray(0, count),
};

function sortable(source: string, column: Column): Column {
  if (column.field.isSortable && comparabilityOf(column.type) !== 'none') return column;
  throw invalidFieldAt(source, column.at, `field '${column.field.name}' can not be sorted in a query call`);
}

function isPicklist({ type, path }: Column): boolean {
  return type === 'picklist' && path !== null;
}

function sortRows(columns: readonly Column[], items: readonly SortItem[]): Sorter['rows'] {
  return (run, rows, count) => {
    const keys = columns.map((column) => {
      const read = column.bind(run);
      const key = isPicklist(column) ? placeReader(column.field) : keyReader(column);
      return rows.map((row) => key(read(row)));
    });
    const places = Int32Array.from(rows.keys());
    return Array.from(best(places, count, comparer(keys, items)), (place) => rows[place]!);
  };
}

function sortPlaces(columns: readonly Column[], items: readonly SortItem[]): Sorter['places'] {
  const fields = columns.flatMap((column) => storedField(column) ?? []);
  if (fields.length < columns.length) return null;
  return (run, table, places, count) => {
    const { stored } = run.org;
    const keys = columns.map((column, index) => {
      const field = fields[index]!;
      return isPicklist(column) ? stored.places(table, field) : stored.keys(table, field);
    });
    const codes = isPicklist(columns[0]!) ? null : stored.codes(table, fields[0]!);
    return best(places, count, comparer(keys, items), codes && { codes, sign: items[0]!.isDescending ? -1 : 1 });
  };
}

/** Compares two places by the keys that stand there. */
function comparer(keys: readonly (readonly Key[])[], items: readonly SortItem[]): Compare<number> {
  return keys.length === 1 ? comparerOfOne(keys[0]!, items[0]!) : comparerOfAll(keys, items);
}

function comparerOfOne(keys: readonly Key[], { isDescending, nullsFirst }: SortItem): Compare<number> {
  return (a, b) => {
    const [one, other] = [keys[a]!, keys[b]!];
    if (one === other) return a - b;
    if (one === null || other === null) return (one === null) === nullsFirst ? -1 : 1;
    return one < other !== isDescending ? -1 : 1;
  };
}

function comparerOfAll(keys: readonly (readonly Key[])[], items: readonly SortItem[]): Compare<number> {
  return (a, b) => {
    for (let index = 0; index < keys.length; index += 1) {
      const [one, other] = [keys[index]![a]!, keys[index]![b]!];
      if (one === other) continue;
      const { isDescending, nullsFirst } = items[index]!;
      if (one === null) return nullsFirst ? -1 : 1;
      if (other === null) return nullsFirst ? 1 : -1;
      return one < other !== isDescending ? -1 : 1;
    }
    return a - b;
  };
}

const NO_CODES = new Float64Array(0);

/** Numbers by place, in the order of what is sorted by first; `sign`: 1 rising, -1 falling. NaN tells nothing. */
type Leading = { readonly codes: Float64Array; readonly sign: 1 | -1 };

/** The best `count` places in order. Most are passed over by a look at their code alone, where there are codes. */
function best(places: Places, count: number, compare: Compare<number>, leading: Leading | null = null): Places {
  if (count <= 0) return places.subarray(0, 0);
  if (count > HEAP_ROWS_MAX) return places.slice().sort(compare).subarray(0, count);
  const worstFirst = new TinyQueue<number>([], (a, b) => compare(b, a));
  const { codes, sign } = leading ?? { codes: NO_CODES, sign: 1 };
  let worstCode = Number.NaN;
  for (let index = 0; index < places.length; index += 1) {
    const place = places[index]!;
    // With no code on one of the sides the difference is NaN, which is not above anything.
    if ((codes[place]! - worstCode) * sign > 0) continue;
    if (worstFirst.length === count) {
      if (compare(place, worstFirst.data[0]!) >= 0) continue;
      worstFirst.pop();
    }
    worstFirst.push(place);
    if (worstFirst.length === count) worstCode = codes[worstFirst.data[0]!] ?? Number.NaN;
  }
  return Int32Array.from(worstFirst.data).sort(compare);
}
