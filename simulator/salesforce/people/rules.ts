import type { Row } from '../../kernel/table.js';
import { invalidField } from '../errors.js';
import { compileFormula } from '../formula/compile.js';
import { parseId } from '../ids.js';
import type { SObjectType } from '../schema.js';
import type { AssignmentEntry } from '../state/assignment-rules.js';
import { checkOwner } from '../state/check-record.js';
import { createBySystem } from '../state/create.js';
import { updateBySystem } from '../state/update.js';
import type { ValidationRule } from '../state/validation-rules.js';
import type { SalesforceOrg } from '../state.js';
import { type Form, readForm, typeInfo } from './form.js';
import type { SpecialType } from './special.js';

const ASSIGNMENT_FORM: Form = { Name: 'text', objects: 'list', members: 'list', active: 'boolean', entries: 'structure' };

/** A lead or case assignment rule with its entries. One rule per object is active: activating one deactivates the other. */
export const ASSIGNMENT_RULE: SpecialType = {
  info: typeInfo('AssignmentRule', ASSIGNMENT_FORM),

  create(org, given, by) {
    const {
      Name = 'Standard',
      objects = ['Lead'],
      active = true,
      entries = [],
    } = readForm('AssignmentRule', ASSIGNMENT_FORM, given, 'create');
    const type = objectOf(org, (objects as unknown[])[0]);
    if (type.name !== 'Lead' && type.name !== 'Case') throw invalidField(`${type.name} has no assignment rules`, ['objects']);
    if (active === true) deactivate(org, type);
    const values = { Name, SobjectType: type.name, Active: active, entries: entriesOf(org, type, entries) };
    return createBySystem(org, 'AssignmentRule', values, by);
  },

  update(org, id, given) {
    const row = org.lookup(id)!;
    const type = objectOf(org, row['SobjectType']);
    const { Name, active, entries } = readForm('AssignmentRule', ASSIGNMENT_FORM, given, 'update');
    if (active === true) deactivate(org, type);
    updateBySystem(org, row, {
      ...(Name === undefined ? {} : { Name }),
      ...(active === undefined ? {} : { Active: active }),
      ...(entries === undefined ? {} : { entries: entriesOf(org, type, entries) }),
    });
  },

  delete: (org, id) => org.table(org.schema.type('AssignmentRule')!).remove(id, { operation: 'delete' }),
  read: (org, id) =>
    shown(org.lookup(id), (row) => ({ Name: row['Name'], objects: [row['SobjectType']], active: row['Active'], entries: row['entries'] })),
  list: (org) => rowsOf(org, 'AssignmentRule').map((row) => ASSIGNMENT_RULE.read(org, row['Id'] as string)!),
};

function deactivate(org: SalesforceOrg, type: SObjectType): void {
  const active = org.table(org.schema.type('AssignmentRule')!).filter((row) => row['Active'] === true && row['SobjectType'] === type.name);
  for (const row of active) updateBySystem(org, row, { Active: false });
}

function entriesOf(org: SalesforceOrg, type: SObjectType, given: unknown): readonly AssignmentEntry[] {
  if (!Array.isArray(given)) throw invalidField('entries must be a list', ['entries']);
  return given.map((entry: unknown) => {
    const { where = {}, assignTo } = (entry ?? {}) as { where?: Record<string, unknown>; assignTo?: unknown };
    const owner = parseId(String(assignTo));
    if (owner === null) throw invalidField(`${assignTo} is neither a user nor a queue`, ['entries']);
    checkOwner(org, type, owner);
    for (const [name, value] of Object.entries(where)) {
      if (type.field(name) === undefined) throw invalidField(`No such column '${name}' on sobject of type ${type.name}`, ['entries']);
      if (typeof value === 'object' && value !== null) throw invalidField(`criteria compare ${name} with one value`, ['entries']);
    }
    return { where, assignTo: owner };
  });
}

const DUPLICATE_FORM: Form = {
  object: 'text!',
  match: 'list!',
  action: 'text',
  active: 'boolean',
  name: 'text',
  alertText: 'text',
  fullName: 'text',
};

/** A duplicate rule with its matching fields. */
export const DUPLICATE_RULE: SpecialType = {
  info: typeInfo('DuplicateRule', DUPLICATE_FORM),

  create(org, given, by) {
    const form = readForm('DuplicateRule', DUPLICATE_FORM, given, 'create');
    const type = objectOf(org, form['object']);
    const name = String(form['name'] ?? `${type.name} Duplicate Rule`);
    const values = {
      MasterLabel: name,
      DeveloperName: form['fullName'] ?? name.replaceAll(/\W+/g, '_'),
      SobjectType: type.name,
      IsActive: form['active'] ?? true,
      Language: 'en_US',
      match: matchOf(type, form['match']),
      action: actionOf(form['action'] ?? 'block'),
      alertText: form['alertText'] ?? 'Use one of these records?',
    };
    return createBySystem(org, 'DuplicateRule', values, by);
  },

  update(org, id, given) {
    const row = org.lookup(id)!;
    const { active, action, match, alertText } = readForm('DuplicateRule', DUPLICATE_FORM, given, 'update');
    updateBySystem(org, row, {
      ...(active === undefined ? {} : { IsActive: active }),
      ...(action === undefined ? {} : { action: actionOf(action) }),
      ...(match === undefined ? {} : { match: matchOf(objectOf(org, row['SobjectType']), match) }),
      ...(alertText === undefined ? {} : { alertText }),
    });
  },

  delete: (org, id) => org.table(org.schema.type('DuplicateRule')!).remove(id, { operation: 'delete' }),
  read: (org, id) =>
    shown(org.lookup(id), (row) => ({
      object: row['SobjectType'],
      match: row['match'],
      action: row['action'],
      active: row['IsActive'],
      name: row['MasterLabel'],
      alertText: row['alertText'],
    })),
  list: (org) => rowsOf(org, 'DuplicateRule').map((row) => DUPLICATE_RULE.read(org, row['Id'] as string)!),
};

function actionOf(value: unknown): 'block' | 'alert' {
  if (value === 'block' || value === 'alert') return value;
  throw invalidField(`action is block or alert, not ${value}`, ['action']);
}

function matchOf(type: SObjectType, given: unknown): readonly string[] {
  return (given as unknown[]).map((name) => {
    const field = type.field(String(name));
    if (field === undefined || field.derive !== null)
      throw invalidField(`No such column '${name}' on sobject of type ${type.name}`, ['match']);
    return field.name;
  });
}

const VALIDATION_FORM: Form = {
  object: 'text!',
  fullName: 'text',
  errorConditionFormula: 'text!',
  errorMessage: 'text!',
  errorDisplayField: 'text',
  active: 'boolean',
};

/** A validation rule. Its formula is compiled when it is saved, and refused then if it cannot be understood. */
export const VALIDATION_RULE: SpecialType = {
  info: typeInfo('ValidationRule', VALIDATION_FORM),

  create(org, given) {
    const form = readForm('ValidationRule', VALIDATION_FORM, given, 'create');
    return org.validationRules.put(ruleOf(org, org.ids.next('03d'), form)).Id;
  },

  update(org, id, given) {
    const form = readForm('ValidationRule', VALIDATION_FORM, given, 'update');
    org.validationRules.put(ruleOf(org, id, { ...org.validationRules.get(id), ...form }));
  },

  delete: (org, id) => org.validationRules.remove(id, { operation: 'delete' }),
  read: (org, id) => org.validationRules.get(id) ?? null,
  list: (org) => [...org.validationRules.rows()],
};

function ruleOf(org: SalesforceOrg, id: string, form: Readonly<Record<string, unknown>>): ValidationRule {
  const type = objectOf(org, form['object']);
  const formula = String(form['errorConditionFormula']);
  compileFormula(formula, type, org.schema);
  const display = form['errorDisplayField'] ?? null;
  const field = display === null ? null : type.field(String(display));
  if (field === undefined) throw invalidField(`No such column '${display}' on sobject of type ${type.name}`, ['errorDisplayField']);
  return {
    Id: id,
    object: type.name,
    fullName: String(form['fullName'] ?? `Rule_${id.slice(12, 15)}`),
    errorConditionFormula: formula,
    errorMessage: String(form['errorMessage']),
    errorDisplayField: field?.name ?? null,
    active: form['active'] !== false,
  };
}

function objectOf(org: SalesforceOrg, name: unknown): SObjectType {
  const type = org.schema.type(String(name));
  if (type === undefined) throw invalidField(`sObject type '${name}' is not supported.`, ['object']);
  return type;
}

function rowsOf(org: SalesforceOrg, typeName: string): readonly Row[] {
  return [...org.table(org.schema.type(typeName)!).rows()];
}

function shown(row: Row | undefined, show: (row: Row) => Row): Row | null {
  return row === undefined ? null : { Id: row['Id'], ...show(row) };
}
