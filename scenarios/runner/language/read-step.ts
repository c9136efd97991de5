import { fitForm, type Misfit } from '../../../simulator/yaml/forms.js';
import { suggestion } from '../../../simulator/yaml/nearest.js';
import type { Place } from '../../../simulator/yaml/place.js';
import type { FileProblem } from '../../../simulator/yaml/problem.js';
import { asText, isMap, plain } from '../../../simulator/yaml/written.js';
import type { Step, Verb } from './verb.js';

/** Keys that may stand beside a verb. */
const BESIDE = ['by', 'label', 'fails'] as const;

export type StepRead = { readonly step: Step } | { readonly problems: readonly FileProblem[] };

/** Reads one step: a map with exactly one verb, and perhaps `by`, `label` and `fails`. */
export function readStep(value: unknown, place: Place, verbs: ReadonlyMap<string, Verb>): StepRead {
  if (!isMap(value)) {
    const [, word = '', rest = ''] = typeof value === 'string' ? (/^([\w-]+):?(.*)$/.exec(value) ?? []) : [];
    const hint = verbs.has(word)
      ? `Write "${word}:${rest.trimStart() === '' ? '" with a colon.' : ` ${rest.trimStart()}", with a space after the colon.`}`
      : 'Write a map such as { advance: 4d }.';
    return { problems: [place.problem('a step is a map with one verb', hint)] };
  }
  const keys = Object.keys(value).filter((key) => !BESIDE.includes(key as (typeof BESIDE)[number]));
  const unknown = keys.filter((key) => !verbs.has(key));
  if (unknown.length > 0) {
    const verb = keys.find((key) => verbs.has(key));
    return {
      problems: unknown.map((key) => unknownKey(key, verb === undefined ? null : { name: verb, value: value[verb] }, place, verbs)),
    };
  }
  const [key, second] = keys;
  if (key === undefined) return { problems: [place.problem('this step has no verb', `Write one of ${[...verbs.keys()].join(', ')}.`)] };
  if (second !== undefined) {
    const text = `a step has one verb; this one has "${key}" and "${second}"`;
    return { problems: [place.sub(second).keyProblem(text, 'Begin a new step with "- ".')] };
  }
  return readVerb(value, verbs.get(key)!, place, verbs);
}

/** A key that is no verb: misspelt, slid out of the verb's form, or a word that the language does not have. */
function unknownKey(
  key: string,
  verb: { readonly name: string; readonly value: unknown } | null,
  place: Place,
  verbs: ReadonlyMap<string, Verb>,
): FileProblem {
  const at = place.sub(key);
  if (verb === null)
    return at.keyProblem(`unknown verb "${key}"`, NOT_HERE[key.toLowerCase()] ?? suggestion(key, [...verbs.keys(), ...BESIDE]));
  const text = `"${key}" cannot stand beside "${verb.name}"`;
  if (verb.value === null) return at.keyProblem(text, `Indent it more than "${verb.name}:", or write it in braces.`);
  return at.keyProblem(text, suggestion(key, BESIDE, `Write it into the form of "${verb.name}", or begin a new step with "- ".`));
}

const NO_PROGRAM = 'A scenario is no program: use examples, or the TypeScript twin.';

/** Words of other tools that have no counterpart here, and what serves instead. */
const NOT_HERE: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['if', 'unless', 'else', 'repeat', 'loop', 'for', 'foreach', 'while', 'switch', 'let', 'var'].map((word) => [word, NO_PROGRAM]),
  ),
  login: 'Write "by: ann" beside a step that ann does.',
  logout: 'Write "by: ann" beside a step that ann does.',
  ...Object.fromEntries(
    ['given', 'steps', 'examples', 'use', 'rules', 'tags', 'waive'].map((word) => [
      word,
      `"${word}" stands at the top of the file, not in a step.`,
    ]),
  ),
  include: 'Write `use: [name]` at the top: it takes in the steps of a fixture.',
};

/** `false`, as a column of examples may say it, promises no refusal. */
function refusal(written: unknown): unknown {
  const value = plain(written ?? false);
  if (value === false) return null;
  return value === true ? true : asText(written);
}

/** The verb of a step that was indented below the one before it. */
function slidUnder(form: unknown, verbs: ReadonlyMap<string, Verb>): string | null {
  const first: unknown = Array.isArray(form) ? form[0] : null;
  const [key = ''] = isMap(first) ? Object.keys(first) : [];
  return verbs.has(key) ? key : null;
}

/** A type with nothing below it, and its fields beside it, is one slip: of the indentation. */
function withoutRest(misfits: readonly Misfit[], form: unknown): readonly Misfit[] {
  const empty = isMap(form) ? Object.keys(form).find((key) => key.includes('.') && form[key] === null) : undefined;
  const first = misfits.find(({ path }) => path.length === 1 && path[0] !== empty);
  if (empty === undefined || first === undefined) return misfits;
  const text = `"${String(first.path[0])}" stands beside "${empty}", not below it`;
  return [{ ...first, text, hint: 'Indent the fields more than their type, or write them in braces.', isKey: true }];
}

function readVerb(value: Record<string, unknown>, verb: Verb, place: Place, verbs: ReadonlyMap<string, Verb>): StepRead {
  const problems: FileProblem[] = [];
  const at = place.sub(verb.name);
  const form = value[verb.name];
  const slid = slidUnder(form, verbs);
  if (slid !== null)
    return {
      problems: [
        at
          .sub(0, slid)
          .keyProblem(`"${slid}" stands under "${verb.name}"`, 'Steps of one list begin in the same column: indent this one less.'),
      ],
    };
  const fitted = fitForm(verb.form, form);
  if ('misfits' in fitted) {
    for (const { path, text, hint, isKey } of withoutRest(fitted.misfits, form)) {
      const where = at.sub(...path);
      const isVerb = path.length === 0 && typeof value[verb.name] === 'object';
      problems.push(isKey === true || isVerb ? where.keyProblem(text, hint) : where.problem(text, hint));
    }
  }
  const by = asText(value['by'] ?? 'admin');
  if (typeof by !== 'string') problems.push(place.sub('by').problem('"by" names a user', 'Write the name of a user: admin, ann.'));
  const label = asText(value['label'] ?? null);
  if (label !== null && typeof label !== 'string') problems.push(place.sub('label').problem('"label" is a text', 'Write a text.'));
  const fails = refusal(value['fails']);
  if (fails !== null && fails !== true && typeof fails !== 'string') {
    problems.push(
      place.sub('fails').problem('"fails" is an error code, a piece of its text, or true', 'Leave it out when the step must succeed.'),
    );
  }
  if (fails !== null && verb.isCheck === true) {
    problems.push(place.sub('fails').keyProblem(`"${verb.name}" cannot be refused`, 'Leave "fails" out; use { not: … } in a check.'));
  }
  if (problems.length > 0 || 'misfits' in fitted) return { problems };
  return {
    step: { verb, form: fitted.data, by: by as string, label: label as string | null, fails: fails as true | string | null, place: at },
  };
}
