import { expect, it } from 'vitest';
import { createWithOrg } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount } from '../mounts.js';
import { clientOf, expectRefusal, expectStatus, HEADERS } from './client.js';
import { expectOlderRefusal, olderClientOf } from './older-client.js';

const DAILY = 100_000;

describeOnEveryMount('Engagement: limits and conditional reads', createWithOrg, (mounted) => {
  const client = clientOf(mounted);
  const read = (headers: Record<string, string>) =>
    mounted().send({ path: '/api/v5/objects/prospects/1', query: 'fields=id', headers: { ...HEADERS, ...headers } });
  const useUp = (calls: number): void => {
    const day = Math.floor(mounted().world.clock.now() / 86_400_000);
    mounted().world.cell('engagement:calls:0Uv000000000001CAA', { number: 0, calls: 0 }).set({ number: day, calls });
  };

  it('counts calls and tells of them when asked', async () => {
    await client.prospect({ email: 'a@b.co' });
    const reply = await read({ 'x-return-api-usage': '1' });
    expect(reply.headers['x-api-usage']).toBe(`2/${DAILY}`);
    expect((await read({})).headers['x-api-usage']).toBeUndefined();
    expect((await client.get('/api/v5/objects/account?fields=apiCallsUsed,maximumDailyApiCalls')).json()).toEqual({
      apiCallsUsed: 4,
      maximumDailyApiCalls: DAILY,
    });
  });

  it('refuses the call after the last one of the day, until midnight, but never the connector', async () => {
    await client.prospect({ email: 'a@b.co' });
    useUp(DAILY - 1);
    expectStatus(await read({}), 200);
    expectRefusal(await read({}), 429, 122);
    expectOlderRefusal(await olderClientOf(mounted, 4).get('prospect', 'query'), 122);
    expectStatus(await read({ authorization: 'Bearer token-connector' }), 200);
    await mounted().world.clock.advanceTo(Date.UTC(2026, 2, 3));
    expectStatus(await read({}), 200);
  });

  it('refuses calls beyond the number a minute that somebody set, with the status that somebody set', async () => {
    await client.prospect({ email: 'a@b.co' });
    const settings = mounted().vendor.people.settings('main');
    settings.save({ callsPerMinute: 2, rateLimitStatus: 400 }, '1');
    for (let count = 0; count < 2; count += 1) expectStatus(await read({}), 200);
    expectRefusal(await read({}), 400, 202);
    expectStatus(await read({ authorization: 'Bearer token-connector' }), 200);
    await mounted().world.clock.advanceTo(mounted().world.clock.now() + 60_000);
    expectStatus(await read({}), 200);
    expect(settings.complaint({ callsPerMinute: 0 })).toContain('a whole number from 1');
    expect(settings.complaint({ rateLimitStatus: 500 })).toContain('429 or 400');
  });

  it('answers five calls at a time; the sixth is refused', async () => {
    await client.prospect({ email: 'a@b.co' });
    const { world } = mounted();
    world.faults.arm({ on: [{ system: 'engagement' }], action: { kind: 'delay', ms: 60_000 }, times: 5, from: 'any' });
    const slow = Array.from({ length: 5 }, () => read({}));
    await Promise.race([slow[0], new Promise((resolve) => setTimeout(resolve, 100))]);
    expectRefusal(await read({}), 429, 66);
    await world.clock.advanceTo(world.clock.now() + 60_000);
    for (const reply of await Promise.all(slow)) expectStatus(reply, 200);
    expectStatus(await read({}), 200);
  });

  it('answers 304 without a body when nothing changed since', async () => {
    await client.prospect({ email: 'a@b.co' });
    const first = await read({});
    const lastModified = first.headers['last-modified']!;
    expect(lastModified).toBe('Mon, 02 Mar 2026 09:00:00 GMT');
    const again = await read({ 'if-modified-since': lastModified });
    expect([again.status, again.text]).toEqual([304, '']);
    await mounted().world.clock.advanceTo(mounted().world.clock.now() + 1_000);
    await client.patch('/api/v5/objects/prospects/1', { city: 'Oslo' });
    expectStatus(await read({ 'if-modified-since': lastModified }), 200);
    expectStatus(await read({ 'if-modified-since': 'yesterday' }), 200);
  });
});
