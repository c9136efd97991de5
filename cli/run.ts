import { Command, Option } from 'commander';
import { EXIT } from './exit-codes.js';
import { findScenarios } from './files.js';
import { collect, parseSeed } from './options.js';

const AFTER = `
Examples:
  $ backlot run                                   every scenario under scenarios/
  $ backlot run scenarios/intacct --tag merge     those with a tag
  $ backlot run story.yaml:12 --seed 7            the example at line 12, as a failure's replay line says`;

type Options = { readonly tag?: readonly string[]; readonly seed?: number; readonly reporter: 'list' };

/** `backlot run` plays scenario files and reports. */
export function runScenariosCommand(exitWith: (code: number) => void): Command {
  return new Command('run')
    .description('Play scenarios and report what held and what did not.')
    .argument('[files...]', 'files, folders, patterns, or FILE:LINE (default: scenarios)')
    .option('--tag <tag>', 'only scenarios with this tag; may be given several times', collect)
    .option('--seed <n>', 'the seed of chance, instead of the one in the file', parseSeed)
    .addOption(new Option('--reporter <name>', 'how to report').choices(['list']).default('list'))
    .addHelpText('after', AFTER)
    .action(async (files: readonly string[], options: Options) => {
      const targets = findScenarios(files);
      const { runFiles } = await import('../scenarios/runner/index.js');
      const { tag, seed } = options;
      const summary = await runFiles(targets, { ...(tag === undefined ? {} : { tags: tag }), ...(seed === undefined ? {} : { seed }) });
      exitWith(summary.failed > 0 ? EXIT.failed : EXIT.held);
    });
}
