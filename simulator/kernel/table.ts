import type { Operation } from './change-log.js';

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
  wrote(table: Table<Row>, before: Row | null, after: Row | null, operation: Operation): void;
};

type Version<R> = {
  bySlot: (R | undefined)[];
  slots: Map<string, number>;
  indexes: Map<string, Map<string, Set<string>>>;
  stamps: { at: number; key: string }[];
  stale: number;
  /** The stamp of the row in each slot, side by side: a look at all of them costs next to nothing. */
  stampBySlot: number[];
};

/** Which rows a reader wants one by one: those after the row of a key, with stamps in [from, to]. */
export type Stretch = { readonly after?: string | null; readonly from?: number; readonly to?: number };

/**
 * Records by key, with hash indexes and one index ordered by stamp. Look-ups by key or index never scan.
 * Marking a version costs nothing; the first write after a mark copies the table.
 */
export class Table<R extends Row = Row> {
  readonly name: string;
  readonly logged: boolean;
  #version: Version<R>;
  #isShared = false;
  #revision = 0;

  constructor(
    readonly options: TableOptions<R>,
    private readonly journal: TableJournal,
  ) {
    this.name = options.name;
    this.logged = options.logged ?? true;
    this.#version = emptyVersion(Object.keys(options.indexes ?? {}));
  }

  get size(): number {
    return this.#version.slots.size;
  }

  /** Grows with whatever changes the contents, undoing and restoring too: what was worked out under another number may be stale. */
  get revision(): number {
    return this.#revision;
  }

  get(key: string): R | undefined {
    const slot = this.#version.slots.get(key);
    return slot === undefined ? undefined : this.#version.bySlot[slot];
  }

  /** Every row in order of first insertion. */
  *rows(): IterableIterator<R> {
    for (const row of this.#version.bySlot) if (row !== undefined) yield row;
  }

  /** Every row by its place, which a row keeps as long as it lives; undefined where one was taken away. */
  get slots(): readonly (R | undefined)[] {
    return this.#version.bySlot;
  }

  filter(test: (row: R) => boolean): R[] {
    const found: R[] = [];
    for (const row of this.#version.bySlot) if (row !== undefined && test(row)) found.push(row);
    return found;
  }

  /** Rows under an index key, in order of first insertion. */
  find(index: string, key: string): R[] {
    const keys = this.#index(index).get(key);
    if (keys === undefined) return [];
    const { slots, bySlot } = this.#version;
    const found = [...keys].map((each) => slots.get(each)!);
    if (found.length > 1) found.sort((a, b) => a - b);
    return found.map((slot) => bySlot[slot]!);
  }

  /** The first row under an index key. */
  findOne(index: string, key: string): R | undefined {
    return this.find(index, key)[0];
  }

  /** How many rows stand under an index key. */
  count(index: string, key: string): number {
    return this.#index(index).get(key)?.size ?? 0;
  }

  hasIndex(index: string): boolean {
    return this.#version.indexes.has(index);
  }

  /** Rows whose stamp lies in [from, to], oldest first; equal stamps in order of writing. */
  stamped(from: number, to = Number.POSITIVE_INFINITY): R[] {
    const stamp = this.options.stamp;
    if (stamp === undefined) throw new Error(`table ${this.name} has no stamp`);
    const { stamps } = this.#version;
    const found: R[] = [];
    const seen = new Set<string>();
    for (let index = lowerBound(stamps, from); index < stamps.length; index += 1) {
      const entry = stamps[index]!;
      if (entry.at > to) break;
      const row = this.get(entry.key);
      if (row === undefined || stamp(row) !== entry.at || seen.has(entry.key)) continue;
      seen.add(entry.key);
      found.push(row);
    }
    return found;
  }

  /** Rows of a stretch in order of first insertion, or the other way round (then `after` means before), one by one. */
  *scan(
    { after = null, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: Stretch = {},
    isDescending = false,
  ): IterableIterator<R> {
    const { bySlot, slots, stampBySlot } = this.#version;
    const isBound = from !== Number.NEGATIVE_INFINITY || to !== Number.POSITIVE_INFINITY;
    const step = isDescending ? -1 : 1;
    const passed = (after === null ? undefined : slots.get(after)) ?? (isDescending ? bySlot.length : -1);
    for (let slot = passed + step; slot >= 0 && slot < bySlot.length; slot += step) {
      if (isBound && !(stampBySlot[slot]! >= from && stampBySlot[slot]! <= to)) continue;
      const row = bySlot[slot];
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
    const { stamps } = this.#version;
    let [low, high] = [lowerBound(stamps, from), upperBound(stamps, to)];
    let passed = after;
    while (low < high) {
      const { at } = stamps[isDescending ? high - 1 : low]!;
      const [start, end] = isDescending ? [lowerBound(stamps, at), high] : [low, upperBound(stamps, at)];
      if (end - start > SORTED_STAMPS_MAX) yield* this.scan({ after: passed, from: at, to: at });
      else yield* this.#inOrder(this.stamped(at, at));
      passed = null;
      if (isDescending) high = start;
      else low = end;
    }
  }

  #inOrder(rows: R[]): R[] {
    const { slots } = this.#version;
    const slotOf = (row: R): number => slots.get(this.options.key(row))!;
    return rows.length < 2 ? rows : rows.sort((a, b) => slotOf(a) - slotOf(b));
  }

  /** How many rows `stamped` would give, or somewhat more: what the index holds of rows that were written again counts, too. */
  stampedAtMost(from: number, to = Number.POSITIVE_INFINITY): number {
    const { stamps } = this.#version;
    return lowerBound(stamps, to + 1) - lowerBound(stamps, from);
  }

  /** Stores a row, new or in place of the one with its key, and logs the change. */
  put(row: R, written: Written = {}): R {
    const before = this.get(this.options.key(row)) ?? null;
    this.#store(row, before);
    this.journal.wrote(this as unknown as Table<Row>, before, row, written.operation ?? (before === null ? 'create' : 'update'));
    return row;
  }

  /** Takes a row away for good (soft deletion is a `put`). */
  remove(key: string, written: Written = {}): void {
    const before = this.get(key);
    if (before === undefined) return;
    this.#drop(before);
    this.journal.wrote(this as unknown as Table<Row>, before, null, written.operation ?? 'remove');
  }

  /** Undoes a write: what was there before is there again. Not logged. */
  undo(before: R | null, after: R | null): void {
    if (before !== null) this.#store(before, after);
    else if (after !== null) this.#drop(after);
  }

  /** Fills an empty table at once, without logging: loading a saved world. */
  load(rows: Iterable<R>): void {
    this.#version = emptyVersion(Object.keys(this.options.indexes ?? {}));
    this.#isShared = false;
    this.#revision += 1;
    for (const row of rows) this.#store(row, null);
  }

  /** Marks the present contents; give the mark to `restore`. */
  mark(): unknown {
    this.#isShared = true;
    return this.#version;
  }

  restore(mark: unknown): void {
    this.#version = mark as Version<R>;
    this.#revision += 1;
    this.#isShared = true;
  }

  #index(name: string): Map<string, Set<string>> {
    const index = this.#version.indexes.get(name);
    if (index === undefined) throw new Error(`table ${this.name} has no index ${name}`);
    return index;
  }

  #own(): Version<R> {
    this.#revision += 1;
    if (this.#isShared) {
      this.#version = copyVersion(this.#version);
      this.#isShared = false;
    }
    return this.#version;
  }

  #store(row: R, before: R | null): void {
    const version = this.#own();
    const key = this.options.key(row);
    const slot = version.slots.get(key);
    if (slot === undefined) {
      version.slots.set(key, version.bySlot.length);
      version.bySlot.push(row);
    } else version.bySlot[slot] = row;
    if (this.options.stamp !== undefined) version.stampBySlot[slot ?? version.bySlot.length - 1] = this.options.stamp(row);
    for (const [name, keyOf] of Object.entries(this.options.indexes ?? {})) {
      reindex(version.indexes.get(name)!, key, before === null ? null : keyOf(before), keyOf(row));
    }
    this.#restamp(version, key, row, before);
  }

  #drop(row: R): void {
    const version = this.#own();
    const key = this.options.key(row);
    const slot = version.slots.get(key);
    if (slot === undefined) return;
    version.bySlot[slot] = undefined;
    version.slots.delete(key);
    if (slot === version.bySlot.length - 1) version.bySlot.pop();
    for (const [name, keyOf] of Object.entries(this.options.indexes ?? {})) reindex(version.indexes.get(name)!, key, keyOf(row), null);
    version.stale += 1;
  }

  #restamp(version: Version<R>, key: string, row: R, before: R | null): void {
    const stamp = this.options.stamp;
    if (stamp === undefined) return;
    const at = stamp(row);
    if (before !== null) {
      if (stamp(before) === at) return;
      version.stale += 1;
    }
    const { stamps } = version;
    const last = stamps[stamps.length - 1];
    if (last === undefined || last.at <= at) stamps.push({ at, key });
    else stamps.splice(upperBound(stamps, at), 0, { at, key });
    if (version.stale > STALE_STAMPS_MAX && version.stale * 2 > stamps.length) this.#compact(version);
  }

  /** Entries of the ordered index that later writes made stale are dropped when they are the greater part. */
  #compact(version: Version<R>): void {
    const stamp = this.options.stamp!;
    const seen = new Set<string>();
    version.stamps = version.stamps.filter(({ at, key }) => {
      const row = this.get(key);
      if (row === undefined || stamp(row) !== at || seen.has(key)) return false;
      seen.add(key);
      return true;
    });
    version.stale = 0;
  }
}

const STALE_STAMPS_MAX = 1_000;

/** Rows of one instant that are worth sorting; more are found by a scan, which stops as soon as its reader does. */
const SORTED_STAMPS_MAX = 2_000;

function emptyVersion<R>(indexes: readonly string[]): Version<R> {
  return {
    bySlot: [],
    slots: new Map(),
    indexes: new Map(indexes.map((name) => [name, new Map()])),
    stamps: [],
    stale: 0,
    stampBySlot: [],
  };
}

function copyVersion<R>(version: Version<R>): Version<R> {
  const indexes = new Map(
    [...version.indexes].map(([name, index]) => [name, new Map([...index].map(([key, set]) => [key, new Set(set)]))]),
  );
  const { stale } = version;
  const [bySlot, slots, stamps] = [version.bySlot.slice(), new Map(version.slots), version.stamps.slice()];
  return { bySlot, slots, indexes, stamps, stale, stampBySlot: version.stampBySlot.slice() };
}

type Keys = string | readonly string[] | null | undefined;

function reindex(index: Map<string, Set<string>>, key: string, before: Keys, after: Keys): void {
  if (before === after) return;
  for (const old of listed(before)) {
    const set = index.get(old);
    set?.delete(key);
    if (set?.size === 0) index.delete(old);
  }
  for (const fresh of listed(after)) {
    const set = index.get(fresh);
    if (set === undefined) index.set(fresh, new Set([key]));
    else set.add(key);
  }
}

function listed(keys: Keys): readonly string[] {
  if (keys === null || keys === undefined) return [];
  return typeof keys === 'string' ? [keys] : keys;
}

function lowerBound(stamps: readonly { at: number }[], at: number): number {
  let [low, high] = [0, stamps.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (stamps[middle]!.at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function upperBound(stamps: readonly { at: number }[], at: number): number {
  return lowerBound(stamps, at + 1);
}
