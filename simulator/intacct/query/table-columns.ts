import type { Row, Table } from '../../kernel/table.js';
import type { Stored } from '../objects/definition.js';
import { CodedField } from './coded-field.js';

/** What a field is read through: of a stored field, the row itself. */
type Read = (row: Row) => Stored;

/**
 * Fields of a table as coded columns, each made when it is first asked for. They catch up with the table by looking which rows were
 * replaced since: rows never change, so that neither writes nor undone writes need to tell.
 */
export class TableColumns {
  rows: (Row | undefined)[] = [];
  #fields = new Map<string, { readonly column: CodedField; readonly read: Read }>();
  #links = new Map<string, Link>();
  #revision = -1;

  constructor(readonly table: Table<Row>) {}

  /** The column of a stored field, up to date. */
  field(name: string): CodedField {
    this.catchUp();
    const known = this.#fields.get(name);
    if (known !== undefined) return known.column;
    const read: Read = (row) => (row[name] ?? null) as Stored;
    const column = new CodedField();
    fill(column, this.rows, read);
    this.#fields.set(name, { column, read });
    return column;
  }

  /** From slots of this table to those of the table whose keys a field holds. */
  link(pointer: string, target: TableColumns): Link {
    const column = this.field(pointer);
    target.catchUp();
    const known = this.#links.get(`${pointer} ${target.table.name}`);
    if (known !== undefined) return known;
    const link = new Link(column, target);
    this.#links.set(`${pointer} ${target.table.name}`, link);
    return link;
  }

  catchUp(): void {
    const { table, rows } = this;
    if (table.revision === this.#revision) return;
    const { slots } = table;
    const touched = this.#revision < 0 ? null : table.writtenSince(this.#revision);
    this.#revision = table.revision;
    const end = Math.max(slots.length, rows.length);
    if (touched === null) for (let slot = 0; slot < end; slot += 1) this.#take(slot, slots[slot]);
    else for (const slot of touched) if (slot >= 0) this.#take(slot, slots[slot]);
    rows.length = slots.length;
    for (const { column, read } of this.#fields.values()) {
      if (!column.isStale(rows.length)) continue;
      column.clear();
      fill(column, rows, read);
    }
  }

  #take(slot: number, after: Row | undefined): void {
    const before = this.rows[slot];
    if (before === after) return;
    this.rows[slot] = after;
    for (const { column, read } of this.#fields.values()) column.write(slot, after === undefined ? null : read(after));
    if (this.moved.length === 0) return;
    const { key } = this.table.options;
    const from = before === undefined ? undefined : key(before);
    const to = after === undefined ? undefined : key(after);
    if (from === to) return;
    for (const hear of this.moved) {
      if (from !== undefined) hear(from);
      if (to !== undefined) hear(to);
    }
  }

  /** Who wants to hear of keys that came, went or changed their slot. */
  readonly moved: ((key: string) => void)[] = [];
}

function fill(column: CodedField, rows: readonly (Row | undefined)[], read: Read): void {
  for (let slot = 0; slot < rows.length; slot += 1) {
    const row = rows[slot];
    if (row !== undefined) column.write(slot, read(row));
  }
}

const UNKNOWN = -2;
const NONE = -1;

/** Where the records are that a pointing field names, by the code of the pointer; looked up once each. */
export class Link {
  #slots = new Int32Array(0);
  #generation = 0;

  constructor(
    readonly pointer: CodedField,
    readonly target: TableColumns,
  ) {
    target.moved.push((key) => {
      const code = pointer.codeOf(key);
      if (code !== undefined && code < this.#slots.length) this.#slots[code] = UNKNOWN;
    });
  }

  /** What the other table's codes say of each slot of this one; 0 where the pointer names no record. */
  follow(count: number, codes: Int32Array): Int32Array {
    const { pointer } = this;
    if (this.#generation !== pointer.generation || this.#slots.length < pointer.values.length) this.#grow();
    const slots = this.#slots;
    const followed = new Int32Array(count);
    for (let slot = 0; slot < count; slot += 1) {
      const code = pointer.codes[slot]!;
      if (code === 0) continue;
      const there = slots[code] === UNKNOWN ? this.#find(code) : slots[code]!;
      if (there >= 0) followed[slot] = codes[there]!;
    }
    return followed;
  }

  #find(code: number): number {
    const slot = this.target.table.slotOf(String(this.pointer.values[code])) ?? NONE;
    this.#slots[code] = slot;
    return slot;
  }

  #grow(): void {
    const { values, generation } = this.pointer;
    const larger = new Int32Array(values.length * 2).fill(UNKNOWN);
    if (this.#generation === generation) larger.set(this.#slots);
    this.#slots = larger;
    this.#generation = generation;
  }
}
