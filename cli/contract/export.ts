import { Command } from 'commander';
import type { PactLibrary } from '../../simulator/contract/pact/write-pacts.js';
import type { SystemName } from '../../simulator/kernel/wire.js';
import { demandFolder } from '../disk.js';
import { EXIT } from '../exit-codes.js';
import { fetchTransport } from '../fetch-transport.js';
import { UsageError } from '../usage-error.js';
import { readProbes, systemOption } from './probes.js';

const AFTER = `
Example:
  $ npm install --save-dev @pact-foundation/pact
  $ backlot contract export pact --out pacts`;

type Options = { readonly out: string; readonly system?: readonly SystemName[] };

/** `backlot contract export pact` writes what the probes rely on as Pact files. */
export function exportCommand(exitWith: (code: number) => void): Command {
  const command = new Command('export').description('Write what the probes rely on in the form of another tool.');
  command
    .command('pact')
    .description('Write Pact files of version 4, one for each system. Needs @pact-foundation/pact.')
    .argument('[probes...]', 'files, folders or patterns (default: those that backlot brings, and contracts/)')
    .option('--out <folder>', 'where to write', 'pacts')
    .addOption(systemOption())
    .addHelpText('after', AFTER)
    .action(async (names: readonly string[], options: Options) => exitWith(await exportPact(names, options)));
  return command;
}

async function exportPact(names: readonly string[], { out, system }: Options): Promise<number> {
  demandFolder(out);
  const library = await loadPact();
  const { interactionsOf } = await import('../../simulator/contract/pact/interactions.js');
  const { writePacts } = await import('../../simulator/contract/pact/write-pacts.js');
  const interactions = await interactionsOf(await readProbes(names, system));
  const counts = await writePacts(library, interactions, out, fetchTransport).catch((error: unknown) => {
    const isOfDisk = error instanceof Error && error.message.includes('unable to write the pact file');
    throw isOfDisk ? new UsageError(`cannot write Pact files to ${out}`, 'Name another place with --out.') : error;
  });
  for (const [provider, count] of Object.entries(counts)) process.stdout.write(`${out}/backlot-${provider}.json: ${count} interactions\n`);
  return EXIT.held;
}

/** The optional peer, which brings a native library of its own. */
async function loadPact(): Promise<PactLibrary> {
  try {
    return (await import('@pact-foundation/pact')) as unknown as PactLibrary;
  } catch (error) {
    const { code } = error as { code?: string };
    const isMissing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
    throw new UsageError(
      isMissing
        ? 'Pact files are written by @pact-foundation/pact, which is not installed'
        : `@pact-foundation/pact: ${(error as Error).message}`,
      'Install it beside backlot: npm install --save-dev @pact-foundation/pact',
    );
  }
}
