import type { Journal } from './journal.js';
import type { Entry, StoreData } from './store.js';
import { StoredJournal } from './stored-journal.js';

/** A journal that can be kept elsewhere, as plain JSON data, and taken up again. */
export type MemoryJournal = Journal & { save(): StoreData };

/** A journal in memory. What was not flushed is forgotten when a new core opens it, as a file's would be. */
export function createMemoryJournal(remembered?: StoreData): MemoryJournal {
  return new HeapJournal(remembered);
}

class HeapJournal extends StoredJournal implements MemoryJournal {
  #unflushed: (() => void)[] = [];

  constructor(remembered?: StoreData) {
    super();
    if (remembered !== undefined) this.store.load(structuredClone(remembered));
  }

  /** A copy: what is written later does not reach it. */
  save(): StoreData {
    return structuredClone(this.store.save());
  }

  async open(): Promise<void> {
    while (this.#unflushed.length > 0) this.#unflushed.pop()!();
  }

  async flush(): Promise<void> {
    this.#unflushed = [];
  }

  protected apply(entry: Entry): void {
    this.#unflushed.push(this.store.apply(entry));
  }
}
