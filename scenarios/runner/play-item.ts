import type { FileProblem } from '../../simulator/yaml/problem.js';
import { problemsFailure } from './failure.js';
import type { PlanItem } from './plan.js';
import { type PlayOptions, playStory } from './player.js';
import type { ScenarioResult } from './result.js';
import { Trace } from './stage/trace.js';
import { readerBeside } from './stories.js';

/** Plays one scenario of a run; a file that cannot be understood is its own result. */
export async function playItem({ file, story, problems }: PlanItem, options: PlayOptions): Promise<ScenarioResult> {
  if (story === null) return invalidResult(problems, file);
  return playStory(story, { readFile: readerBeside(file), ...options });
}

export function invalidResult(problems: readonly FileProblem[], file: string): ScenarioResult {
  const line = problems[0]?.spot?.line ?? 1;
  const failure = problemsFailure(problems);
  const nothing = { tags: [], rules: [], about: null, example: null, names: [], steps: [], trace: new Trace() };
  return { file, line, title: file, seed: 1, outcome: 'invalid', failure, ...nothing };
}
