import { readFileSync } from 'node:fs';
import type { Cassette } from '../../simulator/contract/cassette/cassette.js';
import { UsageError } from '../usage-error.js';

/** A cassette by its file. Throws `UsageError` when it is none. */
export async function cassetteIn(file: string): Promise<Cassette> {
  const { CassetteError, readCassette } = await import('../../simulator/contract/cassette/cassette.js');
  try {
    return readCassette(file, readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof CassetteError) throw new UsageError(error.message, error.hint);
    throw new UsageError(`cannot read ${file}: ${(error as Error).message}`, 'Name a cassette.');
  }
}
