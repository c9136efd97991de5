import { expect, it } from 'vitest';
import { createWithOrg, MAIN_UNIT } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount } from '../mounts.js';
import { clientOf, expectStatus } from './client.js';

const SURFACE = '/backlot__connector/v1';
const CAMPAIGN = '701000000000001AAA';

describeOnEveryMount('Engagement: users and campaigns that the connector brings', createWithOrg, (mounted) => {
  const client = clientOf(mounted);
  const connector = clientOf(mounted, { authorization: 'Bearer token-connector', 'pardot-business-unit-id': MAIN_UNIT });
  const write = async (what: string, ...records: unknown[]) => {
    const reply = await connector.post(`${SURFACE}/${what}`, { records });
    expectStatus(reply, 200);
    return reply.json().results;
  };
  const users = async () => (await connector.get(`${SURFACE}/users`)).json().users;
  const orgUser = () =>
    mounted()
      .vendor.state.salesforce.users()
      .find(({ isActive, userType }) => isActive && userType === 'Standard')!;
  const free = async () => {
    const taken = new Set((await users()).map(({ crmUserId }: { crmUserId: string | null }) => crmUserId));
    return mounted()
      .vendor.state.salesforce.users()
      .filter(({ isActive, id }) => isActive && !taken.has(id))[0]!.id;
  };

  it('makes a user once, by its Salesforce user, and writes it from then on', async () => {
    const crmUserId = await free();
    const fields = { email: 'new@b.co', firstName: 'New', lastName: 'One', roleName: 'Sales' };
    const [made] = await write('users', { crmUserId, fields });
    expect(made).toMatchObject({ success: true, created: true });
    expect(await write('users', { crmUserId, fields: { lastName: 'Two' } })).toMatchObject([{ id: made.id, created: false }]);
    expect((await users()).find(({ id }: { id: number }) => id === made.id)).toMatchObject({ ...fields, lastName: 'Two', crmUserId });
    await write('users', { crmUserId, isDeleted: true });
    expect((await client.get(`/api/v5/objects/users/${made.id}?fields=id`)).status).toBe(404);
    expect(await write('users', { crmUserId, isDeleted: false })).toMatchObject([{ id: made.id, created: false }]);
  });

  it('refuses what the page refuses, record by record', async () => {
    const crmUserId = await free();
    const [one] = await write('users', { crmUserId, fields: { email: 'one@b.co' } });
    const refused = await write(
      'users',
      { crmUserId: orgUser().id, fields: { email: 'ONE@b.co' } },
      { crmUserId: '005000000000999AAA', fields: { email: 'two@b.co' } },
      { id: one.id, crmUserId, fields: { roleName: 'King' } },
      { id: 999, crmUserId },
      { crmUserId, fields: { password: 'x' } },
      { crmUserId, surprise: 1 },
      'no record',
    );
    const codes = refused.map(({ success, errors }: { success: boolean; errors: { code: number }[] }) => (success ? 0 : errors[0]!.code));
    expect(codes).toEqual([99, 104, 101, 10, 180, 154, 154]);
  });

  it('brings campaigns, which show in version 5 with their Salesforce ids', async () => {
    const [made] = await write('campaigns', { salesforceId: CAMPAIGN, fields: { name: 'Show', cost: 12.5 } });
    expect(made).toMatchObject({ success: true, created: true });
    expect(await write('campaigns', { salesforceId: CAMPAIGN, fields: { name: 'Fair' } })).toMatchObject([{ id: made.id, created: false }]);
    const shown = await client.get(`/api/v5/objects/campaigns/${made.id}?fields=name,cost,salesforceId`);
    expect(shown.json()).toEqual({ name: 'Fair', cost: 12.5, salesforceId: CAMPAIGN });
    const [nameless, odd] = await write('campaigns', { salesforceId: '701000000000002AAA' }, { salesforceId: 'x', fields: { name: 'X' } });
    expect([nameless.errors[0].code, odd.errors[0].code]).toEqual([153, 77]);
  });
});
