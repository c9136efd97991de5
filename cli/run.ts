import { Command, InvalidArgumentError, Option } from 'commander';
import type { Summary } from '../scenarios/runner/index.js';
import { parseTags } from '../scenarios/runner/language/tags.js';
import { EXIT } from './exit-codes.js';
import { findScenarios, type Target } from './files.js';
import { parseCount, parseSeed } from './options.js';
import { orgIn } from './org-option.js';
import { parseReporters, REPORTERS, type Reporting, reportersFor } from './reporting.js';
import { UsageError } from './usage-error.js';

const AFTER = `
Examples:
  $ backlot run                                   every scenario under scenarios/
  $ backlot run scenarios/intacct --tag "merge and not faults"
  $ backlot run story.yaml:12 --seed 7            the example at line 12, as a failure's replay line says
  $ backlot run --reporter list,html              and a report to look at: backlot-report.html
  $ backlot run --shard 2/8 --reporter blob       a part; \`backlot merge-reports\` puts the parts together
  $ backlot run --watch                           play what changes, as it changes

Reporters: list, json, junit, github, html, blob; NAME=FILE writes to a file.`;

/** Reports that show what happened, call by call. */
const TRACED = new Set<string>(['json', 'html', 'blob']);

/** What `backlot run` was told. */
export type RunOptions = {
  readonly tag?: readonly string[];
  readonly seed?: number;
  readonly reporter?: readonly Reporting[];
  readonly shard?: { readonly index: number; readonly total: number };
  readonly repeatEach?: number;
  readonly bail?: number | true;
  readonly workers?: number;
  readonly lastFailed?: boolean;
  readonly watch?: boolean;
  readonly schema?: string;
};

/** `backlot run` plays scenario files and reports. */
export function runScenariosCommand(exitWith: (code: number) => void): Command {
  return new Command('run')
    .description('Play scenarios and report what held and what did not.')
    .argument('[files...]', 'files, folders, patterns, or FILE:LINE (default: scenarios)')
    .option('--tag <tags>', 'only scenarios with these tags: "merge and not (faults or time)"; several times: any of them', collectTags)
    .option('--seed <n>', 'the seed of chance, instead of the one in the file', parseSeed)
    .addOption(
      new Option('--reporter <names>', 'how to report, NAME or NAME=FILE; several with commas (default: list)')
        .choices(REPORTERS)
        .argParser(parseReporters),
    )
    .option('--shard <i/n>', 'only the ith of n even parts', parseShard)
    .option('--repeat-each <n>', 'play each scenario n times', parseCount)
    .option('--bail [n]', 'stop after the first failure, or after n', parseCount)
    .option('--workers <n>', 'how many scenarios play at once (default: as many as there are processors, for big suites)', parseCount)
    .option('--last-failed', 'only what did not pass last time')
    .option('--schema <folder>', 'an org to be like: a folder that `backlot contract pull` wrote, or a Salesforce DX project')
    .option('--watch', 'stay, and play again what changes')
    .addHelpText('after', AFTER)
    .action(async (files: readonly string[], options: RunOptions) => {
      const targets = options.lastFailed === true && files.length === 0 ? await targetsFailedLast() : findScenarios(files);
      if (options.watch === true) {
        const { watchScenarios } = await import('./watch.js');
        await watchScenarios(files, (changed) => play(changed, options));
        return;
      }
      const { failed, results } = await play(targets, options);
      // A shard may rightly be empty, and so may what failed last time; otherwise a slip left everything out.
      if (results.length === 0 && options.tag !== undefined && options.shard === undefined && options.lastFailed !== true) {
        throw new UsageError(`no scenario has the tags ${options.tag.join(', ')}`, 'Tags stand in the files: tags: [engagement, merge].');
      }
      exitWith(failed === 0 ? EXIT.held : EXIT.failed);
    });
}

/** Where something failed last time, when nobody says where to look; everything when nothing is known. */
async function targetsFailedLast(): Promise<readonly Target[]> {
  const { failedLast, filesFailedLast } = await import('./last-run.js');
  if (failedLast() === null) return findScenarios([]);
  return filesFailedLast().map((file) => ({ file, line: null }));
}

/** Plays and reports. */
async function play(targets: readonly Target[], options: RunOptions): Promise<Summary> {
  const { tag, seed, shard, repeatEach, bail, workers, lastFailed, schema, reporter = [] } = options;
  const { runFiles } = await import('../scenarios/runner/index.js');
  const { failedLast, rememberRun } = await import('./last-run.js');
  const { workersFor, workersThat } = await import('./workers.js');
  const openWorkers = await workersThat(workers ?? workersFor(targets.length));
  const only = lastFailed === true ? failedLast() : null;
  const entries: Parameters<Parameters<typeof reportersFor>[1]>[0][] = [];
  const summary = await runFiles(targets, {
    ...(tag === undefined ? {} : { tags: tag }),
    ...(seed === undefined ? {} : { seed }),
    ...(shard === undefined ? {} : { shard }),
    ...(repeatEach === undefined ? {} : { repeatEach }),
    ...(bail === undefined ? {} : { bail: bail === true ? 1 : bail }),
    ...(only === null ? {} : { only }),
    ...(await orgIn(schema)),
    reporter: await reportersFor(reporter, (entry) => void entries.push(entry)),
    ...(openWorkers === undefined ? {} : { openWorkers, withTraces: reporter.some(({ format }) => TRACED.has(format)) }),
    stopwatch: () => performance.now(),
  });
  rememberRun(summary.results);
  if (reporter.some(({ format }) => format !== 'list')) {
    const { writeReports } = await import('./reporting.js');
    await writeReports(reporter, entries, shard ?? null);
  }
  return summary;
}

function collectTags(text: string, before: readonly string[] = []): readonly string[] {
  const tags = text.split(',').filter((part) => part.trim() !== '');
  for (const each of tags) {
    try {
      parseTags(each);
    } catch (error) {
      throw new InvalidArgumentError((error as Error).message);
    }
  }
  return [...before, ...tags];
}

function parseShard(text: string): { index: number; total: number } {
  const [, index = 0, total = 0] = /^(\d{1,5})\/(\d{1,5})$/.exec(text)?.map(Number) ?? [];
  if (index < 1 || index > total) throw new InvalidArgumentError('write which part of how many: 1/8 to 8/8.');
  return { index, total };
}
