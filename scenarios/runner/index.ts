import { problemFailure } from './failure.js';
import type { ScenarioProblem } from './language/problem.js';
import type { Story } from './language/story.js';
import { type PlayOptions, playStory } from './player.js';
import { listReporter } from './reporters/list.js';
import type { Reporter, Summary } from './reporters/reporter.js';
import type { ScenarioResult } from './result.js';
import { Trace } from './stage/trace.js';
import { readerBeside, storiesAt, storiesIn, storiesOf } from './stories.js';

export { type PlayedSteps, playSteps } from './play-steps.js';
export type { PlayOptions } from './player.js';
export type { Reporter, Summary } from './reporters/reporter.js';
export type { PlayedStep, ScenarioFailure, ScenarioOutcome, ScenarioResult } from './result.js';
export type { Trace, TraceEntry } from './stage/trace.js';
export type { OpenTransports, TransportFactory } from './stage/transports.js';

export type RunOptions = PlayOptions & {
  /** Only scenarios with one of these tags. */
  readonly tags?: readonly string[];
  /** Who hears of it; the list on standard output unless told otherwise. */
  readonly reporter?: Reporter;
};

export type ScenarioOptions = PlayOptions & {
  /** Where a scenario that is given as text would stand: for messages, fixtures and files beside it. */
  readonly file?: string;
};

/** A file to run; with a line, only the row of examples at that line. */
export type Target = string | { readonly file: string; readonly line: number | null };

/**
 * Plays one scenario: a file, or its text (anything with a line break in it). A scenario with examples is played once per row;
 * the result is that of the first row that did not pass, or of the last.
 */
export async function runScenario(fileOrText: string, options: ScenarioOptions = {}): Promise<ScenarioResult> {
  const isText = fileOrText.includes('\n');
  const file = isText ? (options.file ?? 'scenario.yaml') : fileOrText;
  const { stories, problems } = isText ? storiesIn(fileOrText, file) : storiesOf(file);
  const [problem] = problems;
  if (problem !== undefined) return invalidResult(problem, file);
  let result: ScenarioResult | null = null;
  for (const story of stories) {
    result = await playStory(story, { readFile: readerBeside(file), ...options });
    if (result.outcome !== 'passed') break;
  }
  return result!;
}

/** Plays scenario files one after the other and reports. */
export async function runFiles(targets: readonly Target[], options: RunOptions = {}): Promise<Summary> {
  const { tags, reporter = listReporter(process.stdout), ...play } = options;
  const results: ScenarioResult[] = [];
  const planned = targets.map((target) => plan(target, tags));
  reporter.begin?.(planned.reduce((sum, { stories, problems }) => sum + stories.length + (problems.length > 0 ? 1 : 0), 0));
  for (const { file, stories, problems } of planned) {
    const report = (result: ScenarioResult): void => {
      results.push(result);
      reporter.ended(result);
    };
    for (const problem of problems) report(invalidResult(problem, file));
    for (const story of problems.length > 0 ? [] : stories) {
      reporter.started?.(story.title);
      report(await playStory(story, { readFile: readerBeside(file), ...play }));
    }
  }
  const passed = results.filter(({ outcome }) => outcome === 'passed').length;
  const summary = { passed, failed: results.length - passed, results };
  reporter.finished(summary);
  return summary;
}

/** Reads files without playing them; every problem as text, with its place and the line. */
export async function lintFiles(files: readonly string[]): Promise<readonly string[]> {
  return files.flatMap((file) => storiesOf(file).problems.map((problem) => problem.report));
}

type Planned = { readonly file: string; readonly stories: readonly Story[]; readonly problems: readonly ScenarioProblem[] };

function plan(target: Target, tags: readonly string[] | undefined): Planned {
  const { file, line } = typeof target === 'string' ? { file: target, line: null } : target;
  const { stories, problems } = storiesOf(file);
  const wanted = storiesAt(stories, line).filter((story) => tags === undefined || story.tags.some((tag) => tags.includes(tag)));
  return { file, stories: wanted, problems };
}

function invalidResult(problem: ScenarioProblem, file: string): ScenarioResult {
  const line = problem.spot?.line ?? 1;
  const failure = problemFailure(problem);
  return { file, line, title: file, tags: [], rules: [], seed: 1, outcome: 'invalid', failure, steps: [], trace: new Trace() };
}
