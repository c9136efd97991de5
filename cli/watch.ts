import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fixturesAbove } from '../scenarios/runner/stories.js';
import { DEFAULT_FOLDER, findScenarios, type Target } from './files.js';
import { watchFolders } from './watch-folders.js';

/** How long to wait for the rest of a save, in milliseconds: editors write a file in several steps. */
const SETTLE_MS = 40;

/**
 * Plays everything once, then what changes as it changes: that file, or everything when a fixture or a CSV file changed, or a scenario went.
 * Ends when it is told to, or with the process.
 */
export async function watchScenarios(
  names: readonly string[],
  play: (targets: readonly Target[]) => Promise<unknown>,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const targets = findScenarios(names);
  const changed = new Set<string>();
  let wake = (): void => {};
  signal.addEventListener('abort', () => wake());
  const heard = (file: string): void => {
    if (!/\.(?:ya?ml|csv)$/.test(file)) return;
    changed.add(file);
    wake();
  };
  watchFolders(foldersOf(names, targets), heard, signal);
  await play(targets);
  while (!signal.aborted) {
    process.stdout.write('\nWatching for changes; end with Ctrl-C.\n');
    await new Promise<void>((resolveNext) => {
      wake = resolveNext;
      if (changed.size > 0 || signal.aborted) resolveNext();
    });
    if (signal.aborted) return;
    await new Promise((done) => setTimeout(done, SETTLE_MS));
    const next = affected(currentTargets(names), [...changed]);
    changed.clear();
    if (next.length > 0) await play(next);
  }
}

/** The scenarios among the changed files; all of them when something else changed, too. */
function affected(present: readonly Target[], files: readonly string[]): readonly Target[] {
  const own = present.filter(({ file }) => files.includes(resolve(file)));
  const known = new Set(own.map(({ file }) => resolve(file)));
  return files.every((file) => known.has(file)) ? own : present;
}

/** Scenarios may come and go while somebody watches; a moment without any is no reason to end. */
function currentTargets(names: readonly string[]): readonly Target[] {
  try {
    return findScenarios(names);
  } catch {
    return [];
  }
}

/** The folders that were named, those that hold the targets and those of their fixtures; none within another. */
function foldersOf(names: readonly string[], targets: readonly Target[]): readonly string[] {
  const holding = [...new Set(targets.map(({ file }) => resolve(dirname(file))))];
  const named = (names.length === 0 ? [DEFAULT_FOLDER] : names)
    .map((name) => resolve(name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true);
  const fixtures = holding.map(fixturesAbove).filter((folder) => folder !== null);
  const folders = [...new Set([...holding, ...named, ...fixtures])].sort();
  return folders.filter((folder, index) => !folders.slice(0, index).some((above) => folder.startsWith(`${above}/`)));
}
