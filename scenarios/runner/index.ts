import { readFileSync } from 'node:fs';
import { createSimulator } from '../../simulator/index.js';
import { Catalogue } from './lint/catalogue.js';
import { planRun, type Target } from './plan.js';
import { invalidResult, playItem } from './play-item.js';
import { type PlayOptions, playStory } from './player.js';
import { Progress } from './progress.js';
import { listReporter } from './reporters/list.js';
import type { Reporter, Summary } from './reporters/reporter.js';
import type { ScenarioResult } from './result.js';
import { checkedStories, readerBeside } from './stories.js';
import type { OpenWorkers } from './workers/worker.js';

export type { Target } from './plan.js';
export { type PlayedSteps, playSteps } from './play-steps.js';
export type { PlayOptions } from './player.js';
export type { RunReport, ScenarioReport } from './report.js';
export type { Playing, Reporter, Summary } from './reporters/reporter.js';
export type { PlayedStep, ScenarioFailure, ScenarioOutcome, ScenarioResult } from './result.js';
export type { Trace, TraceEntry } from './stage/trace.js';
export type { OpenTransports, TransportFactory } from './stage/transports.js';
export type { OpenWorkers, PlayingWorker } from './workers/worker.js';

export type RunOptions = PlayOptions & {
  /** Only scenarios with one of these tags; each may be an expression with `and`, `or` and `not`. */
  readonly tags?: readonly string[];
  /** Only scenarios that this holds for. */
  readonly only?: (file: string, title: string) => boolean;
  /** The nth of so many parts of the run. */
  readonly shard?: { readonly index: number; readonly total: number };
  /** How often each is played; once unless told otherwise. */
  readonly repeatEach?: number;
  /** After how many failures the run ends early. */
  readonly bail?: number;
  /** Who hears of it; the list on standard output unless told otherwise. */
  readonly reporter?: Reporter;
  /** Tells real time in milliseconds, for reports; without it they say 0. */
  readonly stopwatch?: () => number;
  /** Workers to play in, for big suites: what is reported is the same, in the same order. Transports of one's own stay out of reach of them. */
  readonly openWorkers?: OpenWorkers;
  /** Whether results from workers bring their traces, for whoever asked for a report that shows them. */
  readonly withTraces?: boolean;
};

export type ScenarioOptions = PlayOptions & {
  /** Where a scenario that is given as text would stand: for messages, fixtures and files beside it. */
  readonly file?: string;
};

/**
 * Plays one scenario: a file, or its text (anything with a line break in it). A scenario with examples is played once per row;
 * the result is that of the first row that did not pass, or of the last.
 */
export async function runScenario(fileOrText: string, options: ScenarioOptions = {}): Promise<ScenarioResult> {
  const isText = fileOrText.includes('\n');
  const file = isText ? (options.file ?? 'scenario.yaml') : fileOrText;
  const { stories, problems } = checkedStories(
    isText ? fileOrText : readFileSync(file, 'utf8'),
    file,
    new Catalogue(createSimulator(orgOf(options))),
  );
  if (problems.length > 0) return invalidResult(problems, file);
  let result: ScenarioResult | null = null;
  for (const story of stories) {
    result = await playStory(story, { readFile: readerBeside(file), ...options });
    if (result.outcome !== 'passed') break;
  }
  return result!;
}

/** Plays scenario files and reports: here, one after the other, or in workers when there are some. */
export async function runFiles(targets: readonly Target[], options: RunOptions = {}): Promise<Summary> {
  const { reporter = listReporter(process.stdout), bail = Number.POSITIVE_INFINITY, stopwatch = () => 0, openWorkers } = options;
  if (openWorkers !== undefined) {
    const { runInWorkers } = await import('./workers/run-in-workers.js');
    return runInWorkers(targets, openWorkers, { ...options, reporter, bail });
  }
  const planned = planRun(targets, { ...options, catalogue: new Catalogue(createSimulator(orgOf(options))) });
  const progress = new Progress(reporter, planned.length, bail);
  for (const item of planned) {
    if (progress.isOver) break;
    const from = stopwatch();
    reporter.started?.(item.title);
    const result = await playItem(item, options);
    progress.ended(result, { order: item.order, ms: stopwatch() - from });
  }
  return progress.finished();
}

/** Reads files without playing them; every problem as text, with its place and the line. */
export async function lintFiles(files: readonly string[], options: Pick<PlayOptions, 'org'> = {}): Promise<readonly string[]> {
  const catalogue = new Catalogue(createSimulator(orgOf(options)));
  return files.flatMap((file) => checkedStories(readFileSync(file, 'utf8'), file, catalogue).problems.map((problem) => problem.report));
}

function orgOf({ org }: Pick<PlayOptions, 'org'>): Pick<PlayOptions, 'org'> {
  return org === undefined ? {} : { org };
}
