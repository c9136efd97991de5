import type { Row } from '../../kernel/table.js';
import { invalidCrossReference } from '../errors.js';
import type { SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import { checkOwner } from './check-record.js';
import type { Draft } from './draft.js';
import type { Save } from './save.js';

/** One line of a rule: every field has the value, letter case aside; then the record goes to a user or queue. */
export type AssignmentEntry = { readonly where: Readonly<Record<string, unknown>>; readonly assignTo: string };

/** What an assignment rule's row has beside its queryable fields. */
export type AssignmentRuleRow = Row & { readonly entries: readonly AssignmentEntry[] };

/**
 * Gives the record to whom the first matching entry names, overriding the owner that the call sent. No match leaves the owner alone.
 *
 * Source: REST API guide, "Assignment Rule Header"; Salesforce Help, "Set Up Assignment Rules".
 */
export function assign(org: SalesforceOrg, type: SObjectType, draft: Draft, save: Save): void {
  if (save.assignment === undefined || save.assignment === 'none') return;
  if (type.name !== 'Lead' && type.name !== 'Case') return;
  const rule = ruleFor(org, type, save.assignment);
  const entry = rule?.entries.find(({ where }) => Object.entries(where).every(([name, value]) => holds(type, draft, name, value)));
  if (entry === undefined || entry.assignTo === draft.get('OwnerId')) return;
  checkOwner(org, type, entry.assignTo);
  draft.set('OwnerId', entry.assignTo);
}

/** The active rule of an object, or a named one even if it is not active. */
function ruleFor(org: SalesforceOrg, type: SObjectType, wanted: 'active' | { readonly ruleId: string }): AssignmentRuleRow | undefined {
  const rules = org.table(org.schema.type('AssignmentRule')!);
  if (wanted === 'active') {
    return rules.filter((row) => row['Active'] === true && row['SobjectType'] === type.name)[0] as AssignmentRuleRow | undefined;
  }
  const rule = rules.get(wanted.ruleId);
  if (rule === undefined || rule['SobjectType'] !== type.name) throw invalidCrossReference();
  return rule as AssignmentRuleRow;
}

/** Whether the object has an active rule at all. */
export function hasActiveRule(org: SalesforceOrg, type: SObjectType): boolean {
  return ruleFor(org, type, 'active') !== undefined;
}

function holds(type: SObjectType, draft: Draft, name: string, wanted: unknown): boolean {
  const value = draft.get(type.field(name)!.name);
  if (wanted === null || value === null) return wanted === value;
  return String(value).toLowerCase() === String(wanted).toLowerCase();
}
