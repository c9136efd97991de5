import type { Conclusion, Outcome } from '../../model/decision.js';
import type { IntacctCommand } from '../../model/intacct.js';

export type IntacctConclusion = Conclusion<IntacctCommand>;

type Concluding = (rules: readonly string[], reason: string, text: string, commands?: readonly IntacctCommand[]) => IntacctConclusion;

export const create: Concluding = concluding('create');
export const update: Concluding = concluding('update');
export const link: Concluding = concluding('link');
export const unlink: Concluding = concluding('unlink');
export const skip: Concluding = concluding('skip');
/** A refusal may carry the command that shows it to people. */
export const refuse: Concluding = concluding('refuse');

function concluding(outcome: Outcome): Concluding {
  return (rules, reason, text, commands = []) => ({ outcome, rules, reason, text, commands });
}
