import { rowError } from '../errors.js';
import { DUPLICATE_RULE } from '../people/rules.js';
import { childrenNamed, childText, type Element, tag } from '../soap/xml.js';
import type { DuplicateRuleRow } from '../state/duplicate-rules.js';
import type { SalesforceOrg } from '../state.js';

/** A matching rule that came by itself, before the duplicate rules that use it. */
export type MatchingRule = {
  readonly object: string;
  readonly name: string;
  readonly label: string;
  readonly fields: readonly string[];
};

/**
 * Keeps the matching rules of an object for the duplicate rules that name them.
 *
 * Source:  Metadata API guide, "MatchingRule".
 * Refuses: matching methods other than `Exact`, and blanks that match: the org would not carry them out.
 */
export function saveMatchingRules(org: SalesforceOrg, object: string, element: Element): boolean {
  const read = childrenNamed(element, 'matchingRules').map((rule) => readMatchingRule(object, rule));
  const others = org.matchingRules.get().filter((known) => !read.some((each) => each.object === known.object && each.name === known.name));
  const isNew = others.length === org.matchingRules.get().length;
  org.matchingRules.set([...others, ...read]);
  return isNew;
}

function readMatchingRule(object: string, rule: Element): MatchingRule {
  const name = childText(rule, 'fullName') ?? '';
  const fields = childrenNamed(rule, 'matchingRuleItems').map((item) => {
    const method = childText(item, 'matchingMethod') ?? 'Exact';
    if (method !== 'Exact') throw refused(`${name} compares ${childText(item, 'fieldName')} by ${method}, and only Exact is available`);
    if (childText(item, 'blankValueBehavior') === 'MatchBlanks') throw refused(`${name} matches blanks, which is not available`);
    return childText(item, 'fieldName') ?? '';
  });
  if (fields.length === 0) throw refused(`${name} has no matchingRuleItems`);
  return { object, name, label: childText(rule, 'label') ?? name, fields };
}

/**
 * Adds a duplicate rule or changes it. Says whether it is new.
 *
 * Source:  Metadata API guide, "DuplicateRule": `actionOnInsert` and `actionOnUpdate` are `Allow` or `Block`.
 * Assumed: the stricter of the two actions holds for both.
 * Refuses: rules over two objects, filters, and matching rules that are not known.
 */
export function saveDuplicateRule(org: SalesforceOrg, object: string, name: string, element: Element, by: string): boolean {
  const matches = childrenNamed(element, 'duplicateRuleMatchRules');
  if (matches.length !== 1) throw refused(`${name} has ${matches.length} matching rules, and one is available`);
  if (childText(matches[0], 'matchRuleSObjectType') !== object) throw refused(`${name} matches another object than its own`);
  if (childrenNamed(element, 'duplicateRuleFilter').some(({ children }) => children.length > 0))
    throw refused(`${name} has a filter, which is not available`);
  const wanted = childText(matches[0], 'matchingRule') ?? '';
  const fields = fieldsOf(org, object, wanted);
  if (fields === undefined) throw refused(`${name} uses the matching rule ${wanted}, which is not available`);
  const blocks = [childText(element, 'actionOnInsert'), childText(element, 'actionOnUpdate')].includes('Block');
  const form = {
    match: fields,
    action: blocks ? 'block' : 'alert',
    active: childText(element, 'isActive') !== 'false',
    ...(childText(element, 'alertText') ? { alertText: childText(element, 'alertText') } : {}),
  };
  const known = duplicateRuleNamed(org, object, name);
  if (known === undefined) {
    DUPLICATE_RULE.create(org, { object, name: childText(element, 'masterLabel') ?? name, fullName: name, ...form }, by);
  } else DUPLICATE_RULE.update(org, known['Id'] as string, form, by);
  return known === undefined;
}

function fieldsOf(org: SalesforceOrg, object: string, name: string): readonly string[] | undefined {
  const kept = org.matchingRules.get().find((rule) => rule.object === object && rule.name === name);
  return kept?.fields ?? duplicateRulesOf(org).find((rule) => rule['SobjectType'] === object && ownMatchingRule(rule) === name)?.match;
}

/** The duplicate rule of an object by its name. */
export function duplicateRuleNamed(org: SalesforceOrg, object: string, name: string): DuplicateRuleRow | undefined {
  return duplicateRulesOf(org).find((rule) => rule['SobjectType'] === object && rule['DeveloperName'] === name);
}

export function duplicateRulesOf(org: SalesforceOrg): readonly DuplicateRuleRow[] {
  return [...org.table(org.schema.type('DuplicateRule')!).rows()] as unknown as readonly DuplicateRuleRow[];
}

/** The matching rule of a duplicate rule that people made: they write its fields themselves. */
const ownMatchingRule = (rule: DuplicateRuleRow): string => `${rule['DeveloperName']}_Match_Rule`;

/** A duplicate rule as elements. */
export function printDuplicateRule(org: SalesforceOrg, rule: DuplicateRuleRow, fullName: string): string {
  const object = String(rule['SobjectType']);
  const own = ownMatchingRule(rule);
  const kept = org.matchingRules.get().find((each) => each.object === object && each.fields.join() === rule.match.join());
  const action = rule.action === 'block' ? 'Block' : 'Allow';
  const operations =
    action === 'Block' ? '' : '<operationsOnInsert>Alert</operationsOnInsert><operationsOnUpdate>Alert</operationsOnUpdate>';
  const match = tag('matchRuleSObjectType', object) + tag('matchingRule', kept?.name ?? own);
  return [
    tag('fullName', fullName),
    tag('actionOnInsert', action),
    tag('actionOnUpdate', action),
    tag('alertText', rule.alertText),
    `<duplicateRuleMatchRules>${match}</duplicateRuleMatchRules>`,
    tag('isActive', rule['IsActive'] === true),
    tag('masterLabel', String(rule['MasterLabel'])),
    operations,
    '<securityOption>EnforceSharingRules</securityOption>',
  ].join('');
}

/** The matching rules of an object as elements; null when it has none. */
export function printMatchingRules(org: SalesforceOrg, object: string): string | null {
  const rules = matchingRulesOf(org).filter((rule) => rule.object === object);
  if (rules.length === 0) return null;
  const printed = rules.map(({ name, label, fields }) => {
    const items = fields.map(
      (field) =>
        `<matchingRuleItems><blankValueBehavior>NullNotAllowed</blankValueBehavior>${tag('fieldName', field)}<matchingMethod>Exact</matchingMethod></matchingRuleItems>`,
    );
    return `<matchingRules>${tag('fullName', name)}${tag('label', label)}${items.join('')}<ruleStatus>Active</ruleStatus></matchingRules>`;
  });
  return `${tag('fullName', object)}${printed.join('')}`;
}

/** Every matching rule: those that came by themselves, and those of duplicate rules that people made. */
export function matchingRulesOf(org: SalesforceOrg): readonly MatchingRule[] {
  const kept = org.matchingRules.get();
  const own = duplicateRulesOf(org).map((rule) => ({
    object: String(rule['SobjectType']),
    name: ownMatchingRule(rule),
    label: `${rule['MasterLabel']} Match Rule`,
    fields: rule.match,
  }));
  return [
    ...kept,
    ...own.filter(({ object, fields }) => !kept.some((each) => each.object === object && each.fields.join() === fields.join())),
  ];
}

const refused = (message: string) => rowError('FIELD_INTEGRITY_EXCEPTION', message, ['matchingRule']);
