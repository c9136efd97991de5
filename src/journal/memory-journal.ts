import { JournalDamagedError } from './damaged.js';
import type { Journal } from './journal.js';
import { type Entry, isEntry, isStoreData, type StoreData } from './store.js';
import { StoredJournal } from './stored-journal.js';

/** A journal that can be kept elsewhere, as plain JSON data, and taken up again. */
export type MemoryJournal = Journal & {
  save(): StoreData;
  /** What was applied since the last call, to be applied to what was saved then; null when it must be saved anew. */
  takeEntries(): readonly Entry[] | null;
};

/** A journal from what a file kept of one, whatever that has become. Errors: `JournalDamagedError`. */
export function reopenMemoryJournal(remembered: unknown, entries: readonly unknown[], file: string): MemoryJournal {
  if (remembered === null || remembered === undefined || isStoreData(remembered)) {
    if (entries.every(isEntry)) return createMemoryJournal(remembered ?? undefined, entries);
  }
  throw new JournalDamagedError(file, 'what it keeps of the sync core is not what a journal writes');
}

/** A journal in memory. What was not flushed is forgotten when a new core opens it, as a file's would be. */
export function createMemoryJournal(remembered?: StoreData, entries: readonly Entry[] = []): MemoryJournal {
  return new HeapJournal(remembered, entries);
}

class HeapJournal extends StoredJournal implements MemoryJournal {
  #unflushed: (() => void)[] = [];
  #entries: Entry[] | null = null;

  constructor(remembered: StoreData | undefined, entries: readonly Entry[]) {
    super();
    if (remembered !== undefined) this.store.load(remembered);
    for (const entry of entries) this.store.apply(entry);
  }

  takeEntries(): readonly Entry[] | null {
    const entries = this.#entries;
    this.#entries = [];
    return entries;
  }

  /** A copy, as far as it must be: values are never changed in place. */
  save(): StoreData {
    const { spaces, decisions } = this.store.save();
    return { spaces, decisions: [...decisions] };
  }

  async open(): Promise<void> {
    if (this.#unflushed.length > 0) this.#entries = null;
    while (this.#unflushed.length > 0) this.#unflushed.pop()!();
  }

  async flush(): Promise<void> {
    this.#unflushed = [];
  }

  protected apply(entry: Entry): void {
    this.#unflushed.push(this.store.apply(entry));
    this.#entries?.push(entry);
  }
}
