import { describe, expect, it } from 'vitest';
import type { FaultAction } from '../../../../simulator/kernel/faults.js';
import { Stage } from './stage.js';

/** Every kind of fault that the scenario language has. */
const KINDS: readonly FaultAction[] = [
  { kind: 'lose-response' },
  { kind: 'refuse' },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 429 },
  { kind: 'error', code: 'UNABLE_TO_LOCK_ROW' },
  { kind: 'delay', ms: 5_000 },
  { kind: 'expire-session' },
  { kind: 'duplicate' },
];

/** The story's calls up to its end; those of the last, quiet passes repeat the first. */
const CALLS = 45;

/** One of everything: auto-create, assignment, a link by email, an account and an opportunity of the linked contact, and then a merge. */
async function play(fault: { readonly call: number; readonly action: FaultAction } | null): Promise<Stage> {
  const stage = new Stage();
  const { salesforce } = stage.simulator;
  stage.set({ autoCreateProspects: true });
  const account = salesforce.people.create('Account', { Name: 'Acme' }, stage.admin);
  const winner = stage.lead({ Email: 'one@example.com' });
  const loser = stage.lead({ Email: 'two@example.com' });
  const assigned = stage.prospect({ email: 'three@example.com', lastName: 'Three' });
  stage.assign(assigned, { user: stage.seller('ann').engagement });
  const contact = stage.contact({ Email: 'four@example.com', AccountId: account });
  stage.prospect({ email: 'four@example.com', phone: '12' });
  const deal = salesforce.people.create('Opportunity', { Name: 'Chairs', StageName: 'Prospecting', CloseDate: '2026-06-30' }, stage.admin);
  salesforce.people.create('OpportunityContactRole', { OpportunityId: deal, ContactId: contact }, stage.admin);
  stage.faultAt = fault === null ? null : { ...fault };
  await stage.settle();
  await stage.advance(600_000);
  salesforce.people.merge({ type: 'Lead', master: winner, losers: [loser], keep: {} }, stage.admin);
  await stage.settle();
  await stage.advance(600_000);
  await stage.settle();
  return stage;
}

/** What is left in both systems, and how often anything was created. */
function endOf(stage: Stage): unknown {
  const { salesforce, engagement, world } = stage.simulator;
  const made = new Map<string, number>();
  for (const { operation, object, cause } of world.changes.since(0)) {
    if (operation === 'create' && cause.isSync === true) made.set(object, (made.get(object) ?? 0) + 1);
  }
  return {
    leads: salesforce.people
      .list('Lead')
      .map(({ Email, pi__score__c }) => [Email, pi__score__c])
      .sort(),
    contacts: salesforce.people.list('Contact').map(({ Email, Phone, pi__score__c }) => [Email, Phone, pi__score__c]),
    prospects: engagement.people
      .list('Prospect')
      .map(({ email, score, phone }) => [email, score, phone])
      .sort(),
    accounts: engagement.people.list('ProspectAccount').map(({ name }) => name),
    opportunities: engagement.people.list('Opportunity').map(({ name, status }) => [name, status]),
    links: stage.core.links().length,
    errors: stage.core.syncErrors(),
    open: [...stage.journal.entries('engagement', 'intent')].length,
    made: [...made].filter(([object]) => object !== 'VisitorActivity').sort(),
  };
}

/** Calls between two that one kind of fault hits; each kind begins at another one, so that together they hit them all. */
const STRIDE = 5;

describe.each(KINDS.map((action, index) => ({ action, first: 1 + (index % STRIDE) })))(
  'A fault at any call of the core: $action',
  ({ action, first }) => {
    it('ends in the same state, with the same number of creates', async () => {
      const wanted = endOf(await play(null));
      const strange: unknown[] = [];
      for (let call = first; call <= CALLS; call += STRIDE) {
        const end = endOf(await play({ call, action }));
        if (JSON.stringify(end) !== JSON.stringify(wanted)) strange.push({ call, end, wanted });
      }
      expect(strange).toEqual([]);
    }, 120_000);
  },
);
