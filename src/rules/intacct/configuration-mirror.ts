import { byIdentity } from '../../model/by-identity.js';
import type { MirrorSettings, SalesforceRow } from '../../model/intacct.js';
import { type IntacctConclusion, skip, update } from './conclusions.js';
import { textOf } from './standard-mappings.js';

/** The package's page *Intacct Configuration*, values marked "Intacct managed". Source: IA-50; the name is assumed there. */
export const CONFIGURATION_OBJECT = 'ia_crm__Intacct_Configuration__c';

/** Settings that are managed in Intacct and shown in Salesforce, each in a field named after it. Source: IA-50; reference B.1 to B.3. */
export const MIRRORED_SETTINGS: readonly string[] = [
  'sync.enabled',
  'subscription.active',
  'subscription.environment',
  'accounts.syncFirst',
  'accounts.addNew',
  'accounts.syncOnlyOnce',
  'accounts.updateAddressCategories',
  'accounts.updateBillToShipToCategories',
  'accounts.defaultContactsFromSalesforce',
  'contacts.requireContacts',
  'contacts.addNew',
  'contacts.syncFirst',
  'contacts.syncOnlyOnce',
  'opportunities.updateQuoteAmount',
  'opportunities.includeTaxAndAddons',
  'opportunities.replaceWithOrderAmount',
  'orderEntry.priceListSync',
  'orderEntry.priceSource',
  'orderEntry.oneToOne',
  'orderEntry.advancedWorkflow',
  'payments.enabled',
  'contracts.enabled',
  'projects.enabled',
  'gl.enabled',
  'reseller.accountTypes',
];

/** `accounts.addNew` is shown in `ia_crm__Accounts_Add_New__c`. */
export function mirrorField(key: string): string {
  const words = key.split('.').flatMap((part) => part.split(/(?=[A-Z])/));
  return `ia_crm__${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('_')}__c`;
}

const FIELDS = MIRRORED_SETTINGS.map((key) => ({ key, field: mirrorField(key) }));

/** The mirrored values in force, by field. A setting that has no value is not shown. */
export const mirroredValues = byIdentity((values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const shown = FIELDS.filter(({ key }) => values[key] !== undefined && values[key] !== null);
  return Object.fromEntries(shown.map(({ key, field }) => [field, shownAs(values[key])]));
});

/** A list is shown as its values with a semicolon between. */
function shownAs(value: unknown): unknown {
  return Array.isArray(value) ? value.join(';') : value;
}

/**
 * Decides what the mirror of the subscription page in Salesforce lacks.
 *
 * Source: IA-50: the state of the settings is visible in Salesforce, read-only.
 */
export function settingsToSalesforce(wanted: Readonly<Record<string, unknown>>, mirror: SalesforceRow): IntacctConclusion {
  const changed = Object.entries(wanted).filter(([field, value]) => textOf(mirror[field]) !== textOf(value));
  if (changed.length === 0) return skip(['IA-50'], 'already-the-same', 'the mirror of the settings holds everything already');
  const command: MirrorSettings = {
    kind: 'mirror-settings',
    record: { system: 'salesforce', object: CONFIGURATION_OBJECT, id: mirror.Id },
    batch: CONFIGURATION_OBJECT,
    fields: Object.fromEntries(changed),
  };
  return update(['IA-43', 'IA-50'], 'settings-saved', changed.map(([field, value]) => `${field}: ${textOf(value)}`).join(', '), [command]);
}
