import { Command } from 'commander';
import { EXIT } from './exit-codes.js';
import { findScenarios } from './files.js';

const AFTER = `
Example:
  $ backlot lint scenarios`;

/** `backlot lint` reads scenario files without playing them. */
export function lintCommand(exitWith: (code: number) => void): Command {
  return new Command('lint')
    .description('Check scenario files without playing them.')
    .argument('[files...]', 'files, folders or patterns (default: scenarios)')
    .addHelpText('after', AFTER)
    .action(async (names: readonly string[]) => {
      const files = findScenarios(names).map(({ file }) => file);
      const { lintFiles } = await import('../scenarios/runner/index.js');
      const problems = await lintFiles(files);
      for (const problem of problems) process.stdout.write(`${problem}\n\n`);
      process.stdout.write(
        problems.length === 0 ? `${count(files.length, 'file')}: nothing to complain about\n` : `${count(problems.length, 'problem')}\n`,
      );
      exitWith(problems.length > 0 ? EXIT.failed : EXIT.held);
    });
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
