import type { Operation } from './change-log.js';
import { HashIndex } from './hash-index.js';
import { Moment, type Placed } from './moment.js';
import { Slots } from './slots.js';
import { type Stamped, StampIndex } from './stamp-index.js';

/** A record as a stand-in stores it: immutable; a write replaces the object. */
export type Row = Readonly<Record<string, unknown>>;

/** What a row is found by: one key, several (a row under each), or none. */
export type IndexKey<R> = (row: R) => string | readonly string[] | null | undefined;

export type TableOptions<R extends Row> = {
  /** The object's name in the vendor's spelling; the change log and the trace show it. */
  readonly name: string;
  readonly key: (row: R) => string;
  readonly indexes?: Readonly<Record<string, IndexKey<R>>>;
  /** The instant (ms) of the last write as the vendor stamps it; gives the table its ordered index. */
  readonly stamp?: (row: R) => number;
  /** Books of the stand-in itself (tokens, cursors) stay out of the change log. Default true. */
  readonly logged?: boolean;
};

/** What a write needs beyond the row, for the change log. */
export type Written = { readonly operation?: Operation };

/** Where a table reports its writes: the world, which logs them and can undo them. */
export type TableJournal = {
  wrote(table: Table<Row>, key: string, before: Placed<Row> | null, after: Row | null, operation: Operation): void;
};

/** Rows of one instant that are worth sorting; more are found by a scan, which stops as soon as its reader does. */
const SORTED_STAMPS_MAX = 2_000;

/** Which rows a reader wants one by one: those after the row of a key, with stamps in [from, to]. */
export type Stretch = { readonly after?: string | null; readonly from?: number; readonly to?: number };

/**
 * Records by key, with hash indexes and one index ordered by stamp, each built when it is first asked. Look-ups by key or index never
 * scan. Marking the contents costs nothing, a write after it a note of what was there; going back costs what was written since.
 */
export class Table<R extends Row = Row> {
  readonly name: string;
  readonly logged: boolean;
  readonly #slots: Slots<R>;
  readonly #indexes: ReadonlyMap<string, HashIndex<R>>;
  readonly #everyIndex: readonly HashIndex<R>[];
  #stamps: StampIndex | null = null;
  // Never set back: a place or an order stands for one row or write for good.
  #nextPlace = 0;
  #nextOrder = 0;
  #revision = 0;
  /** The moment that was marked last; null before the first. */
  #marked: Moment<R> | null = null;
  #touched: Set<string> | null = null;

  constructor(
    readonly options: TableOptions<R>,
    private readonly journal: TableJournal,
  ) {
    this.name = options.name;
    this.logged = options.logged ?? true;
    this.#indexes = new Map(Object.entries(options.indexes ?? {}).map(([name, keyOf]) => [name, new HashIndex(keyOf)]));
    this.#everyIndex = [...this.#indexes.values()];
    this.#slots = new Slots(options, () => {
      for (const index of this.#everyIndex) index.drop();
    });
  }

  get size(): number {
    return this.#slots.size;
  }

  /** Grows with whatever changes the contents, undoing and restoring too: what was worked out under another number may be stale. */
  get revision(): number {
    return this.#revision;
  }

  get(key: string): R | undefined {
    return this.#slots.get(key);
  }

  /** Every row in order of first insertion. */
  *rows(): IterableIterator<R> {
    const { rows } = this.#slots;
    for (let slot = 0; slot < rows.length; slot += 1) {
      const row = rows[slot];
      if (row === undefined) continue;
      // Whoever goes through the rows may write meanwhile, and the slots be made anew.
      const current = rows === this.#slots.rows ? row : this.get(this.options.key(row));
      if (current !== undefined) yield current;
    }
  }

  /** Every row by its slot, which a row keeps until holes are closed; undefined where one was taken away. */
  get slots(): readonly (R | undefined)[] {
    return this.#slots.rows;
  }

  /** Where in `slots` the row of a key is. */
  slotOf(key: string): number | undefined {
    return this.#slots.slotOf(key);
  }

  /** The slots that were written since the table had that revision; null when that is too long ago to tell. */
  writtenSince(revision: number): readonly number[] | null {
    return this.#slots.writtenSince(revision);
  }

  filter(test: (row: R) => boolean): R[] {
    const found: R[] = [];
    for (const row of this.#slots.rows) if (row !== undefined && test(row)) found.push(row);
    return found;
  }

  /** Rows under an index key, in order of first insertion. */
  find(index: string, key: string): R[] {
    const found = this.#index(index).get(key);
    const { rows } = this.#slots;
    if (found === undefined) return [];
    if (typeof found === 'number') return [rows[found]!];
    const slots = [...found];
    // They come as they were written first, which is mostly the order that is wanted.
    if (!isAscending(slots)) slots.sort((a, b) => a - b);
    return slots.map((slot) => rows[slot]!);
  }

  /** The first row under an index key. */
  findOne(index: string, key: string): R | undefined {
    return this.find(index, key)[0];
  }

  /** How many rows stand under an index key. */
  count(index: string, key: string): number {
    const found = this.#index(index).get(key);
    if (found === undefined) return 0;
    return typeof found === 'number' ? 1 : found.size;
  }

  hasIndex(index: string): boolean {
    return this.#indexes.has(index);
  }

  /** Rows whose stamp lies in [from, to], oldest first; equal stamps in order of writing. */
  stamped(from: number, to = Number.POSITIVE_INFINITY): R[] {
    return this.#stampIndex()
      .keys(from, to)
      .map((key) => this.get(key)!);
  }

  /** Rows of a stretch in order of first insertion, or the other way round (then `after` means before), one by one. */
  *scan(
    { after = null, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: Stretch = {},
    isDescending = false,
  ): IterableIterator<R> {
    const { rows, stamps } = this.#slots;
    const isBound = from !== Number.NEGATIVE_INFINITY || to !== Number.POSITIVE_INFINITY;
    const step = isDescending ? -1 : 1;
    const passed = (after === null ? undefined : this.#slots.slotOf(after)) ?? (isDescending ? rows.length : -1);
    for (let slot = passed + step; slot >= 0 && slot < rows.length; slot += step) {
      if (isBound && !(stamps[slot]! >= from && stamps[slot]! <= to)) continue;
      const row = rows[slot];
      if (row !== undefined) yield row;
    }
  }

  /**
   * Rows of a stretch in order of their stamps, one by one; equal stamps in order of first insertion, either way. `after` is a row of
   * the first stamp: nothing before it needs to be looked at again.
   */
  *inStampOrder(
    { after = null, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: Stretch,
    isDescending: boolean,
  ): IterableIterator<R> {
    let passed = after;
    for (const { at, count } of this.#stampIndex().instants(from, to, isDescending)) {
      if (count > SORTED_STAMPS_MAX) yield* this.scan({ after: passed, from: at, to: at });
      else yield* this.#inOrder(this.stamped(at, at));
      passed = null;
    }
  }

  #inOrder(rows: R[]): R[] {
    const slotOf = (row: R): number => this.#slots.slotOf(this.options.key(row))!;
    return rows.length < 2 ? rows : rows.sort((a, b) => slotOf(a) - slotOf(b));
  }

  /** How many rows `stamped` would give, or somewhat more: what the index holds of rows that were written again counts, too. */
  stampedAtMost(from: number, to = Number.POSITIVE_INFINITY): number {
    return this.#stampIndex().count(from, to);
  }

  /** Stores a row, new or in place of the one with its key, and logs the change. */
  put(row: R, written: Written = {}): R {
    const key = this.options.key(row);
    const before = this.#slots.placed(key);
    if (before === null) this.#slots.closeHoles();
    this.#write(key, before, this.#place(row, before));
    this.#report(key, before, row, written.operation ?? (before === null ? 'create' : 'update'));
    return row;
  }

  /** Takes a row away for good (soft deletion is a `put`). */
  remove(key: string, written: Written = {}): void {
    const before = this.#slots.placed(key);
    if (before === null) return;
    this.#write(key, before, null);
    this.#report(key, before, null, written.operation ?? 'remove');
  }

  /** Undoes a write: what was there before is there again, in its place. Not logged. */
  undo(key: string, before: Placed<R> | null): void {
    this.#write(key, this.#slots.placed(key), before);
    this.#slots.dropTail();
  }

  /** Holds these rows and no others, without logging: loading a saved world. */
  load(rows: Iterable<R>): void {
    for (const key of [...this.#slots.keys()].reverse()) this.undo(key, null);
    // Nobody marked, watches or indexed what there was: rows can be taken as they come.
    const isUnknown = this.#marked === null && this.#touched === null && this.#stamps === null;
    const isFresh = isUnknown && this.#everyIndex.every(({ isBuilt }) => !isBuilt);
    for (const row of rows) {
      const key = this.options.key(row);
      if (isFresh && !this.#slots.has(key)) this.#slots.append(key, { row, place: this.#nextPlace++, order: this.#nextOrder++ });
      else this.adopt(key, row);
    }
    this.#revision += 1;
    this.#slots.noteRecent(-1, this.#revision);
  }

  /** Takes over what stands under a key elsewhere, null for nothing, without logging. */
  adopt(key: string, row: R | null): void {
    const before = this.#slots.placed(key);
    this.#write(key, before, row === null ? null : this.#place(row, before));
  }

  /** Marks the present contents; give the mark to `restore`. */
  mark(): unknown {
    return this.#present();
  }

  /** Back to a mark, and as well forward again to one that was made after it. */
  restore(mark: unknown): void {
    this.#present();
    for (const moment of (mark as Moment<R>).wayFromPresent()) {
      const differences = moment.becomePresent((key) => this.#slots.placed(key));
      // What is written now is known already.
      this.#marked = null;
      for (const [key, before] of differences) this.#write(key, this.#slots.placed(key), before);
      this.#slots.dropTail();
      this.#marked = moment;
    }
    this.#revision += 1;
    this.#slots.noteRecent(-1, this.#revision);
  }

  /** The keys that were written since the last call; at the first call, every key. For whoever keeps a copy elsewhere. */
  takeTouched(): readonly string[] {
    const touched = this.#touched ?? this.#slots.keys();
    this.#touched = new Set();
    return [...touched];
  }

  #present(): Moment<R> {
    if (this.#marked === null || this.#marked.differences.size > 0) {
      const moment = new Moment<R>();
      if (this.#marked !== null) this.#marked.next = moment;
      this.#marked = moment;
    }
    return this.#marked;
  }

  #place(row: R, before: Placed<R> | null): Placed<R> {
    const { stamp } = this.options;
    const isSameStamp = before !== null && (stamp === undefined || stamp(before.row) === stamp(row));
    return { row, place: before?.place ?? this.#nextPlace++, order: isSameStamp ? before.order : this.#nextOrder++ };
  }

  #report(key: string, before: Placed<R> | null, after: R | null, operation: Operation): void {
    this.journal.wrote(this as unknown as Table<Row>, key, before, after, operation);
  }

  #index(name: string): HashIndex<R> {
    const index = this.#indexes.get(name);
    if (index === undefined) throw new Error(`table ${this.name} has no index ${name}`);
    if (!index.isBuilt) index.build(this.#slots.rows);
    return index;
  }

  #stampIndex(): StampIndex {
    const { stamp } = this.options;
    if (stamp === undefined) throw new Error(`table ${this.name} has no stamp`);
    this.#stamps ??= new StampIndex(
      Array.from(this.#slots.entries(), ([key, slot]) => ({ at: this.#slots.stamps[slot]!, order: this.#slots.order(slot)!, key })),
      ({ key, order }: Stamped) => this.#slots.order(this.#slots.slotOf(key) ?? -1) === order,
    );
    return this.#stamps;
  }

  /** The one way in which contents change. */
  #write(key: string, before: Placed<R> | null, after: Placed<R> | null): void {
    this.#revision += 1;
    this.#touched?.add(key);
    this.#marked?.note(key, before);
    const slot = this.#slots.write(key, after);
    this.#slots.noteRecent(slot, this.#revision);
    for (const index of this.#everyIndex) index.write(slot, before?.row ?? null, after?.row ?? null);
    if (this.#stamps === null || before?.order === after?.order) return;
    if (after !== null) this.#stamps.add({ at: this.options.stamp!(after.row), order: after.order, key });
    if (before !== null) this.#stamps.expire();
  }
}

function isAscending(slots: readonly number[]): boolean {
  for (let index = 1; index < slots.length; index += 1) if (slots[index - 1]! > slots[index]!) return false;
  return true;
}
