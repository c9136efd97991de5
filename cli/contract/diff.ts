import { Command } from 'commander';
import type { Cassette } from '../../simulator/contract/cassette/cassette.js';
import { EXIT } from '../exit-codes.js';
import { UsageError } from '../usage-error.js';
import { cassetteIn } from './cassettes.js';

const AFTER = `
Example:
  $ backlot contract diff simulator/salesforce/observed/62.0-2026-03-02.json simulator/salesforce/observed/63.0-2026-06-02.json

Exit codes: 0 they say the same, 3 they differ.`;

const VALUE_CHARS_MAX = 120;

/** `backlot contract diff` says what a system answered otherwise at another time, or in another version. */
export function diffCommand(exitWith: (code: number) => void): Command {
  return new Command('diff')
    .description('Say what a system answered otherwise at another time, or in another version of its API.')
    .argument('<before>', 'a cassette')
    .argument('<after>', 'another one of the same system')
    .option('--json', 'print it as JSON')
    .addHelpText('after', AFTER)
    .action(async (before: string, after: string, { json }: { json?: boolean }) => exitWith(await diff(before, after, json === true)));
}

async function diff(before: string, after: string, isJson: boolean): Promise<number> {
  const { diffCassettes } = await import('../../simulator/contract/cassette/diff.js');
  const [one, other] = [await cassetteIn(before), await cassetteIn(after)];
  if (one.system !== other.system)
    throw new UsageError(`${before} is of ${one.system}, and ${after} of ${other.system}`, 'Name two of one system.');
  const differences = diffCassettes(one, other);
  if (isJson) process.stdout.write(`${JSON.stringify(differences, null, 2)}\n`);
  else {
    process.stdout.write(`${titleOf(one)}\n${titleOf(other)}\n\n`);
    for (const { probe, step, request, path, text, before: was, after: is } of differences) {
      process.stdout.write(`${probe}\n  ${step}: ${request}\n  ${path === '' ? '' : `${path} `}${text}\n`);
      if (path !== '') process.stdout.write(`    before  ${shown(was)}\n    after   ${shown(is)}\n`);
    }
    process.stdout.write(differences.length === 0 ? 'they say the same\n' : `${differences.length} differences\n`);
  }
  return differences.length === 0 ? EXIT.held : EXIT.drifted;
}

const titleOf = ({ system, version, recordedAt, target }: Cassette): string =>
  `${system} ${version}, ${recordedAt.slice(0, 10)}, ${target}`;

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > VALUE_CHARS_MAX ? `${text.slice(0, VALUE_CHARS_MAX)}…` : text;
}
