import { Command, InvalidArgumentError } from 'commander';
import type { Rests } from '../../simulator/contract/reporters/report.js';
import type { SystemName } from '../../simulator/kernel/wire.js';
import { EXIT } from '../exit-codes.js';
import { collect } from '../options.js';
import { runId } from '../run-id.js';
import { interruption } from './interruption.js';
import { readProbes, systemOption } from './probes.js';
import { demandPlaces, parseContractReporters, type Reporting, write } from './reporting.js';
import { scenariosByRule } from './rests.js';
import { openTarget, STAND_IN } from './targets.js';

const AFTER = `
Exit codes: 0 everything is the same, 3 something drifted, 4 the target cannot be reached or does not let us in,
2 the command was used wrongly, 130 interrupted.`;

type Options = {
  readonly target: string;
  readonly system?: readonly SystemName[];
  readonly reporter: readonly Reporting[];
  readonly allow?: readonly string[];
  readonly scenarios?: readonly string[];
  readonly run?: string;
};

/** `backlot contract verify` plays probes on the stand-ins and on a target, and says how the two compare. */
export function verifyCommand(exitWith: (code: number) => void): Command {
  return new Command('verify')
    .description('Play probes on the stand-ins and on a target, and say how the two compare.')
    .argument('[probes...]', 'files, folders or patterns (default: those that backlot brings, and contracts/)')
    .option('--target <name>', 'stand-in, a file with connection details, or cassettes: a file or a folder', STAND_IN)
    .addOption(systemOption())
    .option('--reporter <names>', 'list, json, junit, html; several with commas, each with =FILE', parseContractReporters)
    .option('--allow <name>', 'let probes run that are destructive or cannot be undone; may be given several times', collect)
    .option('--scenarios <path>', 'scenarios that may rest on a probe; may be given several times (default: scenarios)', collect)
    .option('--run <prefix>', 'prefix of every record that is made (default: drawn)', parseRun)
    .addHelpText('after', AFTER)
    .action(async (names: readonly string[], options: Options) => exitWith(await verifyWith(names, options)));
}

async function verifyWith(names: readonly string[], options: Options): Promise<number> {
  const { verify } = await import('../../simulator/contract/verify.js');
  const { standInTarget } = await import('../../simulator/contract/targets/stand-in.js');
  const { listReporter } = await import('../../simulator/contract/reporters/list.js');
  const reportings = options.reporter ?? [{ format: 'list', file: null }];
  demandPlaces(reportings);
  const target = await openTarget(options.target);
  const probes = await readProbes(names, options.system);
  const rests: Rests = await scenariosByRule(options.scenarios ?? []);
  const list = reportings.some(({ format }) => format === 'list') ? listReporter(process.stdout, rests, target?.name ?? STAND_IN) : null;
  const verification = await verify({
    probes,
    standIn: () => standInTarget(),
    target,
    run: options.run ?? runId(),
    allowed: new Set(options.allow ?? []),
    signal: interruption(),
    ...(list === null ? {} : list.hooks),
  });
  list?.finish(verification);
  await write(reportings, verification, rests);
  if (verification.isInterrupted) return EXIT.interrupted;
  if (verification.endings.length > 0) return EXIT.unreachable;
  return verification.verdicts.some(({ outcome }) => outcome !== 'same' && outcome !== 'not run') ? EXIT.drifted : EXIT.held;
}

function parseRun(text: string): string {
  if (/^[a-z][a-z0-9]{3,11}$/.test(text)) return text;
  throw new InvalidArgumentError('write 4 to 12 small letters and digits, a letter first.');
}
