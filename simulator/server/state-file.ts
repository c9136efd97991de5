import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { World } from '../kernel/world.js';
import { realTime } from './real-time.js';
import { BrokenWorldError, loadWorld, type SavedWorld, saveWorld } from './saved-world.js';

/** How long writes may wait before the file has them, in milliseconds. */
const SAVE_AFTER_MS = 1_000;

/** Loads a world from a file, or, where there is none, leaves it as it is. */
export async function loadStateFile(world: World, path: string): Promise<{ readonly core: unknown } | null> {
  const saved = await read(path);
  return saved === null ? null : { core: loadWorld(world, saved, path).core };
}

/** Keeps a world in a file: each save replaces the file whole, so that a reader never sees half of one. */
export async function watchStateFile(
  world: World,
  path: string,
  saveCore: () => unknown,
  fail: (error: unknown) => void,
): Promise<{ close(): Promise<void> }> {
  const adapter = await open(path);
  let cancel: (() => void) | null = null;
  let writing = Promise.resolve();
  const write = (): Promise<void> => {
    cancel = null;
    writing = writing.then(() => adapter.write(saveWorld(world, saveCore())));
    return writing;
  };
  const unwatch = world.changes.listen(() => {
    cancel ??= realTime.after(SAVE_AFTER_MS, () => void write().catch(fail));
  });
  return {
    close: async () => {
      unwatch();
      cancel?.();
      await write();
    },
  };
}

async function open(path: string): Promise<{ read(): Promise<SavedWorld | null>; write(saved: SavedWorld): Promise<void> }> {
  const { JSONFile } = await import('lowdb/node');
  return new JSONFile<SavedWorld>(path);
}

async function read(path: string): Promise<unknown> {
  const folder = dirname(resolve(path));
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new BrokenWorldError(path, `there is no folder ${folder}`);
  try {
    return await (await open(path)).read();
  } catch (error) {
    throw new BrokenWorldError(path, (error as Error).message, { cause: error });
  }
}
