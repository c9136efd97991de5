import { describe, expect, it } from 'vitest';
import { mirroredValues, mirrorField, settingsToSalesforce } from '../../../../src/rules/intacct/configuration-mirror.js';
import { documentToSalesforce, type SavedDocument } from '../../../../src/rules/intacct/document-to-salesforce.js';
import { intacctSettings } from '../../../../src/rules/intacct/settings.js';

const documents = [
  { definition: 'Sales Order', fromSalesforce: true, toSalesforce: true },
  { definition: 'Sales Quote', fromSalesforce: true, toSalesforce: false },
];
const saved: SavedDocument = {
  document: {
    DOCID: 'Sales Order-SO-1',
    DOCNO: 'SO-1',
    DOCPARID: 'Sales Order',
    CUSTVENDID: 'C1',
    WHENPOSTED: '03/02/2026',
    STATE: 'Pending',
    TOTAL: '100',
  },
  account: { Id: '001', ia_crm__IntacctID__c: 'C1' },
  opportunityId: '006',
  mirror: null,
  settings: intacctSettings({ 'orderEntry.documents': documents }),
};

describe('the copy of a document', () => {
  it('is made with everything that Salesforce shows', () => {
    expect(documentToSalesforce(saved).commands).toMatchObject([
      {
        record: { object: 'ia_crm__Sales_Order__c', id: '' },
        fields: {
          Name: 'SO-1',
          ia_crm__Account__c: '001',
          ia_crm__Opportunity__c: '006',
          ia_crm__Date__c: '2026-03-02',
          ia_crm__Total__c: 100,
          ia_crm__State__c: 'Pending',
        },
      },
    ]);
  });

  it('is updated by what differs only, and left alone when nothing does', () => {
    const { fields } = documentToSalesforce(saved).commands[0] as { fields: Record<string, unknown> };
    const mirror = { Id: 'a03', ...fields };
    expect(documentToSalesforce({ ...saved, mirror }).outcome).toBe('skip');
    const closed = { ...saved, mirror, document: { ...saved.document, STATE: 'Converted' } };
    expect(documentToSalesforce(closed).commands).toMatchObject([{ record: { id: 'a03' }, fields: { ia_crm__State__c: 'Converted' } }]);
  });

  it.each([
    [
      'a definition that does not go to Salesforce',
      { document: { ...saved.document, DOCPARID: 'Sales Quote' } },
      'not-posted-back',
      'A.10',
    ],
    ['a definition without an object', { document: { ...saved.document, DOCPARID: 'Return' } }, 'not-posted-back', 'A.10'],
    ['a customer of no account', { account: null }, 'not-linked', 'IA-3'],
    ['an account that stands for another customer', { account: { Id: '001', ia_crm__IntacctID__c: 'C2' } }, 'postback-suppressed', 'IA-17'],
  ] as const)('is not made for %s', (_title, change, reason, rule) => {
    const conclusion = documentToSalesforce({ ...saved, ...change });
    expect(conclusion).toMatchObject({ outcome: 'skip', reason, commands: [] });
    expect(conclusion.rules).toContain(rule);
  });
});

describe('the mirror of the settings', () => {
  it.each([
    ['accounts.addNew', 'ia_crm__Accounts_Add_New__c'],
    ['subscription.active', 'ia_crm__Subscription_Active__c'],
    ['opportunities.replaceWithOrderAmount', 'ia_crm__Opportunities_Replace_With_Order_Amount__c'],
  ])('shows %s in %s', (key, field) => {
    expect(mirrorField(key)).toBe(field);
  });

  it('shows what has a value, a list as one text', () => {
    const values = { 'accounts.addNew': false, 'reseller.accountTypes': ['Reseller', 'Partner'], 'contacts.addNew': null, unknown: 1 };
    expect(mirroredValues(values)).toEqual({ ia_crm__Accounts_Add_New__c: false, ia_crm__Reseller_Account_Types__c: 'Reseller;Partner' });
  });

  it('gets what differs only', () => {
    const wanted = mirroredValues({ 'accounts.addNew': true, 'accounts.syncOnlyOnce': false, 'accounts.mappings': [] });
    const mirror = { Id: 'a00', ia_crm__Accounts_Add_New__c: false, ia_crm__Accounts_Sync_Only_Once__c: false };
    expect(settingsToSalesforce(wanted, mirror)).toMatchObject({
      outcome: 'update',
      rules: ['IA-43', 'IA-50'],
      commands: [{ fields: { ia_crm__Accounts_Add_New__c: true } }],
    });
    const none = { Id: 'a00' };
    expect(settingsToSalesforce({ ...wanted, ia_crm__Accounts_Sync_Only_Once__c: true }, none).text).toBe(
      'ia_crm__Accounts_Add_New__c: true, ia_crm__Accounts_Sync_Only_Once__c: true',
    );
    expect(settingsToSalesforce(wanted, { ...mirror, ia_crm__Accounts_Add_New__c: true })).toMatchObject({ outcome: 'skip', commands: [] });
  });
});
