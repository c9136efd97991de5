import { BacklotError } from '../../../src/model/errors.js';
import { BLOB } from './blob-shape.js';
import type { Entry } from './several.js';

/** The nth of so many parts of a run. */
export type Shard = { readonly index: number; readonly total: number };

/** What one shard played: each scenario with its place in the whole run. */
export type Blob = { readonly backlotBlob: 1; readonly shard: Shard | null; readonly entries: readonly Entry[] };

/** A file that is no blob of ours. */
export class NotABlobError extends BacklotError {
  readonly code = 'NOT_A_BLOB';
  constructor(file: string) {
    super(`${file} is no report of \`backlot run --reporter blob\``, 'Name the files, or the folder, that the shards wrote.');
  }
}

export function blobReport(entries: Blob['entries'], shard: Shard | null): string {
  return `${JSON.stringify({ backlotBlob: 1, shard, entries } satisfies Blob)}\n`;
}

/** Whether a text begins as one of ours does. */
export function looksLikeBlob(text: string): boolean {
  return text.startsWith('{"backlotBlob":');
}

/** Reads what a shard wrote. Whatever a report would stumble over later is refused here, by the name of the file. */
export function readBlob(text: string, file: string): Blob {
  const read = parsed(text);
  if (!BLOB.safeParse(read).success) throw new NotABlobError(file);
  return read as Blob;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The shards of a run that no blob among these is of: `3/8`. */
export function missingShards(blobs: readonly Blob[]): readonly string[] {
  const shards = blobs.flatMap(({ shard }) => shard ?? []);
  const total = Math.max(0, ...shards.map((shard) => shard.total));
  const there = new Set(shards.map(({ index }) => index));
  return Array.from({ length: total }, (_, index) => index + 1)
    .filter((index) => !there.has(index))
    .map((index) => `${index}/${total}`);
}
