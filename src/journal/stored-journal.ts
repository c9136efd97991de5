import type { Decision } from '../model/decision.js';
import type { Flow, RecordRef } from '../model/record.js';
import type { Journal, Memory, Space } from './journal.js';
import { type Entry, JournalStore } from './store.js';

/** A journal over a store in memory; what it does with an entry beyond applying it is its own. */
export abstract class StoredJournal implements Journal {
  protected readonly store = new JournalStore();

  abstract open(): Promise<void>;
  abstract flush(flow: Flow): Promise<void>;
  protected abstract apply(entry: Entry): void;

  read(flow: Flow, space: Space, key: string): unknown {
    return this.store.read(flow, space, key);
  }

  entries(flow: Flow, space: Space) {
    return this.store.entries(flow, space);
  }

  write(flow: Flow, memories: readonly Memory[]): void {
    if (memories.length > 0) this.apply({ kind: 'memory', flow, memories });
  }

  decide(decision: Omit<Decision, 'seq'>): Decision {
    const whole = { seq: this.store.decisions.length + 1, ...decision };
    this.apply({ kind: 'decision', decision: whole });
    return whole;
  }

  relate(seq: number, about: readonly RecordRef[]): void {
    if (about.length > 0) this.apply({ kind: 'about', seq, about });
  }

  links() {
    return this.store.links();
  }

  decisions() {
    return this.store.decisions;
  }

  syncErrors() {
    return this.store.syncErrors();
  }
}
