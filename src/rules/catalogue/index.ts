import { ENGAGEMENT_RULES } from './engagement.js';
import { INTACCT_RULES } from './intacct.js';
import type { Rule } from './rule.js';

export type { Rule } from './rule.js';

/** Every rule that the core knows, catalogue by catalogue, in order. */
export const RULES: readonly Rule[] = [...ENGAGEMENT_RULES, ...INTACCT_RULES];

/** Ids of a catalogue that scenarios must prove: the rules themselves, not the decisions that fill their gaps. */
export function isProvable({ id }: Rule): boolean {
  return !id.startsWith('D-');
}
