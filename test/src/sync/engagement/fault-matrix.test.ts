import { describe, expect, it } from 'vitest';
import type { FaultAction } from '../../../../simulator/kernel/faults.js';
import { type Death, type PassingError, Stage } from './stage.js';

/** Every kind of fault that the scenario language has, the vendors' errors that pass, and the death of the core. */
const KINDS: readonly (FaultAction | Death | PassingError)[] = [
  { kind: 'lose-response' },
  { kind: 'refuse' },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 429 },
  { kind: 'passing error' },
  { kind: 'delay', ms: 5_000 },
  { kind: 'expire-session' },
  { kind: 'duplicate' },
  { kind: 'crash before' },
  { kind: 'crash after' },
];

/** What people do, with the passes between. */
type Story = { readonly title: string; readonly stride: number; readonly play: (stage: Stage) => Promise<void> };

const SMALL: Story = {
  title: 'a new lead, an assigned prospect, and a pair with one address that is edited on both sides',
  stride: 1,
  async play(stage) {
    stage.set({ autoCreateProspects: true });
    const assigned = stage.prospect({ email: 'three@example.com', lastName: 'Three' });
    stage.assign(assigned, { user: stage.seller('ann').engagement });
    const lead = stage.lead({ Email: 'one@example.com' });
    const contact = stage.contact({ Email: 'four@example.com' });
    const pair = stage.prospect({ email: 'four@example.com', phone: '12' });
    await stage.settle();
    await stage.advance(120_000);
    stage.update('Contact', contact, { Title: 'CTO' });
    stage.update('Prospect', pair, { city: 'Oslo' });
    stage.simulator.salesforce.people.delete('Lead', lead, stage.admin);
    await stage.settle();
  },
};

const LARGE: Story = {
  title: 'auto-create, assignment, a link by email, an account and an opportunity of the linked contact, and then a merge',
  stride: 10,
  async play(stage) {
    const { salesforce } = stage.simulator;
    stage.set({ autoCreateProspects: true });
    const account = salesforce.people.create('Account', { Name: 'Acme' }, stage.admin);
    const winner = stage.lead({ Email: 'one@example.com' });
    const loser = stage.lead({ Email: 'two@example.com' });
    const assigned = stage.prospect({ email: 'three@example.com', lastName: 'Three' });
    stage.assign(assigned, { user: stage.seller('ann').engagement });
    const contact = stage.contact({ Email: 'four@example.com', AccountId: account });
    stage.prospect({ email: 'four@example.com', phone: '12' });
    const deal = salesforce.people.create(
      'Opportunity',
      { Name: 'Chairs', StageName: 'Prospecting', CloseDate: '2026-06-30' },
      stage.admin,
    );
    salesforce.people.create('OpportunityContactRole', { OpportunityId: deal, ContactId: contact }, stage.admin);
    await stage.settle();
    await stage.advance(600_000);
    salesforce.people.merge({ type: 'Lead', master: winner, losers: [loser], keep: {} }, stage.admin);
    await stage.settle();
    await stage.advance(600_000);
    await stage.settle();
  },
};

/** Plays a story to its end; the quiet passes of the end give what a fault delayed its time. */
async function played({ play }: Story, fault: Stage['faultAt']): Promise<Stage> {
  const stage = new Stage();
  stage.faultAt = fault;
  await play(stage);
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
      .map(({ Email, OwnerId, pi__score__c }) => [Email, OwnerId, pi__score__c])
      .sort(),
    contacts: salesforce.people
      .list('Contact')
      .map(({ Email, Phone, Title, MailingCity, pi__score__c }) => [Email, Phone, Title, MailingCity, pi__score__c]),
    prospects: engagement.people
      .list('Prospect')
      .map(({ email, score, phone, city, jobTitle, salesforceId }) => [email, score, phone, city, jobTitle, salesforceId])
      .sort(),
    accounts: engagement.people.list('ProspectAccount').map(({ name }) => name),
    opportunities: engagement.people.list('Opportunity').map(({ name, status }) => [name, status]),
    links: stage.core.links().length,
    errors: stage.core.syncErrors(),
    open: [...stage.journal.entries('engagement', 'intent')].length,
    made: [...made].filter(([object]) => object !== 'VisitorActivity').sort(),
  };
}

describe.each([SMALL, LARGE])('A fault at any call of the core: $title', (story) => {
  it.each(KINDS.map((action, index) => ({ action, index })))(
    'ends alike, with as many creates: $action',
    async ({ action, index }) => {
      const quiet = await played(story, null);
      const wanted = JSON.stringify(endOf(quiet));
      const calls = quiet.calls(0).length;
      expect(calls).toBeGreaterThan(15);
      const strange: unknown[] = [];
      // Each kind begins at another call of the large story, so that together they hit them all.
      for (let call = 1 + (index % story.stride); call <= calls; call += story.stride) {
        const end = endOf(await played(story, { call, action }));
        if (JSON.stringify(end) !== wanted) strange.push({ call, end });
      }
      expect(strange).toEqual([]);
    },
    240_000,
  );
});
