import type { Row, Table } from '../../kernel/table.js';
import type { Field } from '../schema.js';
import { JoinedText } from './joined-text.js';
import { absentValue, type Key, keyReader, placeReader } from './keys.js';
import { LeadingCodes } from './leading-codes.js';

/** Keys by the place of their record; made from the rows beside them, under a revision of the table. */
type Made = {
  revision: number;
  readonly rows: (Row | undefined)[];
  readonly keys: Key[];
  leading: LeadingCodes | null;
  /** Under the revision only, and how often it was asked for since. */
  joined: JoinedText | null;
  searches: number;
};
type MadeByTable = WeakMap<Table<Row>, Map<Field, Made>>;
type ReaderOf = (field: Field) => (value: unknown) => Key;

/** Joining a column costs as much as searching its texts one by one so many times. */
const WORTH_JOINING = 3;

/**
 * The values of stored fields in the form in which they compare (texts in lower case), side by side in the order of the table's
 * places: whoever reads a whole table reads these instead of the records. They are kept between queries; what a write replaced is
 * worked out anew, the rest stays.
 */
export class StoredColumns {
  #keys: MadeByTable = new WeakMap();
  #places: MadeByTable = new WeakMap();

  /** What the values of a field compare by. */
  keys(table: Table<Row>, field: Field): readonly Key[] {
    return this.#keyed(table, field).keys;
  }

  /** What the values of a picklist sort by. */
  places(table: Table<Row>, field: Field): readonly Key[] {
    return fresh(this.#places, table, field, placeReader).keys;
  }

  /** Numbers in the order of the keys; see `LeadingCodes`. */
  codes(table: Table<Row>, field: Field): Float64Array {
    const made = this.#keyed(table, field);
    made.leading ??= new LeadingCodes(made.keys);
    return made.leading.codes;
  }

  /** The texts as one; null as long as that is not worth its cost. */
  joined(table: Table<Row>, field: Field): JoinedText | null {
    const made = this.#keyed(table, field);
    made.searches += 1;
    if (made.searches > WORTH_JOINING) made.joined ??= new JoinedText(made.keys);
    return made.joined;
  }

  #keyed(table: Table<Row>, field: Field): Made {
    return fresh(this.#keys, table, field, (each) => keyReader({ type: each.type, field: each }));
  }
}

function fresh(made: MadeByTable, table: Table<Row>, field: Field, readerOf: ReaderOf): Made {
  const ofTable = made.get(table) ?? new Map<Field, Made>();
  made.set(table, ofTable);
  const column = ofTable.get(field) ?? { revision: -1, rows: [], keys: [], leading: null, joined: null, searches: 0 };
  ofTable.set(field, column);
  if (column.revision !== table.revision) refresh(column, table, field, readerOf(field));
  return column;
}

function refresh(column: Made, table: Table<Row>, field: Field, keyOf: (value: unknown) => Key): void {
  const { rows, keys, leading } = column;
  const { slots } = table;
  const { name } = field;
  const absent = absentValue(field);
  rows.length = keys.length = Math.min(rows.length, slots.length);
  for (let slot = 0; slot < slots.length; slot += 1) {
    const row = slots[slot];
    if (slot < rows.length && rows[slot] === row) continue;
    rows[slot] = row;
    keys[slot] = row === undefined ? null : keyOf(row[name] ?? absent);
    leading?.set(slot, keys[slot]!);
  }
  column.joined = null;
  column.searches = 0;
  column.revision = table.revision;
}
