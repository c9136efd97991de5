import { appendFile, readFile, rm, stat, truncate } from 'node:fs/promises';
import { BacklotError } from '../model/errors.js';
import { JournalDamagedError } from './damaged.js';
import type { Journal } from './journal.js';
import { readLines } from './lines.js';
import { type Entry, isEntry, isStoreData, type StoreData } from './store.js';
import { StoredJournal } from './stored-journal.js';

export type FileJournalOptions = {
  /** The snapshot's path; the lines lie beside it as `<path>.<generation>.jsonl`. */
  readonly path: string;
  /** Lines after which they are folded into the snapshot, or half as many as it has entries if that is more. */
  readonly linesMax?: number;
  /** Hears what a person should know: a torn last line was dropped. */
  readonly note?: (text: string) => void;
};

/** Lines that are cheap to read at a start, some 100 ms: a line costs more than what it leaves in the snapshot. */
export const JOURNAL_LINES_MAX = 20_000;

/** The journal could not be written. What it was to remember is kept, and goes with the next flush. */
export class JournalUnwritableError extends BacklotError {
  readonly code = 'JOURNAL_UNWRITABLE';
  constructor(path: string, cause: Error) {
    super(
      `${path} cannot be written: ${cause.message}`,
      'Make room on the disk, or make the folder one that may be written to. Nothing was sent that is not remembered.',
      { cause },
    );
  }
}

/**
 * A journal in files: a lowdb snapshot, and a file of JSON lines to which every flush appends. A kill at any byte costs at most
 * what was not flushed: the snapshot is replaced by renaming and names the generation of lines that come after it, and a torn last line is dropped.
 */
export function createFileJournal(options: FileJournalOptions): Journal {
  return new FileJournal(options);
}

type Snapshot = { readonly generation: number; readonly data: StoreData };

const EMPTY: Snapshot = { generation: 1, data: { spaces: [], decisions: [] } };

class FileJournal extends StoredJournal {
  #generation = 1;
  #lines = 0;
  #foldAt = 0;
  /** Bytes of whole lines; a write that failed may have left more. */
  #bytes = 0;
  #isTorn = false;
  #unwritten: Entry[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(private readonly options: FileJournalOptions) {
    super();
  }

  async open(): Promise<void> {
    await this.#writing.catch(() => {});
    this.#unwritten = [];
    const { generation, data } = await this.#readSnapshot();
    this.#generation = generation;
    this.store.load(data);
    this.#lines = await this.#readLines();
    this.#foldAt = this.#linesUntilFold;
    // What a kill between a new snapshot and the end of the old lines left behind.
    await rm(linesPath(this.options.path, generation - 1), { force: true });
  }

  /** A flush that failed is tried again by the next one. */
  flush(): Promise<void> {
    this.#writing = this.#writing.catch(() => {}).then(() => this.#append());
    return this.#writing;
  }

  /** A fold writes everything, so that it waits for more lines where there is more to write. */
  get #linesUntilFold(): number {
    return Math.max(this.options.linesMax ?? JOURNAL_LINES_MAX, this.store.size / 2);
  }

  async #append(): Promise<void> {
    if (this.#unwritten.length === 0) return;
    const entries = this.#unwritten;
    this.#unwritten = [];
    try {
      await this.#appendText(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    } catch (error) {
      this.#unwritten = [...entries, ...this.#unwritten];
      this.#isTorn = true;
      throw new JournalUnwritableError(this.options.path, error as Error);
    }
    this.#lines += entries.length;
    if (this.#lines >= this.#foldAt && this.#unwritten.length === 0) await this.#tryToFold();
  }

  async #appendText(text: string): Promise<void> {
    const path = linesPath(this.options.path, this.#generation);
    if (this.#isTorn && (await sizeOf(path)) > this.#bytes) await truncate(path, this.#bytes);
    this.#isTorn = false;
    await appendFile(path, text);
    this.#bytes += Buffer.byteLength(text);
  }

  /** Folding only saves time at the next start: when it fails, the lines hold everything still. */
  async #tryToFold(): Promise<void> {
    try {
      await this.#fold();
    } catch (error) {
      this.options.note?.(`${this.options.path}: the lines could not be folded into the snapshot: ${(error as Error).message}`);
    }
    this.#foldAt = this.#lines + this.#linesUntilFold;
  }

  /** A new snapshot with everything, then an empty file of lines. Until the snapshot is in place the old pair holds. */
  async #fold(): Promise<void> {
    const before = this.#generation;
    const snapshot: Snapshot = { generation: before + 1, data: this.store.save() };
    await (await snapshotFile(this.options.path)).write(snapshot);
    this.#generation = before + 1;
    this.#lines = 0;
    this.#bytes = 0;
    await rm(linesPath(this.options.path, before), { force: true });
  }

  async #readSnapshot(): Promise<Snapshot> {
    const { path } = this.options;
    const file = await snapshotFile(path);
    const read = async (): Promise<unknown> => {
      try {
        return (await file.read()) ?? EMPTY;
      } catch (error) {
        throw new JournalDamagedError(path, error instanceof SyntaxError ? 'the snapshot is not JSON' : (error as Error).message, error);
      }
    };
    const snapshot = await read();
    if (!isSnapshot(snapshot)) throw new JournalDamagedError(path, 'the snapshot is not what a journal writes');
    return snapshot;
  }

  async #readLines(): Promise<number> {
    const path = linesPath(this.options.path, this.#generation);
    const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return Buffer.alloc(0);
      throw new JournalDamagedError(path, error.message, error);
    });
    const { values, goodBytes, damage } = readLines(bytes);
    if (damage !== null) throw new JournalDamagedError(path, damage);
    for (const [index, value] of values.entries()) {
      if (!isEntry(value)) throw new JournalDamagedError(path, `line ${index + 1} is not what a journal writes`);
      this.store.replay(value);
    }
    if (goodBytes < bytes.length) {
      await truncate(path, goodBytes);
      this.options.note?.(`${path}: the last line was torn; ${bytes.length - goodBytes} bytes were dropped`);
    }
    this.#bytes = goodBytes;
    return values.length;
  }

  protected apply(entry: Entry): void {
    this.store.apply(entry);
    this.#unwritten.push(entry);
  }
}

/** JSON without indentation, which would be most of the file and of the time that it takes to read. */
async function snapshotFile(path: string) {
  const { DataFile } = await import('lowdb/node');
  return new DataFile<unknown>(path, { parse: JSON.parse, stringify: JSON.stringify });
}

function isSnapshot(value: unknown): value is Snapshot {
  if (typeof value !== 'object' || value === null || !('generation' in value) || !('data' in value)) return false;
  return Number.isSafeInteger(value.generation) && isStoreData(value.data);
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

function linesPath(path: string, generation: number): string {
  return `${path}.${generation}.jsonl`;
}
