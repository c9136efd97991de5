import type { Decision } from '../model/decision.js';
import type { Flow, RecordRef } from '../model/record.js';
import type { Journal, Memory, Space } from './journal.js';
import { type Entry, JournalStore, type StoreData } from './store.js';

/** A journal that can be kept elsewhere, as plain JSON data, and taken up again. */
export type MemoryJournal = Journal & { save(): StoreData };

/** A journal in memory. What was not flushed is forgotten when a new core opens it, as a file's would be. */
export function createMemoryJournal(remembered?: StoreData): MemoryJournal {
  return new HeapJournal(remembered);
}

class HeapJournal implements MemoryJournal {
  readonly #store = new JournalStore();
  #unflushed: (() => void)[] = [];

  constructor(remembered?: StoreData) {
    if (remembered !== undefined) this.#store.load(structuredClone(remembered));
  }

  /** A copy: what is written later does not reach it. */
  save(): StoreData {
    return structuredClone(this.#store.save());
  }

  async open(): Promise<void> {
    while (this.#unflushed.length > 0) this.#unflushed.pop()!();
  }

  read(flow: Flow, space: Space, key: string): unknown {
    return this.#store.read(flow, space, key);
  }

  entries(flow: Flow, space: Space) {
    return this.#store.entries(flow, space);
  }

  write(flow: Flow, memories: readonly Memory[]): void {
    if (memories.length > 0) this.#apply({ kind: 'memory', flow, memories });
  }

  decide(decision: Omit<Decision, 'seq'>): Decision {
    const whole = { seq: this.#store.decisions.length + 1, ...decision };
    this.#apply({ kind: 'decision', decision: whole });
    return whole;
  }

  relate(seq: number, about: readonly RecordRef[]): void {
    if (about.length > 0) this.#apply({ kind: 'about', seq, about });
  }

  links() {
    return this.#store.links();
  }

  decisions() {
    return this.#store.decisions;
  }

  syncErrors() {
    return this.#store.syncErrors();
  }

  async flush(): Promise<void> {
    this.#unflushed = [];
  }

  #apply(entry: Entry): void {
    this.#unflushed.push(this.#store.apply(entry));
  }
}
