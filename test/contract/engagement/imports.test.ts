import { describe, expect, it } from 'vitest';
import { createWithOrg } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount } from '../mounts.js';
import { clientOf, expectRefusal, expectStatus } from './client.js';

const IMPORTS = '/api/v5/imports';
const PROSPECTS = '/api/v5/objects/prospects';
const UPSERT = { operation: 'Upsert', object: 'Prospect', createOnNoMatch: true };

describeOnEveryMount('Engagement: imports', createWithOrg, (mounted) => {
  const client = clientOf(mounted);
  const minutes = (count: number): Promise<void> => mounted().world.clock.advanceTo(mounted().world.clock.now() + count * 60_000);
  const fields = (...names: string[]) => names.map((field) => ({ field }));

  /** Imports one file and lets time pass until it is done. */
  const run = async (input: Record<string, unknown>, file: string) => {
    const created = await client.post(IMPORTS, { ...UPSERT, ...input });
    expectStatus(created, 201);
    const { id } = created.json();
    expectStatus(await client.upload(`${IMPORTS}/${id}/batches`, { file }), 204);
    expectStatus(await client.patch(`${IMPORTS}/${id}`, { status: 'Ready' }), 200);
    await minutes(2);
    return (await client.get(`${IMPORTS}/${id}?fields=id,status,createdCount,updatedCount,errorCount,errorRef`)).json();
  };

  it('goes through its states on the clock', async () => {
    const created = await client.post(`${IMPORTS}?fields=id,status,batchesRef`, { ...UPSERT, fields: fields('email') });
    expect(created.json()).toEqual({ id: 1, status: 'Open', batchesRef: `${mounted().origin}${IMPORTS}/1/batches` });
    expectRefusal(await client.patch(`${IMPORTS}/1`, { status: 'Ready' }), 400, 162);
    expectStatus(await client.upload(`${IMPORTS}/1/batches`, { file: 'matchEmail,email\na@example.com,a@example.com\n' }), 204);
    expect((await client.patch(`${IMPORTS}/1`, { status: 'Ready' })).json()).toEqual({ id: 1, status: 'Waiting' });
    expectRefusal(await client.upload(`${IMPORTS}/1/batches`, { file: 'matchEmail,email\nb@b.co,b@b.co' }), 400, 161);
    const status = async (): Promise<string> => (await client.get(`${IMPORTS}/1?fields=status`)).json().status;
    const seen = new Set<string>();
    for (let steps = 0; steps < 12; steps += 1) {
      seen.add(await status());
      await mounted().world.clock.advanceTo(mounted().world.clock.now() + 10_000);
    }
    expect([...seen]).toEqual(['Waiting', 'Processing', 'Complete']);
    expect((await client.get(`${IMPORTS}?fields=id,createdCount`)).json().values).toEqual([{ id: 1, createdCount: 1 }]);
  });

  it('creates, updates and reports what it could not do', async () => {
    await client.prospect({ email: 'known@example.com', city: 'Oslo' });
    const file =
      'matchEmail,email,city\nKnown@Example.com,known@example.com,Bergen\nnew@example.com,new@example.com,Paris\nnonsense,nonsense,Rome\n';
    const result = await run({ fields: fields('email', 'city') }, file);
    expect(result).toMatchObject({ status: 'Complete', createdCount: 1, updatedCount: 1, errorCount: 1 });
    expect((await client.get(`${PROSPECTS}?fields=email,city`)).json().values).toEqual([
      { email: 'known@example.com', city: 'Bergen' },
      { email: 'new@example.com', city: 'Paris' },
    ]);
    expect(result.errorRef).toBe(`${mounted().origin}${IMPORTS}/1/errors`);
    const errors = await client.get(`${IMPORTS}/1/errors`);
    expect(errors.headers['content-type']).toContain('text/csv');
    expect(errors.text).toBe('matchEmail,email,city,errorType,errorDescription\nnonsense,nonsense,Rome,Invalid Email,nonsense\n');
  });

  it('takes the first batch and the order to start in one call', async () => {
    const input = JSON.stringify({ ...UPSERT, fields: fields('email'), status: 'Ready' });
    const created = await client.upload(IMPORTS, { input, file: 'matchEmail,email\na@example.com,a@example.com\n' });
    expectStatus(created, 201);
    expect(created.json()).toMatchObject({ status: 'Waiting' });
    await minutes(2);
    expect((await client.get(`${PROSPECTS}?fields=email`)).json().values).toEqual([{ email: 'a@example.com' }]);
  });

  it('obeys overwrite and nullOverwrite', async () => {
    await client.prospect({ email: 'a@example.com', city: 'Oslo', country: 'NO', jobTitle: 'CTO' });
    const input = {
      fields: [{ field: 'city', overwrite: false }, { field: 'country', overwrite: true, nullOverwrite: true }, { field: 'jobTitle' }],
    };
    await run(input, 'matchEmail,city,country,jobTitle\na@example.com,Paris,,\n');
    expect((await client.get(`${PROSPECTS}/1?fields=city,country,jobTitle`)).json()).toEqual({
      city: 'Oslo',
      country: null,
      jobTitle: 'CTO',
    });
  });

  it('matches by id and CRM id before the address', async () => {
    const id = await client.prospect({ email: 'a@example.com', salesforceId: '00Q000000000001' });
    const result = await run({ fields: fields('city') }, `matchId,matchSalesforceId,city\n${id},,Oslo\n,00Q000000000001,Rome\n99,,Bern\n`);
    expect(result).toMatchObject({ createdCount: 0, updatedCount: 2, errorCount: 1 });
    expect((await client.get(`${PROSPECTS}/${id}?fields=city`)).json()).toEqual({ city: 'Rome' });
  });

  it('leaves the unmatched out unless told to create', async () => {
    const result = await run({ createOnNoMatch: false, fields: fields('email') }, 'matchEmail,email\na@example.com,a@example.com\n');
    expect(result).toMatchObject({ createdCount: 0, errorCount: 1 });
  });

  it('restores from the recycle bin only when told to', async () => {
    const id = await client.prospect({ email: 'a@example.com' });
    await client.delete(`${PROSPECTS}/${id}`);
    const file = 'matchEmail,email\na@example.com,a@example.com\n';
    expect(await run({ fields: fields('email') }, file)).toMatchObject({ updatedCount: 0, errorCount: 1 });
    expect(await run({ fields: fields('email'), restoreDeleted: true }, file)).toMatchObject({ updatedCount: 1, errorCount: 0 });
    expectStatus(await client.get(`${PROSPECTS}/${id}?fields=id`), 200);
  });

  it('puts rows on lists and takes them off', async () => {
    const id = await client.prospect({ email: 'a@example.com' });
    for (const name of ['one', 'two']) await client.post('/api/v5/objects/lists', { name });
    await client.post('/api/v5/objects/list-memberships', { listId: 2, prospectId: id });
    await run({ fields: [] }, 'matchEmail,addToList,removeFromList\na@example.com,1,2\n');
    expect((await client.get('/api/v5/objects/list-memberships?fields=listId')).json().values).toEqual([{ listId: 1 }]);
  });

  it('deletes', async () => {
    await client.prospect({ email: 'a@example.com' });
    expect(await run({ operation: 'Delete', fields: [] }, 'matchEmail\na@example.com\nb@example.com\n')).toMatchObject({
      updatedCount: 1,
      errorCount: 1,
    });
    expect((await client.get(`${PROSPECTS}?fields=id`)).json().values).toEqual([]);
  });

  it('can be cancelled', async () => {
    await client.post(IMPORTS, { ...UPSERT, fields: fields('email') });
    await client.upload(`${IMPORTS}/1/batches`, { file: 'matchEmail,email\na@example.com,a@example.com\n' });
    await client.patch(`${IMPORTS}/1`, { status: 'Ready' });
    expect((await client.post(`${IMPORTS}/1/do/cancel`, {})).json()).toEqual({ id: 1, status: 'Canceled' });
    await minutes(5);
    expect((await client.get(`${PROSPECTS}?fields=id`)).json().values).toEqual([]);
    expectRefusal(await client.post(`${IMPORTS}/1/do/cancel`, {}), 400, 161);
  });

  it('forgets imports that were never submitted, and results after a week', async () => {
    await client.post(IMPORTS, { ...UPSERT, fields: fields('email') });
    await minutes(24 * 60);
    expectRefusal(await client.upload(`${IMPORTS}/1/batches`, { file: 'matchEmail,email\na@b.co,a@b.co\n' }), 400, 161);
    expect((await client.get(`${IMPORTS}/1?fields=isExpired`)).json()).toEqual({ isExpired: true });
  });

  describe('refuses', () => {
    it.each([
      ['no operation', { object: 'Prospect', fields: [] }, 153],
      ['an unknown operation', { operation: 'Insert', object: 'Prospect', fields: [] }, 154],
      ['an unknown object', { operation: 'Upsert', object: 'Unicorn', fields: [] }, 192],
      ['no fields', { operation: 'Upsert', object: 'Prospect' }, 153],
      ['an unknown field', { operation: 'Upsert', object: 'Prospect', fields: [{ field: 'shoeSize' }] }, 180],
      ['Ready without a file', { operation: 'Upsert', object: 'Prospect', fields: [], status: 'Ready' }, 162],
      ['an unknown property', { operation: 'Upsert', object: 'Prospect', fields: [], colour: 'red' }, 154],
    ])('an import with %s', async (_title, input, code) => {
      expectRefusal(await client.post(IMPORTS, input), 400, code);
    });

    it.each([
      ['no match column', 'email\na@b.co\n', 197],
      ['a column twice', 'matchEmail,email,email\na@b.co,a@b.co,a@b.co\n', 130],
      ['an unknown column', 'matchEmail,email,shoeSize\na@b.co,a@b.co,42\n', 130],
      ['a column that was not declared', 'matchEmail,email,city\na@b.co,a@b.co,Oslo\n', 227],
      ['rows of different lengths', 'matchEmail,email\na@b.co\n', 159],
      ['nothing in it', '', 159],
    ])('a batch with %s', async (_title, file, code) => {
      await client.post(IMPORTS, { ...UPSERT, fields: fields('email') });
      expectRefusal(await client.upload(`${IMPORTS}/1/batches`, { file }), 400, code);
    });

    it('a second batch with other columns, and an eleventh', async () => {
      await client.post(IMPORTS, { ...UPSERT, fields: fields('email') });
      for (let batch = 0; batch < 10; batch += 1) {
        expectStatus(await client.upload(`${IMPORTS}/1/batches`, { file: 'matchEmail,email\na@b.co,a@b.co\n' }), 204);
        if (batch === 0)
          expectRefusal(await client.upload(`${IMPORTS}/1/batches`, { file: 'email,matchEmail\na@b.co,a@b.co\n' }), 400, 226);
      }
      expectRefusal(await client.upload(`${IMPORTS}/1/batches`, { file: 'matchEmail,email\na@b.co,a@b.co\n' }), 400, 160);
    });

    it('bodies that are no multipart', async () => {
      await client.post(IMPORTS, { ...UPSERT, fields: fields('email') });
      expectRefusal(await client.post(`${IMPORTS}/1/batches`, {}), 400, 151);
      expectRefusal(await client.upload(`${IMPORTS}/1/batches`, { other: 'x' }), 400, 162);
    });
  });
});
