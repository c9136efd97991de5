import { describe, expect, it } from 'vitest';
import { createWithOrg, MAIN_UNIT, WEST_QUEUE } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount } from '../mounts.js';
import { clientOf, expectRefusal, expectStatus } from './client.js';

const SURFACE = '/backlot__connector/v1';
const LEAD = '00Q000000000001EAA';

describeOnEveryMount("Engagement: the connector's surface", createWithOrg, (mounted) => {
  const client = clientOf(mounted, { authorization: 'Bearer token-connector', 'pardot-business-unit-id': MAIN_UNIT });
  const poll = async (query: string): Promise<Record<string, unknown>[]> =>
    (await client.get(`${SURFACE}/prospects?${query}`)).json().prospects;
  const write = async (...records: unknown[]) => {
    const reply = await client.post(`${SURFACE}/prospects`, { records });
    expectStatus(reply, 200);
    return reply.json().results;
  };
  const lookUp = async (keys: Record<string, unknown>) => (await client.post(`${SURFACE}/prospects/lookup`, keys)).json().prospects;
  const create = (fields: Record<string, unknown>): string => {
    const { people } = mounted().vendor;
    return people.create('Prospect', fields, people.user('admin')!);
  };
  const minutes = (count: number): Promise<void> => mounted().world.clock.advanceTo(mounted().world.clock.now() + count * 60_000);

  it('polls what changed, in order of the change, with cursors', async () => {
    for (const name of ['a', 'b', 'c']) create({ email: `${name}@example.com` });
    await minutes(1);
    mounted().vendor.people.update('Prospect', '1', { city: 'Oslo' }, '1');
    const first = (await client.get(`${SURFACE}/prospects?changedFrom=2026-03-02T09:00:00.000Z&limit=2`)).json();
    expect(first.prospects.map(({ id }: { id: number }) => id)).toEqual([2, 3]);
    const second = (await client.get(`${SURFACE}/prospects?cursor=${first.next}&limit=2`)).json();
    expect(second.prospects.map(({ id }: { id: number }) => id)).toEqual([1]);
    expect(second.next).toBeNull();
    expect(await poll('changedFrom=2026-03-02T09:00:30.000Z')).toHaveLength(1);
    expect(await poll('changedFrom=2026-03-02T09:02:00.000Z')).toEqual([]);
  });

  it('shows every field and what only the connector may know', async () => {
    create({ email: 'jane@example.com', jobTitle: 'CTO' });
    mounted().vendor.people.assign('1', { queue: WEST_QUEUE }, '1');
    const [jane] = await poll('changedFrom=2026-03-02T09:00:00Z');
    expect(jane).toMatchObject({
      id: 1,
      email: 'jane@example.com',
      jobTitle: 'CTO',
      campaignId: 1,
      salesforceId: null,
      assignedToId: null,
    });
    expect(jane!['backlot']).toEqual({
      changedAt: '2026-03-02T09:00:00.000Z',
      isArchived: false,
      crmState: 'none',
      recreateAllowed: false,
      assignment: { target: 'queue', userId: null, queueId: WEST_QUEUE, at: '2026-03-02T09:00:00.000Z', trigger: 'manual' },
      manualSyncAt: null,
      optedOutChangedAt: null,
      emailChangedAt: null,
      campaignRequests: [],
      syncError: null,
    });
  });

  it('shows memberships of Salesforce campaigns that an action asked for, until a write ends them', async () => {
    const { people } = mounted().vendor;
    const actions = [{ addToSalesforceCampaign: { campaign: '701000000000001AAA', status: 'Sent' } }];
    const form = people.create('FormHandler', { completionActions: actions }, '1');
    const jane = Number(people.submit({ form, fields: { email: 'jane@example.com' }, visitor: 'phone' }));
    const [asked] = await lookUp({ ids: [jane] });
    const request = { id: 1, campaign: '701000000000001AAA', status: 'Sent', at: '2026-03-02T09:00:00.000Z' };
    expect(asked.backlot.campaignRequests).toEqual([request]);
    people.submit({ form, fields: { email: 'jane@example.com' }, visitor: 'phone' });
    expect((await lookUp({ ids: [jane] }))[0].backlot.campaignRequests).toEqual([request]);
    expect(await write({ id: jane, campaignsWritten: [2] })).toMatchObject([{ success: false, errors: [{ code: 109 }] }]);
    expect(await write({ id: jane, campaignsWritten: [1] })).toMatchObject([{ success: true }]);
    expect((await lookUp({ ids: [jane] }))[0].backlot.campaignRequests).toEqual([]);
  });

  it('shows errors of Account Engagement itself beside those of the sync, to people too', async () => {
    const { people } = mounted().vendor;
    const group = people.create('Group', { name: 'Nobody', members: [] }, '1');
    create({ email: 'jane@example.com' });
    people.assign('1', { group }, '1');
    const text = 'Group Nobody has no active member to assign this prospect to.';
    expect((await lookUp({ ids: [1] }))[0].backlot.syncError).toEqual({ text, at: '2026-03-02T09:00:00.000Z' });
    expect(people.list('SyncError')).toMatchObject([{ prospectId: 1, text }]);
    await write({ id: 1, syncError: null });
    expect((await lookUp({ ids: [1] }))[0].backlot.syncError).toBeNull();
    expect(people.list('SyncError')).toEqual([]);
  });

  it('looks up by id, Salesforce id and address, archived ones too, each once', async () => {
    create({ email: 'a@example.com', salesforceId: LEAD });
    create({ email: 'b@example.com' });
    create({ email: 'c@example.com' });
    mounted().vendor.people.delete('Prospect', '2', '1');
    const found = await lookUp({ ids: [1, 99], salesforceIds: [LEAD], emails: ['B@example.com'] });
    expect(found.map(({ id, backlot }: { id: number; backlot: { isArchived: boolean } }) => [id, backlot.isArchived])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  it('links, answers an assignment and is not its own trigger', async () => {
    const { people } = mounted().vendor;
    const ann = people.create('User', { crmUsername: '005000000000003AAA' }, '1');
    create({ email: 'jane@example.com' });
    people.assign('1', { user: ann }, '1');
    await minutes(2);
    const link = { salesforceLeadId: LEAD, salesforceId: LEAD, salesforceOwnerId: '005000000000003AAA', state: 'linked' };
    const results = await write({ id: 1, link, assignedToId: Number(ann), lastSync: '2026-03-02T09:02:00Z', syncError: null });
    expect(results).toEqual([{ id: 1, success: true, created: false, errors: [] }]);
    const [jane] = await lookUp({ ids: [1] });
    expect(jane).toMatchObject({
      salesforceId: LEAD,
      assignedToId: Number(ann),
      updatedAt: '2026-03-02T09:00:00+00:00',
      salesforceLastSync: '2026-03-02T09:02:00+00:00',
      backlot: { crmState: 'linked', assignment: null, changedAt: '2026-03-02T09:00:00.000Z' },
    });
    expect(await poll('changedFrom=2026-03-02T09:01:00Z')).toEqual([]);
  });

  it('creates once however often the same create arrives', async () => {
    const record = {
      fields: { email: 'new@example.com', company: 'Acme' },
      link: { salesforceLeadId: LEAD, salesforceId: LEAD, state: 'linked' },
    };
    expect(await write(record)).toEqual([{ id: 1, success: true, created: true, errors: [] }]);
    expect(await write(record)).toEqual([{ id: 1, success: true, created: false, errors: [] }]);
    expect(mounted().vendor.people.list('Prospect')).toHaveLength(1);
    expect(await poll('changedFrom=2026-03-02T08:00:00Z')).toEqual([]);
    expect((await lookUp({ ids: [1] }))[0]).toMatchObject({ score: 0, grade: null });
  });

  it('writes the others when one record fails, and nothing of the one that does', async () => {
    create({ email: 'a@example.com' });
    const results = await write(
      { id: 99 },
      { id: 1, fields: { city: 'Oslo' }, assignedToId: 77 },
      { fields: { email: 'nonsense' } },
      'text',
      { id: 1, colour: 'red' },
      { id: 1, fields: { jobTitle: 'CTO' } },
    );
    expect(results.map(({ success }: { success: boolean }) => success)).toEqual([false, false, false, false, false, true]);
    expect(results.map(({ errors }: { errors: { code: number }[] }) => errors[0]?.code)).toEqual([109, 10, 4, 154, 154, undefined]);
    expect(mounted().vendor.people.read('Prospect', '1')).toMatchObject({ city: null, jobTitle: 'CTO' });
  });

  it('writes the company that people may not write on a linked contact', async () => {
    create({ email: 'a@example.com' });
    const link = {
      salesforceContactId: '003000000000001AAA',
      salesforceId: '003000000000001AAA',
      salesforceAccountId: '001000000000001AAA',
      state: 'linked',
    };
    await write({ id: 1, link, fields: { company: 'Acme' } });
    const { people } = mounted().vendor;
    expect(() => people.update('Prospect', '1', { company: 'Other' }, '1')).toThrow(/company/);
    await write({ id: 1, fields: { company: 'Acme Ltd' } });
    expect(people.read('Prospect', '1')).toMatchObject({ company: 'Acme Ltd' });
  });

  describe('a lost link', () => {
    const deleted = { id: 1, link: { state: 'deleted' }, archive: true };

    it('shows the vendor’s literal to clients and the id to the connector', async () => {
      create({ email: 'a@example.com', salesforceId: LEAD });
      await write(deleted);
      const { people } = mounted().vendor;
      expect(people.stateOf('Prospect', '1')).toBe('deleted');
      expect(people.read('Prospect', '1')).toMatchObject({ salesforceId: '[[crm_deleted]]', salesforceLeadId: '[[crm_deleted]]' });
      const [found] = await lookUp({ salesforceIds: [LEAD] });
      expect(found).toMatchObject({ salesforceId: LEAD, backlot: { crmState: 'deleted', isArchived: true } });
    });

    it('comes back with the record', async () => {
      create({ email: 'a@example.com', salesforceId: LEAD });
      await write(deleted);
      await write({ id: 1, link: { state: 'linked' }, archive: false });
      expect(mounted().vendor.people.read('Prospect', '1')).toMatchObject({ salesforceId: LEAD, isDeleted: false });
    });

    it('refuses a sync by hand in the vendor’s words', async () => {
      create({ email: 'a@example.com', salesforceId: LEAD });
      await write({ id: 1, link: { state: 'deleted' } });
      expect(() => mounted().vendor.people.syncNow('1', '1')).toThrow('has previously been deleted in your CRM and will not be resynced');
    });
  });

  it('merges: tags, lists, activities and score go to the winner, the loser to the bin', async () => {
    const { people } = mounted().vendor;
    create({ email: 'winner@example.com', salesforceId: LEAD });
    create({ email: 'loser@example.com' });
    const list = people.create('List', { name: 'News' }, '1');
    people.create('ListMembership', { listId: list, prospectId: '2' }, '1');
    await client.post('/api/v5/objects/prospects/2/do/addTag', { tagName: 'vip' });
    people.visit({ prospect: '2', page: '/pricing' });
    expect(await write({ id: 1, mergeFrom: 2 })).toMatchObject([{ success: true }]);
    expect(people.read('Prospect', '1')).toMatchObject({ score: 1, lastActivityAt: '2026-03-02T09:00:00+00:00' });
    expect(people.read('Prospect', '2')).toMatchObject({ isDeleted: true });
    expect(people.list('ListMembership').map(({ prospectId }) => prospectId)).toContain(1);
    expect(people.list('TaggedObject').map(({ objectId }) => objectId)).toContain(1);
    expect(people.list('VisitorActivity').filter(({ prospectId }) => prospectId === 1)).toHaveLength(1);
    await write({ id: 1, mergeFrom: 2 });
    expect(people.read('Prospect', '1')).toMatchObject({ score: 1 });
  });

  it('lists users with the Salesforce users behind them', async () => {
    mounted().vendor.people.create('User', { email: 'dan@example.com', firstName: 'Dan', lastName: 'Moe' }, '1');
    const { users } = (await client.get(`${SURFACE}/users`)).json();
    expect(users).toMatchObject([
      { id: 1, crmUserId: '005000000000001AAA', isDeleted: false },
      { id: 2, email: 'dan@example.com', firstName: 'Dan', lastName: 'Moe', crmUserId: null, createdAt: '2026-03-02T09:00:00+00:00' },
    ]);
  });

  it('refuses what it does not understand', async () => {
    expectRefusal(await client.get(`${SURFACE}/prospects`), 400, 13);
    expectRefusal(await client.get(`${SURFACE}/prospects?changedFrom=now`), 400, 7);
    expectRefusal(await client.get(`${SURFACE}/prospects?cursor=now`), 400, 211);
    expectRefusal(await client.get(`${SURFACE}/prospects?changedFrom=2026-03-02T09:00:00Z&limit=201`), 400, 23);
    expectRefusal(await client.post(`${SURFACE}/prospects`, { records: Array(201).fill({}) }), 400, 154);
    expectRefusal(await client.post(`${SURFACE}/prospects/lookup`, { names: [] }), 400, 154);
  });

  it('lets a planned error hit the first record of a call', async () => {
    create({ email: 'a@example.com' });
    create({ email: 'b@example.com' });
    mounted().world.faults.arm({
      on: [{ system: 'engagement', method: 'POST' }],
      action: { kind: 'error', code: '183' },
      times: 1,
      from: 'any',
    });
    const results = await write({ id: 1, fields: { city: 'Oslo' } }, { id: 2, fields: { city: 'Oslo' } });
    expect(results).toMatchObject([{ success: false, errors: [{ code: 183 }] }, { success: true }]);
  });

  it('meets an expired session when one is planned', async () => {
    mounted().world.faults.arm({ on: [{ system: 'engagement' }], action: { kind: 'expire-session' }, times: 1, from: 'any' });
    expectRefusal(await client.get(`${SURFACE}/users`), 401, 184);
    expectRefusal(await client.get(`${SURFACE}/users`), 401, 184);
  });
});
