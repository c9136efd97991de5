import { expect, it } from 'vitest';
import { createWithOrg } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount } from '../mounts.js';
import { clientOf, expectRefusal, expectStatus, HEADERS } from './client.js';

const PROSPECTS = '/api/v5/objects/prospects';
const WARNING = '202;Record(s) have been redacted from output due to access rules';

describeOnEveryMount('Engagement: what a role may', createWithOrg, (mounted) => {
  const admin = clientOf(mounted);
  const ann = clientOf(mounted, { ...HEADERS, authorization: 'Bearer token-ann' });
  const hire = (roleName: string): number =>
    Number(mounted().vendor.people.create('User', { email: 'ann@example.com', crmUsername: 'ann@backlot.test', roleName }, '1'));

  it('shows a seller its own prospects, and says that there are others', async () => {
    const userId = hire('Sales');
    const own = await admin.prospect({ email: 'own@example.com', userId });
    const other = await admin.prospect({ email: 'other@example.com' });
    const found = await ann.get(`${PROSPECTS}?fields=id`);
    expect(found.json().values).toEqual([{ id: own }]);
    expect(found.headers['pardot-warning']).toBe(WARNING);
    expectStatus(await ann.get(`${PROSPECTS}/${own}?fields=id`), 200);
    expectRefusal(await ann.get(`${PROSPECTS}/${other}?fields=id`), 403, 46);
    expectRefusal(await ann.patch(`${PROSPECTS}/${other}`, { city: 'Oslo' }), 403, 46);
    expectRefusal(await ann.delete(`${PROSPECTS}/${other}`), 403, 46);
    expect((await admin.get(`${PROSPECTS}?fields=id`)).headers['pardot-warning']).toBeUndefined();
  });

  it('lets a seller make prospects that it may not read, and assign none', async () => {
    const userId = hire('Sales');
    const made = await ann.post(PROSPECTS, { email: 'new@example.com' });
    expect([made.status, made.text]).toEqual([204, '']);
    expect(made.headers['location']).toBe(`${mounted().origin}${PROSPECTS}/1`);
    expectRefusal(await ann.post(PROSPECTS, { email: 'mine@example.com', userId }), 403, 46);
    expect((await admin.get(`${PROSPECTS}?fields=email`)).json().values).toEqual([{ email: 'new@example.com' }]);
  });

  it.each(['Administrator', 'Marketing', 'Sales Manager'])('lets %s see and assign everybody', async (role) => {
    const userId = hire(role);
    await admin.prospect({ email: 'a@example.com' });
    expectStatus(await ann.patch(`${PROSPECTS}/1`, { userId }), 204);
    expect((await ann.get(`${PROSPECTS}?fields=assignedToId`)).json().values).toEqual([{ assignedToId: userId }]);
  });

  it("shows others' imports to who may see them", async () => {
    hire('Sales Manager');
    await admin.post('/api/v5/imports', { operation: 'Upsert', object: 'Prospect', fields: [{ field: 'email' }] });
    expect((await ann.get('/api/v5/imports?fields=id')).json().values).toEqual([]);
    expectRefusal(await ann.get('/api/v5/imports/1?fields=id'), 403, 46);
    expect((await admin.get('/api/v5/imports?fields=id')).json().values).toEqual([{ id: 1 }]);
  });

  it('knows the roles that there are', () => {
    expect(() => hire('Emperor')).toThrow(expect.objectContaining({ code: '101' }));
  });
});
