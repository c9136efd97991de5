import { existsSync, readFileSync } from 'node:fs';
import type { Target } from '../../simulator/contract/types.js';
import { fetchTransport } from '../fetch-transport.js';
import { realClock } from '../real-time.js';
import { UsageError } from '../usage-error.js';

/** The word for `--target` that means the stand-ins themselves. */
export const STAND_IN = 'stand-in';

/** What `--target` names: systems over the network, by a connection file. Null for the stand-ins. */
export async function openTarget(name: string): Promise<Target | null> {
  if (name === STAND_IN) return null;
  if (!existsSync(name)) throw new UsageError(`there is no file ${name}`, '--target takes stand-in, or a file with connection details.');
  const { readConnection } = await import('../../simulator/contract/targets/connection.js');
  const { systemTarget } = await import('../../simulator/contract/targets/system.js');
  const read = readConnection(name, readFileSync(name, 'utf8'), process.env);
  if ('problems' in read) {
    const reports = read.problems.map(({ report }) => report).join('\n\n');
    throw new UsageError(`this connection cannot be used\n\n${reports}\n`, 'docs/contract-testing.md says what belongs in it.');
  }
  return systemTarget(read.connection, fetchTransport, realClock);
}
