import { Command } from 'commander';
import type { SpecViolation } from '../../simulator/contract/spec/check-spec.js';
import type { Exchange } from '../../simulator/contract/types.js';
import type { SystemName } from '../../simulator/kernel/wire.js';
import { readText } from '../disk.js';
import { EXIT } from '../exit-codes.js';
import { UsageError } from '../usage-error.js';
import { readProbes, systemOption } from './probes.js';

const AFTER = `
Example:
  $ backlot contract check-spec sage-intacct.yaml --system intacct

The document is one of OpenAPI 3.0 or 3.1, as its vendor publishes it. Exit codes: 0 every reply is as it says, 3 one is not.`;

const VALUE_CHARS_MAX = 160;

type Options = { readonly system?: readonly SystemName[]; readonly json?: boolean };

/** `backlot contract check-spec` compares what the stand-ins say to probes with what an OpenAPI document says of it. */
export function checkSpecCommand(exitWith: (code: number) => void): Command {
  return new Command('check-spec')
    .description('Compare what the stand-ins say to probes with an OpenAPI document.')
    .argument('<file>', 'the document')
    .argument('[probes...]', 'files, folders or patterns (default: those that backlot brings, and contracts/)')
    .addOption(systemOption())
    .option('--json', 'print what was found as JSON')
    .addHelpText('after', AFTER)
    .action(async (file: string, names: readonly string[], options: Options) => exitWith(await check(file, names, options)));
}

async function check(file: string, names: readonly string[], { system, json }: Options): Promise<number> {
  const { readSpec } = await import('../../simulator/contract/spec/document.js');
  const { checkSpec } = await import('../../simulator/contract/spec/check-spec.js');
  const text = readText(file, 'Name an OpenAPI document.');
  const spec = await ofDocument(() => readSpec(file, text));
  const exchanges = await exchangesOf(names, system);
  const { checked, unknown, violations } = await ofDocument(() => checkSpec(spec, exchanges));
  if (checked === 0)
    throw new UsageError(`${file} speaks of no route that the probes use`, 'Look at its servers and paths, or name other probes.');
  if (json === true) process.stdout.write(`${JSON.stringify({ checked, unknown, violations }, null, 2)}\n`);
  else {
    for (const violation of violations) process.stdout.write(`${textOf(violation)}\n`);
    process.stdout.write(`${checked} replies checked: ${outcomeOf(violations)}\n`);
    if (unknown.length > 0) process.stdout.write(`not in the document: ${unknown.length} routes\n`);
  }
  return violations.length === 0 ? EXIT.held : EXIT.drifted;
}

function outcomeOf({ length }: readonly SpecViolation[]): string {
  if (length === 0) return 'all as the document says';
  return length === 1 ? '1 place is not as the document says' : `${length} places are not as the document says`;
}

function textOf({ route, status, path, expected, count, example }: SpecViolation): string {
  const { probe, step, path: where, actual } = example;
  const first = count === 1 ? `${probe} (${step})` : `${count} times, first in ${probe} (${step}${where === path ? '' : `, ${where}`})`;
  return `${route} ${status}\n  ${path}: expected ${expected}, got ${shown(actual)}\n  ${first}`;
}

/** What is done with a document; one that cannot be understood is the mistake of whoever named it. */
async function ofDocument<T>(use: () => T): Promise<T> {
  const { SpecError } = await import('../../simulator/contract/spec/document.js');
  try {
    return use();
  } catch (error) {
    throw error instanceof SpecError ? new UsageError(error.message, error.hint) : error;
  }
}

/** What the stand-ins say to every request of the probes. */
async function exchangesOf(names: readonly string[], system: readonly SystemName[] | undefined): Promise<readonly Exchange[]> {
  const { verify } = await import('../../simulator/contract/verify.js');
  const { standInTarget } = await import('../../simulator/contract/targets/stand-in.js');
  const probes = await readProbes(names, system);
  const exchanges: Exchange[] = [];
  await verify({ probes, standIn: () => standInTarget(), target: null, run: 'blspec', exchanged: (exchange) => exchanges.push(exchange) });
  return exchanges;
}

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > VALUE_CHARS_MAX ? `${text.slice(0, VALUE_CHARS_MAX)}…` : text;
}
