import { expect, it } from 'vitest';
import { createWithOrg } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount } from '../mounts.js';
import { clientOf, expectRefusal, expectStatus } from './client.js';

const VISITORS = '/api/v5/objects/visitors';
const CAMPAIGNS = '/api/v5/objects/campaigns';

describeOnEveryMount('Engagement: actions on records', createWithOrg, (mounted) => {
  const client = clientOf(mounted);

  it('says who a visitor is; what it did before becomes the prospect’s', async () => {
    await mounted().send({ path: '/analytics', query: 'account_id=1&url=https%3A%2F%2Fwww.example.com%2F' });
    const id = await client.prospect({ email: 'a@b.co' });
    expectRefusal(await client.post(`${VISITORS}/1/do/assignToProspect`, { prospectId: 99 }), 400, 3);
    expectRefusal(await client.post(`${VISITORS}/1/do/assignToProspect`, {}), 400, 207);
    expectRefusal(await client.post(`${VISITORS}/1/do/assignToProspect`, { prospectId: id, more: 1 }), 400, 208);
    expectRefusal(await client.post(`${VISITORS}/9/do/assignToProspect`, { prospectId: id }), 404, 109);
    const tied = await client.post(`${VISITORS}/1/do/assignToProspect?fields=id,prospectId,isIdentified`, { prospectId: id });
    expect(tied.json()).toEqual({ id: 1, prospectId: id, isIdentified: true });
    expect((await client.get(`/api/v5/objects/prospects/${id}?fields=score`)).json()).toEqual({ score: 1 });
  });

  it('ties a campaign to one of Salesforce, with Connected Campaigns only', async () => {
    const connect = (salesforceId: unknown) => client.post(`${CAMPAIGNS}/1/do/connectSalesforceCampaign`, { salesforceId });
    expectRefusal(await connect('701000000000001AAA'), 400, 218);
    mounted().vendor.people.settings('main').save({ connectedCampaigns: true }, 'admin');
    expectRefusal(await connect('00Q000000000001EAA'), 400, 154);
    expectStatus(await connect('701000000000001AAA'), 204);
    expect((await client.get(`${CAMPAIGNS}/1?fields=salesforceId`)).json()).toEqual({ salesforceId: '701000000000001AAA' });
  });
});

describeOnEveryMount('Engagement: merging tags', createWithOrg, (mounted) => {
  const client = clientOf(mounted);
  const TAGS = '/api/v5/objects/tags';

  it('marks with one tag what several marked', async () => {
    for (const email of ['a@example.com', 'b@example.com']) await client.prospect({ email });
    const tag = (prospect: number, tagName: string) => client.post(`/api/v5/objects/prospects/${prospect}/do/addTag`, { tagName });
    await tag(1, 'vip');
    await tag(1, 'important');
    await tag(2, 'important');
    expectStatus(await client.post(`${TAGS}/1/do/mergeTags`, { tagIds: [2] }), 204);
    expect((await client.get(`${TAGS}?fields=name,objectCount`)).json().values).toEqual([{ name: 'vip', objectCount: 2 }]);
  });

  it.each([
    ['nothing to merge', {}, 207],
    ['an empty list', { tagIds: [] }, 206],
    ['itself', { tagIds: [1] }, 206],
    ['a tag that is not there', { tagIds: [9] }, 242],
    ['words that the action does not know', { tagIds: [9], unicorn: 1 }, 208],
  ])('refuses %s', async (_title, body, code) => {
    await client.post(TAGS, { name: 'vip' });
    expectRefusal(await client.post(`${TAGS}/1/do/mergeTags`, body), 400, code);
  });
});
