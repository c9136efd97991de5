import { beforeEach, describe, expect, it } from 'vitest';
import { Stage } from './stage.js';

let stage: Stage;

beforeEach(() => {
  stage = new Stage();
});

async function linkedProspect(fields: Readonly<Record<string, unknown>> = {}): Promise<{ prospect: string; lead: string }> {
  const prospect = stage.prospect({ email: 'jane@example.com', lastName: 'Jensen', ...fields });
  stage.assign(prospect, { user: stage.seller('ann').engagement });
  await stage.settle();
  await stage.advance(600_000);
  return { prospect, lead: String(stage.list('Lead')[0]?.['Id']) };
}

describe('A record that the connector user cannot see', () => {
  it('is left alone, and its prospect shows an error until it is to be seen again (D-4)', async () => {
    const { salesforce } = stage.simulator;
    const { prospect, lead } = await linkedProspect();
    const connector = salesforce.people.user('connector')!;
    salesforce.people.share({ record: lead, user: connector, access: 'none' }, stage.admin);
    stage.update('Prospect', prospect, { score: 9 });
    await stage.settle();
    expect(stage.why('Prospect', prospect)).toMatchObject({ outcome: 'refuse', rules: ['D-4'] });
    expect(stage.core.syncErrors()).toMatchObject([{ record: { id: prospect } }]);
    await stage.advance(600_000);
    salesforce.people.share({ record: lead, user: connector, access: 'edit' }, stage.admin);
    stage.update('Prospect', prospect, { score: 10 });
    await stage.settle();
    expect(stage.core.syncErrors()).toEqual([]);
    expect(stage.read('Lead', lead)).toMatchObject({ pi__score__c: 10 });
  });
});

describe('A prospect whose CRM syncing is disabled', () => {
  it('is not exchanged in either direction until it is enabled again', async () => {
    const { people } = stage.simulator.engagement;
    const { prospect, lead } = await linkedProspect();
    people.crmSync({ prospect, enabled: false }, people.user('admin')!);
    stage.update('Prospect', prospect, { score: 9 });
    stage.update('Lead', lead, { Title: 'CTO' });
    await stage.settle();
    expect(stage.read('Lead', lead)).toMatchObject({ pi__score__c: 0 });
    expect(stage.read('Prospect', prospect)).toMatchObject({ jobTitle: null });
    expect(stage.list('Lead')).toHaveLength(1);
    await stage.advance(600_000);
    people.crmSync({ prospect, enabled: true }, people.user('admin')!);
    await stage.settle();
    expect(stage.read('Prospect', prospect)).toMatchObject({ jobTitle: 'CTO' });
    expect(stage.read('Lead', lead)).toMatchObject({ pi__score__c: 9 });
    expect(stage.list('Lead')).toHaveLength(1);
  });
});

describe('Sync with CRM', () => {
  it('works on one prospect while the connector is paused, and on no other', async () => {
    const { people } = stage.simulator.engagement;
    const [ann, bob] = [stage.seller('ann'), stage.seller('bob')];
    const [first, second] = [stage.prospect({ email: 'a@example.com' }), stage.prospect({ email: 'b@example.com' })];
    stage.assign(first, { user: ann.engagement });
    stage.assign(second, { user: bob.engagement });
    stage.set({ paused: true });
    people.syncNow(first, people.user('admin')!);
    await stage.settle();
    expect(stage.list('Lead')).toMatchObject([{ Email: 'a@example.com' }]);
    stage.set({ paused: false });
    await stage.settle();
    expect(stage.list('Lead')).toHaveLength(2);
  });
});

describe('Exclude partner and portal users', () => {
  it('gives the records of a user mapped before the box was checked to the connector user (D-13)', async () => {
    const { salesforce, engagement } = stage.simulator;
    const user = { Username: 'pat@partner.test', LastName: 'Pat', Email: 'pat@partner.test', Alias: 'pat', UserType: 'PowerPartner' };
    salesforce.people.create('User', user, stage.admin);
    const fields = { email: 'pat@partner.test', firstName: 'Pat', lastName: 'Partner', crmUsername: 'pat@partner.test' };
    const pat = engagement.people.create('User', fields, engagement.people.user('admin')!);
    const prospect = stage.prospect({ email: 'jane@example.com' });
    stage.assign(prospect, { user: pat });
    stage.set({ excludePartnerAndPortalUsers: true });
    await stage.settle();
    expect(stage.list('Lead')).toMatchObject([{ OwnerId: salesforce.people.user('connector') }]);
  });
});

describe('A prospect in the recycle bin', () => {
  it('does not come back by an edit of its lead', async () => {
    const { people } = stage.simulator.engagement;
    const { prospect, lead } = await linkedProspect();
    people.delete('Prospect', prospect, people.user('admin')!);
    await stage.settle();
    stage.update('Lead', lead, { Title: 'CTO' });
    await stage.settle();
    expect(people.stateOf('Prospect', prospect)).toBe('deleted');
    expect(stage.list('Lead')).toHaveLength(1);
    stage.simulator.salesforce.people.request({ kind: 'send-to-engagement', record: lead }, stage.admin);
    await stage.settle();
    expect(people.stateOf('Prospect', prospect)).toBe('live');
    expect(stage.list('Prospect')).toHaveLength(1);
  });
});

describe('A unit where an email belongs to one prospect', () => {
  it('links a new lead to the prospect that has its email, also with the match box off', async () => {
    const { people } = stage.simulator.engagement;
    const admin = people.user('admin')!;
    people.create('BusinessUnit', { name: 'strict', allowMultipleProspectsPerEmail: false }, admin);
    const strict = people.unit('strict')!;
    people.settings(strict).save({ paused: false, autoCreateProspects: true }, admin);
    const prospect = people.create('Prospect', { email: 'jane@example.com', bu: strict }, admin);
    const lead = stage.lead({ Email: 'jane@example.com' });
    await stage.pass();
    expect(stage.read('Prospect', prospect)).toMatchObject({ salesforceId: lead });
    expect(stage.list('Prospect')).toHaveLength(1);
  });
});

describe('An email that changes where it belongs to one prospect', () => {
  async function strictPair(): Promise<{ prospect: string; lead: string; unit: string }> {
    const { people } = stage.simulator.engagement;
    const admin = people.user('admin')!;
    people.create('BusinessUnit', { name: 'strict', allowMultipleProspectsPerEmail: false }, admin);
    const unit = people.unit('strict')!;
    people.settings(unit).save({ paused: false }, admin);
    const lead = stage.lead({ Email: 'a@example.com' });
    const prospect = people.create('Prospect', { email: 'a@example.com', bu: unit }, admin);
    await stage.settle();
    await stage.advance(600_000);
    return { prospect, lead, unit };
  }

  it('in Salesforce is followed by the prospect', async () => {
    const { prospect, lead } = await strictPair();
    stage.update('Lead', lead, { Email: 'b@example.com' });
    await stage.settle();
    expect(stage.read('Prospect', prospect)).toMatchObject({ email: 'b@example.com', salesforceId: lead });
  });

  it('in Salesforce breaks the link when the box is off', async () => {
    const { prospect, lead, unit } = await strictPair();
    const { people } = stage.simulator.engagement;
    people.settings(unit).save({ autoChangeEmail: false }, people.user('admin')!);
    stage.update('Lead', lead, { Email: 'b@example.com' });
    await stage.settle();
    expect(stage.read('Prospect', prospect)).toMatchObject({ email: 'a@example.com', salesforceId: null });
    expect(stage.core.links()).toEqual([]);
  });

  it('in Account Engagement leaves the record behind and makes one for the new email', async () => {
    const { prospect, lead } = await strictPair();
    stage.update('Prospect', prospect, { email: 'b@example.com' });
    await stage.settle();
    expect(stage.read('Lead', lead)).toMatchObject({ Email: 'a@example.com' });
    const made = stage.list('Lead').find(({ Email }) => Email === 'b@example.com');
    expect(stage.list('Lead')).toHaveLength(2);
    expect(stage.read('Prospect', prospect)).toMatchObject({ email: 'b@example.com', salesforceId: made?.['Id'] });
    expect(stage.core.links()).toMatchObject([{ salesforce: { id: made?.['Id'] } }]);
  });
});
