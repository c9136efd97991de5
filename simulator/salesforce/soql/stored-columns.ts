import type { Row, Table } from '../../kernel/table.js';
import type { Field } from '../schema.js';
import { absentValue, type Key, keyReader, placeReader } from './keys.js';
import { SortedPlaces } from './sorted-places.js';

/** Keys by the place of their record; made from the rows beside them, under a revision of the table. */
type Made = { revision: number; readonly rows: (Row | undefined)[]; readonly keys: Key[] };
type MadeByTable = WeakMap<Table<Row>, Map<Field, Made>>;
type ReaderOf = (field: Field) => (value: unknown) => Key;

/**
 * The values of stored fields in the form in which they compare (texts in lower case), side by side in the order of the table's
 * places: whoever reads a whole table reads these instead of the records. They are kept between queries; what a write replaced is
 * worked out anew, the rest stays.
 */
export class StoredColumns {
  readonly sorted = new SortedPlaces();
  #keys: MadeByTable = new WeakMap();
  #places: MadeByTable = new WeakMap();

  /** What the values of a field compare by. */
  keys(table: Table<Row>, field: Field): readonly Key[] {
    return fresh(this.#keys, table, field, (each) => keyReader({ type: each.type, field: each }));
  }

  /** What the values of a picklist sort by. */
  places(table: Table<Row>, field: Field): readonly Key[] {
    return fresh(this.#places, table, field, placeReader);
  }
}

function fresh(made: MadeByTable, table: Table<Row>, field: Field, readerOf: ReaderOf): readonly Key[] {
  const ofTable = made.get(table) ?? new Map<Field, Made>();
  made.set(table, ofTable);
  const column = ofTable.get(field) ?? { revision: -1, rows: [], keys: [] };
  ofTable.set(field, column);
  if (column.revision !== table.revision) refresh(column, table, field, readerOf(field));
  return column.keys;
}

function refresh(column: Made, table: Table<Row>, field: Field, keyOf: (value: unknown) => Key): void {
  const { rows, keys } = column;
  const { slots } = table;
  const { name } = field;
  const absent = absentValue(field);
  rows.length = keys.length = Math.min(rows.length, slots.length);
  for (let slot = 0; slot < slots.length; slot += 1) {
    const row = slots[slot];
    if (slot < rows.length && rows[slot] === row) continue;
    rows[slot] = row;
    keys[slot] = row === undefined ? null : keyOf(row[name] ?? absent);
  }
  column.revision = table.revision;
}
