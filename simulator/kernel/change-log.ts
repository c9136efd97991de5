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

/** Every write of every system. Listeners hear of a write after its transaction committed. */
export class ChangeLog {
  #ring = new Ring<Change>(CHANGES_MAX);
  #listeners = new Set<(change: Change) => void>();

  /** The number the next change will get; a mark for `since`. */
  get next(): number {
    return this.#ring.next;
  }

  append(change: Omit<Change, 'seq'>): Change {
    const whole = { seq: this.#ring.next, ...change };
    this.#ring.push(whole);
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
    this.#ring.truncate(seq);
  }
}
