import { readFileSync } from 'node:fs';
import { isProvable, RULES, type Rule } from '../../src/rules/catalogue/index.js';
import { storiesIn } from './stories.js';

/** A scenario that names a rule among those it proves. */
export type Proof = { readonly title: string; readonly file: string; readonly line: number };

export type RuleProofs = { readonly rule: Rule; readonly scenarios: readonly Proof[] };

/** Which scenario files prove which rules, and which of the ids that they name are no rules. Examples of one scenario count once. */
export function proofsOf(files: readonly string[]): {
  readonly proofs: readonly RuleProofs[];
  readonly unknown: readonly { readonly id: string; readonly scenario: Proof }[];
} {
  const scenarios = files.flatMap((file) => {
    const [story] = storiesIn(readFileSync(file, 'utf8'), file).stories;
    return story === undefined ? [] : [{ proof: { title: story.title, file, line: story.line }, ids: new Set(story.rules) }];
  });
  const numbered = new Map(RULES.filter(isProvable).map(({ id, flow }) => [id, flow]));
  const isAbout = (ids: ReadonlySet<string>, { flow }: Rule): boolean => [...ids].some((id) => numbered.get(id) === flow);
  const catalogues = new Set([...numbered.keys()].map(letters));
  return {
    // Decisions of both catalogues are called D-n: one is proven only by a scenario about its own.
    proofs: RULES.map((rule) => ({
      rule,
      scenarios: scenarios.filter(({ ids }) => ids.has(rule.id) && (isProvable(rule) || isAbout(ids, rule))).map(({ proof }) => proof),
    })),
    unknown: scenarios.flatMap(({ proof, ids }) =>
      [...ids].filter((id) => catalogues.has(letters(id)) && !numbered.has(id)).map((id) => ({ id, scenario: proof })),
    ),
  };
}

function letters(id: string): string {
  return id.split('-')[0]!;
}
