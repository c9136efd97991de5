import { describe, expect, it } from 'vitest';
import type { FaultAction } from '../../../../simulator/kernel/faults.js';
import { type Crash, Office } from './office.js';

/** A synced-nowhere account with a won deal, its product and an activated contract. */
function office(): { readonly office: Office; readonly account: string; readonly deal: string; readonly contract: string } {
  const made = new Office();
  const account = made.create('Account', { Name: 'Acme', BillingCity: 'Ghent' });
  const contract = made.create('Contract', { AccountId: account, StartDate: '2026-04-01', ContractTerm: 12, Status: 'Activated' });
  const deal = made.create('Opportunity', { Name: 'Deal', AccountId: account, ContractId: contract });
  for (const Quantity of [1, 2]) made.create('OpportunityLineItem', { OpportunityId: deal, Quantity });
  return { office: made, account, deal, contract };
}

function order({ office: made, deal }: ReturnType<typeof office>, type = 'Sales Order'): void {
  made.salesforce.people.request({ kind: 'create-transaction', record: deal, payload: { type, entity: null, name: null } }, made.admin);
}

/** The account, its contract with lines and an order are there once, and Salesforce knows them all. */
function expectAllOnce({ office: made, account, deal, contract }: ReturnType<typeof office>): void {
  const count = (type: string): number => made.count(type);
  expect([count('CUSTOMER'), count('CONTRACT'), count('CONTRACTDETAIL'), count('SODOCUMENT')]).toEqual([1, 1, 2, 1]);
  expect(made.contact('B_C00001')).not.toBeNull();
  expect(made.read('Account', account)).toMatchObject({ ia_crm__IntacctID__c: 'C00001', ia_crm__Intacct_Sync_Status__c: 'Success' });
  expect(made.read('Contract', contract)).toMatchObject({ ia_crm__IntacctID__c: 'CN00001', ia_crm__Intacct_Sync_Status__c: 'Success' });
  expect(made.read('Opportunity', deal)).toMatchObject({ ia_crm__Intacct_Transaction__c: 'Sales Order-SO-00001' });
  expect(made.salesforce.people.list('ia_crm__Sales_Order__c')).toHaveLength(1);
  expect(made.syncErrors()).toEqual([]);
}

describe('a contract and an order, whatever is interrupted', () => {
  const crashes = Array.from({ length: 10 }, (_, index) => index + 1).flatMap((write): Crash[] => [
    { write, when: 'before' },
    { write, when: 'after' },
  ]);

  it.each(crashes)('end the same after a crash $when write $write', async (crash) => {
    const story = office();
    story.office.press('sync-to-intacct', story.contract);
    order(story);
    story.office.crashAt(crash);
    await story.office.settle();
    expect(story.office.hasCrashPlanned).toBe(false);
    expectAllOnce(story);
  });

  const actions: readonly FaultAction[] = [
    { kind: 'lose-response' },
    { kind: 'refuse' },
    { kind: 'status', status: 503 },
    { kind: 'expire-session' },
    { kind: 'duplicate' },
  ];
  const subjects = [
    'create CUSTOMER',
    'create CONTACT',
    'update CUSTOMER',
    'create CONTRACT',
    'create CONTRACTDETAIL',
    'create SODOCUMENT',
  ];
  it.each(subjects.flatMap((subject) => actions.map((action) => [action.kind, subject, action] as const)))(
    'end the same after %s on %s',
    async (_kind, subject, action) => {
      const story = office();
      story.office.fault({ system: 'intacct', subject }, action);
      story.office.press('sync-to-intacct', story.contract);
      order(story);
      await story.office.settle();
      expectAllOnce(story);
    },
  );
});

describe('an order', () => {
  it('of an account that waits for time waits with it', async () => {
    const story = office();
    story.office.fault({ system: 'intacct', subject: 'create CUSTOMER' }, { kind: 'status', status: 503 }, 3);
    order(story);
    await story.office.pass();
    expect(story.office.count('SODOCUMENT')).toBe(0);
    expect(story.office.explain(story.deal)).toBeUndefined();
    await story.office.settle();
    expect(story.office.count('SODOCUMENT')).toBe(1);
  });

  it('goes after the account’s parents', async () => {
    const story = office();
    const parent = story.office.create('Account', { Name: 'Parent' });
    story.office.update('Account', story.account, { ParentId: parent });
    order(story);
    await story.office.settle();
    expect(story.office.customer('C00002')).toMatchObject({ PARENTID: 'C00001' });
    expect(story.office.read('Opportunity', story.deal)).toMatchObject({ ia_crm__Intacct_Sync_Status__c: 'Success' });
  });

  it('is asked for once under one-to-one, even when the button is pressed twice between two passes', async () => {
    const story = office();
    story.office.set({ 'orderEntry.oneToOne': true });
    order(story);
    order(story);
    await story.office.settle();
    expect(story.office.count('SODOCUMENT')).toBe(1);
    expect(story.office.decisions(story.deal).map(({ reason }) => reason)).toEqual(expect.arrayContaining(['asked-for', 'one-to-one']));
  });

  it('may be made again when the first was deleted in Intacct', async () => {
    const story = office();
    story.office.set({ 'orderEntry.oneToOne': true });
    order(story);
    await story.office.settle();
    story.office.intacct.people.delete('SODOCUMENT', 'Sales Order-SO-00001', story.office.intacctAdmin);
    order(story);
    await story.office.settle();
    expect(story.office.read('Opportunity', story.deal)).toMatchObject({ ia_crm__Intacct_Transaction__c: 'Sales Order-SO-00002' });
  });
});

describe('copies of documents', () => {
  /** The objects of documents that Salesforce was asked for, since some call. */
  const askedFor = ({ office: made }: ReturnType<typeof office>, since = 0): readonly string[] => {
    const texts = made.calls.slice(since).map(({ request }) => decodeURIComponent(request.query ?? ''));
    return [...new Set(texts.flatMap((text) => /FROM[+ ](ia_crm__Sales_(?:Order|Document)__c)/.exec(text)?.[1] ?? []))].sort();
  };

  it('are looked for in the objects of their kind, and in the one for all only where the workflow was ever switched', async () => {
    const story = office();
    order(story);
    await story.office.settle();
    expect(askedFor(story)).toEqual(['ia_crm__Sales_Order__c']);
    const before = story.office.calls.length;
    story.office.set({ 'orderEntry.advancedWorkflow': true });
    order(story);
    await story.office.settle();
    expect(askedFor(story, before)).toEqual(['ia_crm__Sales_Document__c', 'ia_crm__Sales_Order__c']);
    expect(story.office.salesforce.people.list('ia_crm__Sales_Document__c')).toHaveLength(1);
    expect(story.office.salesforce.people.list('ia_crm__Sales_Order__c')).toHaveLength(1);
  });
});
