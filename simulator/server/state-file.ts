import { appendFile, open, readdir, readFile, rename, rm, stat, truncate } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { BacklotError } from '../kernel/errors.js';
import type { World } from '../kernel/world.js';
import { realTime } from './real-time.js';
import { isDelta, isObject } from './saved-values.js';
import { BrokenWorldError, loadWorld, saveWorld } from './saved-world.js';
import { applyDelta, type WorldDelta, WorldWatch } from './world-delta.js';
import { parseWorld, printWorld } from './world-text.js';

/** How long writes may wait before the disk has them, in milliseconds. */
const SAVE_AFTER_MS = 200;
/** Bytes of lines after which they are folded into the file. */
const LINES_BYTES_MAX = 16_000_000;
/** Bytes of a file that can be written anew while somebody waits for the end: well under a second on a loaded machine, too. */
const SNAPSHOT_BYTES_AT_END_MAX = 8_000_000;

/** What the sync core remembers: all of it, and what came since the last call (null: all of it must be saved anew). */
export type CoreMemory = { save(): unknown; takeEntries(): readonly unknown[] | null };

/** What a file had of the core: a whole, and what came after it. */
export type SavedCore = { readonly core: unknown; readonly entries: readonly unknown[] };

/** One line beside the file: what changed since the one before. */
type Line = { readonly world: WorldDelta | null; readonly core?: unknown; readonly entries?: readonly unknown[] };

/** The file cannot be written. */
export class StateUnwritableError extends BacklotError {
  readonly code = 'STATE_UNWRITABLE';
  constructor(path: string, cause: Error, isTriedAgain: boolean) {
    const hint = 'Make room, or name a file in a folder that may be written to.';
    super(`${path} cannot be written: ${cause.message}`, isTriedAgain ? `${hint} Writing is tried again.` : hint, { cause });
  }
}

/** Where a file and its lines ended when they were read; whoever keeps the world goes on there. */
export type StatePlace = { readonly generation: number; readonly lineage: string; readonly lineBytes: number };

export type LoadedState = SavedCore & { readonly place: StatePlace | null };

/**
 * Loads a world from a file, or, where there is none, leaves it as it is.
 *
 * The file is a whole; lines beside it (`<path>.<generation>.jsonl`) tell what came after it. A kill leaves at worst half a line.
 */
export async function loadStateFile(world: World, path: string): Promise<LoadedState | null> {
  const bytes = await read(path);
  if (bytes === null) return null;
  try {
    return await load(world, path, bytes);
  } catch (error) {
    if (error instanceof BacklotError) throw error;
    throw new BrokenWorldError(path, (error as Error).message, { cause: error });
  }
}

async function load(world: World, path: string, bytes: Buffer): Promise<LoadedState> {
  const { core: whole, generation = 0, lineage = '' } = loadWorld(world, parseWorld(bytes), path);
  let core: SavedCore = { core: whole, entries: [] };
  let place: StatePlace | null = null;
  for (let next = generation; lineage !== ''; next += 1) {
    const { lines, goodBytes } = await readLines(linesPath(path, next), lineage);
    if (next > generation && lines.length === 0) break;
    for (const line of lines) core = apply(world, line, core, path);
    place = { generation: next, lineage, lineBytes: goodBytes };
  }
  return { ...core, place };
}

function apply(world: World, line: Line, core: SavedCore, path: string): SavedCore {
  if (!isLine(line)) throw new BrokenWorldError(path, 'a line beside it is not what is written there');
  if (line.world !== null) {
    applyDelta(world, line.world, (name) => {
      throw new BrokenWorldError(path, `it has records of ${name}, which this version does not know`);
    });
  }
  if ('core' in line) return { core: line.core, entries: [] };
  return { core: core.core, entries: [...core.entries, ...(line.entries ?? [])] };
}

function isLine(line: unknown): boolean {
  if (!isObject(line) || !(line['world'] === null || isDelta(line['world']))) return false;
  return line['entries'] === undefined || Array.isArray(line['entries']);
}

/** Keeps a world in a file, as it goes. */
export async function watchStateFile(
  world: World,
  path: string,
  core: CoreMemory,
  fail: (error: unknown) => void,
  place: StatePlace | null = null,
): Promise<{ close(): Promise<void> }> {
  const keeper = new StateKeeper(world, path, core, fail);
  await keeper.begin(place);
  return keeper;
}

class StateKeeper {
  readonly #watch: WorldWatch;
  #lineage = `${realTime.now()}-${process.pid}`;
  #generation = 0;
  #unwritten = '';
  #lineBytes = 0;
  #snapshotBytes = 0;
  /** An append that failed may have left part of a line. */
  #isTorn = false;
  #hasFailed = false;
  #isClosed = false;
  /** Lines were let go of, or never written: only a whole can follow. */
  #mustFold = false;
  #cancel: () => void = () => {};
  #turn: Promise<void> = Promise.resolve();
  /** The new whole that is being written, while lines go on. */
  #folding: Promise<void> | null = null;

  constructor(
    private readonly world: World,
    private readonly path: string,
    private readonly core: CoreMemory,
    private readonly fail: (error: unknown) => void,
  ) {
    this.#watch = new WorldWatch(world);
  }

  /** Goes on where a file ended; else the file is written whole first, which shows at once whether it can be. */
  async begin(place: StatePlace | null): Promise<void> {
    this.core.takeEntries();
    if (place === null) {
      await reporting(this.path, false, () => this.#fold());
      await this.#remove(OLD_LINES);
    } else {
      ({ generation: this.#generation, lineage: this.#lineage, lineBytes: this.#lineBytes } = place);
      this.#isTorn = this.#lineBytes > 0;
      this.#snapshotBytes = await sizeOf(this.path);
    }
    // Where that may not be, it does no harm.
    await this.#remove(HALF_WRITTEN).catch(() => {});
    this.#wait();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel();
    await this.#turn;
    await this.#folding;
    this.#look();
    await reporting(this.path, false, () => this.#write());
    // A large file stays as it is, with its lines: the end must not take long.
    if (this.#snapshotBytes <= SNAPSHOT_BYTES_AT_END_MAX) await reporting(this.path, false, () => this.#fold());
  }

  #wait(): void {
    if (this.#isClosed) return;
    this.#cancel = realTime.after(SAVE_AFTER_MS, () => {
      this.#turn = this.#save();
    });
  }

  async #save(): Promise<void> {
    try {
      this.#look();
      await reporting(this.path, true, () => this.#write());
      this.#hasFailed = false;
    } catch (error) {
      this.#tell(error);
    }
    if (this.#lineBytes > LINES_BYTES_MAX) this.#foldBeside();
    this.#wait();
  }

  /** Nobody waits for it: what changes meanwhile is safe in lines as soon as ever. */
  #foldBeside(): void {
    this.#folding ??= reporting(this.path, true, () => this.#fold())
      .catch((error: unknown) => this.#tell(error))
      .finally(() => {
        this.#folding = null;
      });
  }

  /** Told once for as long as it lasts; the next save has what this one had. */
  #tell(error: unknown): void {
    if (!this.#hasFailed) this.fail(error);
    this.#hasFailed = true;
  }

  /** Takes what changed, in one piece: nothing else happens meanwhile. */
  #look(): void {
    const world = this.#watch.take();
    const entries = this.core.takeEntries();
    if (world === null && entries?.length === 0) return;
    const line: Line = { world, ...(entries === null ? { core: this.core.save() } : { entries }) };
    this.#unwritten += `${JSON.stringify(line)}\n`;
  }

  async #write(): Promise<void> {
    // What a full disk does not take is not kept for ever: what can be written next is a whole.
    if (this.#unwritten.length > LINES_BYTES_MAX) [this.#unwritten, this.#mustFold] = ['', true];
    if (!this.#mustFold) return this.#append();
    await this.#folding;
    await this.#fold();
    await this.#remove(OLD_LINES);
    this.#mustFold = false;
  }

  async #append(): Promise<void> {
    const text = this.#unwritten;
    if (text === '') return;
    const path = linesPath(this.path, this.#generation);
    if (this.#isTorn && (await sizeOf(path)) > this.#lineBytes) await truncate(path, this.#lineBytes);
    this.#isTorn = true;
    const opening = this.#lineBytes === 0 ? `${JSON.stringify({ of: this.#lineage })}\n` : '';
    await appendFile(path, opening + text);
    this.#isTorn = false;
    this.#lineBytes += Buffer.byteLength(opening + text);
    this.#unwritten = this.#unwritten.slice(text.length);
  }

  /**
   * A new whole, beside the old one until it is in its place. What changes meanwhile goes to the lines after it; when it fails, the old
   * whole and both generations of lines hold everything.
   */
  async #fold(): Promise<void> {
    const before = this.#generation;
    const saved = { ...saveWorld(this.world, this.core.save()), generation: before + 1, lineage: this.#lineage };
    [this.#generation, this.#lineBytes, this.#isTorn] = [before + 1, 0, false];
    const fresh = `${this.path}.${process.pid}.new`;
    try {
      this.#snapshotBytes = await writePieces(fresh, printWorld(saved));
      await rename(fresh, this.path);
    } catch (error) {
      await rm(fresh, { force: true }).catch(() => {});
      throw error;
    }
    await rm(linesPath(this.path, before), { force: true });
  }

  /** Takes away files beside the world's that end like this after its name. */
  async #remove(ending: RegExp): Promise<void> {
    const folder = dirname(resolve(this.path));
    const name = basename(this.path);
    const isMeant = (entry: string): boolean => entry.startsWith(`${name}.`) && ending.test(entry.slice(name.length + 1));
    for (const entry of (await readdir(folder)).filter(isMeant)) await rm(join(folder, entry), { force: true });
  }
}

/** Lines of worlds that were kept under this path before. */
const OLD_LINES = /^\d+\.jsonl$/;
/** Wholes that a kill left unfinished. */
const HALF_WRITTEN = /^\d+\.new$/;

async function reporting(path: string, isTriedAgain: boolean, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new StateUnwritableError(path, error as Error, isTriedAgain);
  }
}

/** Writes a file piece by piece; between two of them the world goes on. Gives its size in bytes. */
async function writePieces(path: string, pieces: Iterable<string>): Promise<number> {
  const file = await open(path, 'w');
  try {
    for (const piece of pieces) await file.appendFile(piece);
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

async function read(path: string): Promise<Buffer | null> {
  const folder = dirname(resolve(path));
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new BrokenWorldError(path, `there is no folder ${folder}`);
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new BrokenWorldError(path, (error as Error).message, { cause: error });
  }
}

/** The whole lines of a world's own; none when the file is another's or is not there. */
async function readLines(path: string, lineage: string): Promise<{ readonly lines: readonly Line[]; readonly goodBytes: number }> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw new BrokenWorldError(path, error.message, { cause: error });
  });
  // A kill leaves at worst half a line, which is the last.
  const goodBytes = bytes.lastIndexOf('\n') + 1;
  const texts = bytes.toString('utf8', 0, goodBytes).split('\n').slice(0, -1);
  try {
    const [opening, ...lines] = texts.map((text) => JSON.parse(text) as unknown);
    const isOwn = (opening as { of?: unknown } | undefined)?.of === lineage;
    return isOwn ? { lines: lines as Line[], goodBytes } : { lines: [], goodBytes: 0 };
  } catch (error) {
    throw new BrokenWorldError(path, `a line is not JSON: ${(error as Error).message}`, { cause: error });
  }
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
