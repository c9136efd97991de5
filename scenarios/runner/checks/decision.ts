import { z } from 'zod';
import { suggestion } from '../../../simulator/yaml/nearest.js';
import type { Place } from '../../../simulator/yaml/place.js';
import { isMap } from '../../../simulator/yaml/written.js';
import type { Decision } from '../../../src/model/decision.js';
import type { Flow, RecordRef } from '../../../src/model/record.js';
import { matcher, name } from '../language/pieces.js';
import { show } from '../language/show.js';
import { scanMatcher } from '../lint/fields.js';
import { ruleProblem } from '../lint/rules.js';
import { isSame } from '../stage/names.js';
import { check } from './check.js';
import { matches } from './match.js';

const OUTCOMES: readonly string[] = ['create', 'update', 'link', 'unlink', 'skip', 'refuse'];

/** Why the sync did what it did: the latest decision about a record. */
export const decision = check({
  name: 'decision',
  about: 'The latest decision about that record; `rule` holds if it matches one of the rules that the decision rests on.',
  form: z
    .strictObject({
      on: name,
      outcome: matcher.optional(),
      rule: matcher.optional(),
      reason: matcher.optional(),
      flow: z.enum(['engagement', 'intacct']).optional(),
    })
    .meta({ write: 'Write { on: jane, outcome: skip, rule: AE-13 }, or a list of such.' }),
  scan: ({ on, outcome, rule }, sight, place) => {
    sight.record(on, place.sub('on'));
    for (const [id, at] of wordsIn(rule, place.sub('rule'))) {
      const problem = ruleProblem(id, at);
      if (problem !== null) sight.tell(problem);
    }
    for (const [word, at] of wordsIn(outcome, place.sub('outcome'))) {
      if (!OUTCOMES.includes(word)) sight.tell(at.problem(`"${word}" is no outcome of a decision`, suggestion(word, OUTCOMES)));
    }
    scanMatcher(rule, sight, place.sub('rule'));
    scanMatcher(outcome, sight, place.sub('outcome'));
  },
  evaluate: ({ on, outcome, rule, reason, flow }, scene, place) => {
    const ref = scene.record(on, place.sub('on'));
    const context = scene.matching(place);
    const wantedFlow = flow ?? flowOfRules(wordsIn(rule, place).map(([word]) => word));
    const latest = latestDecisions(scene.stage.host.core.decisions(), ref).filter(
      (each) => wantedFlow === undefined || each.flow === wantedFlow,
    );
    // A flow that has nothing to do with a record skips it for ever; without a reason, only the flow that spoke last is asked for a skip.
    const spokeLast = latest.at(-1)?.flow;
    const asked =
      reason === undefined && rule === undefined ? latest.filter((each) => each.outcome !== 'skip' || each.flow === spokeLast) : latest;
    const holds = asked.some(
      (each) =>
        (outcome === undefined || matches(outcome, each.outcome, context)) &&
        (reason === undefined || matches(reason, each.reason, context)) &&
        (rule === undefined || each.rules.some((id) => matches(rule, id, context))),
    );
    if (holds) return [];
    const wanted = Object.entries({ outcome, rule, reason, flow }).filter(([, value]) => value !== undefined);
    const expected = `the latest decision about ${on} to have ${wanted.map(([key, value]) => `${key} ${show(value)}`).join(', ')}`;
    return [{ place, expected, actual: latest.length === 0 ? 'no decision about it' : latest.map(decisionText).join('; '), about: [ref] }];
  },
});

/** The flow whose catalogue all these rules stand in; decisions such as D-7 stand in both. */
function flowOfRules(rules: readonly string[]): Flow | undefined {
  const catalogues = new Set(rules.map((rule) => rule.split('-')[0]));
  if (catalogues.size !== 1) return undefined;
  return catalogues.has('AE') ? 'engagement' : catalogues.has('IA') ? 'intacct' : undefined;
}

/** The whole words that a value or a matcher compares with. */
function wordsIn(wanted: unknown, place: Place): readonly (readonly [string, Place])[] {
  if (typeof wanted === 'string') return wanted.startsWith('$') ? [] : [[wanted, place]];
  if (Array.isArray(wanted)) return wanted.flatMap((each, index) => wordsIn(each, place.sub(index)));
  if (!isMap(wanted)) return [];
  return ['not', 'oneOf'].flatMap((key) => wordsIn(wanted[key], place.sub(key)));
}

/**
 * The latest decision about a record, one for each pair of systems and each business unit that it takes part in: they decide
 * independently of each other.
 */
export function latestDecisions(decisions: readonly Decision[], ref: RecordRef): readonly Decision[] {
  const latest = new Map<string, Decision>();
  for (const each of decisions) {
    if (!each.about.some((about) => isSame(about, ref))) continue;
    const unit = each.about.find((about) => about.unit !== undefined)?.unit ?? '';
    latest.delete(`${each.flow} ${unit}`);
    latest.set(`${each.flow} ${unit}`, each);
  }
  return [...latest.values()];
}

export function decisionText({ outcome, rules, reason, text }: Decision): string {
  return `${outcome} (${reason}; ${rules.join(', ')}): ${text}`;
}
