import { suggestion } from '../../../simulator/yaml/nearest.js';
import type { FileProblem } from '../../../simulator/yaml/problem.js';
import { asText, isMap } from '../../../simulator/yaml/written.js';
import { INVARIANTS } from '../invariants/index.js';
import type { Story } from '../language/story.js';
import type { Catalogue } from './catalogue.js';
import { ruleProblem } from './rules.js';
import { scanSettings } from './settings.js';
import { Sight, type Told } from './sight.js';

/**
 * Everything in a story that can be seen to be wrong without playing it: types, fields and settings that there are not, names and marks
 * that are used before a step gave them, values that cannot be, rules and invariants that there are not.
 */
export function checkStory(
  story: Story,
  catalogue: Catalogue,
  readFile: (name: string) => string | null = () => null,
): readonly FileProblem[] {
  const problems: FileProblem[] = [];
  const tell = (problem: FileProblem): void => void problems.push(problem);
  const { rules, rulesPlace, waive, waivePlace, settings, settingsPlace } = story;
  for (const [index, rule] of rules.entries()) {
    const problem = ruleProblem(rule, rulesPlace.sub(index));
    if (problem !== null) tell(problem);
  }
  const invariants = INVARIANTS.map(({ name }) => name);
  for (const name of Object.keys(waive)) {
    if (!invariants.includes(name)) tell(waivePlace.sub(name).keyProblem(`there is no invariant "${name}"`, suggestion(name, invariants)));
  }
  const told: Told = {
    catalogue,
    names: new Map(),
    marks: new Set(),
    tentative: new Set(),
    units: new Set(),
    users: new Set(),
    fields: new Map(),
    settings: new Map(),
    values: new Set(
      [...story.given, ...story.steps].flatMap(({ verb, form }) => (verb.isCheck === true || verb.name === 'note' ? [] : textsIn(form))),
    ),
    columns: new Set(Object.keys(story.example ?? {})),
    readFile,
    tell,
  };
  scanSettings(settings, new Sight(told, settingsPlace, false), settingsPlace);
  for (const { verb, form, by, fails, place } of [...story.given, ...story.steps]) {
    const sight = new Sight(told, place, fails !== null);
    if (by !== 'admin') sight.user(by, place.beside('by'));
    verb.scan?.(form, sight);
  }
  return problems;
}

/** Every text in the values of a step; names of records are no values. */
function textsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (isMap(value)) return Object.values(value).flatMap(textsIn);
  const text = asText(value);
  return typeof text === 'string' ? [text] : [];
}
