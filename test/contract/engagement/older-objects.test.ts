import { expect, it } from 'vitest';
import { createWithOrg } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount } from '../mounts.js';
import { HEADERS } from './client.js';
import { expectOlderRefusal, olderClientOf } from './older-client.js';

describeOnEveryMount('Engagement: other objects of version 4', createWithOrg, (mounted) => {
  const { get, post } = olderClientOf(mounted, 4);
  const people = () => mounted().vendor.people;
  const result = async (object: string, query: Record<string, string> = {}) => (await get(object, 'query', query)).json().result;

  it('creates, reads, changes, queries and deletes lists', async () => {
    const { list } = (await post('list', 'create', { name: 'News', is_public: 'true' })).json();
    expect(list).toMatchObject({ id: 1, name: 'News', title: null, is_public: true, is_dynamic: false, created_at: '2026-03-02 09:00:00' });
    expect((await post('list', 'update/id/1', { title: 'Our news' })).json().list.title).toBe('Our news');
    const xml = await mounted().send({ path: '/api/list/version/4/do/read/id/1', headers: HEADERS });
    expect(xml.text).toContain('<is_public>true</is_public>');
    expect(await result('list', { name: 'news' })).toMatchObject({ total_results: 1, list: { id: 1 } });
    expect((await post('list', 'delete/id/1')).status).toBe(204);
    expectOlderRefusal(await get('list', 'read/id/1'), 16);
    expectOlderRefusal(await post('list', 'create', { name: 'x', is_dynamic: 'true' }), 51);
  });

  it('keeps memberships by id and by the pair', async () => {
    await post('list', 'create', { name: 'News' });
    await post('prospect', 'create/email/a@b.co');
    const created = await post('listMembership', 'create/list_id/1/prospect_id/1');
    expect(created.json().list_membership).toMatchObject({ id: 1, list_id: 1, prospect_id: 1, opted_out: false });
    expectOlderRefusal(await post('listMembership', 'create/list_id/1/prospect_id/1'), 58);
    expectOlderRefusal(await post('listMembership', 'create/list_id/9/prospect_id/1'), 55);
    const updated = await post('listMembership', 'update/list_id/1/prospect_id/1', { opted_out: 'true' });
    expect(updated.json().list_membership.opted_out).toBe(true);
    expect(await result('listMembership', { list_id: '1' })).toMatchObject({ total_results: 1, list_membership: { id: 1 } });
    expect((await post('listMembership', 'delete/list_id/1/prospect_id/1')).status).toBe(204);
    expect(await result('listMembership')).toEqual({ total_results: 0 });
    expect(await result('listMembership', { deleted: 'true' })).toMatchObject({ total_results: 1 });
  });

  it('makes and renames campaigns, unless Salesforce does', async () => {
    expect((await post('campaign', 'create', { name: 'Spring', cost: '12.5' })).json().campaign).toMatchObject({ id: 2, cost: 12.5 });
    expect((await post('campaign', 'update/id/2', { name: 'Summer' })).json().campaign.name).toBe('Summer');
    expect((await get('campaign', 'query', { sort_by: 'name', sort_order: 'ascending' })).json().result.campaign[0].name).toBe('Summer');
    people().settings('main').save({ connectedCampaigns: true }, 'admin');
    expectOlderRefusal(await post('campaign', 'create', { name: 'x' }), 128);
    expectOlderRefusal(await post('campaign', 'update/id/2', { name: 'x' }), 129);
  });

  it('reads users by id and email, and the account without either', async () => {
    expect((await get('user', 'read/email/admin@backlot.test')).json().user).toMatchObject({ id: 1, role: 'Administrator' });
    expect((await get('user', 'read/id/1')).json().user.email).toBe('admin@backlot.test');
    expectOlderRefusal(await get('user', 'read/id/9'), 16);
    expectOlderRefusal(await get('user', 'read'), 13);
    expectOlderRefusal(await post('user', 'update/id/1', { job_title: 'x' }), 2);
    expect((await get('account', 'read')).json().account).toMatchObject({ id: 1, company: 'main' });
  });

  it('makes custom fields under their camel-case element', async () => {
    const made = await post('customField', 'create', { name: 'Region', field_id: 'Region', type: 'Text' });
    expect(made.json().customField).toMatchObject({ id: 1, field_id: 'Region', crm_id: null });
    expect(await result('customField')).toMatchObject({ total_results: 1, customField: { name: 'Region' } });
  });

  it('shows visitors, visits and activities, and ties a visitor to a prospect', async () => {
    await mounted().send({ path: '/analytics', query: 'account_id=1&url=https%3A%2F%2Fwww.example.com%2F' });
    await post('prospect', 'create/email/a@b.co');
    expect(await result('visitor', { only_identified: 'true' })).toEqual({ total_results: 0 });
    expectOlderRefusal(await post('visitor', 'assign/id/9', { prospect_id: '1' }), 24);
    expectOlderRefusal(await post('visitor', 'assign/id/1', { prospect_id: '9' }), 3);
    expect((await post('visitor', 'assign/id/1', { prospect_id: '1' })).json().visitor).toMatchObject({ prospect: { email: 'a@b.co' } });
    expect(await result('visit')).toMatchObject({ total_results: 1, visit: { visitor_page_view_count: 1 } });
    const activity = (await result('visitorActivity', { type: '20', prospect_only: 'true' })).visitor_activity;
    expect(activity).toMatchObject({ type: 20, prospect_id: 1, visitor_id: 1 });
    expect(await result('visitorActivity', { form_handler_only: 'true' })).toEqual({ total_results: 0 });
    expect((await get('prospect', 'read/id/1')).json().prospect).toMatchObject({
      score: 1,
      visitors: { visitor: [{ id: 1 }] },
      last_activity: { visitor_activity: { type: 20 } },
    });
  });

  it('lists tags and what carries them', async () => {
    await post('tag', 'create', { name: 'vip' });
    expect(await result('tag')).toMatchObject({ tag: { name: 'vip' } });
    expect(await result('tagObject')).toEqual({ total_results: 0 });
  });
});
