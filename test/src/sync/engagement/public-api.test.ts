import { beforeEach, describe, expect, it } from 'vitest';
import { DISASTERS, Stage } from './stage.js';

let stage: Stage;

beforeEach(() => {
  stage = new Stage('public');
});

describe('The sync through the public API alone', () => {
  it('makes prospects of leads, with their package fields, and comes to rest', async () => {
    stage.set({ autoCreateProspects: true });
    const leads = [1, 2, 3].map((n) => stage.lead({ Email: `jane${n}@example.com`, Title: 'CTO' }));
    await stage.settle();
    expect(stage.list('Prospect')).toHaveLength(3);
    expect(stage.list('Prospect')[0]).toMatchObject({ email: 'jane1@example.com', jobTitle: 'CTO', salesforceId: leads[0] });
    expect(stage.read('Lead', leads[0]!)).toMatchObject({ pi__score__c: 0, pi__campaign__c: expect.any(String) });
    const { changes } = stage.mark;
    await stage.advance(600_000);
    expect(await stage.pass()).toMatchObject({ writes: 0, left: 0 });
    expect(stage.writes(changes, 'engagement')).toEqual([]);
  });

  it('makes a lead for an assigned prospect and ties the two', async () => {
    const { salesforce, engagement } = stage.seller('ann');
    const prospect = stage.prospect({ email: 'jane@example.com', lastName: 'Jensen' });
    await stage.settle();
    expect(stage.list('Lead')).toEqual([]);
    stage.assign(prospect, { user: engagement });
    await stage.settle();
    const [lead] = stage.list('Lead');
    expect(lead).toMatchObject({ LastName: 'Jensen', OwnerId: salesforce });
    expect(stage.read('Prospect', prospect)).toMatchObject({ salesforceLeadId: lead?.['Id'], assignedToId: Number(engagement) });
    expect(await stage.pass()).toMatchObject({ writes: 0, left: 0 });
  });

  it('carries edits both ways, owners down, and takes prospects from whom nobody knows', async () => {
    const ann = stage.seller('ann');
    const lead = stage.lead({ Email: 'jane@example.com', OwnerId: ann.salesforce });
    const prospect = stage.prospect({ email: 'jane@example.com', phone: '12' });
    await stage.settle();
    expect(stage.read('Prospect', prospect)).toMatchObject({ salesforceLeadId: lead, assignedToId: Number(ann.engagement) });
    expect(stage.read('Lead', lead)).toMatchObject({ Phone: '12' });
    const user = { Username: 'zed@sales.test', LastName: 'Zed', Email: 'zed@sales.test', Alias: 'zed' };
    const zed = stage.simulator.salesforce.people.create('User', user, stage.admin);
    stage.update('Lead', lead, { Title: 'CTO', OwnerId: zed });
    stage.update('Prospect', prospect, { city: 'Oslo' });
    await stage.settle();
    expect(stage.read('Prospect', prospect)).toMatchObject({ jobTitle: 'CTO', assignedToId: null });
    expect(stage.read('Lead', lead)).toMatchObject({ City: 'Oslo' });
    await stage.advance(600_000);
    expect(await stage.pass()).toMatchObject({ writes: 0, left: 0 });
  });

  it('never makes a deleted lead again, and leaves a merge that the API does not offer alone', async () => {
    const lead = stage.lead({ Email: 'jane@example.com' });
    const other = stage.lead({ Email: 'bo@example.com' });
    const [jane, bo] = [stage.prospect({ email: 'jane@example.com' }), stage.prospect({ email: 'bo@example.com' })];
    await stage.settle();
    stage.simulator.salesforce.people.merge({ type: 'Lead', master: lead, losers: [other], keep: {} }, stage.admin);
    await stage.settle();
    expect(stage.read('Prospect', jane)).toMatchObject({ salesforceLeadId: lead });
    expect(stage.core.syncErrors().map(({ text }) => text)).toEqual([expect.stringContaining('NOT_OFFERED')]);
    stage.simulator.salesforce.people.delete('Lead', lead, stage.admin);
    await stage.settle();
    expect(stage.simulator.engagement.people.stateOf('Prospect', jane)).toBe('deleted');
    stage.assign(bo, { user: stage.seller('ann').engagement });
    await stage.settle();
    expect(stage.list('Lead')).toEqual([]);
  });

  it('updates many prospects by batches of fifty, and looks everybody up in one read', async () => {
    stage.set({ autoCreateProspects: true });
    const leads = Array.from({ length: 120 }, (_, n) => stage.lead({ Email: `jane${n}@example.com` }));
    await stage.settle();
    await stage.advance(600_000);
    await stage.settle();
    const { calls } = stage.mark;
    for (const lead of leads) stage.update('Lead', lead, { Title: 'CTO' });
    await stage.settle();
    expect(stage.list('Prospect').every(({ jobTitle }) => jobTitle === 'CTO')).toBe(true);
    const batches = stage.calls(calls, 'write').filter((call) => call.includes('batchUpdate'));
    expect(batches).toHaveLength(3);
    expect(stage.calls(calls, 'read').filter((call) => call.startsWith('engagement')).length).toBeLessThan(10);
  });

  it('goes by single calls where emails are unique and version 4 is not spoken', async () => {
    const { people } = stage.simulator.engagement;
    const unit = people.create('BusinessUnit', { name: 'Solo', allowMultipleProspectsPerEmail: false }, people.user('admin')!);
    people.settings(unit).save({ paused: false, autoCreateProspects: true }, people.user('admin')!);
    const leads = [1, 2, 3].map((n) => stage.lead({ Email: `jane${n}@example.com` }));
    await stage.settle();
    for (const lead of leads) stage.update('Lead', lead, { Title: 'CTO' });
    await stage.settle();
    expect(people.list('Prospect').map(({ jobTitle }) => jobTitle)).toEqual(['CTO', 'CTO', 'CTO']);
    expect(stage.core.syncErrors()).toEqual([]);
  });

  it('asks two questions where nothing happens', async () => {
    await stage.settle();
    const { calls } = stage.mark;
    await stage.pass();
    expect(stage.calls(calls)).toEqual([
      expect.stringContaining('salesforce GET'),
      expect.stringContaining('salesforce GET'),
      'engagement GET /api/v5/objects/prospects',
    ]);
  });

  it.each(DISASTERS)('ends the same after a disaster at any write: %s', async (kind) => {
    for (let write = 1; write <= 4; write += 1) {
      stage = new Stage('public');
      stage.set({ autoCreateProspects: true });
      const prospect = stage.prospect({ email: 'bo@example.com', lastName: 'Bo' });
      stage.assign(prospect, { user: stage.seller('ann').engagement });
      stage.lead({ Email: 'jane@example.com' });
      stage.disaster = { write, kind };
      await stage.settle();
      await stage.advance(600_000);
      await stage.settle();
      expect([stage.list('Lead').length, stage.list('Prospect').length], `write ${write}`).toEqual([2, 2]);
      expect(stage.core.links()).toHaveLength(2);
      expect(stage.core.syncErrors()).toEqual([]);
    }
  });
});
