import { readSource } from '../../simulator/yaml/document.js';
import { Place } from '../../simulator/yaml/place.js';
import { FileProblem } from '../../simulator/yaml/problem.js';
import { isMap } from '../../simulator/yaml/written.js';
import { failureOf } from './failure.js';
import { readStep } from './language/read-step.js';
import type { Step } from './language/verb.js';
import { Performance } from './player.js';
import type { PlayedStep, ScenarioFailure } from './result.js';
import type { Stage } from './stage/stage.js';
import { VERBS } from './steps/index.js';

/** What became of steps that were played on a stage that goes on afterwards. */
export type PlayedSteps = { readonly steps: readonly PlayedStep[]; readonly failure: ScenarioFailure | null };

/**
 * Plays steps on a stage: a list, `{ steps: [...] }`, or YAML text of either. Names that steps give stay known to the stage.
 * Stops at the first step that fails, and says so. Throws a `FileProblem` when the steps cannot be understood; then none is played.
 */
export async function playSteps(stage: Stage, input: unknown): Promise<PlayedSteps> {
  const steps = readSteps(input);
  const performance = new Performance(stage, {}, Place.nowhere, () => null);
  try {
    for (const step of steps) await performance.step(step, 'steps');
    return { steps: performance.played, failure: null };
  } catch (error) {
    const failure = failureOf({ error, stage, step: performance.current, replay: null });
    return { steps: performance.played, failure };
  }
}

function readSteps(input: unknown): readonly Step[] {
  const source = typeof input === 'string' ? readSource('steps', input) : null;
  const value = source === null ? input : source.value;
  const isWrapped = isMap(value) && Array.isArray(value['steps']);
  const list = isWrapped ? value['steps'] : value;
  if (!Array.isArray(list)) throw new FileProblem('steps are a list', 'Send [{ "advance": "4d" }], or the same as YAML.', null);
  return list.map((each, index) => {
    const place = source === null ? Place.nowhere : new Place(source, isWrapped ? ['steps', index] : [index]);
    const read = readStep(each, place, VERBS);
    if ('step' in read) return read.step;
    throw read.problems[0]!;
  });
}
