import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { EXIT } from './exit-codes.js';
import { findWritten, isProbe } from './files.js';
import { orgIn } from './org-option.js';

const AFTER = `
Examples:
  $ backlot lint                     scenarios and contracts
  $ backlot lint scenarios`;

/** `backlot lint` reads scenario files and probes without playing them. */
export function lintCommand(exitWith: (code: number) => void): Command {
  return new Command('lint')
    .description('Check scenario files and probes without playing them.')
    .argument('[files...]', 'files, folders or patterns (default: scenarios, contracts)')
    .option('--schema <folder>', 'an org to be like: a folder that `backlot contract pull` wrote, or a Salesforce DX project')
    .addHelpText('after', AFTER)
    .action(async (names: readonly string[], { schema }: { schema?: string }) => {
      const files = findWritten(names);
      const scenarios = files.filter((file) => !isProbe(file));
      const problems = [...(await scenarioProblems(scenarios, schema)), ...(await probeProblems(files.filter(isProbe)))];
      for (const problem of problems) process.stdout.write(`${problem}\n\n`);
      process.stdout.write(
        problems.length === 0 ? `${count(files.length, 'file')}: nothing to complain about\n` : `${count(problems.length, 'problem')}\n`,
      );
      exitWith(problems.length > 0 ? EXIT.failed : EXIT.held);
    });
}

async function scenarioProblems(files: readonly string[], schema: string | undefined): Promise<readonly string[]> {
  if (files.length === 0) return [];
  const { lintFiles } = await import('../scenarios/runner/index.js');
  return lintFiles(files, await orgIn(schema));
}

async function probeProblems(files: readonly string[]): Promise<readonly string[]> {
  if (files.length === 0) return [];
  const { readProbe } = await import('../simulator/contract/language/read-probe.js');
  return files.flatMap((file) => {
    const read = readProbe(file, readFileSync(file, 'utf8'));
    return 'problems' in read ? read.problems.map(({ report }) => report) : [];
  });
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
