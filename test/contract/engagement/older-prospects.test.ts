import { describe, expect, it } from 'vitest';
import { createWithOrg, HEADERS_OF_UNIQUE_UNIT, openUniqueUnit } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount } from '../mounts.js';
import { HEADERS } from './client.js';
import { expectOlderRefusal, olderClientOf } from './older-client.js';

describeOnEveryMount('Engagement: prospects of version 4', createWithOrg, (mounted) => {
  const { get, post } = olderClientOf(mounted, 4);
  const people = () => mounted().vendor.people;
  const create = async (email: string, form: Record<string, string> = {}): Promise<number> =>
    (await post('prospect', `create/email/${email}`, form)).json().prospect.id;

  it('shows a prospect in JSON with every field, blank ones too, and what belongs to it', async () => {
    const reply = await post('prospect', 'create/email/jjenson@gmail.com', { first_name: 'Jane', is_starred: 'true' });
    expect(reply.status).toBe(200);
    const { prospect, ...envelope } = reply.json();
    expect(envelope).toEqual({ '@attributes': { stat: 'ok', version: 1 } });
    expect(prospect).toMatchObject({
      id: 1,
      campaign_id: 1,
      first_name: 'Jane',
      email: 'jjenson@gmail.com',
      score: 0,
      grade: '',
      crm_lead_fid: null,
      salesforce_fid: null,
      is_do_not_email: null,
      is_starred: true,
      created_at: '2026-03-02 09:00:00',
      campaign: { id: 1, name: 'Website Tracking' },
    });
    expect(prospect).not.toHaveProperty('assigned_to');
  });

  it('writes XML unless JSON is asked for: flags as 1 or empty', async () => {
    await create('jane@example.com', { last_name: 'O<Hara>', is_starred: '1' });
    const reply = await mounted().send({ path: '/api/prospect/version/4/do/read/id/1', headers: HEADERS });
    expect(reply.headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(reply.text).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<rsp stat="ok" version="1\.0"><prospect><id>1<\/id>/);
    expect(reply.text).toContain('<last_name>O&lt;Hara&gt;</last_name>');
    expect(reply.text).toContain('<is_starred>1</is_starred>');
    expect(reply.text).toContain('<is_do_not_email/>');
    const refused = await mounted().send({ path: '/api/prospect/version/4/do/read/id/9', headers: HEADERS });
    expect(refused.status).toBe(200);
    expect(refused.text).toContain('<rsp stat="fail" version="1.0"><err code="3">Invalid prospect ID: 9</err></rsp>');
  });

  it('makes another prospect with a known address, and reads both by it', async () => {
    await create('jane@example.com');
    await create('jane@example.com', { city: 'Oslo' });
    const both = (await get('prospect', 'read/email/jane@example.com')).json().prospect;
    expect(both.map(({ id }: { id: number }) => id)).toEqual([1, 2]);
    expectOlderRefusal(await get('prospect', 'read/email/nobody@example.com'), 4);
  });

  it('addresses by id and fid, not by email', async () => {
    await create('jane@example.com', { fid: '00Q000000000001EAA' });
    expect((await post('prospect', 'update/fid/00Q000000000001EAA', { city: 'Oslo' })).json().prospect).toMatchObject({
      city: 'Oslo',
      crm_lead_fid: '00Q000000000001EAA',
      salesforce_fid: '00Q000000000001EAA',
    });
    expectOlderRefusal(await post('prospect', 'update/email/jane@example.com', { city: 'Oslo' }), 22);
    expectOlderRefusal(await get('prospect', 'read/fid/00Q000000000002EAA'), 77);
    expectOlderRefusal(await get('prospect', 'read/fid/nonsense'), 77);
  });

  it('clears a field with a blank value and changes an email by id', async () => {
    const id = await create('jane@example.com', { phone: '1', city: 'Oslo' });
    const { prospect } = (await post('prospect', `update/id/${id}`, { phone: '', email: 'ann@example.com' })).json();
    expect(prospect).toMatchObject({ phone: null, city: 'Oslo', email: 'ann@example.com' });
  });

  it('upserts: an email alone creates, an id updates and takes out of the recycle bin', async () => {
    await create('jane@example.com');
    expect((await post('prospect', 'upsert/email/jane@example.com')).json().prospect.id).toBe(2);
    await post('prospect', 'delete/id/1');
    expectOlderRefusal(await get('prospect', 'read/id/1'), 132);
    expect((await post('prospect', 'upsert/id/1', { city: 'Oslo' })).json().prospect).toMatchObject({ id: 1, city: 'Oslo' });
    expect((await get('prospect', 'read/id/1')).json().prospect.city).toBe('Oslo');
    const linked = await post('prospect', 'upsert/fid/00Q000000000001EAA', { email: 'new@example.com' });
    expect(linked.json().prospect).toMatchObject({ id: 3, salesforce_fid: '00Q000000000001EAA' });
    expect((await post('prospect', 'upsert/fid/00Q000000000001EAA', { email: 'new@example.com', city: 'Bergen' })).json().prospect.id).toBe(
      3,
    );
    expectOlderRefusal(await post('prospect', 'upsert/fid/00Q000000000002EAA'), 77);
    expectOlderRefusal(await post('prospect', 'upsert'), 13);
  });

  it('deletes without a body, and not by GET', async () => {
    const id = await create('jane@example.com');
    expectOlderRefusal(await get('prospect', `delete/id/${id}`), 60);
    const deleted = await mounted().send({ method: 'DELETE', path: `/api/prospect/version/4/do/delete/id/${id}`, headers: HEADERS });
    expect([deleted.status, deleted.text]).toEqual([204, '']);
    expectOlderRefusal(await post('prospect', `delete/id/${id}`), 132);
  });

  it('assigns to exactly one user or group, over whoever has it, and unassigns', async () => {
    const ann = people().create('User', { email: 'ann@example.com' }, '1');
    const group = people().create('Group', { members: [ann] }, '1');
    const id = await create('jane@example.com', { user_id: '1' });
    const assigned = await post('prospect', `assign/id/${id}`, { user_email: 'ANN@example.com' });
    expect(assigned.json().prospect.assigned_to.user).toMatchObject({ id: Number(ann), email: 'ann@example.com' });
    expect((await post('prospect', `unassign/id/${id}`)).json().prospect).not.toHaveProperty('assigned_to');
    expect((await post('prospect', `assign/id/${id}`, { group_id: group })).json().prospect.assigned_to.user.id).toBe(Number(ann));
    for (const [form, code] of [
      [{}, 13],
      [{ user_id: ann, group_id: group }, 47],
      [{ user_id: '99' }, 10],
      [{ user_id: 'x' }, 10],
      [{ user_email: 'nobody@example.com' }, 11],
      [{ group_id: '99' }, 12],
      [{ user_id: '1', user_email: 'ann@example.com' }, 45],
    ] as [Record<string, string>, number][]) {
      expectOlderRefusal(await post('prospect', `assign/id/${id}`, form), code);
    }
    expectOlderRefusal(await post('prospect', 'assign/id/99', { user_id: ann }), 3);
    expectOlderRefusal(await post('prospect', 'create/email/b@example.com', { user_id: ann, crm_owner_fid: '005000000000003AAA' }), 125);
  });

  it('subscribes to lists and judges profile criteria on the way', async () => {
    const list = people().create('List', { name: 'News' }, '1');
    const { prospect } = (await post('prospect', 'create/email/a@b.co', { [`list_${list}`]: '1', profile_criteria_2: 'match' })).json();
    expect(prospect.lists.list_subscription).toMatchObject([{ did_opt_out: false, list: { id: Number(list), name: 'News' } }]);
    expect(prospect.grade).toBe('C-');
    expect((await post('prospect', 'update/id/1', { [`list_${list}`]: '0' })).json().prospect).not.toHaveProperty('lists');
    expectOlderRefusal(await post('prospect', 'update/id/1', { list_99: '1' }), 55);
    expectOlderRefusal(await post('prospect', 'update/id/1', { profile_criteria_2: 'perhaps' }), 18);
  });

  it('takes custom fields by their bare names, several values by numbered ones', async () => {
    people().create('CustomField', { name: 'Region', fieldId: 'Region' }, '1');
    people().create('CustomField', { name: 'Interests', fieldId: 'Interests', type: 'multi-select' }, '1');
    const id = await create('a@b.co', { Region: 'North', Interests_0: 'golf', Interests_1: 'chess' });
    expect((await get('prospect', `read/id/${id}`)).json().prospect).toMatchObject({
      Region: 'North',
      Interests: { value: ['golf', 'chess'] },
    });
    await post('prospect', `update/id/${id}`, { Interests_0: 'golf' });
    expect((await get('prospect', `read/id/${id}`)).json().prospect.Interests).toBe('golf');
  });

  it.each([
    ['no address', 'create', {}, 13],
    ['a blank one', 'create', { email: '' }, 14],
    ['one that is none', 'create/email/jane', {}, 4],
    ['a campaign that is not there', 'create/email/a@b.co', { campaign_id: '99' }, 38],
    ['an account, which the connector owns', 'create/email/a@b.co', { prospect_account_id: '1' }, 37],
    ['an operation that is none', 'destroy', {}, 2],
    ['an operation named like JavaScript itself', 'constructor', {}, 2],
  ] as [string, string, Record<string, string>, number][])('refuses %s', async (_title, rest, form, code) => {
    expectOlderRefusal(await post('prospect', rest, form), code);
    expect((await get('prospect', 'query')).json().result).toEqual({ total_results: 0 });
  });

  describe('queries', () => {
    const ids = async (query: Record<string, string>): Promise<number[]> => {
      const { prospect = [] } = (await get('prospect', 'query', query)).json().result;
      return [prospect].flat().map(({ id }: { id: number }) => id);
    };

    it('gives no key for none, an object for one and an array for more', async () => {
      expect((await get('prospect', 'query')).json().result).toEqual({ total_results: 0 });
      await create('a@example.com');
      expect((await get('prospect', 'query')).json().result).toMatchObject({ total_results: 1, prospect: { id: 1 } });
      await create('b@example.com');
      expect((await get('prospect', 'query')).json().result).toMatchObject({ total_results: 2, prospect: [{ id: 1 }, { id: 2 }] });
      expect((await get('prospect', 'query', { output: 'bulk' })).json().result).not.toHaveProperty('total_results');
    });

    it('shows as much as `output` and `fields` say', async () => {
      await create('a@example.com', { first_name: 'A', city: 'Oslo' });
      const shown = async (query: Record<string, string>) => (await get('prospect', 'query', query)).json().result.prospect;
      expect(await shown({ output: 'mobile' })).toEqual({ id: 1, first_name: 'A', last_name: null, email: 'a@example.com', company: null });
      expect(await shown({ fields: 'id,city' })).toEqual({ id: 1, city: 'Oslo' });
      expect(await shown({ output: 'simple' })).not.toHaveProperty('campaign');
    });

    it('compares strictly, sorts and cuts', async () => {
      for (const email of ['a@example.com', 'b@example.com', 'c@example.com']) {
        await create(email, { score: String(10 * (email.charCodeAt(0) - 96)) });
        await mounted().world.clock.advanceTo(mounted().world.clock.now() + 60_000);
      }
      expect(await ids({ id_greater_than: '1' })).toEqual([2, 3]);
      expect(await ids({ id_greater_than: '1', id_less_than: '3' })).toEqual([2]);
      expect(await ids({ updated_after: '2026-03-02 09:01:00' })).toEqual([3]);
      expect(await ids({ updated_after: '2026-03-02T09:00:30.000000Z' })).toEqual([2, 3]);
      expect(await ids({ created_before: '1 minute ago' })).toEqual([1, 2]);
      expect(await ids({ created_after: 'today' })).toEqual([1, 2, 3]);
      expect(await ids({ score_greater_than: '20' })).toEqual([3]);
      expect(await ids({ sort_by: 'created_at', limit: '2' })).toEqual([3, 2]);
      expect(await ids({ sort_by: 'id', sort_order: 'descending', offset: '1' })).toEqual([2, 1]);
      expect((await get('prospect', 'query', { limit: '1', offset: '1' })).json().result).toMatchObject({
        total_results: 3,
        prospect: { id: 2 },
      });
    });

    it('looks at assignment, lists, activity and the recycle bin', async () => {
      const list = people().create('List', { name: 'News' }, '1');
      await create('a@example.com', { user_id: '1', [`list_${list}`]: '1' });
      await create('b@example.com');
      await post('prospect', 'delete/id/2');
      expect(await ids({ assigned: 'true' })).toEqual([1]);
      expect(await ids({ assigned_to_user: 'admin@backlot.test' })).toEqual([1]);
      expect(await ids({ list_id: list })).toEqual([1]);
      expect(await ids({ last_activity_never: 'true', deleted: 'all' })).toEqual([1, 2]);
      expect(await ids({ deleted: 'true' })).toEqual([2]);
    });

    it.each([
      ['an unknown criterion', { shoe_size: '42' }, 5],
      ['a limit beyond 200', { limit: '201' }, 23],
      ['a limit of none', { limit: '0' }, 23],
      ['an offset that is none', { offset: '-1' }, 21],
      ['a column that nobody sorts by', { sort_by: 'email' }, 19],
      ['an order that is none', { sort_order: 'up' }, 20],
      ['two columns without the id', { sort_by: 'created_at,updated_at' }, 135],
      ['a time that is none', { updated_after: 'soon' }, 7],
      ['a flag that is none', { assigned: 'perhaps' }, 26],
      ['a list that is not there', { list_id: '99' }, 55],
      ['an output that is none', { output: 'huge' }, 51],
    ] as [string, Record<string, string>, number][])('refuses %s', async (_title, query, code) => {
      expectOlderRefusal(await get('prospect', 'query', query), code);
    });
  });

  describe('batches', () => {
    it('writes flat arrays in JSON and XML; one that fails does not stop the others', async () => {
      const rows = [{ email: 'a@example.com', city: 'Oslo' }, { email: 'nobody' }, { email: 'c@example.com' }];
      const reply = await post('prospect', 'batchCreate', { prospects: JSON.stringify({ prospects: rows }) });
      expect(Object.keys(reply.json().errors)).toEqual(['1']);
      const xml = '<prospects><prospect><id>1</id><city>Bergen</city></prospect></prospects>';
      expect((await post('prospect', 'batchUpdate', { prospects: xml })).json()).toEqual({ '@attributes': { stat: 'ok', version: 1 } });
      await post('prospect', 'batchUpsert', { prospects: JSON.stringify([{ id: 2, city: 'Paris' }, { email: 'd@example.com' }]) });
      const { prospect } = (await get('prospect', 'query', { fields: 'email,city' })).json().result;
      expect(prospect).toEqual([
        { email: 'a@example.com', city: 'Bergen' },
        { email: 'c@example.com', city: 'Paris' },
        { email: 'd@example.com', city: null },
      ]);
    });

    it.each([
      ['what is neither', '{"prospects":[', 71],
      ['what nests without end', `{"prospects":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 71],
      ['broken XML', '<prospects><prospect>', 71],
      ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]><prospects/>', 71],
      ['an array of texts', '["a@example.com"]', 90],
      ['prospects keyed by email', '{"prospects":{"a@example.com":{}}}', 90],
    ])('refuses %s with status 400, in XML', async (_title, prospects, code) => {
      const reply = await post('prospect', 'batchCreate', { prospects });
      expect([reply.status, reply.headers['content-type']]).toEqual([400, 'text/xml; charset=utf-8']);
      expect(reply.text).toContain(`<err code="${code}">`);
    });

    it('takes fifty and no more', async () => {
      const rows = Array.from({ length: 51 }, (_, index) => ({ email: `p${index}@example.com` }));
      expectOlderRefusal(await post('prospect', 'batchCreate', { prospects: JSON.stringify(rows) }), 70);
      expect((await post('prospect', 'batchCreate', { prospects: JSON.stringify(rows.slice(1)) })).json()).not.toHaveProperty('errors');
    });
  });
});

describeOnEveryMount('Engagement: prospects of version 3', createUnique, (mounted) => {
  const { get, post } = olderClientOf(mounted, 3, HEADERS_OF_UNIQUE_UNIT);

  it('addresses by email, refuses a second one, and has no salesforce_fid', async () => {
    await post('prospect', 'create/email/jane@example.com', { city: 'Oslo' });
    expectOlderRefusal(await post('prospect', 'create/email/JANE@example.com'), 9);
    expect((await post('prospect', 'update/email/jane@example.com', { city: 'Bergen' })).json().prospect.city).toBe('Bergen');
    const { prospect } = (await get('prospect', 'read/email/jane@example.com')).json();
    expect(prospect).toMatchObject({ id: 1, city: 'Bergen' });
    expect(prospect).not.toHaveProperty('salesforce_fid');
    await post('prospect', 'create/email/ann@example.com');
    expectOlderRefusal(await post('prospect', 'update/id/2', { email: 'jane@example.com' }), 54);
  });

  it('upserts by email, also out of the recycle bin', async () => {
    await post('prospect', 'upsert/email/jane@example.com', { city: 'Oslo' });
    await post('prospect', 'delete/email/jane@example.com');
    expectOlderRefusal(await get('prospect', 'read/email/jane@example.com'), 132);
    const { prospect } = (await post('prospect', 'upsert/email/jane@example.com', { phone: '1' })).json();
    expect(prospect).toMatchObject({ id: 1, city: 'Oslo', phone: '1' });
  });

  it('takes batches keyed by email', async () => {
    const prospects = JSON.stringify({ prospects: { 'a@example.com': { city: 'Oslo' }, 'b@example.com': {} } });
    expect((await post('prospect', 'batchUpsert', { prospects })).json()).not.toHaveProperty('errors');
    const xml = '<prospects><prospect email="a@example.com"><city>Bergen</city></prospect></prospects>';
    await post('prospect', 'batchUpdate', { prospects: xml });
    expect((await get('prospect', 'query', { fields: 'city' })).json().result.prospect).toEqual([{ city: 'Bergen' }, { city: null }]);
    const flat = await post('prospect', 'batchCreate', { prospects: '[{"email":"c@example.com"}]' });
    expect(flat.status).toBe(400);
    expect(flat.text).toContain('<err code="91">');
  });
});

function createUnique(world: Parameters<typeof createWithOrg>[0]): ReturnType<typeof createWithOrg> {
  const vendor = createWithOrg(world);
  openUniqueUnit(vendor);
  return vendor;
}
