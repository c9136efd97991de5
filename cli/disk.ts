import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UsageError } from './usage-error.js';

/** A file that somebody named. Throws `UsageError` when it cannot be read. */
export function readText(file: string, hint: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${reasonOf(error)}`, hint);
  }
}

/** Writes a file that somebody asked for, and the folders above it. Throws `UsageError` when it cannot be written. */
export function writeText(file: string, text: string): void {
  try {
    makeFolder(resolve(dirname(file)));
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${reasonOf(error)}`, HINT);
  }
}

/** Folder by folder: Node's own way never ends where one may be looked at but not made, as under /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another shard may have made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Looks whether a folder is there, or could be made, before work begins that ends with files in it. Throws `UsageError`. */
export function demandFolder(folder: string): void {
  let place = resolve(folder);
  // Not even the root may be there: a drive that Windows does not have.
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  if (!existsSync(place)) throw new UsageError(`cannot write to ${folder}: there is no ${place}`, HINT);
  if (!statSync(place).isDirectory()) throw new UsageError(`cannot write to ${folder}: ${place} is a file`, HINT);
  try {
    accessSync(place, constants.W_OK);
  } catch (error) {
    throw new UsageError(`cannot write to ${folder}: ${reasonOf(error)}`, HINT);
  }
}

const HINT = 'Name another place.';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there',
  EISDIR: 'it is a folder',
  ENOTDIR: 'something above it is a file',
  EEXIST: 'something above it is a file',
  EACCES: 'you may not',
  EPERM: 'you may not',
  EROFS: 'nothing may be written there',
  ENOSPC: 'the disk is full',
};

function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}
