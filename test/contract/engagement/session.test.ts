import { expect, it } from 'vitest';
import { createWithOrg, MAIN_UNIT } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount } from '../mounts.js';
import { expectRefusal, expectStatus } from './client.js';

const CAMPAIGNS = { path: '/api/v5/objects/campaigns', query: 'fields=id,name' };

describeOnEveryMount('Engagement: who may call', createWithOrg, (mounted) => {
  it.each([
    ['no token', { 'pardot-business-unit-id': MAIN_UNIT }, 401, 49],
    ['an unknown token', { authorization: 'Bearer nonsense', 'pardot-business-unit-id': MAIN_UNIT }, 401, 184],
    ['an expired token', { authorization: 'Bearer expired', 'pardot-business-unit-id': MAIN_UNIT }, 401, 184],
    ['an api key', { authorization: 'Pardot api_key=a, user_key=b', 'pardot-business-unit-id': MAIN_UNIT }, 400, 199],
    ['no business unit', { authorization: 'Bearer token-admin' }, 400, 181],
    ['a malformed business unit', { authorization: 'Bearer token-admin', 'pardot-business-unit-id': '123' }, 400, 182],
    ['an unknown business unit', { authorization: 'Bearer token-admin', 'pardot-business-unit-id': '0Uv000000000009CAA' }, 400, 201],
    ['a user without access', { authorization: 'Bearer token-ann', 'pardot-business-unit-id': MAIN_UNIT }, 403, 49],
  ] as const)('refuses %s', async (_title, headers, status, code) => {
    expectRefusal(await mounted().send({ ...CAMPAIGNS, headers: { ...headers } }), status, code);
  });

  it('lets the administrator and the connector in', async () => {
    for (const name of ['admin', 'connector']) {
      const headers = { authorization: `Bearer token-${name}`, 'pardot-business-unit-id': MAIN_UNIT };
      expectStatus(await mounted().send({ ...CAMPAIGNS, headers }), 200);
    }
  });

  it('lets a user in once an Account Engagement user has its CRM username', async () => {
    const { people } = mounted().vendor;
    people.create('User', { crmUsername: '005000000000003AAA' }, people.user('admin')!);
    expectStatus(
      await mounted().send({ ...CAMPAIGNS, headers: { authorization: 'Bearer token-ann', 'pardot-business-unit-id': MAIN_UNIT } }),
      200,
    );
  });

  it('tells unknown paths and wrong methods apart', async () => {
    const headers = { authorization: 'Bearer token-admin', 'pardot-business-unit-id': MAIN_UNIT };
    expectRefusal(await mounted().send({ path: '/api/v5/objects/unicorns', query: 'fields=id', headers }), 404, 198);
    expectRefusal(await mounted().send({ method: 'POST', path: '/api/v5/objects/campaigns', headers }), 405, 60);
  });

  it('keeps the token out of the call log', async () => {
    await mounted().send({ ...CAMPAIGNS, headers: { authorization: 'Bearer token-admin', 'pardot-business-unit-id': MAIN_UNIT } });
    expect(JSON.stringify(mounted().world.calls.since())).not.toContain('token-admin');
  });
});
