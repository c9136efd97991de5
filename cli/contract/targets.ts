import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../../simulator/contract/types.js';
import { readText } from '../disk.js';
import { fetchTransport } from '../fetch-transport.js';
import { realClock } from '../real-time.js';
import { UsageError } from '../usage-error.js';
import { cassetteIn } from './cassettes.js';

const HINT = '--target takes stand-in, a file with connection details, or cassettes.';

/** The word for `--target` that means the stand-ins themselves. */
export const STAND_IN = 'stand-in';

/** What `--target` names: systems over the network, by a connection file; what they said once, by cassettes. Null for the stand-ins. */
export async function openTarget(name: string): Promise<Target | null> {
  if (name === STAND_IN) return null;
  if (!existsSync(name)) throw new UsageError(`there is no file ${name}`, HINT);
  const tapes = cassettesAt(name);
  if (tapes !== null) return openCassettes(name, tapes);
  const { readConnection } = await import('../../simulator/contract/targets/connection.js');
  const { systemTarget } = await import('../../simulator/contract/targets/system.js');
  const text = readText(name, HINT);
  const read = readConnection(name, text, process.env);
  if ('problems' in read) {
    const reports = read.problems.map(({ report }) => report).join('\n\n');
    throw new UsageError(`this connection cannot be used\n\n${reports}\n`, 'docs/contract-testing.md says what belongs in it.');
  }
  return systemTarget(read.connection, fetchTransport, realClock);
}

/** The cassettes that a path names, one file or all of a folder; null when it is no such path. */
function cassettesAt(path: string): readonly string[] | null {
  if (!statSync(path).isDirectory()) return path.endsWith('.json') ? [path] : null;
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((each) => each.endsWith('.json'));
  if (files.length === 0) throw new UsageError(`${path} has no cassettes`, 'Make some with `backlot contract record`.');
  return files.sort().map((each) => join(path, each));
}

async function openCassettes(name: string, files: readonly string[]): Promise<Target> {
  const { cassetteTarget } = await import('../../simulator/contract/cassette/cassette-target.js');
  const cassettes = await Promise.all(files.map(cassetteIn));
  const [first, ...others] = cassettes;
  const stranger = others.find(({ run }) => run !== first!.run);
  if (stranger !== undefined) throw new UsageError(`${name} has cassettes of several recordings`, 'Name the files of one.');
  return cassetteTarget(name, cassettes);
}

/** Systems over the network, for commands that stand-ins and cassettes are no use to. */
export async function demandSystems(name: string): Promise<Target> {
  const target = await openTarget(name);
  if (target === null || target.isRecorded)
    throw new UsageError(`${name} is no system`, '--target takes a file with connection details here.');
  return target;
}
