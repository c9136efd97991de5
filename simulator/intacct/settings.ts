import type { SettingDefinition } from '../kernel/settings.js';
import type { ObjectDefinition } from './objects/definition.js';
import { objectNamed } from './objects/dictionary.js';
import { disabledValidations, documents, opportunityJob, retentionDays } from './order-entry-settings.js';

type Check = SettingDefinition['check'];

/** The help pages that the definitions come from. */
const SOURCE = 'Advanced CRM Integration help, Configure Intacct';

const bool: Check = (value) => (typeof value === 'boolean' ? null : 'must be true or false');
/** A box that can be checked only while another one is. */
const boolUnder =
  (prerequisite: string): Check =>
  (value, all, key) =>
    bool(value, all, key) ?? (value === true && all[prerequisite] !== true ? `is available only while ${prerequisite} is on` : null);
const oneOf =
  (...choices: readonly unknown[]): Check =>
  (value) =>
    choices.includes(value) ? null : `must be one of ${choices.join(', ')}`;
const textOrNone: Check = (value) =>
  value === null || (typeof value === 'string' && value !== '') ? null : 'must be a text, or null for none';
const textList =
  (max: number): Check =>
  (value) => {
    if (!Array.isArray(value) || value.some((each) => typeof each !== 'string' || each === '')) return 'must be a list of texts';
    return value.length > max ? `takes at most ${max} values` : null;
  };
/** Texts in a list that has no bound of its own. */
const TEXTS_MAX = 200;
const list: Check = (value) => (Array.isArray(value) ? null : 'must be a list');

function setting(key: string, label: string, value: unknown, check: Check): SettingDefinition {
  return { key, label, default: value, check, source: SOURCE };
}

/** A pair of the user access list: who somebody is in either system. */
export type UserAccess = { readonly intacctUser: string; readonly salesforceUser: string };

/** The values of `accounts.defaultContactsFromSalesforce` and the boxes that each needs. Source: help page "config-accounts". */
const DEFAULT_CONTACTS: Readonly<Record<string, readonly string[]>> = {
  never: [],
  lookup: ['accounts.updateBillToShipToCategories'],
  address: ['accounts.updateAddressCategories'],
  lookupElseAddress: ['accounts.updateBillToShipToCategories', 'accounts.updateAddressCategories'],
};

const defaultContacts: Check = (value, all) => {
  const needs = typeof value === 'string' && Object.hasOwn(DEFAULT_CONTACTS, value) ? DEFAULT_CONTACTS[value]! : null;
  if (needs === null) return `must be one of ${Object.keys(DEFAULT_CONTACTS).join(', ')}`;
  const missing = needs.filter((key) => all[key] !== true);
  return missing.length === 0 ? null : `"${value}" is available only while ${missing.join(' and ')} is on`;
};

/** Options that hang on others, with the value they go back to. Source: D-15; the boxes under *Update quote amount* go the same way; switching custom validations off switches all validations on again. */
const DEPENDENTS: readonly (readonly [key: string, check: Check, reset: unknown])[] = [
  ['accounts.defaultContactsFromSalesforce', defaultContacts, 'never'],
  ...['opportunities.includeTaxAndAddons', 'opportunities.replaceWithOrderAmount'].map(
    (key) => [key, boolUnder('opportunities.updateQuoteAmount'), false] as const,
  ),
  ['main.disabledValidations', disabledValidations, []],
];

/** The options that hold no longer under the settings in force, with the values they go back to. */
export function lostDependents(all: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(DEPENDENTS.filter(([key, check]) => check(all[key], all, key) !== null).map(([key, , reset]) => [key, reset]));
}

/** A name in the list stands for the pair of same-named users. */
export function asUserAccess(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((each) => (typeof each === 'string' ? { intacctUser: each, salesforceUser: each } : each));
}

const userAccess: Check = (value) => {
  if (!Array.isArray(value)) return 'must be a list of users';
  const isPair = (each: unknown): each is UserAccess =>
    typeof each === 'object' && each !== null && isName((each as UserAccess).intacctUser) && isName((each as UserAccess).salesforceUser);
  if (!value.every((each) => isName(each) || isPair(each))) return 'must hold names, or pairs of intacctUser and salesforceUser';
  const pairs = asUserAccess(value) as readonly UserAccess[];
  const isTwice = (side: keyof UserAccess): boolean => new Set(pairs.map((pair) => pair[side])).size < pairs.length;
  return isTwice('intacctUser') || isTwice('salesforceUser') ? 'names a user twice' : null;
};

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Rows of the standard mapping that cannot be overridden. Source: help page "fieldmapping": rows marked with a star. */
const LOCKED: Readonly<Record<string, readonly string[]>> = {
  CUSTOMER: ['CUSTOMERID', 'NAME', 'DISPLAYCONTACT.PRINTAS', 'DISPLAYCONTACT.CONTACTNAME'],
  CONTACT: ['CONTACTNAME', 'PRINTAS'],
};

const RULES = ['fromIntacct', 'toIntacct', 'biDirectional'];

/**
 * Checks the rows of a field mapping.
 *
 * Source: help page "fieldmapping": one field to one field; starred rows cannot be overridden; derived fields come from Intacct only.
 */
const mappings =
  (object: 'CUSTOMER' | 'CONTACT', objects: Objects): Check =>
  (value) => {
    if (!Array.isArray(value)) return 'must be a list of rows';
    for (const [index, row] of value.entries()) {
      const complaint = mappingRow(object, objects, row as Readonly<Record<string, unknown>> | null);
      if (complaint !== null) return `row ${index + 1}: ${complaint}`;
    }
    const rows = value as readonly Readonly<Record<string, string>>[];
    for (const side of ['intacctField', 'salesforceField']) {
      const names = rows.map((row) => `${row['object'] ?? ''} ${row[side]!.toUpperCase()}`);
      const twice = names.find((name, index) => names.indexOf(name) !== index);
      if (twice !== undefined) return `the field ${twice.trim()} is mapped twice`;
    }
    return null;
  };

/** The objects of a company by name, with its own fields. */
type Objects = (name: string) => ObjectDefinition | undefined;

function mappingRow(object: 'CUSTOMER' | 'CONTACT', objects: Objects, row: Readonly<Record<string, unknown>> | null): string | null {
  if (typeof row !== 'object' || row === null) return 'must be a map';
  const { intacctField, salesforceField, rule, status = 'active' } = row;
  if (!isName(intacctField) || !isName(salesforceField)) return 'needs intacctField and salesforceField';
  if (!RULES.includes(String(rule))) return `rule must be one of ${RULES.join(', ')}`;
  if (status !== 'active' && status !== 'inactive') return 'status must be active or inactive';
  const field = objects(object)!.byName.get(intacctField.toUpperCase());
  if (field === undefined) return `${object} has no field ${intacctField}`;
  if (LOCKED[object]!.includes(field.name)) return `${field.name} is mapped by the standard and cannot be overridden`;
  if (field.isReadOnly === true && rule !== 'fromIntacct') return `${field.name} is derived and can only come from Intacct`;
  return null;
}

/**
 * The subscription page of Advanced CRM Integration.
 *
 * Source:  help pages config-overview, config-accounts, config-contacts, config-OE, config-contracts-overview.
 * Assumed: where a default is not documented, off; a stage starts subscribed, with `admin` and `connector` as mapped users.
 */
export const settingsOf = (objects: Objects): readonly SettingDefinition[] => [
  setting('subscription.active', 'Advanced CRM Integration subscription', true, bool),
  setting('subscription.environment', 'Salesforce environment', 'production', oneOf('production', 'sandbox')),
  setting('subscription.integrationUser', 'Integration user', 'connector', textOrNone),
  setting('sync.enabled', 'Enable Intacct Salesforce synchronization', true, bool),
  setting('users.access', 'User access', asUserAccess(['admin', 'connector']), userAccess),
  setting('users.syncUnmapped', 'Sync Records For Unmapped Users', false, bool),
  setting('company.multiCurrency', 'Multi-currency', false, bool),
  setting('sequences.customer', 'Document sequencing: Customers', 'customers', textOrNone),
  setting('sequences.contract', 'Document sequencing: Contracts', 'contracts', textOrNone),
  setting('reseller.accountTypes', 'Reseller account types', ['Reseller'], textList(3)),
  setting('accounts.syncFirst', 'Sync account or contact first', false, bool),
  setting('accounts.addNew', 'Add new account to Intacct', false, bool),
  setting('accounts.syncOnlyOnce', 'Sync only once', false, bool),
  setting('accounts.updateAddressCategories', 'Update billing and shipping address categories', false, bool),
  setting('accounts.updateBillToShipToCategories', 'Update bill-to and ship-to address categories', false, bool),
  setting(
    'accounts.defaultContactsFromSalesforce',
    'Update Customer bill-to and ship-to default contacts from Salesforce',
    'never',
    defaultContacts,
  ),
  setting('accounts.mappings', 'Account field mapping', [], mappings('CUSTOMER', objects)),
  setting('contacts.requireContacts', 'Require contacts', false, bool),
  setting('contacts.addNew', 'Add new contact to Intacct', false, bool),
  setting('contacts.syncFirst', 'Sync contact first', false, bool),
  setting('contacts.syncOnlyOnce', 'Sync only once', false, bool),
  setting('contacts.mappings', 'Contact field mapping', [], mappings('CONTACT', objects)),
  setting('opportunities.updateQuoteAmount', 'Update quote amount', false, bool),
  setting('opportunities.includeTaxAndAddons', 'Include tax and add-ons', false, boolUnder('opportunities.updateQuoteAmount')),
  setting(
    'opportunities.replaceWithOrderAmount',
    'Replace quote amount with order amount',
    false,
    boolUnder('opportunities.updateQuoteAmount'),
  ),
  setting('orderEntry.priceListSync', 'Price list synchronization', false, bool),
  setting('orderEntry.priceSource', 'Price source', 'salesforce', oneOf('salesforce', 'intacct')),
  setting('orderEntry.oneToOne', 'One-to-one relationship', false, bool),
  setting('orderEntry.advancedWorkflow', 'Enable advanced sales document workflow', false, bool),
  setting(
    'orderEntry.documents',
    'Transaction definitions',
    ['Sales Quote', 'Sales Order', 'Sales Invoice'].map((definition) => ({
      definition,
      fromSalesforce: true,
      toSalesforce: true,
      includeDetails: true,
    })),
    documents(objects),
  ),
  setting('orderEntry.recordTypes', 'Order entry record types', [], textList(TEXTS_MAX)),
  setting('orderEntry.stages', 'Ready stages', [], textList(3)),
  setting('orderEntry.job', 'Sync Opportunities job', null, opportunityJob),
  setting('payments.enabled', 'AR payments', false, bool),
  setting('contracts.enabled', 'Contracts', true, bool),
  setting('contracts.syncOnlyOnce', 'Contract sync only once', 'none', oneOf('none', 'draft', 'all')),
  setting('contracts.recordTypes', 'Contract record types', ['Contract'], textList(TEXTS_MAX)),
  setting('contracts.headerOnly', 'Header only', false, bool),
  setting('renewals.priceBook', 'Renewal price book', null, textOrNone),
  setting('projects.enabled', 'Projects', false, bool),
  setting('projects.mappings', 'Project field mapping', [], list),
  setting('gl.enabled', 'General ledger', false, bool),
  setting('gl.accounts', 'GL accounts', [], list),
  setting('gl.journals', 'GL journals', [], list),
  setting('other.showSalesforceAccountDetails', 'Show Salesforce account details', false, bool),
  setting('other.fields', 'Salesforce account fields', [], list),
  setting('main.logPurge', 'Error log retention in days', null, retentionDays),
  setting('main.customValidations', 'Custom validations', false, bool),
  setting('main.disabledValidations', 'Disabled validations', [], disabledValidations),
  setting('main.priceBookUser', 'Price book user', null, textOrNone),
];

/** The page of a company without fields of its own. */
export const SETTINGS = settingsOf(objectNamed);
