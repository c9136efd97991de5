import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import type { SystemName } from '../../simulator/kernel/wire.js';
import { demandFolder, writeText } from '../disk.js';
import { EXIT } from '../exit-codes.js';
import { collect } from '../options.js';
import { UsageError } from '../usage-error.js';
import { chosenSystems, systemOption } from './probes.js';
import { demandSystems } from './targets.js';

const AFTER = `
Examples:
  $ backlot contract pull --target sandbox.yaml --out org
  $ backlot serve --schema org                          the stand-ins, set up like that
  $ backlot run scenarios --schema org                  scenarios that use its fields

It reads what the systems tell of how they are set up, never a record, and writes nothing there.`;

type Options = {
  readonly target: string;
  readonly out: string;
  readonly system?: readonly SystemName[];
  readonly object?: readonly string[];
};

/** `backlot contract pull` writes down how an org is set up, for the stand-ins to be like it. */
export function pullCommand(exitWith: (code: number) => void): Command {
  return new Command('pull')
    .description('Write down how an org, a company and a business unit are set up, for the stand-ins to be like them.')
    .requiredOption('--target <file>', 'a file with connection details')
    .option('--out <folder>', 'where to write; it must be empty, or not there', 'org')
    .option('--object <name>', 'only this object of Salesforce; may be given several times', collect)
    .addOption(systemOption())
    .addHelpText('after', AFTER)
    .action(async (options: Options) => exitWith(await pullTo(options)));
}

async function pullTo({ target: name, out, system, object }: Options): Promise<number> {
  demandFolder(out);
  if (existsSync(out) && readdirSync(out).length > 0) throw new UsageError(`${out} is not empty`, 'Name another folder with --out.');
  const target = await demandSystems(name);
  const { pull } = await import('../../simulator/contract/pull/pull.js');
  const { PullError } = await import('../../simulator/contract/pull/caller.js');
  const { isRunEnding } = await import('../../simulator/contract/errors.js');
  const pulled = await pull(target, chosenSystems(system), object === undefined ? {} : { objects: object }).catch((error: unknown) => {
    if (isRunEnding(error) || error instanceof PullError) return error;
    throw error;
  });
  if (pulled instanceof Error) {
    process.stderr.write(`${pulled.message}\n${pulled.hint}\n`);
    return EXIT.unreachable;
  }
  const { files, notes } = pulled;
  for (const [path, text] of files) writeText(join(out, path), text);
  for (const note of notes) process.stderr.write(`${note}\n`);
  const what = files.size === 0 ? `${target.name} has nothing that a new org has not` : `${files.size} files in ${out}`;
  process.stdout.write(`${what}\n`);
  return EXIT.held;
}
