import { BacklotError } from '../../../src/model/errors.js';
import type { Entry } from './several.js';

/** What one shard played: each scenario with its place in the whole run. */
export type Blob = { readonly backlotBlob: 1; readonly entries: readonly Entry[] };

/** A file that is no blob of ours. */
export class NotABlobError extends BacklotError {
  readonly code = 'NOT_A_BLOB';
  constructor(file: string) {
    super(`${file} is no report of \`backlot run --reporter blob\``, 'Name the files, or the folder, that the shards wrote.');
  }
}

export function blobReport(entries: Blob['entries']): string {
  return `${JSON.stringify({ backlotBlob: 1, entries } satisfies Blob)}\n`;
}

export function readBlob(text: string, file: string): Blob {
  try {
    const blob = JSON.parse(text) as Partial<Blob> | null;
    if (blob?.backlotBlob === 1 && Array.isArray(blob.entries)) return blob as Blob;
  } catch {
    // Told below.
  }
  throw new NotABlobError(file);
}
