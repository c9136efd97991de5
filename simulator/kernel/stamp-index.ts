/** One row at one stamp. Equal stamps stand in order of writing. */
export type Stamped = { readonly at: number; readonly order: number; readonly key: string };

/** Entries that later writes made stale and that are kept until they are the greater part. */
const STALE_MAX = 1_000;

/** Keys of rows in order of their stamps. Entries of rows that were written again stay for a while: who reads checks each. */
export class StampIndex {
  #entries: Stamped[];
  #stale = 0;

  constructor(
    entries: Iterable<Stamped>,
    private readonly isCurrent: (entry: Stamped) => boolean,
  ) {
    this.#entries = [...entries].sort((a, b) => a.at - b.at || a.order - b.order);
  }

  /** Keys with a stamp in [from, to]. */
  keys(from: number, to: number): string[] {
    const keys: string[] = [];
    for (let index = this.#place(from, 0); index < this.#entries.length; index += 1) {
      const entry = this.#entries[index]!;
      if (entry.at > to) break;
      if (this.isCurrent(entry)) keys.push(entry.key);
    }
    return keys;
  }

  /** How many entries lie in [from, to], stale ones, too. */
  count(from: number, to: number): number {
    return this.#place(to, Number.POSITIVE_INFINITY) - this.#place(from, 0);
  }

  /** The stamps in [from, to], either way, each with how many entries it has. */
  *instants(from: number, to: number, isDescending: boolean): IterableIterator<{ readonly at: number; readonly count: number }> {
    let [low, high] = [this.#place(from, 0), this.#place(to, Number.POSITIVE_INFINITY)];
    while (low < high) {
      const { at } = this.#entries[isDescending ? high - 1 : low]!;
      const [start, end] = isDescending ? [this.#place(at, 0), high] : [low, this.#place(at, Number.POSITIVE_INFINITY)];
      yield { at, count: end - start };
      if (isDescending) high = start;
      else low = end;
    }
  }

  add(entry: Stamped): void {
    const last = this.#entries[this.#entries.length - 1];
    if (last === undefined || last.at < entry.at || (last.at === entry.at && last.order < entry.order)) this.#entries.push(entry);
    else this.#insert(entry);
  }

  /** An entry is no longer current. */
  expire(): void {
    this.#stale += 1;
    if (this.#stale <= STALE_MAX || this.#stale * 2 <= this.#entries.length) return;
    this.#entries = this.#entries.filter(this.isCurrent);
    this.#stale = 0;
  }

  /** An undone write comes back to where it may still be. */
  #insert(entry: Stamped): void {
    const index = this.#place(entry.at, entry.order);
    const there = this.#entries[index];
    if (there?.at === entry.at && there.order === entry.order) this.#entries[index] = entry;
    else this.#entries.splice(index, 0, entry);
  }

  /** The first index that is not before a stamp and order. */
  #place(at: number, order: number): number {
    let [low, high] = [0, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = this.#entries[middle]!;
      if (entry.at < at || (entry.at === at && entry.order < order)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
