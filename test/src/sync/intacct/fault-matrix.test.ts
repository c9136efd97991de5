import { describe, expect, it } from 'vitest';
import type { FaultAction } from '../../../../simulator/kernel/faults.js';
import type { SystemName } from '../../../../src/model/wire.js';
import { Office } from './office.js';

/** Every kind of fault that the scenario language has; the error is one that passes by itself, in the words of the vendor that is called. */
const KINDS: Readonly<Record<string, (system: SystemName) => FaultAction>> = {
  'a lost reply': () => ({ kind: 'lose-response' }),
  'no connection': () => ({ kind: 'refuse' }),
  'status 503': () => ({ kind: 'status', status: 503 }),
  'an error': (system) => ({ kind: 'error', code: system === 'salesforce' ? 'UNABLE_TO_LOCK_ROW' : 'GW-0010' }),
  'a late reply': () => ({ kind: 'delay', ms: 5_000 }),
  'a session that is over': () => ({ kind: 'expire-session' }),
  'a doubled call': () => ({ kind: 'duplicate' }),
};

type Story = (office: Office) => Promise<void>;

/** An account with a bill-to contact, addresses and a namesake of that contact; renamed once it is there. */
const account: Story = async (office) => {
  office.set({ 'accounts.updateAddressCategories': true, 'accounts.updateBillToShipToCategories': true });
  const acme = office.create('Account', { Name: 'Acme', BillingCity: 'Ghent', ShippingCity: 'Lund' });
  const [bill, other] = [1, 2].map(() => office.create('Contact', { LastName: 'Jensen', AccountId: acme }));
  office.update('Account', acme, { ia_crm__Bill_to__c: bill, ia_crm__Sync_with_Intacct__c: true });
  office.press('sync-to-intacct', other!);
  await office.settle();
  office.update('Account', acme, { Name: 'Acme Ltd', ia_crm__Bill_to__c: null });
  office.update('Contact', bill!, { Email: 'bill@example.com' });
  await office.settle();
};

/** A contract and an order of an account that never synced; Intacct's copies come back. */
const deal: Story = async (office) => {
  const acme = office.create('Account', { Name: 'Acme', BillingCity: 'Ghent' });
  const contract = office.create('Contract', { AccountId: acme, StartDate: '2026-04-01', ContractTerm: 12, Status: 'Activated' });
  const opportunity = office.create('Opportunity', { Name: 'Deal', AccountId: acme, ContractId: contract });
  office.create('OpportunityLineItem', { OpportunityId: opportunity, Quantity: 2 });
  office.press('sync-to-intacct', contract);
  const payload = { type: 'Sales Order', entity: null, name: null };
  office.salesforce.people.request({ kind: 'create-transaction', record: opportunity, payload }, office.admin);
  await office.settle();
  await office.advance(600_000);
  await office.settle();
};

/** Two synced accounts merged, keeping the loser's id; the link is reset and the winner synced. */
const merge: Story = async (office) => {
  const [love, lace] = ['Love', 'Lace'].map((Name) => office.create('Account', { Name }));
  const lena = office.create('Contact', { LastName: 'Lena', AccountId: lace! });
  for (const id of [love!, lace!, lena]) office.press('sync-to-intacct', id);
  await office.settle();
  const keep = { ia_crm__IntacctID__c: office.read('Account', lace!)['ia_crm__IntacctID__c'], Phone: '2' };
  office.salesforce.people.merge({ type: 'Account', master: love!, losers: [lace!], keep }, office.admin);
  office.press('reset-link', love!);
  await office.settle();
  office.press('sync-to-intacct', love!);
  await office.settle();
};

/** Synced once, the account follows what people save in Intacct. */
const back: Story = async (office) => {
  office.set({ 'accounts.syncOnlyOnce': true });
  const acme = office.create('Account', { Name: 'Acme', Phone: '1' });
  office.press('sync-to-intacct', acme);
  await office.settle();
  office.intacct.people.update('CUSTOMER', 'C00001', { 'DISPLAYCONTACT.PHONE1': '2' }, office.intacctAdmin);
  await office.settle();
  await office.advance(600_000);
  await office.settle();
};

/** Dozens of plays on a busy machine. */
const PLAYS_MS = 300_000;

const STORIES = Object.entries({ account, deal, merge, back });

const SHOWN = ['Name', 'Phone', 'ia_crm__IntacctID__c', 'ia_crm__Intacct_Sync_Status__c', 'ia_crm__Intacct_Transaction__c'];
const SALESFORCE = ['Account', 'Contact', 'Contract', 'Opportunity', 'ia_crm__Sales_Order__c', 'ia_crm__Sales_Document_Line__c'];
const COPIES = ['ia_crm__Intacct_Contract__c', 'ia_crm__Intacct_Contract_Line__c', 'ia_crm__Intacct_Error_Log__c'];
const INTACCT = ['CUSTOMER', 'CONTACT', 'CONTRACT', 'CONTRACTDETAIL', 'SODOCUMENT'];
const STAMPS = /^(WHEN|RECORDNO|.*KEY$|CREATED|MODIFIED|VERSION|RECORD_URL)/;

/** What is left in both systems, how often the core made anything, and what it still owes. */
function endOf(office: Office): unknown {
  const { salesforce, intacct, world } = office;
  const made = new Map<string, number>();
  for (const { operation, object, cause } of world.changes.since(0)) {
    if (operation === 'create' && cause.isSync === true) made.set(object, (made.get(object) ?? 0) + 1);
  }
  const shown = (row: object): unknown => SHOWN.map((name) => (row as Readonly<Record<string, unknown>>)[name] ?? null);
  const kept = (row: object): unknown => Object.entries(row).filter(([name]) => !STAMPS.test(name));
  return {
    salesforce: [...SALESFORCE, ...COPIES].map((type) => [type, salesforce.people.list(type).map(shown)]),
    intacct: INTACCT.map((type) => [type, intacct.people.list(type).map(kept)]),
    made: [...made].sort(),
    errors: office.syncErrors(),
    open: office.openIntents(),
  };
}

async function play(story: Story, prepare: (office: Office) => void = () => {}): Promise<Office> {
  const office = new Office();
  prepare(office);
  await story(office);
  return office;
}

/** The numbers of the calls: all reads and writes, and of polls that ask the same again the first. */
function places(calls: Office['calls']): readonly number[] {
  const asked = new Set<string>();
  return calls.flatMap(({ system, purpose, request }, index) => {
    if (purpose !== 'poll') return [index];
    const question = `${system} ${request.path} ${/FROM\+?(?:%20)?\w+/.exec(request.query)?.[0]} ${/<object>\w+|object="\w+/.exec(String(request.body))?.[0]}`;
    if (asked.has(question)) return [];
    asked.add(question);
    return [index];
  });
}

/** To a call that changes nothing, a lost reply is no connection, and one that comes twice is one. */
const OF_WRITES = ['a lost reply', 'a doubled call'];

describe.each(STORIES)('%s: a fault at any call ends in the same state', (_name, story) => {
  const quiet = play(story).then((office) => ({ calls: office.calls, end: endOf(office) }));

  it.each(Object.entries(KINDS))(
    '%s',
    async (kind, action) => {
      const { calls, end } = await quiet;
      const hit = places(calls).filter((index) => calls[index]!.purpose === 'write' || !OF_WRITES.includes(kind));
      expect(hit.length).toBeGreaterThan(2);
      for (const index of hit) {
        const office = await play(story, (fresh) => fresh.faultAt(index + 1, action(calls[index]!.system)));
        expect(office.hasFaultPlanned, `call ${index + 1}`).toBe(false);
        expect(endOf(office), `call ${index + 1}`).toEqual(end);
      }
    },
    PLAYS_MS,
  );
});
