import { beforeEach, describe, expect, it } from 'vitest';
import { DISASTERS, Stage } from './stage.js';

let stage: Stage;

beforeEach(() => {
  stage = new Stage();
});

describe('From Salesforce to Account Engagement', () => {
  it('makes a prospect of a lead that was created while the box was checked', async () => {
    stage.set({ autoCreateProspects: true });
    const lead = stage.lead({ Email: 'jane@example.com', FirstName: 'Jane', Title: 'CTO' });
    await stage.settle();
    const [prospect] = stage.list('Prospect');
    expect(stage.list('Prospect')).toHaveLength(1);
    expect(prospect).toMatchObject({ email: 'jane@example.com', firstName: 'Jane', jobTitle: 'CTO', salesforceId: lead });
    expect(stage.why('Lead', lead)).toMatchObject({ outcome: 'create', reason: 'auto-created' });
    expect(stage.core.links()).toMatchObject([{ salesforce: { id: lead }, other: { id: String(prospect?.['id']) } }]);
  });

  it('gives a lead the package fields of its new prospect in the same pass, as a part of the creation', async () => {
    stage.set({ autoCreateProspects: true });
    const lead = stage.lead({ Email: 'jane@example.com' });
    await stage.pass();
    const [prospect] = stage.list('Prospect');
    expect(stage.read('Lead', lead)).toMatchObject({ pi__score__c: 0, pi__url__c: expect.stringContaining(String(prospect?.['id'])) });
    expect(stage.read('Lead', lead)['pi__created_date__c']).not.toBeNull();
    expect(stage.why('Lead', lead)).toMatchObject({ outcome: 'create', reason: 'auto-created' });
    expect(await stage.pass()).toMatchObject({ writes: 0, left: 0 });
  });

  it('gives them to a lead that was sent by hand while the connector is paused, too', async () => {
    stage.set({ paused: true });
    const lead = stage.lead({ Email: 'jane@example.com' });
    stage.simulator.salesforce.people.request({ kind: 'send-to-engagement', record: lead }, stage.admin);
    await stage.settle();
    expect(stage.read('Lead', lead)).toMatchObject({ pi__score__c: 0 });
    expect(stage.why('Lead', lead)).toMatchObject({ outcome: 'create', reason: 'sent-by-hand' });
  });

  it('gives none under "stop syncing package fields"', async () => {
    stage.set({ autoCreateProspects: true, stopSyncingPackageFields: true });
    const lead = stage.lead({ Email: 'jane@example.com' });
    await stage.settle();
    expect(stage.read('Lead', lead)).toMatchObject({ pi__score__c: null, pi__url__c: null });
  });

  it('comes to rest when Salesforce keeps fewer decimal places than the value that wins', async () => {
    stage.set({ autoCreateProspects: true, 'fieldBehavior.annualRevenue': 'engagement' });
    const lead = stage.lead({ Email: 'jane@example.com' });
    await stage.settle();
    stage.update('Prospect', String(stage.list('Prospect')[0]?.['id']), { annualRevenue: '1000.50' });
    await stage.settle();
    expect(stage.read('Lead', lead)).toMatchObject({ AnnualRevenue: 1_001 });
    expect(await stage.pass()).toMatchObject({ writes: 0, left: 0 });
  });

  it('does not make one of a lead that was created while it was not, and says which rule', async () => {
    const lead = stage.lead({ Email: 'gap@example.com' });
    stage.set({ autoCreateProspects: true });
    await stage.settle();
    stage.update('Lead', lead, { Title: 'CTO' });
    await stage.settle();
    expect(stage.list('Prospect')).toEqual([]);
    expect(stage.why('Lead', lead)).toMatchObject({ outcome: 'skip', reason: 'not-retroactive' });
    expect(stage.why('Lead', lead).rules).toContain('AE-13');
  });

  it('makes one when the email comes later, if the box was checked all the time', async () => {
    stage.set({ autoCreateProspects: true });
    const lead = stage.lead({});
    await stage.settle();
    expect(stage.why('Lead', lead)).toMatchObject({ outcome: 'skip', rules: ['AE-11'] });
    await stage.advance(3_600_000);
    stage.update('Lead', lead, { Email: 'late@example.com' });
    await stage.settle();
    expect(stage.list('Prospect')).toMatchObject([{ email: 'late@example.com' }]);
  });

  it('pulls an edit of the linked lead', async () => {
    stage.set({ autoCreateProspects: true });
    const lead = stage.lead({ Email: 'jane@example.com' });
    await stage.settle();
    await stage.advance(600_000);
    stage.update('Lead', lead, { Title: 'CEO' });
    await stage.settle();
    expect(stage.list('Prospect')).toMatchObject([{ jobTitle: 'CEO' }]);
  });

  it('links a lead to a free prospect with its email instead of making another', async () => {
    stage.set({ autoCreateProspects: true });
    const prospect = stage.prospect({ email: 'JANE@example.com' });
    const lead = stage.lead({ Email: 'jane@example.com' });
    await stage.settle();
    expect(stage.list('Prospect')).toHaveLength(1);
    expect(stage.read('Prospect', prospect)).toMatchObject({ salesforceId: lead });
    expect(stage.why('Lead', lead)).toMatchObject({ outcome: 'link' });
  });

  it('sends a record by hand whatever the box says, even while the connector is paused', async () => {
    stage.set({ paused: true });
    const lead = stage.lead({ Email: 'jane@example.com' });
    stage.simulator.salesforce.people.request({ kind: 'send-to-engagement', record: lead }, stage.admin);
    await stage.settle();
    expect(stage.list('Prospect')).toHaveLength(1);
    expect(stage.why('Lead', lead)).toMatchObject({ outcome: 'create', reason: 'sent-by-hand' });
  });
});

describe('From Account Engagement to Salesforce', () => {
  it('makes a lead for an assigned prospect, owned by the user behind it, and ties both', async () => {
    const prospect = stage.prospect({ email: 'jane@example.com', firstName: 'Jane', lastName: 'Jensen', company: 'Acme' });
    const ann = stage.seller('ann');
    stage.assign(prospect, { user: ann.engagement });
    await stage.settle();
    const [lead] = stage.list('Lead');
    expect(stage.list('Lead')).toHaveLength(1);
    expect(lead).toMatchObject({ Email: 'jane@example.com', FirstName: 'Jane', Company: 'Acme', OwnerId: ann.salesforce });
    const read = stage.read('Prospect', prospect);
    expect(read).toMatchObject({ salesforceLeadId: lead?.['Id'], salesforceOwnerId: ann.salesforce, assignedToId: Number(ann.engagement) });
    expect(read['salesforceLastSync']).not.toBeNull();
    expect(stage.why('Lead', String(lead?.['Id'])).seq).toBe(stage.why('Prospect', prospect).seq);
    expect(stage.why('Prospect', prospect)).toMatchObject({ outcome: 'create' });
  });

  it('leaves an unassigned prospect where it is', async () => {
    const prospect = stage.prospect({ email: 'jane@example.com' });
    await stage.settle();
    expect(stage.list('Lead')).toEqual([]);
    expect(stage.why('Prospect', prospect)).toMatchObject({ outcome: 'skip', rules: ['AE-2'] });
  });

  it('links to a contact with the same email, whose owner stays', async () => {
    const contact = stage.contact({ Email: 'jane@example.com' });
    const prospect = stage.prospect({ email: 'jane@example.com', phone: '12' });
    await stage.settle();
    expect(stage.read('Prospect', prospect)).toMatchObject({ salesforceContactId: contact });
    expect(stage.read('Contact', contact)).toMatchObject({ Phone: '12', OwnerId: stage.admin });
  });

  it('pushes a package field and does not hear its own echo', async () => {
    const prospect = stage.prospect({ email: 'jane@example.com', lastName: 'Jensen' });
    stage.assign(prospect, { user: stage.seller('ann').engagement });
    await stage.settle();
    await stage.advance(600_000);
    stage.update('Prospect', prospect, { score: 77 });
    const { changes } = stage.mark;
    await stage.settle();
    await stage.advance(600_000);
    await stage.settle();
    expect(stage.list('Lead')).toMatchObject([{ pi__score__c: 77 }]);
    expect(stage.writes(changes, 'salesforce')).toHaveLength(1);
  });

  it('shows a refusal on the prospect, keeps the assignment, and tries again after the next change only', async () => {
    const { salesforce } = stage.simulator;
    const rule = { object: 'Lead', errorConditionFormula: 'ISBLANK(Phone)', errorMessage: 'Phone is needed', active: true };
    salesforce.people.create('ValidationRule', rule, stage.admin);
    const prospect = stage.prospect({ email: 'jane@example.com', lastName: 'Jensen' });
    stage.assign(prospect, { user: stage.seller('ann').engagement });
    await stage.settle();
    expect(stage.list('Lead')).toEqual([]);
    expect(stage.core.syncErrors()).toMatchObject([
      { record: { object: 'Prospect', id: prospect }, text: 'FIELD_CUSTOM_VALIDATION_EXCEPTION: Phone is needed' },
    ]);
    const { calls } = stage.mark;
    await stage.advance(600_000);
    await stage.settle();
    expect(stage.calls(calls, 'write')).toEqual([]);
    stage.update('Prospect', prospect, { phone: '12' });
    await stage.settle();
    expect(stage.list('Lead')).toHaveLength(1);
    expect(stage.core.syncErrors()).toEqual([]);
  });
});

describe('Deletes, merges and conversions', () => {
  async function linkedLead(email: string): Promise<{ lead: string; prospect: string }> {
    stage.set({ autoCreateProspects: true });
    const lead = stage.lead({ Email: email });
    await stage.settle();
    await stage.advance(600_000);
    return { lead, prospect: String(stage.list('Prospect').find((row) => row['email'] === email)?.['id']) };
  }

  it('puts the prospect of a deleted lead into the bin, and takes it out again with the lead', async () => {
    const { lead, prospect } = await linkedLead('jane@example.com');
    stage.simulator.salesforce.people.delete('Lead', lead, stage.admin);
    await stage.settle();
    expect(stage.simulator.engagement.people.stateOf('Prospect', prospect)).toBe('deleted');
    expect(stage.why('Prospect', prospect)).toMatchObject({ outcome: 'unlink' });
    expect(stage.core.links()).toEqual([]);
    await stage.advance(600_000);
    stage.simulator.salesforce.people.undelete('Lead', lead, stage.admin);
    await stage.settle();
    expect(stage.simulator.engagement.people.stateOf('Prospect', prospect)).toBe('live');
    expect(stage.core.links()).toMatchObject([{ salesforce: { id: lead } }]);
    expect(stage.list('Prospect')).toHaveLength(1);
  });

  it('merges two prospects when their leads are merged', async () => {
    const a = await linkedLead('a@example.com');
    const b = await linkedLead('b@example.com');
    stage.simulator.salesforce.people.merge({ type: 'Lead', master: a.lead, losers: [b.lead], keep: {} }, stage.admin);
    await stage.settle();
    expect(stage.list('Prospect')).toMatchObject([{ email: 'a@example.com' }]);
    expect(stage.why('Lead', b.lead)).toMatchObject({ reason: 'merged' });
    expect(stage.core.links()).toMatchObject([{ salesforce: { id: a.lead }, other: { id: a.prospect } }]);
  });

  it('moves the prospect of a converted lead to the contact', async () => {
    const { lead, prospect } = await linkedLead('jane@example.com');
    const { contactId } = stage.simulator.salesforce.people.convert({ lead, opportunity: null }, stage.admin);
    await stage.settle();
    expect(stage.list('Prospect')).toHaveLength(1);
    expect(stage.read('Prospect', prospect)).toMatchObject({ salesforceId: contactId, salesforceLeadId: lead });
  });
});

describe('While the connector is paused', () => {
  it('nothing is exchanged, and what happened meanwhile arrives when it is resumed', async () => {
    stage.set({ autoCreateProspects: true, paused: true });
    const lead = stage.lead({ Email: 'jane@example.com' });
    await stage.settle();
    expect(stage.list('Prospect')).toEqual([]);
    expect(stage.why('Lead', lead)).toMatchObject({ outcome: 'skip', reason: 'paused' });
    const { calls } = stage.mark;
    await stage.pass();
    expect(stage.calls(calls, 'read')).toEqual([]);
    await stage.advance(86_400_000);
    stage.set({ paused: false });
    await stage.settle();
    expect(stage.list('Prospect')).toHaveLength(1);
  });
});

describe('What a pass costs', () => {
  it('is one query per watched object when there is nothing to find', async () => {
    stage.set({ autoCreateProspects: true });
    for (let n = 0; n < 5; n += 1) stage.lead({ Email: `p${n}@example.com` });
    await stage.settle();
    await stage.advance(600_000);
    await stage.pass();
    const { calls } = stage.mark;
    await stage.pass();
    expect(stage.calls(calls)).toHaveLength(4);
    expect(stage.calls(calls, 'poll')).toHaveLength(4);
  });

  it('for 250 leads is two batches of new prospects, and two of their package fields', async () => {
    stage.set({ autoCreateProspects: true });
    for (let n = 0; n < 250; n += 1) stage.lead({ Email: `p${n}@example.com` });
    const { calls } = stage.mark;
    await stage.pass();
    expect(stage.list('Prospect')).toHaveLength(250);
    expect(stage.calls(calls, 'write').map((call) => call.split(' ')[0])).toEqual(['engagement', 'engagement', 'salesforce', 'salesforce']);
  });
});

describe('Assignment targets', () => {
  it.each([
    ['FALSE for a user, whatever rule is active', 'user', 'FALSE'],
    ['TRUE for the active assignment rule', 'rule', 'TRUE'],
  ] as const)('send Sforce-Auto-Assign %s (D-1)', async (_title, target, header) => {
    const { salesforce, world } = stage.simulator;
    const [ann, bob] = [stage.seller('ann'), stage.seller('bob')];
    const entries = [{ where: { Company: 'Acme' }, assignTo: bob.salesforce }];
    salesforce.people.create('AssignmentRule', { Name: 'All', active: true, entries }, stage.admin);
    const prospect = stage.prospect({ email: 'jane@example.com', company: 'Acme' });
    stage.assign(prospect, target === 'user' ? { user: ann.engagement } : { assignmentRule: 'active' });
    await stage.settle();
    const owner = target === 'user' ? ann : bob;
    expect(stage.list('Lead')).toMatchObject([{ OwnerId: owner.salesforce }]);
    expect(stage.read('Prospect', prospect)).toMatchObject({ assignedToId: Number(owner.engagement) });
    const [create] = world.calls.since().filter(({ method, path }) => method === 'POST' && path.endsWith('/composite/sobjects'));
    expect(create?.requestHeaders['sforce-auto-assign']).toBe(header);
  });

  it('give a lead to a queue, and the prospect to nobody', async () => {
    const queue = stage.simulator.salesforce.people.create('Queue', { Name: 'West', objects: ['Lead'], members: [] }, stage.admin);
    const prospect = stage.prospect({ email: 'jane@example.com' });
    stage.assign(prospect, { queue });
    await stage.settle();
    expect(stage.list('Lead')).toMatchObject([{ OwnerId: queue }]);
    expect(stage.read('Prospect', prospect)).toMatchObject({ salesforceOwnerId: queue, assignedToId: null });
  });

  it('follow the owner in Salesforce once the prospect is linked', async () => {
    const [ann, bob] = [stage.seller('ann'), stage.seller('bob')];
    const prospect = stage.prospect({ email: 'jane@example.com' });
    stage.assign(prospect, { user: ann.engagement });
    await stage.settle();
    await stage.advance(600_000);
    stage.update('Lead', String(stage.list('Lead')[0]?.['Id']), { OwnerId: bob.salesforce });
    await stage.settle();
    expect(stage.read('Prospect', prospect)).toMatchObject({ assignedToId: Number(bob.engagement), salesforceOwnerId: bob.salesforce });
    stage.assign(prospect, { user: ann.engagement });
    await stage.settle();
    expect(stage.read('Prospect', prospect)).toMatchObject({ assignedToId: Number(bob.engagement) });
    expect(stage.list('Lead')).toMatchObject([{ OwnerId: bob.salesforce }]);
  });
});

describe('Stop syncing package fields', () => {
  it('keeps a change of score alone away from Salesforce', async () => {
    stage.set({ stopSyncingPackageFields: true });
    const prospect = stage.prospect({ email: 'jane@example.com', score: 5 });
    stage.assign(prospect, { user: stage.seller('ann').engagement });
    await stage.settle();
    expect(stage.list('Lead')).toMatchObject([{ pi__score__c: null }]);
    await stage.advance(600_000);
    const { changes } = stage.mark;
    stage.update('Prospect', prospect, { score: 77 });
    await stage.settle();
    expect(stage.writes(changes, 'salesforce')).toEqual([]);
  });
});

describe('Two business units over one lead', () => {
  it('each have their own prospect of it, and their own link', async () => {
    const { people } = stage.simulator.engagement;
    const admin = people.user('admin')!;
    people.create('BusinessUnit', { name: 'emea' }, admin);
    const emea = people.unit('emea')!;
    people.settings(emea).save({ paused: false, autoCreateProspects: true }, admin);
    stage.set({ autoCreateProspects: true });
    const lead = stage.lead({ Email: 'jane@example.com' });
    await stage.pass();
    await stage.pass();
    expect(stage.core.links().map(({ salesforce, other }) => [salesforce.id, other.unit])).toEqual([
      [lead, stage.unit],
      [lead, emea],
    ]);
    await stage.advance(600_000);
    stage.update('Lead', lead, { Title: 'CTO' });
    await stage.pass();
    expect(stage.list('Prospect').map(({ jobTitle }) => jobTitle)).toEqual(['CTO', 'CTO']);
  });
});

describe('Records that changed within one second', () => {
  it('are not missed by the next pass', async () => {
    stage.set({ autoCreateProspects: true });
    const lead = stage.lead({ Email: 'jane@example.com' });
    await stage.pass();
    for (const title of ['CTO', 'CEO', 'CFO']) {
      stage.update('Lead', lead, { Title: title });
      stage.lead({ Email: `${title}@example.com` });
      await stage.pass();
      expect(stage.list('Prospect')[0]).toMatchObject({ jobTitle: title });
    }
    expect(stage.list('Prospect')).toHaveLength(4);
  });
});

describe.each(DISASTERS)('After a %s', (kind) => {
  it.each([1, 2, 3, 4])('at write %s the records, links and decisions are the same', async (write) => {
    stage.set({ autoCreateProspects: true });
    const lead = stage.lead({ Email: 'lead@example.com' });
    const prospects = ['a@example.com', 'b@example.com'].map((email) => stage.prospect({ email, lastName: 'Same' }));
    const user = stage.seller('ann').engagement;
    for (const prospect of prospects) stage.assign(prospect, { user });
    const contact = stage.contact({ Email: 'c@example.com' });
    const known = stage.prospect({ email: 'c@example.com', phone: '12' });
    stage.disaster = { write, kind };
    await stage.settle();
    expect(stage.disaster).toBeNull();
    const emails = stage.list('Lead').map(({ Email }) => Email);
    expect(emails.sort()).toEqual(['a@example.com', 'b@example.com', 'lead@example.com']);
    expect(stage.list('Prospect')).toHaveLength(4);
    expect(stage.core.links()).toHaveLength(4);
    for (const prospect of prospects) expect(stage.why('Prospect', prospect)).toMatchObject({ outcome: 'create' });
    expect(stage.why('Lead', lead)).toMatchObject({ outcome: 'create' });
    expect(stage.why('Prospect', known)).toMatchObject({ outcome: 'link' });
    expect(stage.read('Contact', contact)).toMatchObject({ Phone: '12' });
    expect([...stage.journal.entries('engagement', 'intent')]).toEqual([]);
    const { changes } = stage.mark;
    await stage.advance(600_000);
    await stage.settle();
    expect([...stage.writes(changes, 'salesforce'), ...stage.writes(changes, 'engagement')]).toEqual([]);
  });
});

describe('A session that expires', () => {
  it('is renewed without anybody noticing', async () => {
    stage.set({ autoCreateProspects: true });
    stage.lead({ Email: 'lead@example.com' });
    stage.fault('engagement POST /backlot__connector/v1/prospects', { kind: 'expire-session' });
    stage.fault('salesforce GET', { kind: 'expire-session' });
    const report = await stage.pass();
    expect(report).toMatchObject({ left: 0 });
    expect(stage.list('Prospect')).toHaveLength(1);
  });
});
