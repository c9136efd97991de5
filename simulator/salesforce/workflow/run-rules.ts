import { compileFormula, type Formula } from '../formula/compile.js';
import type { SObjectType } from '../schema.js';
import { Draft } from '../state/draft.js';
import type { SalesforceOrg } from '../state.js';
import { meets } from './criteria.js';
import type { WorkflowRule } from './definitions.js';

/**
 * Runs the workflow rules of an object after one of its records was saved: each that applies puts its outbound messages in the queue, in
 * the same transaction.
 *
 * Source: Apex guide, "Triggers and Order of Execution"; Salesforce Help, "Workflow Rule Evaluation".
 */
export function runWorkflowRules(org: SalesforceOrg, type: SObjectType, draft: Draft): void {
  const rules = org.workflow.rules.find('object', type.name);
  for (const rule of rules) if (rule.active && applies(org, type, rule, draft)) send(org, rule, draft);
}

function applies(org: SalesforceOrg, type: SObjectType, rule: WorkflowRule, draft: Draft): boolean {
  const { before, by } = draft;
  if (before !== null && rule.triggerType === 'onCreateOnly') return false;
  if (!holds(org, type, rule, draft)) return false;
  if (before === null || rule.triggerType === 'onAllChanges') return true;
  return !holds(org, type, rule, new Draft(null, new Map(Object.entries(before)), by));
}

function holds(org: SalesforceOrg, type: SObjectType, rule: WorkflowRule, draft: Draft): boolean {
  if (rule.formula !== null) return formulaOf(rule, rule.formula, type, org).test({ type, draft, now: org.world.clock.now(), org });
  return rule.criteria.every((criterion) => meets(type, draft, criterion));
}

/** Compiled once per rule and schema; a rule that is saved again is another object. */
const compiled = new WeakMap<WorkflowRule, { readonly type: SObjectType; readonly formula: Formula }>();

function formulaOf(rule: WorkflowRule, text: string, type: SObjectType, { schema }: SalesforceOrg): Formula {
  const known = compiled.get(rule);
  if (known?.type === type) return known.formula;
  const formula = compileFormula(text, type, schema);
  compiled.set(rule, { type, formula });
  return formula;
}

function send(org: SalesforceOrg, { object, actions }: WorkflowRule, draft: Draft): void {
  for (const name of actions) {
    const message = org.workflow.message(object, name);
    if (message !== undefined) org.outbound.queue(message.Id, draft.get('Id') as string);
  }
}
