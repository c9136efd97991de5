import { describe, expect, it } from 'vitest';
import { type Crash, Office } from './office.js';

const LOST_UPDATE = [{ system: 'intacct', subject: 'update CUSTOMER' }, { kind: 'lose-response' }] as const;

/** Two synced accounts, Lace with a contact; then Lace is merged into Love, who takes her phone, and Love is synced. */
async function synced(): Promise<{ office: Office; love: string; lace: string; lena: string }> {
  const office = new Office();
  const love = office.create('Account', { Name: 'Love Ltd', Phone: '1' });
  const lace = office.create('Account', { Name: 'Lace Ltd', Phone: '2' });
  const lena = office.create('Contact', { LastName: 'Lena', AccountId: lace });
  office.press('sync-to-intacct', love);
  office.press('sync-to-intacct', lace);
  await office.settle();
  return { office, love, lace, lena };
}

function merge(office: Office, love: string, lace: string): void {
  office.salesforce.people.merge({ type: 'Account', master: love, losers: [lace], keep: { Phone: '2' } }, office.admin);
  office.press('sync-to-intacct', love);
}

function expectMerged(office: Office, love: string, lena: string): void {
  expect(office.count('CUSTOMER')).toBe(2);
  expect(office.link('Account', love)).toBe('C00001');
  expect(office.read('Account', love)['ia_crm__Intacct_Sync_Status__c']).toBe('Success');
  expect(office.read('Contact', lena)['AccountId']).toBe(love);
  expect(office.customer('C00001')).toMatchObject({ NAME: 'Love Ltd', DISPLAYCONTACT: { PHONE1: '2' } });
  expect(office.customer('C00002')).toMatchObject({ NAME: 'Lace Ltd', DISPLAYCONTACT: { PHONE1: '2' } });
}

describe('merging two synced accounts', () => {
  it('updates the winner and leaves the losing customer alone', async () => {
    const { office, love, lace, lena } = await synced();
    expect([office.link('Account', love), office.link('Account', lace)]).toEqual(['C00001', 'C00002']);
    merge(office, love, lace);
    await office.settle();
    expectMerged(office, love, lena);
    expect(office.explain(love)).toMatchObject({ outcome: 'update' });
    expect(office.explain(lace)).toMatchObject({ outcome: 'skip', reason: 'orphan-customer' });
    expect(office.intacctWrites().filter((write) => write === 'update CUSTOMER')).toHaveLength(1);
  });

  it('makes nothing twice when the reply to the update is lost', async () => {
    const { office, love, lace, lena } = await synced();
    office.fault(...LOST_UPDATE);
    merge(office, love, lace);
    await office.settle();
    expectMerged(office, love, lena);
    expect(office.explain(love)).toMatchObject({ outcome: 'update' });
  });

  const crashes = [1, 2, 3].flatMap((write): Crash[] => [
    { write, when: 'before' },
    { write, when: 'after' },
  ]);
  it.each(crashes)('ends the same when the core dies $when write $write', async (crash) => {
    const { office, love, lace, lena } = await synced();
    office.fault(...LOST_UPDATE);
    office.crashAt(crash);
    merge(office, love, lace);
    await office.settle();
    expectMerged(office, love, lena);
  });
});

describe('creating two customers', () => {
  const crashes = [1, 2].flatMap((write): Crash[] => [
    { write, when: 'before' },
    { write, when: 'after' },
  ]);
  it.each(crashes)('makes each once when the core dies $when write $write', async (crash) => {
    const office = new Office();
    const ids = ['Love', 'Lace', 'Love'].map((Name) => office.create('Account', { Name, BillingCity: 'Ghent' }));
    for (const id of ids) office.press('sync-to-intacct', id);
    office.fault({ system: 'intacct', subject: 'create CUSTOMER' }, { kind: 'lose-response' });
    office.crashAt(crash);
    await office.settle();
    expect(office.hasCrashPlanned).toBe(false);
    expect(ids.map((id) => office.read('Account', id)['ia_crm__IntacctID__c'])).toEqual(['C00001', 'C00002', 'C00003']);
    expect(office.count('CUSTOMER')).toBe(3);
    expect(office.count('CONTACT')).toBe(6);
    expect(office.customer('C00003')).toMatchObject({ NAME: 'Love', BILLTO: { CONTACTNAME: 'B_C00003' } });
  });
});
