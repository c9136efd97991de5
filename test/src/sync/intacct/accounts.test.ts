import { beforeEach, describe, expect, it } from 'vitest';
import { Office } from './office.js';

let office: Office;
beforeEach(() => {
  office = new Office();
});

const STATUS = 'ia_crm__Intacct_Sync_Status__c';
const INTACCT_ID = 'ia_crm__IntacctID__c';
const ERRORS = 'ia_crm__Intacct_Sync_Errors__c';
const BOX = 'ia_crm__Sync_with_Intacct__c';

async function syncedAccount(fields: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const acme = office.create('Account', { Name: 'Acme', ...fields });
  office.press('sync-to-intacct', acme);
  await office.settle();
  return acme;
}

describe('creating customers', () => {
  it('by button: the customer gets the next number, the account its id, status and date', async () => {
    const acme = await syncedAccount({ Phone: '1', BillingCity: 'Ghent' });
    expect(office.read('Account', acme)).toMatchObject({ [INTACCT_ID]: 'C00001', [STATUS]: 'Success', [ERRORS]: null });
    expect(office.read('Account', acme)['ia_crm__Synced_with_Intacct_Date__c']).not.toBeNull();
    expect(office.customer('C00001')).toMatchObject({ NAME: 'Acme', DISPLAYCONTACT: { PHONE1: '1' }, BILLTO: { CONTACTNAME: 'B_C00001' } });
    expect(office.contact('B_C00001')).toMatchObject({ MAILADDRESS: { CITY: 'Ghent' } });
    expect(office.link('Account', acme)).toBe('C00001');
    expect(office.explain(acme)).toMatchObject({ outcome: 'create', rules: expect.arrayContaining(['IA-8', 'IA-11']) });
    expect(office.decisions('C00001').map(({ outcome }) => outcome)).toContain('create');
  });

  it('by the checkbox on creation, in the order of the rows', async () => {
    const ids = ['A', 'B', 'C'].map((Name) => office.create('Account', { Name, [BOX]: true }));
    await office.settle();
    expect(ids.map((id) => office.read('Account', id)[INTACCT_ID])).toEqual(['C00001', 'C00002', 'C00003']);
    expect(office.explain(ids[0]!)?.rules).toContain('IA-12');
  });

  it('one call makes them all, and nothing is read for accounts that never synced', async () => {
    for (const Name of ['A', 'B', 'C']) office.create('Account', { Name, [BOX]: true });
    await office.settle();
    expect(office.intacctCalls()).toBe(1);
  });

  it('by Add new account, judged at the instant of the insert, and the box is ticked', async () => {
    const before = office.create('Account', { Name: 'Before' });
    office.set({ 'accounts.addNew': true });
    const during = office.create('Account', { Name: 'During' });
    office.set({ 'accounts.addNew': false });
    await office.settle();
    expect(office.read('Account', before)[INTACCT_ID]).toBeNull();
    expect(office.explain(before)).toMatchObject({ outcome: 'skip', reason: 'add-new-off', rules: expect.arrayContaining(['IA-6']) });
    expect(office.read('Account', during)).toMatchObject({ [INTACCT_ID]: 'C00001', [BOX]: true });
    expect(office.explain(during)?.rules).toContain('IA-5');
  });

  it('is never asked for by an edit of an account that add-new missed', async () => {
    const acme = office.create('Account', { Name: 'Acme' });
    await office.settle();
    office.set({ 'accounts.addNew': true });
    await office.advance(60_000);
    office.update('Account', acme, { Rating: 'Hot' });
    await office.settle();
    expect(office.count('CUSTOMER')).toBe(0);
    expect(office.explain(acme)).toMatchObject({ outcome: 'skip', reason: 'not-asked-for' });
  });

  it('fails without a sequence, says so on the account and in the log, and is repeated by a later press only', async () => {
    office.set({ 'sequences.customer': null });
    const acme = await syncedAccount();
    expect(office.read('Account', acme)).toMatchObject({ [STATUS]: 'Error', [ERRORS]: expect.stringContaining('Customer ID is missing') });
    expect(office.syncErrors()).toHaveLength(1);
    expect(office.salesforce.people.list('ia_crm__Intacct_Error_Log__c')).toHaveLength(1);
    expect(office.explain(acme)).toMatchObject({ outcome: 'refuse', rules: expect.arrayContaining(['IA-9']) });
    office.set({ 'sequences.customer': 'customers' });
    await office.advance(3_600_000);
    await office.settle();
    expect(office.count('CUSTOMER')).toBe(0);
    office.press('sync-to-intacct', acme);
    await office.settle();
    expect(office.read('Account', acme)).toMatchObject({ [INTACCT_ID]: 'C00001', [STATUS]: 'Success', [ERRORS]: null });
    expect(office.syncErrors()).toHaveLength(0);
  });

  it('fails with an illegal e-mail in the words of the gateway, and once means a success', async () => {
    office.set({ 'accounts.syncOnlyOnce': true });
    const acme = office.create('Account', { Name: 'Acme', Phone: '0123456789012345678901234567890123456789' });
    office.press('sync-to-intacct', acme);
    await office.settle();
    expect(office.read('Account', acme)[STATUS]).toBe('Error');
    expect(office.syncErrors()[0]).toMatch(/BL0/);
    office.update('Account', acme, { Phone: '1' });
    office.press('sync-to-intacct', acme);
    await office.settle();
    expect(office.read('Account', acme)).toMatchObject({ [INTACCT_ID]: 'C00001', [STATUS]: 'Success' });
  });

  it('takes an own id, and adopts an unlinked customer that has it', async () => {
    office.intacct.people.create('CUSTOMER', { CUSTOMERID: 'OLD', NAME: 'Old name' }, office.intacctAdmin);
    const old = office.create('Account', { Name: 'New name', [INTACCT_ID]: 'OLD' });
    const own = office.create('Account', { Name: 'Own', [INTACCT_ID]: 'OWN-1', BillingCity: 'Ghent' });
    for (const id of [old, own]) office.press('sync-to-intacct', id);
    await office.settle();
    expect(office.explain(old)).toMatchObject({ outcome: 'link' });
    expect(office.customer('OLD')).toMatchObject({ NAME: 'New name' });
    expect(office.customer('OWN-1')).toMatchObject({ NAME: 'Own', BILLTO: { CONTACTNAME: 'B_OWN-1' } });
    const thief = office.create('Account', { Name: 'Thief', [INTACCT_ID]: 'OLD' });
    office.press('sync-to-intacct', thief);
    await office.settle();
    expect(office.read('Account', thief)).toMatchObject({ [STATUS]: 'Error', [ERRORS]: expect.stringContaining('BL34000061') });
    expect(office.link('Account', old)).toBe('OLD');
  });

  it('goes to the entity of the account, and nowhere when Intacct has none of that name', async () => {
    office.intacct.people.create('LOCATIONENTITY', { LOCATIONID: 'US', NAME: 'United States' }, office.intacctAdmin);
    const us = office.create('Account', { Name: 'Us', ia_crm__Intacct_Entity__c: 'US', BillingCity: 'Boston' });
    const mars = office.create('Account', { Name: 'Mars', ia_crm__Intacct_Entity__c: 'MARS' });
    for (const id of [us, mars]) office.press('sync-to-intacct', id);
    await office.settle();
    expect(office.customer('C00001')).toMatchObject({ NAME: 'Us', MEGAENTITYID: 'US' });
    expect(office.explain(mars)).toMatchObject({ outcome: 'refuse', reason: 'entity-unknown' });
    office.update('Account', us, { Phone: '5' });
    office.press('sync-to-intacct', us);
    await office.settle();
    expect(office.customer('C00001')).toMatchObject({ DISPLAYCONTACT: { PHONE1: '5' } });
    expect(office.read('Account', us)[STATUS]).toBe('Success');
  });

  it('syncs the ancestors first, the highest before the next, and names the parent', async () => {
    const top = office.create('Account', { Name: 'Top' });
    const middle = office.create('Account', { Name: 'Middle', ParentId: top });
    const low = office.create('Account', { Name: 'Low', ParentId: middle });
    office.press('sync-to-intacct', low);
    await office.settle();
    expect([top, middle, low].map((id) => office.read('Account', id)[INTACCT_ID])).toEqual(['C00001', 'C00002', 'C00003']);
    expect(office.customer('C00003')).toMatchObject({ NAME: 'Low', PARENTID: 'C00002' });
    expect(office.customer('C00002')).toMatchObject({ NAME: 'Middle', PARENTID: 'C00001' });
    expect(office.explain(top)?.rules).toContain('D-24');
    expect(office.explain(low)?.rules).toContain('IA-11');
  });

  it('refuses an account below more than five ancestors that never synced, and makes none of them', async () => {
    const chain: string[] = [];
    for (let level = 1; level <= 7; level += 1)
      chain.push(office.create('Account', { Name: `Level ${level}`, ...(level === 1 ? {} : { ParentId: chain.at(-1) }) }));
    office.press('sync-to-intacct', chain[6]!);
    await office.settle();
    expect(office.count('CUSTOMER')).toBe(0);
    expect(office.explain(chain[6]!)).toMatchObject({
      outcome: 'refuse',
      reason: 'parent-problem',
      rules: expect.arrayContaining(['D-24']),
    });
    expect(office.read('Account', chain[6]!)).toMatchObject({ [STATUS]: 'Error', [ERRORS]: expect.stringContaining("'Level 6'") });
    office.press('sync-to-intacct', chain[5]!);
    await office.settle();
    office.press('sync-to-intacct', chain[6]!);
    await office.settle();
    expect(office.customer('C00007')).toMatchObject({ NAME: 'Level 7', PARENTID: 'C00006' });
  });

  it('makes no customer without its parent: when the parent is refused, the child says so', async () => {
    const top = office.create('Account', { Name: 'Top', ia_crm__Intacct_Entity__c: 'Mars' });
    const low = office.create('Account', { Name: 'Low', ParentId: top });
    office.press('sync-to-intacct', low);
    await office.settle();
    expect(office.count('CUSTOMER')).toBe(0);
    expect(office.explain(low)).toMatchObject({ outcome: 'refuse', reason: 'parent-problem' });
    expect(office.read('Account', low)[ERRORS]).toMatch(/parent account 'Top' .* was not synced: .*Mars/);
    office.update('Account', top, { ia_crm__Intacct_Entity__c: null });
    office.press('sync-to-intacct', low);
    await office.settle();
    expect(office.customer('C00002')).toMatchObject({ NAME: 'Low', PARENTID: 'C00001' });
    expect(office.syncErrors()).toEqual([]);
  });

  it('waits for a parent that is tried again later, and so do those below', async () => {
    const top = office.create('Account', { Name: 'Top' });
    const middle = office.create('Account', { Name: 'Middle', ParentId: top });
    const low = office.create('Account', { Name: 'Low', ParentId: middle });
    office.fault({ system: 'intacct', subject: 'create CUSTOMER' }, { kind: 'status', status: 503 }, 2);
    office.press('sync-to-intacct', low);
    await office.settle();
    expect(office.customer('C00003')).toMatchObject({ NAME: 'Low', PARENTID: 'C00002' });
    expect(office.decisions(low).filter(({ outcome }) => outcome === 'refuse')).toEqual([]);
  });

  it('loses the id by an import and gets a second customer of the same name', async () => {
    const acme = await syncedAccount();
    office.update('Account', acme, { [INTACCT_ID]: null, [BOX]: true });
    await office.settle();
    expect(office.customer('C00002')).toMatchObject({ NAME: 'Acme' });
    expect(office.link('Account', acme)).toBe('C00002');
    expect(office.explain(acme)).toMatchObject({
      outcome: 'create',
      reason: 'duplicate-without-id',
      rules: expect.arrayContaining(['IA-38']),
    });
    expect(office.syncErrors()).toEqual([]);
  });
});

describe('updating customers', () => {
  it('sends what changed, once; pressing again sends nothing', async () => {
    const acme = await syncedAccount({ Phone: '1' });
    office.update('Account', acme, { Phone: '2' });
    office.press('sync-to-intacct', acme);
    await office.settle();
    expect(office.customer('C00001')).toMatchObject({ DISPLAYCONTACT: { PHONE1: '2' } });
    const writes = office.intacctWrites().length;
    office.press('sync-to-intacct', acme);
    await office.settle();
    expect(office.intacctWrites()).toHaveLength(writes);
    expect(office.explain(acme)).toMatchObject({ outcome: 'skip', reason: 'already-the-same' });
  });

  it('follows a rename by itself, in the names of contacts and not in the key, and makes no call for anything else', async () => {
    const acme = await syncedAccount({ BillingCity: 'Ghent' });
    const calls = office.intacctCalls();
    office.update('Account', acme, { Rating: 'Hot' });
    await office.settle();
    expect(office.intacctCalls()).toBe(calls);
    expect(office.explain(acme)).toMatchObject({ outcome: 'skip', rules: expect.arrayContaining(['IA-20']) });
    office.update('Account', acme, { Name: 'Acme Ltd' });
    await office.settle();
    expect(office.contact('B_C00001')).toMatchObject({ PRINTAS: 'Acme Ltd', COMPANYNAME: 'Acme Ltd' });
    expect(office.customer('C00001')).toMatchObject({
      NAME: 'Acme',
      DISPLAYCONTACT: { PRINTAS: 'Acme Ltd', CONTACTNAME: 'Acme(CC00001)' },
    });
  });

  it('stops after the first success when accounts sync only once, by every way, without a call or an error', async () => {
    const acme = await syncedAccount();
    office.set({ 'accounts.syncOnlyOnce': true });
    const calls = office.intacctCalls();
    for (const via of ['button', 'mass', 'flow', 'apex'] as const) {
      await office.advance(1_000);
      office.update('Account', acme, { Name: `Acme ${via}` });
      office.press('sync-to-intacct', acme, via);
      await office.settle();
      expect(office.explain(acme)).toMatchObject({ outcome: 'skip', rules: expect.arrayContaining(['IA-49']) });
    }
    expect(office.intacctCalls()).toBe(calls);
    expect(office.read('Account', acme)).toMatchObject({ [STATUS]: 'Success', [ERRORS]: null });
    office.set({ 'accounts.syncOnlyOnce': false });
    office.press('sync-to-intacct', acme);
    await office.settle();
    expect(office.customer('C00001')).toMatchObject({ NAME: 'Acme apex' });
  });

  it('drops what happens while the master switch is off', async () => {
    const acme = await syncedAccount();
    office.set({ 'sync.enabled': false });
    await office.advance(1_000);
    office.update('Account', acme, { Phone: '7' });
    office.press('sync-to-intacct', acme);
    await office.settle();
    await office.advance(1_000);
    office.set({ 'sync.enabled': true });
    await office.advance(3_600_000);
    await office.settle();
    expect(office.customer('C00001')).not.toMatchObject({ DISPLAYCONTACT: { PHONE1: '7' } });
    expect(office.explain(acme)).toMatchObject({ outcome: 'skip', reason: 'master-sync-off' });
  });

  it('does not act for a user who is not mapped', async () => {
    const ann = office.create('User', { LastName: 'Ann', Username: 'ann@backlot.test' });
    const acme = office.create('Account', { Name: 'Acme' });
    office.press('sync-to-intacct', acme, 'button', ann);
    await office.settle();
    expect(office.explain(acme)).toMatchObject({ outcome: 'skip', reason: 'user-not-mapped' });
    expect(office.count('CUSTOMER')).toBe(0);
  });

  it('finishes a creation whose address contact was refused, without a second customer', async () => {
    office.fault({ system: 'intacct', subject: 'create CONTACT' }, { kind: 'error', code: 'BL03000130' });
    const acme = await syncedAccount({ BillingCity: 'Ghent' });
    expect(office.read('Account', acme)).toMatchObject({ [INTACCT_ID]: 'C00001', [STATUS]: 'Error' });
    office.press('sync-to-intacct', acme);
    await office.settle();
    expect(office.read('Account', acme)).toMatchObject({ [INTACCT_ID]: 'C00001', [STATUS]: 'Success' });
    expect(office.count('CUSTOMER')).toBe(1);
    expect(office.customer('C00001')).toMatchObject({ BILLTO: { CONTACTNAME: 'B_C00001' } });
  });

  it('settles: a pass that finds nothing writes nothing, decides nothing and asks one query for each watched object', async () => {
    await syncedAccount({ BillingCity: 'Ghent' });
    await office.advance(120_000);
    const before = office.calls.length;
    expect(await office.pass()).toMatchObject({ writes: 0, decisions: 0, left: 0 });
    const calls = office.calls.slice(before);
    expect(calls.map(({ purpose }) => purpose)).toEqual(calls.map(() => 'poll'));
    const texts = calls.map(({ request }) => decodeURIComponent(`${request.query ?? ''}${String(request.body ?? '')}`));
    // What Intacct is asked stands in one envelope.
    expect(calls).toHaveLength(4);
    const asked = texts.flatMap((text) => [...text.matchAll(/(?:FROM|<object>|object=")[ +]?([A-Za-z_]+)/g)].map(([, object]) => object));
    const watched = ['Account', 'Contact', 'backlot__Request__c', 'CUSTOMER', 'SODOCUMENT', 'CONTRACT', 'CONTRACTDETAIL', 'smarteventlog'];
    expect(asked).toEqual(watched);
  });
});

describe('the link', () => {
  it('edited by hand is an error until it is reset', async () => {
    const acme = await syncedAccount();
    office.intacct.people.create('CUSTOMER', { CUSTOMERID: 'X1', NAME: 'Other' }, office.intacctAdmin);
    office.update('Account', acme, { [INTACCT_ID]: 'X1' });
    office.press('sync-to-intacct', acme);
    await office.settle();
    expect(office.explain(acme)).toMatchObject({ outcome: 'refuse', reason: 'link-mismatch' });
    office.press('reset-link', acme);
    await office.settle();
    expect(office.link('Account', acme)).toBe('X1');
    expect(office.explain(acme)).toMatchObject({ outcome: 'link', rules: expect.arrayContaining(['IA-17']) });
    expect(office.read('Account', acme)).toMatchObject({ [STATUS]: 'Success', [ERRORS]: null });
    expect(office.customer('X1')).toMatchObject({ NAME: 'Other' });
    office.press('sync-to-intacct', acme);
    await office.settle();
    expect(office.customer('X1')).toMatchObject({ NAME: 'Acme' });
  });

  it("is broken when a merge kept the loser's id, until it is reset", async () => {
    const love = await syncedAccount();
    const lace = await syncedAccount({ Name: 'Lace' });
    office.salesforce.people.merge({ type: 'Account', master: love, losers: [lace], keep: { [INTACCT_ID]: 'C00002' } }, office.admin);
    office.press('sync-to-intacct', love);
    await office.settle();
    expect(office.explain(love)).toMatchObject({ outcome: 'refuse', reason: 'link-broken' });
    office.press('reset-link', love);
    await office.settle();
    expect(office.link('Account', love)).toBe('C00002');
    expect(office.count('CUSTOMER')).toBe(2);
  });
});

describe('saves in Intacct', () => {
  it('reach the account when accounts sync only once, and an edit in Salesforce is overwritten', async () => {
    office.set({ 'accounts.syncOnlyOnce': true });
    const acme = await syncedAccount({ Phone: '1' });
    await office.advance(60_000);
    office.update('Account', acme, { Name: 'Renamed' });
    await office.settle();
    office.intacct.people.update('CUSTOMER', 'C00001', { DISPLAYCONTACT: { PHONE1: '9' } }, office.intacctAdmin);
    await office.settle();
    expect(office.read('Account', acme)).toMatchObject({ Name: 'Acme', Phone: '9', [INTACCT_ID]: 'C00001' });
    expect(office.explain(acme)).toMatchObject({ outcome: 'update', rules: expect.arrayContaining(['IA-47', 'IA-48']) });
  });

  it('change nothing in Salesforce otherwise, and never make an account', async () => {
    const acme = await syncedAccount({ Phone: '1' });
    await office.advance(60_000);
    office.intacct.people.update('CUSTOMER', 'C00001', { DISPLAYCONTACT: { PHONE1: '9' } }, office.intacctAdmin);
    const loner = office.intacct.people.create('CUSTOMER', { NAME: 'Loner' }, office.intacctAdmin);
    await office.settle();
    expect(office.read('Account', acme)['Phone']).toBe('1');
    expect(office.salesforce.people.list('Account')).toHaveLength(1);
    expect(office.explain(loner)).toMatchObject({ outcome: 'skip', rules: expect.arrayContaining(['IA-3']) });
  });

  it('carry a bi-directional mapping both ways without an echo', async () => {
    office.set({
      'accounts.mappings': [
        { object: 'Account', intacctField: 'TAXID', salesforceField: 'AccountNumber', rule: 'biDirectional', status: 'active' },
      ],
    });
    const acme = await syncedAccount({ AccountNumber: 'A' });
    expect(office.customer('C00001')).toMatchObject({ TAXID: 'A' });
    await office.advance(60_000);
    office.intacct.people.update('CUSTOMER', 'C00001', { TAXID: 'B' }, office.intacctAdmin);
    await office.settle();
    expect(office.read('Account', acme)['AccountNumber']).toBe('B');
    const decided = office.decisions(acme).length;
    await office.advance(600_000);
    await office.settle();
    expect(office.decisions(acme)).toHaveLength(decided);
  });
});

describe('what is not carried', () => {
  it('is refused where the person can see it: an opportunity goes as a document', async () => {
    const deal = office.create('Opportunity', { Name: 'Deal', StageName: 'Prospecting', CloseDate: '2026-04-01' });
    office.press('sync-to-intacct', deal);
    await office.settle();
    expect(office.read('Opportunity', deal)[STATUS]).toBe('Error');
    expect(office.explain(deal)).toMatchObject({ outcome: 'refuse', reason: 'not-carried' });
  });
});
