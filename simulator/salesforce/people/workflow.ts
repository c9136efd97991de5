import { invalidField } from '../errors.js';
import { compileFormula } from '../formula/compile.js';
import { parseId } from '../ids.js';
import type { Criterion, SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import { checkedCriterion } from '../workflow/criteria.js';
import { type MessageDefinition, TRIGGER_TYPES, type TriggerType, type WorkflowRule } from '../workflow/definitions.js';
import { type Form, readForm, typeInfo } from './form.js';
import type { SpecialType } from './special.js';

const RULE_FORM: Form = {
  object: 'text!',
  fullName: 'text!',
  triggerType: 'text',
  formula: 'text',
  criteriaItems: 'structure',
  actions: 'list',
  active: 'boolean',
};

/** A workflow rule with its outbound messages. Its formula is compiled when it is saved, and refused then if it cannot be understood. */
export const WORKFLOW_RULE: SpecialType = {
  info: typeInfo('WorkflowRule', RULE_FORM),
  create: (org, given) => org.workflow.rules.put(ruleOf(org, org.ids.next('01Q'), readForm('WorkflowRule', RULE_FORM, given, 'create'))).Id,
  update(org, id, given) {
    const known = org.workflow.rules.get(id)!;
    const form = readForm('WorkflowRule', RULE_FORM, given, 'update');
    org.workflow.rules.put(ruleOf(org, id, { ...known, criteriaItems: known.criteria, ...form }));
  },
  delete: (org, id) => org.workflow.rules.remove(id, { operation: 'delete' }),
  read: (org, id) => org.workflow.rules.get(id) ?? null,
  list: (org) => [...org.workflow.rules.rows()],
};

function ruleOf(org: SalesforceOrg, Id: string, form: Readonly<Record<string, unknown>>): WorkflowRule {
  const type = objectOf(org, form['object']);
  const { fullName, triggerType = 'onAllChanges', formula = null, criteriaItems = [], actions = [], active = true } = form;
  if (!(TRIGGER_TYPES as readonly unknown[]).includes(triggerType)) {
    throw invalidField(`triggerType: bad value for restricted picklist field: ${triggerType}`, ['triggerType']);
  }
  if (formula !== null) compileFormula(String(formula), type, org.schema);
  if (!Array.isArray(criteriaItems)) throw invalidField('criteriaItems must be a list', ['criteriaItems']);
  for (const name of actions as unknown[]) {
    if (org.workflow.message(type.name, String(name)) === undefined)
      throw invalidField(`${name} is no outbound message of ${type.name}`, ['actions']);
  }
  return {
    Id,
    object: type.name,
    fullName: String(fullName),
    active: active === true,
    triggerType: triggerType as TriggerType,
    formula: formula === null ? null : String(formula),
    criteria: criteriaItems.map((item) => checkedCriterion(type, criterionOf(item))),
    actions: (actions as unknown[]).map(String),
  };
}

function criterionOf(item: unknown): Criterion {
  const { field = '', operation = 'equals', value = '' } = (item ?? {}) as Partial<Record<keyof Criterion, unknown>>;
  return { field: String(field), operation: String(operation), value: String(value ?? '') };
}

const MESSAGE_FORM: Form = {
  object: 'text!',
  fullName: 'text!',
  endpointUrl: 'text!',
  fields: 'list',
  includeSessionId: 'boolean',
  integrationUser: 'text',
  apiVersion: 'text',
};

/** An outbound message: sent by the workflow rules that name it. */
export const OUTBOUND_MESSAGE: SpecialType = {
  info: typeInfo('WorkflowOutboundMessage', MESSAGE_FORM),
  create: (org, given, by) =>
    org.workflow.messages.put(messageOf(org, org.ids.next('04k'), readForm('WorkflowOutboundMessage', MESSAGE_FORM, given, 'create'), by))
      .Id,
  update(org, id, given, by) {
    const form = readForm('WorkflowOutboundMessage', MESSAGE_FORM, given, 'update');
    org.workflow.messages.put(messageOf(org, id, { ...org.workflow.messages.get(id), ...form }, by));
  },
  delete: (org, id) => org.workflow.messages.remove(id, { operation: 'delete' }),
  read: (org, id) => org.workflow.messages.get(id) ?? null,
  list: (org) => [...org.workflow.messages.rows()],
};

function messageOf(org: SalesforceOrg, Id: string, form: Readonly<Record<string, unknown>>, by: string): MessageDefinition {
  const type = objectOf(org, form['object']);
  const { fullName, endpointUrl, fields = [], includeSessionId = false, integrationUser, apiVersion = '62.0' } = form;
  if (!/^https?:\/\/[^\s/]/i.test(String(endpointUrl))) throw invalidField('endpointUrl: invalid endpoint URL', ['endpointUrl']);
  return {
    Id,
    object: type.name,
    fullName: String(fullName),
    endpointUrl: String(endpointUrl),
    fields: (fields as unknown[]).map((name) => {
      const field = type.field(String(name));
      if (field === undefined) throw invalidField(`No such column '${name}' on sobject of type ${type.name}`, ['fields']);
      return field.name;
    }),
    includeSessionId: includeSessionId === true,
    integrationUser: userOf(org, integrationUser, by),
    apiVersion: String(apiVersion),
  };
}

/** By id or user name; whoever saves, where nobody is named. */
function userOf(org: SalesforceOrg, named: unknown, by: string): string {
  if (named === undefined || named === '') return by;
  const users = org.schema.type('User')!;
  const found = org.lookup(parseId(String(named)) ?? '') ?? org.findBy(users, users.field('Username')!, String(named))[0];
  if (found === undefined || !String(found['Id']).startsWith('005'))
    throw invalidField(`integrationUser: no user named ${named} found`, ['integrationUser']);
  return found['Id'] as string;
}

function objectOf(org: SalesforceOrg, name: unknown): SObjectType {
  const type = org.schema.type(String(name));
  if (type === undefined || !type.definition.isTriggerable) throw invalidField(`sObject type '${name}' is not supported.`, ['object']);
  return type;
}
