import type { Conclusion, Outcome } from '../../model/decision.js';
import type { EngagementCommand } from '../../model/engagement.js';

export type EngagementConclusion = Conclusion<EngagementCommand>;

type Writing = <C>(rules: readonly string[], reason: string, text: string, commands: readonly C[]) => Conclusion<C>;
type Leaving = (rules: readonly string[], reason: string, text: string) => Conclusion<never>;

export const create: Writing = writing('create');
export const update: Writing = writing('update');
export const link: Writing = writing('link');
export const unlink: Writing = writing('unlink');
export const skip: Leaving = (rules, reason, text) => ({ outcome: 'skip', rules, reason, text, commands: [] });
export const refuse: Leaving = (rules, reason, text) => ({ outcome: 'refuse', rules, reason, text, commands: [] });

function writing(outcome: Outcome): Writing {
  return (rules, reason, text, commands) => ({ outcome, rules, reason, text, commands });
}
