import { expect, it } from 'vitest';
import { createWithOrg } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount } from '../mounts.js';
import { HEADERS } from './client.js';
import { expectOlderRefusal, olderClientOf } from './older-client.js';

const YEAR = { created_after: '2026-01-01 00:00:00' };

describeOnEveryMount('Engagement: exports of version 4', createWithOrg, (mounted) => {
  const { get, post } = olderClientOf(mounted, 4);
  const exported = (body: unknown) =>
    mounted().send({
      method: 'POST',
      path: '/api/export/version/4/do/create',
      headers: { ...HEADERS, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const procedure = (more: Record<string, unknown> = YEAR) => ({ name: 'filter_by_created_at', arguments: more });
  const pass = (seconds: number) => mounted().world.clock.advanceTo(mounted().world.clock.now() + seconds * 1_000);

  it('writes prospects with older names and times, those in the recycle bin too', async () => {
    await post('prospect', 'create/email/a@b.co', { first_name: 'Jane "J"' });
    await post('prospect', 'create/email/c@d.co');
    await post('prospect', 'delete/id/2');
    await pass(1);
    const made = await exported({ object: 'prospect', fields: ['id', 'email', 'first_name', 'created_at'], procedure: procedure() });
    expect(made.json()).toMatchObject({ '@attributes': { stat: 'ok' }, id: 1, state: 'Waiting', isExpired: false });
    expect(made.json()).not.toHaveProperty('resultRefs');
    await pass(120);
    const read = (await get('export', 'read/id/1')).json();
    expect(read.state).toBe('Complete');
    const file = await mounted().send({ path: new URL(read.resultRefs).pathname, headers: HEADERS });
    expect(file.text).toBe('id,email,first_name,created_at\n1,a@b.co,"Jane ""J""",2026-03-02 09:00:00\n2,c@d.co,,2026-03-02 09:00:00\n');
    expect((await get('export', 'query')).json().result).toMatchObject({ total_results: 1, export: { id: 1 } });
    await pass(8 * 86_400);
    expect((await get('export', 'read/id/1')).json()).toMatchObject({ isExpired: true });
    expect((await mounted().send({ path: new URL(read.resultRefs).pathname, headers: HEADERS })).status).toBe(400);
  });

  it('writes the activities of a type, of prospects only when asked', async () => {
    const { people } = mounted().vendor;
    people.visit({ visitor: 'somebody', page: 'https://example.com/' });
    await post('prospect', 'create/email/a@b.co');
    people.visit({ prospect: '1', page: 'https://example.com/' });
    await pass(1);
    const all = { object: 'visitorActivity', fields: ['id', 'type', 'prospect_id'] };
    await exported({ ...all, procedure: procedure({ ...YEAR, type: [20] }) });
    await exported({ ...all, procedure: procedure({ ...YEAR, type: [4] }) });
    await exported({ ...all, procedure: procedure({ ...YEAR, prospect_only: true }) });
    await pass(120);
    const lines = async (id: number) =>
      (await mounted().send({ path: `/api/export/version/4/do/downloadResults/id/${id}`, headers: HEADERS })).text
        .trim()
        .split('\n')
        .slice(1);
    expect([await lines(1), await lines(2), await lines(3)]).toEqual([['1,20,', '2,20,1'], [], ['2,20,1']]);
  });

  it.each([
    ['no object', { procedure: procedure() }, 153],
    ['an object that is not exported', { object: 'campaign', procedure: procedure() }, 192],
    ['no procedure', { object: 'prospect' }, 153],
    ['an unknown procedure', { object: 'prospect', procedure: { name: 'filter_by_mood' } }, 174],
    ['an unknown argument', { object: 'prospect', procedure: procedure({ ...YEAR, mood: 1 }) }, 175],
    ['a missing argument', { object: 'prospect', procedure: procedure({}) }, 176],
    ['a wrong instant', { object: 'prospect', procedure: procedure({ created_after: 'soon' }) }, 177],
    ['a range beyond a year', { object: 'prospect', procedure: procedure({ created_after: '2020-01-01' }) }, 177],
    ['prospects without the recycle bin', { object: 'prospect', procedure: procedure({ ...YEAR, deleted: 'false' }) }, 177],
    ['grades', { object: 'prospect', fields: ['grade'], procedure: procedure() }, 180],
    ['an unknown field', { object: 'prospect', fields: ['shoe_size'], procedure: procedure() }, 180],
    ['an unknown property', { object: 'prospect', procedure: procedure(), mood: 1 }, 154],
  ])('refuses %s with a real status', async (_title, body, code) => {
    expectOlderRefusal(await exported(body), code, 400);
  });

  it('refuses what is not there', async () => {
    expectOlderRefusal(await get('export', 'read/id/9'), 109, 404);
    expectOlderRefusal(await get('export', 'dance'), 2, 400);
    expectOlderRefusal(await get('export', 'create'), 60, 405);
  });
});
