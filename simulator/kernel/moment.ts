/** A row in its places: order of first insertion, and order among equal stamps. Puts back exactly what was. */
export type Placed<R> = { readonly row: R; readonly place: number; readonly order: number };

/**
 * What a table held at some moment, told by how it differs from the next one. The last has no next: it is the present. Going to another
 * turns the way to it around, so that the present is always the one that costs nothing to read. A moment that nobody can name any more
 * is garbage, and its differences with it.
 */
export class Moment<R> {
  next: Moment<R> | null = null;
  /** For each key that was written since: what stood there then. */
  differences = new Map<string, Placed<R> | null>();

  /** A key is about to be written. */
  note(key: string, before: Placed<R> | null): void {
    if (!this.differences.has(key)) this.differences.set(key, before);
  }

  /** The moments to go through from the present to this one, the nearest first. */
  wayFromPresent(): readonly Moment<R>[] {
    const way: Moment<R>[] = [];
    for (let moment: Moment<R> = this; moment.next !== null; moment = moment.next) way.push(moment);
    return way.reverse();
  }

  /** Becomes the present in place of the next moment. Gives what must be written, and leaves the way back with the other. */
  becomePresent(now: (key: string) => Placed<R> | null): ReadonlyMap<string, Placed<R> | null> {
    const { differences } = this;
    const present = this.next!;
    for (const key of differences.keys()) present.differences.set(key, now(key));
    present.next = this;
    this.next = null;
    this.differences = new Map();
    return differences;
  }
}
