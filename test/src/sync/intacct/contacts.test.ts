import { beforeEach, describe, expect, it } from 'vitest';
import { Office } from './office.js';

let office: Office;
beforeEach(() => {
  office = new Office();
});

const STATUS = 'ia_crm__Intacct_Sync_Status__c';
const INTACCT_ID = 'ia_crm__IntacctID__c';
const listOf = (customerId: string) => office.customer(customerId)?.['CONTACT_LIST_INFO'];
const row = (category: string, name: string) => ({ CATEGORYNAME: category, CONTACT: { NAME: name } });

async function synced(...ids: string[]): Promise<void> {
  for (const id of ids) office.press('sync-to-intacct', id);
  await office.settle();
}

describe('contacts that are synced by themselves', () => {
  it('become Intacct contacts; two of one name get two names', async () => {
    const account = office.create('Account', { Name: 'Acme' });
    const jane = office.create('Contact', { FirstName: 'Jane', LastName: 'Jensen', Email: 'j@example.com', AccountId: account });
    const other = office.create('Contact', { FirstName: 'Jane', LastName: 'Jensen', Email: 'j@example.com' });
    await synced(jane, other);
    expect(office.read('Contact', jane)).toMatchObject({ [INTACCT_ID]: 'Jane Jensen', [STATUS]: 'Success' });
    expect(office.read('Contact', other)).toMatchObject({ [INTACCT_ID]: 'Jane Jensen (2)' });
    expect(office.contact('Jane Jensen')).toMatchObject({ PRINTAS: 'Jane Jensen', EMAIL1: 'j@example.com', COMPANYNAME: 'Acme' });
    expect(office.link('Contact', jane)).toBe('Jane Jensen');
  });

  it('get a row in the list of their customer when the account is linked; an orphan gets it at its next sync', async () => {
    const account = office.create('Account', { Name: 'Acme' });
    const early = office.create('Contact', { LastName: 'Early', AccountId: account });
    await synced(early);
    await synced(account);
    const late = office.create('Contact', { LastName: 'Late', AccountId: account });
    await synced(late);
    expect(listOf('C00001')).toContainEqual(row('Contact', 'Late'));
    expect(listOf('C00001')).not.toContainEqual(row('Contact', 'Early'));
    await synced(early);
    expect(listOf('C00001')).toContainEqual(row('Contact', 'Early'));
    const writes = office.intacctWrites().length;
    await synced(early);
    expect(office.intacctWrites()).toHaveLength(writes);
  });

  it('of an account and its contact pressed together go in that order', async () => {
    const account = office.create('Account', { Name: 'Acme' });
    const jane = office.create('Contact', { LastName: 'Jane', AccountId: account });
    await synced(jane, account);
    expect(listOf('C00001')).toContainEqual(row('Contact', 'Jane'));
  });

  it('follow edits by themselves once they are linked, and keep their key', async () => {
    const jane = office.create('Contact', { FirstName: 'Jane', LastName: 'Jensen' });
    await synced(jane);
    office.update('Contact', jane, { LastName: 'Lind', Phone: '5' });
    await office.settle();
    expect(office.contact('Jane Jensen')).toMatchObject({ PRINTAS: 'Jane Lind', LASTNAME: 'Lind', PHONE1: '5' });
    expect(office.explain(jane)?.rules).toContain('IA-25');
    const calls = office.intacctCalls();
    office.update('Contact', jane, { Description: 'likes tea' });
    await office.settle();
    expect(office.intacctCalls()).toBe(calls);
  });

  it('say an illegal e-mail in the words of the gateway', async () => {
    const jane = office.create('Contact', { LastName: 'Jane' });
    office.fault({ system: 'intacct', subject: 'create CONTACT' }, { kind: 'error', code: 'BL03000018' });
    await synced(jane);
    expect(office.read('Contact', jane)[STATUS]).toBe('Error');
    expect(office.syncErrors()[0]).toContain('BL03000018');
    expect(office.explain(jane)).toMatchObject({ outcome: 'create' });
  });

  it.each(['before', 'after'] as const)('are made once when the core dies %s the write', async (when) => {
    const jane = office.create('Contact', { LastName: 'Jane' });
    office.crashAt({ write: 1, when });
    await synced(jane);
    expect(office.count('CONTACT')).toBe(1);
    expect(office.read('Contact', jane)).toMatchObject({ [INTACCT_ID]: 'Jane', [STATUS]: 'Success' });
  });

  it('flow back when contacts sync only once', async () => {
    office.set({ 'contacts.syncOnlyOnce': true });
    const jane = office.create('Contact', { LastName: 'Jane', Phone: '1' });
    await synced(jane);
    await office.advance(60_000);
    office.intacct.people.update('CONTACT', 'Jane', { PHONE1: '2' }, office.intacctAdmin);
    await office.settle();
    expect(office.read('Contact', jane)).toMatchObject({ Phone: '2', LastName: 'Jane' });
  });
});

describe('contacts of lookups', () => {
  async function acmeWithLookups() {
    const jane = office.create('Contact', { LastName: 'Jane' });
    const bo = office.create('Contact', { LastName: 'Bo' });
    const acme = office.create('Account', { Name: 'Acme', ia_crm__Bill_to__c: jane, ia_crm__Ship_to__c: jane });
    await synced(acme);
    return { jane, bo, acme };
  }

  it('go before the customer: one contact, two rows, both default contacts', async () => {
    const { jane } = await acmeWithLookups();
    expect(office.count('CONTACT')).toBe(2);
    expect(office.customer('C00001')).toMatchObject({ BILLTO: { CONTACTNAME: 'Jane' }, SHIPTO: { CONTACTNAME: 'Jane' } });
    expect(listOf('C00001')).toEqual(expect.arrayContaining([row('Billing to contact', 'Jane'), row('Shipping to contact', 'Jane')]));
    expect(office.read('Contact', jane)).toMatchObject({ [INTACCT_ID]: 'Jane', [STATUS]: 'Success' });
  });

  it('are not doubled by pressing five times', async () => {
    const { acme } = await acmeWithLookups();
    office.set({ 'accounts.updateBillToShipToCategories': true });
    const before = listOf('C00001');
    for (let press = 0; press < 5; press += 1) await synced(acme);
    expect(listOf('C00001')).toEqual(before);
  });

  it('are replaced in the list with the setting on, other rows kept; with it off rows stay', async () => {
    const { bo, acme } = await acmeWithLookups();
    office.intacct.people.update(
      'CUSTOMER',
      'C00001',
      { CONTACT_LIST_INFO: [...(listOf('C00001') as object[]), row('By hand', 'Jane')] },
      office.intacctAdmin,
    );
    office.update('Account', acme, { ia_crm__Bill_to__c: bo });
    await synced(acme);
    expect(listOf('C00001')).toContainEqual(row('Billing to contact', 'Jane'));
    office.set({ 'accounts.updateBillToShipToCategories': true, 'accounts.defaultContactsFromSalesforce': 'lookup' });
    await synced(acme);
    expect(listOf('C00001')).toContainEqual(row('Billing to contact', 'Bo'));
    expect(listOf('C00001')).not.toContainEqual(row('Billing to contact', 'Jane'));
    expect(listOf('C00001')).toContainEqual(row('By hand', 'Jane'));
    expect(office.customer('C00001')).toMatchObject({ BILLTO: { CONTACTNAME: 'Bo' }, SHIPTO: { CONTACTNAME: 'Jane' } });
    office.update('Account', acme, { ia_crm__Bill_to__c: null });
    await synced(acme);
    expect(listOf('C00001')).not.toContainEqual(row('Billing to contact', 'Bo'));
    expect(office.contact('Bo')).not.toBeNull();
  });

  it('shared by two accounts are made once, and numbers follow the order of presses', async () => {
    const jane = office.create('Contact', { LastName: 'Jane' });
    const one = office.create('Account', { Name: 'One', ia_crm__Bill_to__c: jane });
    const two = office.create('Account', { Name: 'Two', ia_crm__Bill_to__c: jane });
    const three = office.create('Account', { Name: 'Three' });
    await synced(one, two, three);
    expect([one, two, three].map((id) => office.read('Account', id)[INTACCT_ID])).toEqual(['C00001', 'C00002', 'C00003']);
    expect([one, two, three].map((id) => office.read('Account', id)[STATUS])).toEqual(['Success', 'Success', 'Success']);
    expect(office.count('CONTACT')).toBe(4);
  });

  it.each([
    ['by hand', (_acme: string, bolt: string, jane: string) => office.update('Contact', jane, { AccountId: bolt }), 'Bolt', 1],
    ['to no account', (_acme: string, _bolt: string, jane: string) => office.update('Contact', jane, { AccountId: null }), null, 1],
    ['by a merge', (acme: string, bolt: string) => merge(bolt, acme), 'Acme', 0],
  ] as const)('moved %s', async (_title, move, company, updates) => {
    const acme = office.create('Account', { Name: 'Acme' });
    const bolt = office.create('Account', { Name: 'Bolt' });
    const jane = office.create('Contact', { LastName: 'Jane', AccountId: acme });
    await synced(jane);
    const before = office.intacctWrites().length;
    move(acme, bolt, jane);
    await office.settle();
    expect(office.contact('Jane')).toMatchObject({ COMPANYNAME: company });
    expect(office.intacctWrites().slice(before)).toEqual(Array.from({ length: updates }, () => 'update CONTACT'));
  });

  const crashes = [1, 2, 3, 4, 5, 6, 7].flatMap((write) => [
    { write, when: 'before' as const },
    { write, when: 'after' as const },
  ]);
  it.each(crashes)('end the same when the core dies $when write $write', async (crash) => {
    office.set({ 'accounts.updateAddressCategories': true });
    const jane = office.create('Contact', { LastName: 'Jane' });
    const acme = office.create('Account', { Name: 'Acme', ia_crm__Bill_to__c: jane, BillingCity: 'Ghent', ShippingCity: 'Bruges' });
    office.crashAt(crash);
    await synced(acme);
    expect(office.hasCrashPlanned).toBe(false);
    expect(office.intacct.people.list('CUSTOMER').map(({ NAME }) => NAME)).toEqual(['Acme']);
    expect(office.count('CONTACT')).toBe(4);
    expect(office.customer('C00001')).toMatchObject({ BILLTO: { CONTACTNAME: 'Jane' }, SHIPTO: { CONTACTNAME: 'S_C00001' } });
    expect(office.read('Account', acme)).toMatchObject({ [INTACCT_ID]: 'C00001', [STATUS]: 'Success' });
    expect(office.read('Contact', jane)).toMatchObject({ [INTACCT_ID]: 'Jane', [STATUS]: 'Success' });
  });
});

function merge(master: string, loser: string): void {
  office.salesforce.people.merge({ type: 'Account', master, losers: [loser], keep: {} }, office.admin);
}
