import { type Dirent, type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { basename, join } from 'node:path';

/** Folders that are looked at: far beyond any suite, and short of what a system lets one process watch. */
const FOLDERS_MAX = 4_000;

/**
 * Tells which files change in some folders and all below them, whoever writes them and however: many editors put a new file in the place of
 * the old one. What is installed, and hidden folders, are left out. A folder that comes later is looked at from then on, and what is in it told.
 */
export function watchFolders(folders: readonly string[], tell: (file: string) => void, signal: AbortSignal): void {
  const watched = new Map<string, FSWatcher>();
  const look = (folder: string, isNew: boolean): void => {
    if (watched.has(folder) || watched.size >= FOLDERS_MAX) return;
    const watcher = watcherOf(folder, (name) => heard(join(folder, name)), signal);
    if (watcher === null) return;
    watched.set(folder, watcher);
    watcher.on('error', () => forget(folder));
    for (const entry of entriesOf(folder)) {
      if (entry.isDirectory()) {
        if (isLookedAt(entry.name)) look(join(folder, entry.name), isNew);
      } else if (isNew) tell(join(folder, entry.name));
    }
  };
  const forget = (folder: string): void => {
    watched.get(folder)?.close();
    watched.delete(folder);
  };
  const heard = (path: string): void => {
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
    // A folder that went and came again is another one, though its path is the same.
    if (!isFolder && watched.has(path)) forget(path);
    if (!isFolder) tell(path);
    else if (isLookedAt(basename(path))) look(path, true);
  };
  for (const folder of folders) look(folder, false);
}

function isLookedAt(name: string): boolean {
  return name !== 'node_modules' && !name.startsWith('.');
}

function watcherOf(folder: string, heard: (name: string) => void, signal: AbortSignal): FSWatcher | null {
  try {
    return watch(folder, { signal }, (_event, name) => {
      if (name !== null) heard(name);
    });
  } catch {
    return null;
  }
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
