import { expect, it } from 'vitest';
import { createWithOrg } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount } from '../mounts.js';
import { clientOf, expectRefusal, expectStatus } from './client.js';

const OBJECTS = '/api/v5/objects';

describeOnEveryMount('Engagement: lists, tags and the rest', createWithOrg, (mounted) => {
  const client = clientOf(mounted);

  it('keeps lists and their members', async () => {
    const prospect = await client.prospect({ email: 'a@example.com' });
    const list = (await client.post(`${OBJECTS}/lists`, { name: 'News', isPublic: true })).json().id;
    const member = await client.post(`${OBJECTS}/list-memberships?fields=id,optedOut,list.name,prospect.email`, {
      listId: list,
      prospectId: prospect,
    });
    expectStatus(member, 201);
    expect(member.json()).toEqual({ id: 1, optedOut: false, list: { name: 'News' }, prospect: { email: 'a@example.com' } });
    const twice = await client.post(`${OBJECTS}/list-memberships`, { listId: list, prospectId: prospect });
    expectRefusal(twice, 400, 58);
    expect(twice.json().message).toBe('That prospect is already a memeber of that list. Update the membership instead.');
    expectStatus(await client.patch(`${OBJECTS}/list-memberships/1`, { optedOut: true }), 204);
    expectRefusal(await client.patch(`${OBJECTS}/list-memberships/1`, { listId: 2 }), 400, 180);
    expect((await client.get(`${OBJECTS}/list-memberships?fields=optedOut&listId=${list}`)).json().values).toEqual([{ optedOut: true }]);
    expectStatus(await client.delete(`${OBJECTS}/list-memberships/1`), 204);
    expectStatus(await client.post(`${OBJECTS}/list-memberships`, { listId: list, prospectId: prospect }), 201);
  });

  it.each([
    ['a list that is not there', { listId: 9, prospectId: 1 }, 55],
    ['a prospect that is not there', { listId: 1, prospectId: 9 }, 3],
    ['no prospect', { listId: 1 }, 153],
  ])('refuses a membership with %s', async (_title, pair, code) => {
    await client.prospect({ email: 'a@example.com' });
    await client.post(`${OBJECTS}/lists`, { name: 'News' });
    expectRefusal(await client.post(`${OBJECTS}/list-memberships`, pair), 400, code);
  });

  it('tags by name, makes the tag when it is new, and counts', async () => {
    const id = await client.prospect({ email: 'a@example.com' });
    expectStatus(await client.post(`${OBJECTS}/prospects/${id}/do/addTag`, { tagName: 'vip' }), 204);
    expectStatus(await client.post(`${OBJECTS}/prospects/${id}/do/addTag`, { tagName: 'VIP' }), 204);
    expect((await client.get(`${OBJECTS}/tags?fields=name,objectCount`)).json().values).toEqual([{ name: 'vip', objectCount: 1 }]);
    const tagged = (await client.get(`${OBJECTS}/tagged-objects?fields=objectType,objectId,objectName,tag.name`)).json().values;
    expect(tagged).toEqual([{ objectType: 'prospect', objectId: id, objectName: 'a@example.com', tag: { name: 'vip' } }]);
    expectStatus(await client.post(`${OBJECTS}/prospects/${id}/do/removeTag`, { tagId: 1 }), 204);
    expectRefusal(await client.post(`${OBJECTS}/prospects/${id}/do/removeTag`, { tagId: 1 }), 404, 109);
  });

  it('keeps tag names unique and deletes tags for good', async () => {
    expectStatus(await client.post(`${OBJECTS}/tags`, { name: 'vip' }), 201);
    expectRefusal(await client.post(`${OBJECTS}/tags`, { name: 'Vip' }), 400, 154);
    expectStatus(await client.delete(`${OBJECTS}/tags/1`), 204);
    expect((await client.get(`${OBJECTS}/tags?fields=id&deleted=all`)).json().values).toEqual([]);
  });

  it('reads campaigns and users only', async () => {
    expect((await client.get(`${OBJECTS}/campaigns?fields=id,name`)).json().values).toEqual([{ id: 1, name: 'Website Tracking' }]);
    expectRefusal(await client.post(`${OBJECTS}/campaigns`, { name: 'New' }), 405, 60);
    const user = (await client.get(`${OBJECTS}/users/1?fields=email,role,salesforceId`)).json();
    expect(user).toEqual({ email: 'admin@backlot.test', role: 'Administrator', salesforceId: '005000000000001AAA' });
    expectRefusal(await client.patch(`${OBJECTS}/users/1`, { email: 'x@example.com' }), 405, 60);
  });

  it('shows visitors, visits, page views and activities', async () => {
    const id = await client.prospect({ email: 'a@example.com' });
    mounted().vendor.people.visit({ prospect: String(id), page: '/pricing' });
    expect((await client.get(`${OBJECTS}/visitors?fields=prospectId,isIdentified,pageViewCount`)).json().values).toEqual([
      { prospectId: id, isIdentified: true, pageViewCount: 1 },
    ]);
    expect((await client.get(`${OBJECTS}/visits?fields=visitorPageViewCount,durationInSeconds`)).json().values).toEqual([
      { visitorPageViewCount: 1, durationInSeconds: 0 },
    ]);
    expect((await client.get(`${OBJECTS}/visitor-page-views?fields=url`)).json().values).toEqual([{ url: '/pricing' }]);
    expect((await client.get(`${OBJECTS}/visitor-activities?fields=type,typeName&prospectId=${id}`)).json().values).toEqual([
      { type: 20, typeName: 'Visit' },
    ]);
  });

  it('checks custom fields', async () => {
    expectRefusal(await client.post(`${OBJECTS}/custom-fields`, { name: 'X', fieldId: 'X', type: 'unicorn' }), 400, 154);
    expectRefusal(await client.post(`${OBJECTS}/custom-fields`, { name: 'X', fieldId: 'a b', type: 'text' }), 400, 154);
    expectStatus(await client.post(`${OBJECTS}/custom-fields`, { name: 'X', fieldId: 'X', type: 'text' }), 201);
    expectRefusal(await client.post(`${OBJECTS}/custom-fields`, { name: 'X', fieldId: 'x', type: 'text' }), 400, 154);
  });

  it('describes the account, and the connector, which can be paused once', async () => {
    expect((await client.get(`${OBJECTS}/account?fields=id,company,pluginCampaignId`)).json()).toEqual({
      id: 1,
      company: 'main',
      pluginCampaignId: 1,
    });
    const status = async (): Promise<string> => (await client.get(`${OBJECTS}/salesforce-connector?fields=status`)).json().status;
    expect(await status()).toBe('Running');
    expectStatus(await client.post(`${OBJECTS}/salesforce-connector/do/pause`, {}), 204);
    expect(await status()).toBe('Paused');
    expectRefusal(await client.post(`${OBJECTS}/salesforce-connector/do/pause`, {}), 400, 235);
  });

  it('refuses ids that are none', async () => {
    expectRefusal(await client.get(`${OBJECTS}/lists/abc?fields=id`), 400, 16);
    expectRefusal(await client.get(`${OBJECTS}/lists/9?fields=id`), 404, 109);
  });
});
