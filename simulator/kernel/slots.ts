import type { Placed } from './moment.js';
import type { Row } from './table.js';

/** Holes that rows which went have left, and that are kept until they are the greater part. */
const HOLES_MAX = 1_000;
const RECENT_MAX = 4_096;

/** What rows lie by: their key, and the stamp of their last write where they have one. */
export type SlotOptions<R> = { readonly key: (row: R) => string; readonly stamp?: (row: R) => number };

/**
 * Rows in order of first insertion, each in a slot that it keeps until holes are closed. A row that comes back takes the place that it
 * had. Whoever keeps slot numbers is told by `moved` when they mean nothing any more.
 */
export class Slots<R extends Row> {
  /** By slot; undefined where a row was taken away. */
  rows: (R | undefined)[] = [];
  stamps: number[] = [];
  /** By slot: its place in the order of first insertion, and its order among equal stamps. */
  #places: number[] = [];
  #orders: number[] = [];
  #byKey = new Map<string, number>();
  /** The slot of each write since `#recentSince`; -1 for a change of none. */
  #recent: number[] = [];
  #recentSince = 0;
  #haveMoved = false;

  constructor(
    private readonly options: SlotOptions<R>,
    private readonly moved: () => void,
  ) {}

  get size(): number {
    return this.#byKey.size;
  }

  get(key: string): R | undefined {
    const slot = this.#byKey.get(key);
    return slot === undefined ? undefined : this.rows[slot];
  }

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  slotOf(key: string): number | undefined {
    return this.#byKey.get(key);
  }

  keys(): IterableIterator<string> {
    return this.#byKey.keys();
  }

  entries(): IterableIterator<[key: string, slot: number]> {
    return this.#byKey.entries();
  }

  order(slot: number): number | undefined {
    return this.#orders[slot];
  }

  placed(key: string): Placed<R> | null {
    const slot = this.#byKey.get(key);
    return slot === undefined ? null : { row: this.rows[slot]!, place: this.#places[slot]!, order: this.#orders[slot]! };
  }

  /** Puts a row in its place, or takes the row of a key away; gives the slot in question, -1 when there was none. */
  write(key: string, after: Placed<R> | null): number {
    const slot = this.#byKey.get(key);
    if (after !== null) return this.#occupy(key, after);
    if (slot === undefined) return -1;
    this.rows[slot] = undefined;
    this.#byKey.delete(key);
    return slot;
  }

  /** Puts a row of a new key that is later than all others at the end; nobody may hold anything by slot. */
  append(key: string, { row, place, order }: Placed<R>): void {
    const slot = this.rows.push(row) - 1;
    this.#byKey.set(key, slot);
    if (this.options.stamp !== undefined) this.stamps[slot] = this.options.stamp(row);
    this.#places[slot] = place;
    this.#orders[slot] = order;
    this.#haveMoved = true;
  }

  /** Notes which slot a revision wrote; told once for each. */
  noteRecent(slot: number, revision: number): void {
    if (this.#haveMoved || this.#recent.length === RECENT_MAX) {
      this.#haveMoved = false;
      this.#recent = [];
      this.#recentSince = revision;
      return;
    }
    this.#recent.push(slot);
  }

  writtenSince(revision: number): readonly number[] | null {
    return revision < this.#recentSince ? null : this.#recent.slice(revision - this.#recentSince);
  }

  /** Forgets the holes behind the last row. */
  dropTail(): void {
    let length = this.rows.length;
    while (length > 0 && this.rows[length - 1] === undefined) length -= 1;
    if (length === this.rows.length) return;
    for (const each of [this.rows, this.stamps, this.#places, this.#orders]) each.length = Math.min(each.length, length);
  }

  /** Closes the holes once they are many. */
  closeHoles(): void {
    const holes = this.rows.length - this.#byKey.size;
    if (holes <= HOLES_MAX || holes * 2 <= this.rows.length) return;
    this.#move();
    const kept = [...this.rows.keys()].filter((slot) => this.rows[slot] !== undefined);
    this.rows = kept.map((slot) => this.rows[slot]);
    this.stamps = kept.map((slot) => this.stamps[slot]!);
    this.#places = kept.map((slot) => this.#places[slot]!);
    this.#orders = kept.map((slot) => this.#orders[slot]!);
    for (const [slot, row] of this.rows.entries()) this.#byKey.set(this.options.key(row!), slot);
  }

  #occupy(key: string, { row, place, order }: Placed<R>): number {
    let slot = this.#byKey.get(key);
    // A row that went and was made anew stands elsewhere than the one that comes back.
    if (slot !== undefined && this.#places[slot] !== place) {
      this.rows[slot] = undefined;
      this.#byKey.delete(key);
      this.#move();
      slot = undefined;
    }
    if (slot === undefined) {
      slot = this.#slotFor(place);
      this.#byKey.set(key, slot);
    }
    this.rows[slot] = row;
    if (this.options.stamp !== undefined) this.stamps[slot] = this.options.stamp(row);
    this.#places[slot] = place;
    this.#orders[slot] = order;
    return slot;
  }

  /** The slot for a place: the end for a new one; for one that comes back its hole, or, when that was closed, between its neighbours. */
  #slotFor(place: number): number {
    const places = this.#places;
    let [low, high] = [0, places.length];
    if (high === 0 || places[high - 1]! < place) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (places[middle]! < place) low = middle + 1;
      else high = middle;
    }
    if (places[low] !== place) this.#openHole(low, place);
    return low;
  }

  #openHole(at: number, place: number): void {
    this.#move();
    this.rows = this.rows.toSpliced(at, 0, undefined);
    this.#places.splice(at, 0, place);
    this.stamps.splice(at, 0, 0);
    this.#orders.splice(at, 0, 0);
    for (const [key, slot] of this.#byKey) if (slot >= at) this.#byKey.set(key, slot + 1);
  }

  #move(): void {
    this.#haveMoved = true;
    this.moved();
  }
}
