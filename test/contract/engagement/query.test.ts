import { expect, it } from 'vitest';
import { createWithOrg } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount } from '../mounts.js';
import { clientOf, expectRefusal, expectStatus } from './client.js';

const PROSPECTS = '/api/v5/objects/prospects';

describeOnEveryMount('Engagement: the query grammar', createWithOrg, (mounted) => {
  const client = clientOf(mounted);
  const fill = async (count: number): Promise<void> => {
    const { people } = mounted().vendor;
    const by = people.user('admin')!;
    for (let index = 1; index <= count; index += 1) {
      people.create('Prospect', { email: `p${index}@example.com`, score: index % 3, firstName: `N${count - index}` }, by);
      await mounted().world.clock.advanceTo(mounted().world.clock.now() + 1_000);
    }
  };
  const ids = async (query: string): Promise<number[]> => {
    const reply = await client.get(`${PROSPECTS}?fields=id&${query}`);
    expectStatus(reply, 200);
    return reply.json().values.map(({ id }: { id: number }) => id);
  };

  it.each([
    ['no fields', '', 13],
    ['empty fields', 'fields=', 13],
    ['an unknown field', 'fields=id,shoeSize', 180],
    ['an unknown relation', 'fields=friend.name', 180],
    ['a relation without a field', 'fields=campaign', 180],
    ['five levels', 'fields=campaign.parentCampaign.parentCampaign.parentCampaign.name', 180],
    ['limit 0', 'fields=id&limit=0', 23],
    ['limit 1001', 'fields=id&limit=1001', 23],
    ['limit that is no number', 'fields=id&limit=ten', 23],
    ['an order by an unknown field', 'fields=id&orderBy=shoeSize', 19],
    ['an order in a third direction', 'fields=id&orderBy=id%20UP', 19],
    ['three order columns', 'fields=id&orderBy=id,email,score', 19],
    ['an unknown filter', 'fields=id&shoeSize=42', 5],
    ['a number suffix on a date', 'fields=id&createdAtGreaterThan=1', 5],
    ['a date that is none', 'fields=id&createdAtAfter=yesterday', 7],
    ['a date whose plus was not encoded', 'fields=id&createdAtAfter=2026-03-02T09:00:00+00:00', 7],
    ['four filtered fields', 'fields=id&email=a&score=1&campaignId=1&idGreaterThan=1', 209],
    ['deleted that is no choice', 'fields=id&deleted=maybe', 27],
    ['a token that is none of ours', 'fields=id&nextPageToken=abc', 211],
  ])('refuses %s', async (_title, query, code) => {
    expectRefusal(await client.get(`${PROSPECTS}?${query}`), 400, code);
  });

  it.each([
    ['email=P2@example.com', [2]],
    ['id=3', [3]],
    ['idGreaterThan=3', [4, 5]],
    ['idLessThanOrEqualTo=2', [1, 2]],
    ['score=1', [1, 4]],
    ['scoreGreaterThanOrEqualTo=1', [1, 2, 4, 5]],
    ['createdAtAfter=2026-03-02T09:00:01Z', [3, 4, 5]],
    ['createdAtAfterOrEqualTo=2026-03-02T10:00:01%2B01:00', [2, 3, 4, 5]],
    ['updatedAtBefore=2026-03-02T09:00:02Z', [1, 2]],
    ['updatedAtAfter=2026-03-02T09:00:00Z&updatedAtBefore=2026-03-02T09:00:03Z', [2, 3]],
    ['orderBy=id%20DESC&limit=2', [5, 4]],
    ['orderBy=score%20DESC,id%20DESC', [5, 2, 4, 1, 3]],
    ['orderBy=firstName', [5, 4, 3, 2, 1]],
    ['offset=3', [4, 5]],
    ['campaignId=1&score=2', [2, 5]],
  ])('finds with %s', async (query, found) => {
    await fill(5);
    expect(await ids(query)).toEqual(found);
  });

  it.each(['', 'orderBy=score', 'orderBy=updatedAt%20DESC', 'orderBy=firstName&idGreaterThan=2'])(
    'pages through everything once with "%s"',
    async (query) => {
      await fill(7);
      const whole = await ids(query);
      const seen: number[] = [];
      let address = `${PROSPECTS}?fields=id&limit=2&${query}`;
      for (let pages = 0; pages < 10; pages += 1) {
        const { values, nextPageUrl, nextPageToken } = (await client.get(address)).json();
        seen.push(...values.map(({ id }: { id: number }) => id));
        expect(nextPageUrl === null).toBe(nextPageToken === null);
        if (nextPageUrl === null) break;
        expect(nextPageUrl.startsWith(`${mounted().origin}${PROSPECTS}?`)).toBe(true);
        address = nextPageUrl.slice(mounted().origin.length);
      }
      expect(seen).toEqual(whole);
    },
  );

  it('gives the same page for the same token, refuses words beside it and forgets it after four hours', async () => {
    await fill(3);
    const { nextPageToken } = (await client.get(`${PROSPECTS}?fields=id&limit=2`)).json();
    const page = `${PROSPECTS}?fields=id,email&nextPageToken=${nextPageToken}`;
    const expected = { nextPageToken: null, nextPageUrl: null, values: [{ id: 3, email: 'p3@example.com' }] };
    expect((await client.get(page)).json()).toEqual(expected);
    expect((await client.get(page)).json()).toEqual(expected);
    expectRefusal(await client.get(`${page}&limit=2`), 400, 51);
    expectRefusal(await client.get(`/api/v5/objects/campaigns?fields=id&nextPageToken=${nextPageToken}`), 400, 211);
    await mounted().world.clock.advanceTo(mounted().world.clock.now() + 4 * 3_600_000);
    expectRefusal(await client.get(page), 400, 210);
  });

  it('answers 200 records unless told otherwise', async () => {
    const { people } = mounted().vendor;
    const by = people.user('admin')!;
    for (let index = 0; index < 201; index += 1) people.create('Prospect', { email: `p${index}@example.com` }, by);
    const page = (await client.get(`${PROSPECTS}?fields=id`)).json();
    expect(page.values).toHaveLength(200);
    expect(page.nextPageToken).not.toBeNull();
    expect((await client.get(`${PROSPECTS}?fields=id&limit=1000`)).json().values).toHaveLength(201);
  });
});
