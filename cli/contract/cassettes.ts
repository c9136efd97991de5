import type { Cassette } from '../../simulator/contract/cassette/cassette.js';
import { readText } from '../disk.js';
import { UsageError } from '../usage-error.js';

/** A cassette by its file. Throws `UsageError` when it is none. */
export async function cassetteIn(file: string): Promise<Cassette> {
  const { CassetteError, readCassette } = await import('../../simulator/contract/cassette/cassette.js');
  const text = readText(file, 'Name a cassette.');
  try {
    return readCassette(file, text);
  } catch (error) {
    throw error instanceof CassetteError ? new UsageError(error.message, error.hint) : error;
  }
}
