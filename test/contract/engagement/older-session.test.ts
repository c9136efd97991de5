import { expect, it } from 'vitest';
import { createWithOrg, HEADERS_OF_UNIQUE_UNIT, MAIN_UNIT, openUniqueUnit } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount } from '../mounts.js';
import { expectOlderRefusal, olderClientOf } from './older-client.js';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const LOGIN = { email: 'admin@backlot.test', password: 'backlot', user_key: 'backlot' };

describeOnEveryMount('Engagement: who may call versions 3 and 4', createWithOrg, (mounted) => {
  const logIn = (form: Record<string, string>, version = 4) =>
    mounted().send({
      method: 'POST',
      path: `/api/login/version/${version}`,
      headers: FORM,
      body: String(new URLSearchParams({ format: 'json', ...form })),
    });

  it('tells a client which version its business unit has, so that it can fall back', async () => {
    openUniqueUnit(mounted().vendor);
    const unique = olderClientOf(mounted, 4, HEADERS_OF_UNIQUE_UNIT);
    expectOlderRefusal(await unique.get('prospect', 'query'), 89);
    expectOlderRefusal(await olderClientOf(mounted, 3).get('prospect', 'query'), 88);
    expect((await olderClientOf(mounted, 3, HEADERS_OF_UNIQUE_UNIT).get('prospect', 'query')).json().result).toEqual({ total_results: 0 });
  });

  it.each([
    ['a token that has expired', { authorization: 'Bearer expired', 'pardot-business-unit-id': MAIN_UNIT }, 184, 401],
    ['no business unit', { authorization: 'Bearer token-admin' }, 181, 200],
    [
      'a business unit that is not there',
      { authorization: 'Bearer token-admin', 'pardot-business-unit-id': '0Uv000000000009CAA' },
      201,
      200,
    ],
    ['nobody', {}, 1, 200],
    ['a key that was never given out', { authorization: 'Pardot api_key=abc, user_key=backlot' }, 1, 200],
  ] as [string, Record<string, string>, number, number][])('refuses %s', async (_title, headers, code, status) => {
    expectOlderRefusal(await olderClientOf(mounted, 4, headers).get('prospect', 'query'), code, status);
  });

  it('signs in with email, password and user key; the key works in header and body for an hour', async () => {
    const reply = await logIn(LOGIN);
    const { api_key: key, ...rest } = reply.json();
    expect(rest).toEqual({ '@attributes': { stat: 'ok', version: 1 }, version: 4 });
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    const byHeader = olderClientOf(mounted, 4, { authorization: `Pardot api_key=${key}, user_key=backlot` });
    expect((await byHeader.get('prospect', 'query')).json()['@attributes'].stat).toBe('ok');
    const byBody = await olderClientOf(mounted, 4, {}).post('prospect', 'query', { api_key: key, user_key: 'backlot' });
    expect(byBody.json()['@attributes'].stat).toBe('ok');
    expectOlderRefusal(await olderClientOf(mounted, 4, {}).get('prospect', 'query', { api_key: key, user_key: 'backlot' }), 49);
    await mounted().world.clock.advanceTo(mounted().world.clock.now() + 3_600_000);
    expectOlderRefusal(await byHeader.get('prospect', 'query'), 1);
  });

  it('opens a further business unit with its own user key', async () => {
    openUniqueUnit(mounted().vendor);
    const reply = await logIn({ ...LOGIN, user_key: 'backlot-2' }, 3);
    expect(reply.json()).not.toHaveProperty('version');
    const client = olderClientOf(mounted, 3, { authorization: `Pardot api_key=${reply.json().api_key}, user_key=backlot-2` });
    expect((await client.get('prospect', 'query')).json()['@attributes'].stat).toBe('ok');
    expectOlderRefusal(
      await olderClientOf(mounted, 3, { authorization: `Pardot api_key=${reply.json().api_key}, user_key=backlot` }).get(
        'prospect',
        'query',
      ),
      1,
    );
  });

  it.each([
    ['a wrong password', { ...LOGIN, password: 'x' }],
    ['nobody of that address', { ...LOGIN, email: 'nobody@backlot.test' }],
    ['a wrong user key', { ...LOGIN, user_key: 'x' }],
    ['nothing', {}],
  ])('refuses to sign in %s', async (_title, form) => {
    expectOlderRefusal(await logIn(form), 15);
  });

  it('answers unknown operations, objects and versions in its own envelope', async () => {
    const client = olderClientOf(mounted, 4);
    expectOlderRefusal(await client.get('prospect', 'destroy'), 2);
    expectOlderRefusal(await client.get('spaceship', 'query'), 192);
    const version = await mounted().send({ path: '/api/prospect/version/5/do/query', query: 'format=json' });
    expectOlderRefusal(version, 94);
    const method = await mounted().send({ method: 'PATCH', path: '/api/prospect/version/4/do/query', query: 'format=json' });
    expectOlderRefusal(method, 60);
  });
});
