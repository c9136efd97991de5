import { describe, expect, it } from 'vitest';
import { type DocumentSnapshot, documentObjection, opportunityToDocument } from '../../../../src/rules/intacct/opportunity-to-document.js';
import { intacctSettings } from '../../../../src/rules/intacct/settings.js';

const documents = [
  { definition: 'Sales Order', fromSalesforce: true, toSalesforce: true },
  { definition: 'Sales Invoice', fromSalesforce: false, toSalesforce: true },
];
const settings = (values: Readonly<Record<string, unknown>> = {}) => intacctSettings({ 'orderEntry.documents': documents, ...values });
const line = { itemId: 'ITEM1', description: '', quantity: '1', price: '10', discountPercent: '', fields: {} };
const asked: DocumentSnapshot = {
  types: {},
  opportunity: { Id: '006', StageName: 'Prospecting' },
  pressId: 'a0Z1',
  definition: 'Sales Order',
  recordType: '',
  existing: [],
  billing: { accountId: '001', rules: ['IA-15', 'IA-16'], objection: null },
  entity: '',
  lines: [line],
  lineObjection: null,
  validated: { record: 'opportunity', namedEntity: '', entityState: null, products: [] },
  hasContacts: false,
  settings: settings(),
  now: Date.UTC(2026, 2, 2, 23, 59),
};
const objection = { rules: ['IA-32'], reason: 'not-a-reseller', text: 'no reseller' };

describe('what stands against a document', () => {
  it.each([
    ['nothing, as a rule', {}, null],
    ['a definition that is not listed', { definition: 'Sales Quote' }, 'definition-closed'],
    ['a definition that is received only', { definition: 'Sales Invoice' }, 'definition-closed'],
    ['a record type that is not designated', { settings: settings({ 'orderEntry.recordTypes': ['Order'] }) }, 'record-type'],
    ['not the designated record type', { recordType: 'Order', settings: settings({ 'orderEntry.recordTypes': ['Order'] }) }, null],
    ['a stage that is not ready', { settings: settings({ 'orderEntry.stages': ['Closed Won'] }) }, 'stage-not-ready'],
    ['not a stage that is ready', { settings: settings({ 'orderEntry.stages': ['Prospecting'] }) }, null],
    ['a document of the type under one-to-one', { existing: ['SO-1'], settings: settings({ 'orderEntry.oneToOne': true }) }, 'one-to-one'],
    ['not a document of the type under one-to-many', { existing: ['SO-1'] }, null],
    ['who is billed', { billing: { ...asked.billing, objection } }, 'not-a-reseller'],
    ['a product without an item', { lineObjection: { ...objection, reason: 'item-not-linked' } }, 'item-not-linked'],
    ['no products', { lines: [] }, 'no-products'],
    ['no contacts where they are required', { settings: settings({ 'contacts.requireContacts': true }) }, 'contacts-required'],
    ['not contacts that are there', { hasContacts: true, settings: settings({ 'contacts.requireContacts': true }) }, null],
    ['a validation that fails', { validated: { ...asked.validated, namedEntity: 'UK', entityState: 'unknown' } }, 'validation'],
  ] as const)('%s', (_title, change, reason) => {
    expect(documentObjection({ ...asked, ...change })?.reason ?? null).toBe(reason);
  });
});

describe('a document', () => {
  const parties = { customerId: 'C1', billTo: 'Bill', shipTo: null, problem: null };

  it('names the customer, the contacts, the day and the press that asked for it', () => {
    const { outcome, rules, commands } = opportunityToDocument({ ...asked, entity: 'US' }, parties);
    expect(outcome).toBe('create');
    expect(rules).toEqual(expect.arrayContaining(['IA-15', 'IA-44', 'IA-65']));
    expect(commands).toMatchObject([
      {
        kind: 'create-document',
        batch: 'US',
        entity: 'US',
        externalId: 'a0Z1',
        customerId: 'C1',
        date: '2026-03-02',
        termName: 'Net 30',
        billTo: 'Bill',
        shipTo: null,
        lines: [line],
      },
    ]);
  });

  it.each([
    [{ ...parties, customerId: null }, 'the account was not synced'],
    [{ ...parties, problem: 'contact 003 was not synced' }, 'contact 003 was not synced'],
  ])('is not attempted when its account or a contact failed, and the opportunity says so', (failed, text) => {
    const { outcome, reason, commands } = opportunityToDocument(asked, failed);
    expect([outcome, reason]).toEqual(['refuse', 'account-not-synced']);
    expect(commands[0]).toMatchObject({ kind: 'write-back', record: { object: 'Opportunity', id: '006' }, error: text });
  });
});
