import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { signIn } from './client.js';

const MINUTE = 60_000;

describeOnEveryMount('Salesforce: updated and deleted lists', createSalesforce, (mounted) => {
  const range = (start: number, end: number) =>
    `start=${encodeURIComponent(new Date(start).toISOString())}&end=${encodeURIComponent(new Date(end).toISOString())}`;

  it('lists changed and deleted records in their window, and an undeleted one as changed again', async () => {
    const { world, vendor } = mounted();
    const org = signIn(mounted());
    const start = world.clock.now();
    const kept = await org.create('Account', { Name: 'A' });
    const gone = await org.create('Account', { Name: 'B' });
    await world.clock.advanceTo(start + 10 * MINUTE);
    await org.call('DELETE', `/sobjects/Account/${gone}`);
    const window = range(start, start + 20 * MINUTE);
    expect((await org.call('GET', `/sobjects/Account/updated/?${window}`)).json()).toEqual({
      ids: [kept],
      latestDateCovered: '2026-03-02T09:10:00.000+0000',
    });
    expect((await org.call('GET', `/sobjects/Account/deleted?${window}`)).json()).toEqual({
      deletedRecords: [{ id: gone, deletedDate: '2026-03-02T09:10:00.000+0000' }],
      earliestDateAvailable: '2026-01-31T09:10:00.000+0000',
      latestDateCovered: '2026-03-02T09:10:00.000+0000',
    });
    vendor.people.undelete('Account', gone, vendor.people.user('admin')!);
    expect((await org.call('GET', `/sobjects/Account/deleted?${window}`)).json().deletedRecords).toEqual([]);
    expect((await org.call('GET', `/sobjects/Account/updated?${window}`)).json().ids).toEqual([kept, gone]);
  });

  it('still lists a record that left the recycle bin after fifteen days', async () => {
    const { world, vendor } = mounted();
    const start = world.clock.now();
    const gone = await signIn(mounted()).create('Account', { Name: 'B' });
    await signIn(mounted()).call('DELETE', `/sobjects/Account/${gone}`);
    expect(vendor.people.stateOf('Account', gone)).toBe('deleted');
    await world.clock.advanceTo(start + 15 * 24 * 60 * MINUTE);
    expect(vendor.people.stateOf('Account', gone)).toBe('gone');
    const { deletedRecords } = (await signIn(mounted()).call('GET', `/sobjects/Account/deleted?${range(start, start + MINUTE)}`)).json();
    expect(deletedRecords).toMatchObject([{ id: gone }]);
  });

  it.each([
    ['a window under a minute', 0, 30_000, 'startDate and endDate must be at least one minute apart'],
    ['a window that starts too long ago', -31 * 24 * 60 * MINUTE, 0, 'specified start date is more than 30 days ago'],
  ])('refuses %s', async (_title, from, to, message) => {
    const now = mounted().world.clock.now();
    const reply = await signIn(mounted()).call('GET', `/sobjects/Account/updated?${range(now + from, now + to)}`);
    expect([reply.status, reply.json()]).toEqual([400, [{ message, errorCode: 'INVALID_REPLICATION_DATE' }]]);
  });
});
