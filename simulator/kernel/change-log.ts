import { Ring } from './ring.js';
import type { Row } from './table.js';
import type { SystemName } from './wire.js';

export type Operation = 'create' | 'update' | 'delete' | 'undelete' | 'remove';

/** Who wrote, and why: shown in reports, and how writes of the sync core are told from those of people. */
export type Cause = {
  readonly kind: 'call' | 'step' | 'automation' | 'seed';
  /** A sentence part: `POST /services/data/v62.0/sobjects/Lead`, `step 3 (merge)`, `automation rule "Assign CTOs"`. */
  readonly text: string;
  /** The call that caused the write, by its number in the call log. */
  readonly call?: number;
  /** True when the sync core sent that call. */
  readonly isSync?: boolean;
  readonly traceparent?: string;
};

/** One write of one system, in the one global order. */
export type Change = {
  readonly seq: number;
  /** The number of the first change that was written in one piece with this one: what is whole or not at all. */
  readonly transaction: number;
  readonly at: number;
  readonly system: SystemName;
  readonly object: string;
  readonly id: string;
  readonly operation: Operation;
  /** The vendor's id of the acting user. */
  readonly actor: string;
  readonly cause: Cause;
  readonly before: Row | null;
  readonly after: Row | null;
};

/** Changes kept: far more than a scenario makes; bounds a server that runs for days. */
export const CHANGES_MAX = 200_000;

/**
 * Field values of rows that nothing but the log still holds: what stood before each write. About 40 bytes each, so that the log of a server
 * that runs for days takes some 80 MB; rows of a hundred fields are then kept for 20,000 edits.
 */
export const CHANGES_FIELDS_MAX = 2_000_000;

/** Every write of every system. Listeners hear of a write after its transaction committed. */
export class ChangeLog {
  #ring = new Ring<Change>(CHANGES_MAX);
  #fields = 0;
  #listeners = new Set<(change: Change) => void>();

  /** The number the next change will get; a mark for `since`. */
  get next(): number {
    return this.#ring.next;
  }

  append(change: Omit<Change, 'seq'>): Change {
    const whole = { seq: this.#ring.next, ...change };
    if (this.#ring.next - this.#ring.oldest(0) === CHANGES_MAX) this.#forgetOldest();
    this.#fields += fieldsHeld(whole);
    this.#ring.push(whole);
    while (this.#fields > CHANGES_FIELDS_MAX && this.#ring.oldest(0) < whole.seq) this.#forgetOldest();
    return whole;
  }

  announce(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  /** Changes from a number on, oldest first. */
  since(seq = 0): readonly Change[] {
    return this.#ring.since(seq);
  }

  listen(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Forgets what came from a number on: a rolled-back transaction, a restored snapshot. */
  truncate(seq: number): void {
    for (const change of this.#ring.since(seq)) this.#fields -= fieldsHeld(change);
    this.#ring.truncate(seq);
  }

  #forgetOldest(): void {
    const oldest = this.#ring.shift();
    if (oldest !== undefined) this.#fields -= fieldsHeld(oldest);
  }
}

function fieldsHeld({ before }: Pick<Change, 'before'>): number {
  return before === null ? 0 : Object.keys(before).length;
}
