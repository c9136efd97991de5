import { describe, expect, it } from 'vitest';
import { intacctSettings } from '../../../../src/rules/intacct/settings.js';

type Values = Readonly<Record<string, unknown>>;

const NOTHING = intacctSettings({});
const map = { object: 'Account', intacctField: 'taxId', salesforceField: 'Tax__c', rule: 'toIntacct', status: 'active' };
const spelt = { ...map, intacctField: 'TAXID' };

/** A value of the page, where the rules find it, and what they find there. */
const READ: readonly (readonly [key: string, value: unknown, path: string, found: unknown])[] = [
  ['subscription.active', false, 'isActive', false],
  ['subscription.environment', 'sandbox', 'environment', 'sandbox'],
  ['company.multiCurrency', true, 'isMultiCurrency', true],
  ['sync.enabled', false, 'isEnabled', false],
  ['users.access', ['ann'], 'access', [{ salesforceUser: 'ann', intacctUser: 'ann' }]],
  [
    'users.access',
    [{ salesforceUser: 'a', intacctUser: 'b' }, {}, null],
    'access',
    [
      { salesforceUser: 'a', intacctUser: 'b' },
      { salesforceUser: '', intacctUser: '' },
      { salesforceUser: 'null', intacctUser: 'null' },
    ],
  ],
  ['users.syncUnmapped', true, 'syncUnmapped', true],
  ['sequences.customer', 'customers', 'customerSequence', 'customers'],
  ['sequences.contract', 'contracts', 'contractSequence', 'contracts'],
  ['reseller.accountTypes', ['Partner'], 'resellerTypes', ['Partner']],
  ['accounts.syncFirst', true, 'accounts.syncFirst', true],
  ['accounts.addNew', true, 'accounts.addNew', true],
  ['accounts.syncOnlyOnce', true, 'accounts.syncOnlyOnce', true],
  ['accounts.updateAddressCategories', true, 'accounts.updateAddressCategories', true],
  ['accounts.updateBillToShipToCategories', true, 'accounts.updateBillToShipToCategories', true],
  ['accounts.defaultContactsFromSalesforce', 'lookup', 'accounts.defaultContacts', 'lookup'],
  ['accounts.mappings', [map, { intacctField: 'TAXID' }, 'x', null], 'accounts.mappings', [spelt]],
  ['contacts.addNew', true, 'contacts.addNew', true],
  ['contacts.syncFirst', true, 'contacts.syncFirst', true],
  ['contacts.syncOnlyOnce', true, 'contacts.syncOnlyOnce', true],
  ['contacts.mappings', [map, { salesforceField: 'Tax__c' }], 'contacts.mappings', [spelt]],
  ['contacts.requireContacts', true, 'contacts.requireContacts', true],
  ['orderEntry.oneToOne', true, 'orderEntry.oneToOne', true],
  ['orderEntry.priceSource', 'intacct', 'orderEntry.priceSource', 'intacct'],
  [
    'orderEntry.documents',
    [
      { definition: 'Sales Order', fromSalesforce: true, toSalesforce: true, includeDetails: true, headerMap: [map], lineMap: [map] },
      {},
      null,
      7,
    ],
    'orderEntry.documents',
    [
      { definition: 'Sales Order', fromSalesforce: true, toSalesforce: true, includeDetails: true, headerMap: [spelt], lineMap: [spelt] },
      ...[1, 2, 3].map(() => ({
        definition: '',
        fromSalesforce: false,
        toSalesforce: false,
        includeDetails: false,
        headerMap: [],
        lineMap: [],
      })),
    ],
  ],
  ['orderEntry.recordTypes', ['Deal'], 'orderEntry.recordTypes', ['Deal']],
  ['orderEntry.stages', ['Won'], 'orderEntry.stages', ['Won']],
  ['orderEntry.job', { definition: 'Sales Order', everyHours: 24 }, 'orderEntry.job', { definition: 'Sales Order', everyHours: 24 }],
  ['main.logPurge', 30, 'logDays', 30],
  ['opportunities.updateQuoteAmount', true, 'opportunities.updateQuoteAmount', true],
  ['opportunities.includeTaxAndAddons', true, 'opportunities.includeTaxAndAddons', true],
  ['opportunities.replaceWithOrderAmount', true, 'opportunities.replaceWithOrderAmount', true],
  ['contracts.enabled', false, 'contracts.isEnabled', false],
  ['contracts.syncOnlyOnce', 'draft', 'contracts.syncOnlyOnce', 'draft'],
  ['contracts.recordTypes', ['Contract'], 'contracts.recordTypes', ['Contract']],
  ['contracts.headerOnly', true, 'contracts.headerOnly', true],
];

describe('The settings that rules read', () => {
  it.each(READ)('%s as %j is %s', (key, value, path, found) => {
    expect(valueAt(intacctSettings({ [key]: value }), path)).toEqual(found);
    expect(valueAt(NOTHING, path)).not.toEqual(found);
  });

  it('say nothing that the page does not say', () => {
    for (const [key, value, path] of READ) {
      const changed = READ.filter(([, , other]) => other !== path).filter(
        ([, , other]) => JSON.stringify(valueAt(intacctSettings({ [key]: value }), other)) !== JSON.stringify(valueAt(NOTHING, other)),
      );
      expect(changed, key).toEqual([]);
    }
  });

  it('have the defaults of the page', () => {
    expect(NOTHING).toMatchObject({
      isActive: true,
      environment: 'production',
      isEnabled: true,
      customerSequence: null,
      contractSequence: null,
      resellerTypes: ['Reseller'],
      accounts: { defaultContacts: 'never', mappings: [] },
      orderEntry: { priceSource: 'salesforce', documents: [] },
      contracts: { isEnabled: true, syncOnlyOnce: 'none' },
    });
  });

  it.each([[''], [7], [null]])('take %j for no text', (value) => {
    const values: Values = { 'subscription.environment': value, 'sequences.customer': value };
    expect(intacctSettings(values)).toMatchObject({ environment: 'production', customerSequence: null });
  });

  it('are read once from one page', () => {
    const page = { 'accounts.addNew': true };
    expect(intacctSettings(page)).toBe(intacctSettings(page));
  });
});

function valueAt(settings: object, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Values)[name], settings);
}
