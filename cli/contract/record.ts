import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Exchange, Login } from '../../simulator/contract/types.js';
import type { SystemName } from '../../simulator/kernel/wire.js';
import { demandFolder, writeText } from '../disk.js';
import { EXIT } from '../exit-codes.js';
import { collect } from '../options.js';
import { runId } from '../run-id.js';
import { interruption } from './interruption.js';
import { readProbes, systemOption } from './probes.js';
import { demandSystems } from './targets.js';

const AFTER = `
Examples:
  $ backlot contract record --target sandbox.yaml
  $ backlot contract verify --target simulator/salesforce/observed/62.0-2026-03-02.json

Only fields that a probe names are kept; ids and whatever is about people become others. See docs/contract-testing.md.`;

type Options = {
  readonly target: string;
  readonly out?: string;
  readonly system?: readonly SystemName[];
  readonly allow?: readonly string[];
};

/** `backlot contract record` keeps what a target says to probes, for runs that cannot reach it. */
export function contractRecordCommand(exitWith: (code: number) => void): Command {
  return new Command('record')
    .description('Keep what a target says to probes, with nothing of anybody in it.')
    .argument('[probes...]', 'files, folders or patterns (default: those that backlot brings, and contracts/)')
    .requiredOption('--target <file>', 'a file with connection details')
    .option('--out <folder>', 'where to write (default: simulator/<system>/observed, or contracts/observed/<system>)')
    .addOption(systemOption())
    .option('--allow <name>', 'let probes run that are destructive or cannot be undone; may be given several times', collect)
    .addHelpText('after', AFTER)
    .action(async (names: readonly string[], options: Options) => exitWith(await recordTo(names, options)));
}

async function recordTo(names: readonly string[], { target: file, out, system, allow }: Options): Promise<number> {
  const target = await demandSystems(file);
  const probes = await readProbes(names, system);
  const folderOf = (of: SystemName): string => out ?? observedFolder(of);
  for (const probe of probes) demandFolder(folderOf(probe.system));
  const { verify } = await import('../../simulator/contract/verify.js');
  const { standInTarget } = await import('../../simulator/contract/targets/stand-in.js');
  const { record } = await import('../../simulator/contract/cassette/record.js');
  const exchanges: Exchange[] = [];
  const run = runId();
  const { verdicts, endings, isInterrupted } = await verify({
    probes,
    standIn: () => standInTarget(),
    target,
    run,
    allowed: new Set(allow ?? []),
    signal: interruption(),
    exchanged: (exchange) => exchanges.push(exchange),
  });
  for (const { probe, outcome, why } of verdicts) if (outcome === 'not run') process.stderr.write(`not recorded: ${probe.title}: ${why}\n`);
  for (const ending of endings) process.stderr.write(`${ending.message}\n`);
  // Half a recording would tell of drifts that are none.
  if (isInterrupted) return EXIT.interrupted;
  if (endings.length > 0) return EXIT.unreachable;
  const logins = Object.fromEntries(probes.map((probe) => [probe.system, target.login(probe.system)])) as Partial<
    Record<SystemName, Login>
  >;
  const at = target.now();
  for (const [of, text] of record({ exchanges, target: target.name, run, at, logins })) {
    const path = join(folderOf(of), `${out === undefined ? '' : `${of}-`}${logins[of]?.version}-${dayOf(at)}.json`);
    writeText(path, text);
    process.stdout.write(`${path}\n`);
  }
  return EXIT.held;
}

/** Beside the probes in a clone of backlot, and beside one's own elsewhere. */
function observedFolder(system: SystemName): string {
  const own = join('simulator', system);
  return existsSync(own) ? join(own, 'observed') : join('contracts', 'observed', system);
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
