import { expect, it } from 'vitest';
import { createWithOrg } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount } from '../mounts.js';
import { clientOf, expectRefusal, expectStatus } from './client.js';

const EXPORTS = '/api/v5/exports';
const SINCE = { name: 'filter_by_updated_at', arguments: { updatedAfter: '2026-03-02T08:00:00Z' } };

describeOnEveryMount('Engagement: exports', createWithOrg, (mounted) => {
  const client = clientOf(mounted);
  const wait = (ms: number) => mounted().world.clock.advanceTo(mounted().world.clock.now() + ms);

  it('writes what changed in a range into CSV files, in its own time', async () => {
    await client.prospect({ email: 'jane@example.com', company: 'Mills, "North"' });
    const gone = await client.prospect({ email: 'gone@example.com' });
    await client.delete(`/api/v5/objects/prospects/${gone}`);
    const made = await client.post(EXPORTS, { fields: ['id', 'email', 'company', 'createdAt'], procedure: SINCE });
    expectStatus(made, 201);
    expect(made.json()).toEqual({ id: 1, status: 'Waiting' });
    expectRefusal(await client.get(`${EXPORTS}/1/results/1`), 400, 178);
    await wait(30_000);
    expect((await client.get(`${EXPORTS}/1?fields=status,resultRefs`)).json()).toEqual({ status: 'Processing', resultRefs: null });
    await wait(30_000);
    const { resultRefs, ...done } = (await client.get(`${EXPORTS}/1?fields=status,isExpired,resultRefs`)).json();
    expect(done).toEqual({ status: 'Complete', isExpired: false });
    expect(resultRefs).toEqual([`${mounted().origin}${EXPORTS}/1/results/1`]);
    const file = await client.get(new URL(resultRefs[0]).pathname);
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(file.text).toBe('id,email,company,createdAt\n1,jane@example.com,"Mills, ""North""",2026-03-02T09:00:00+00:00\n');
    await wait(7 * 86_400_000);
    expectRefusal(await client.get(`${EXPORTS}/1/results/1`), 400, 178);
    expect((await client.get(`${EXPORTS}?fields=id,isExpired`)).json().values).toEqual([{ id: 1, isExpired: true }]);
  });

  it('exports other objects, deleted records and a byte order mark', async () => {
    const gone = await client.prospect({ email: 'gone@example.com' });
    await client.delete(`/api/v5/objects/prospects/${gone}`);
    const procedure = { name: 'filter_by_created_at', arguments: { createdAfter: '2026-03-02T08:00:00Z', deleted: 'all' } };
    await client.post(EXPORTS, { fields: ['email'], procedure, includeByteOrderMark: true });
    await client.post(EXPORTS, { object: 'ListMembership', fields: ['id', 'listId'], procedure: SINCE });
    await wait(60_000);
    expect((await client.get(`${EXPORTS}/1/results/1`)).text).toMatch(/^\ufeff?email\ngone@example\.com\n$/);
    expect((await client.get(`${EXPORTS}/2/results/1`)).text).toBe('id,listId\n');
  });

  it('cuts the result into files of the size that was asked for, each with the header', async () => {
    const comments = 'x'.repeat(3_000_000);
    for (const name of ['a', 'b', 'c', 'd']) await client.prospect({ email: `${name}@example.com`, comments });
    await client.post(EXPORTS, { fields: ['email', 'comments'], procedure: SINCE, maxFileSizeBytes: 10_000_000 });
    await wait(60_000);
    expect((await client.get(`${EXPORTS}/1?fields=resultRefs`)).json().resultRefs).toHaveLength(2);
    const emails = async (file: number): Promise<unknown> =>
      (await client.get(`${EXPORTS}/1/results/${file}`)).text.split('\n').map((line) => line.split(',')[0]);
    expect(await emails(1)).toEqual(['email', 'a@example.com', 'b@example.com', 'c@example.com', '']);
    expect(await emails(2)).toEqual(['email', 'd@example.com', '']);
    expectRefusal(await client.get(`${EXPORTS}/1/results/3`), 404, 109);
  });

  it.each([
    ['no fields', { procedure: SINCE }, 153],
    ['an unknown field', { fields: ['shoeSize'], procedure: SINCE }, 180],
    ['no procedure', { fields: ['id'] }, 153],
    ['an unknown procedure', { fields: ['id'], procedure: { name: 'everything' } }, 174],
    ['an unknown argument', { fields: ['id'], procedure: { ...SINCE, arguments: { more: 1 } } }, 175],
    ['no start', { fields: ['id'], procedure: { name: 'filter_by_updated_at' } }, 176],
    ['a time that is none', { fields: ['id'], procedure: { ...SINCE, arguments: { updatedAfter: 'soon' } } }, 177],
    ['more than a year', { fields: ['id'], procedure: { ...SINCE, arguments: { updatedAfter: '2020-01-01T00:00:00Z' } } }, 177],
    ['files that are too small', { fields: ['id'], procedure: SINCE, maxFileSizeBytes: 1 }, 231],
    ['files that are too large', { fields: ['id'], procedure: SINCE, maxFileSizeBytes: 1e9 }, 232],
    ['an object that is none', { object: 'constructor', fields: ['id'], procedure: SINCE }, 192],
  ])('refuses %s', async (_title, input, code) => {
    expectRefusal(await client.post(EXPORTS, input), 400, code);
  });
});
