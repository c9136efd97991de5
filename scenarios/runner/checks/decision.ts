import { z } from 'zod';
import type { Decision } from '../../../src/model/decision.js';
import type { RecordRef } from '../../../src/model/record.js';
import { matcher, name } from '../language/pieces.js';
import { show } from '../language/show.js';
import { isSame } from '../stage/names.js';
import { check } from './check.js';
import { matches } from './match.js';

/** Why the sync did what it did: the latest decision about a record. */
export const decision = check({
  name: 'decision',
  about: 'The latest decision about that record; `rule` holds if it matches one of the rules that the decision rests on.',
  form: z.strictObject({
    on: name,
    outcome: matcher.optional(),
    rule: matcher.optional(),
    reason: matcher.optional(),
    flow: z.enum(['engagement', 'intacct']).optional(),
  }),
  evaluate: ({ on, outcome, rule, reason, flow }, scene, place) => {
    const ref = scene.record(on, place.sub('on'));
    const context = scene.matching(place);
    const latest = latestDecisions(scene.stage.host.core.decisions(), ref).filter((each) => flow === undefined || each.flow === flow);
    const holds = latest.some(
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
