import { expect, it } from 'vitest';
import { createWithOrg, HEADERS_OF_UNIQUE_UNIT, openUniqueUnit } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount, type Reply } from '../mounts.js';
import { clientOf, expectRefusal, HEADERS } from './client.js';
import { expectOlderRefusal } from './older-client.js';

describeOnEveryMount('Engagement: imports of versions 3 and 4', createWithOrg, (mounted) => {
  const client = clientOf(mounted);
  const call = (method: string, rest: string, body?: unknown, version = 4, headers: Record<string, string> = HEADERS): Promise<Reply> =>
    mounted().send({
      method,
      path: `/api/import/version/${version}/do/${rest}`,
      headers: { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const upload = (rest: string, csv: string, input?: unknown, version = 4, headers: Record<string, string> = HEADERS): Promise<Reply> =>
    mounted().send({
      method: 'POST',
      path: `/api/import/version/${version}/do/${rest}`,
      headers: { ...headers, 'content-type': 'multipart/form-data; boundary=xyz' },
      body: multipart({ ...(input === undefined ? {} : { importInput: JSON.stringify(input) }), importFile: csv }),
    });
  const finish = () => mounted().world.clock.advanceTo(mounted().world.clock.now() + 300_000);
  const prospects = async () => (await client.get('/api/v5/objects/prospects?fields=id,email,city,salesforceId')).json().values;
  const START = { operation: 'Upsert', object: 'Prospect' };

  it('takes batches, is submitted, and tells of rejected rows', async () => {
    const jane = await client.prospect({ email: 'jane@example.com', city: 'Oslo' });
    const made = (await call('POST', 'create', START)).json();
    expect(made).toMatchObject({ '@attributes': { stat: 'ok', version: 1 }, id: 1, state: 'Open', isExpired: false });
    expect(made.batchesRef).toBe(`${mounted().origin}/api/import/version/4/do/batch/id/1`);
    const csv = `prospect_id,salesforce_fid,email,city\n${jane},,jane@example.com,Bergen\n,00Q000000000001EAA,new@example.com,Paris\n,,x@example.com,Rome\n99,,y@example.com,Rome\n`;
    expect((await upload('batch/id/1', csv)).status).toBe(204);
    expect((await call('PATCH', 'update/id/1', { state: 'Ready' })).json().state).toBe('Waiting');
    await finish();
    const read = (await call('GET', 'read/id/1')).json();
    expect(read).toMatchObject({ state: 'Complete', createdCount: 1, updatedCount: 1, errorCount: 2 });
    expect(await prospects()).toEqual([
      { id: jane, email: 'jane@example.com', city: 'Bergen', salesforceId: null },
      { id: jane + 1, email: 'new@example.com', city: 'Paris', salesforceId: '00Q000000000001EAA' },
    ]);
    const errors = await call('GET', new URL(read.errorsRef).pathname.split('/do/')[1]!);
    expect(errors.text.split('\n')[0]).toBe('prospect_id,salesforce_fid,email,city,errorType,errorDescription');
    expect(errors.text.split('\n')[1]).toContain('prospect_id or salesforce_fid is needed');
    expect((await call('GET', 'query')).json().result).toMatchObject({ total_results: 1, import: { id: 1 } });
  });

  it('writes blanks over values, unlike version 5, unless a column says no', async () => {
    const jane = await client.prospect({ email: 'jane@example.com', city: 'Oslo' });
    await upload('create', `prospect_id,city\n${jane},\n`, {
      ...START,
      state: 'Ready',
      columns: [{ field: 'prospect_id' }, { field: 'city', nullOverwrite: false }],
    });
    await finish();
    expect((await prospects())[0].city).toBe('Oslo');
    await upload('create', `prospect_id,city\n${jane},\n`, { ...START, state: 'Ready' });
    await finish();
    expect((await prospects())[0].city).toBeNull();
  });

  it('matches by email in version 3 only', async () => {
    openUniqueUnit(mounted().vendor);
    const there = clientOf(mounted, HEADERS_OF_UNIQUE_UNIT);
    const jane = await there.prospect({ email: 'jane@example.com' });
    await upload('create', 'email,city\nJANE@example.com,Bergen\n', { ...START, state: 'Ready' }, 3, HEADERS_OF_UNIQUE_UNIT);
    await finish();
    expect((await there.get('/api/v5/objects/prospects?fields=id,city')).json().values).toEqual([{ id: jane, city: 'Bergen' }]);
    const refused = await upload('create', 'email,city\njane@example.com,Bergen\n', { ...START, state: 'Ready' });
    expectOlderRefusal(refused, 197, 400);
  });

  it('refuses what is wrong with real statuses', async () => {
    expectOlderRefusal(await call('POST', 'create', { ...START, more: 1 }), 154, 400);
    expectOlderRefusal(await call('POST', 'create', { ...START, state: 'Ready' }), 162, 400);
    expectOlderRefusal(await call('POST', 'create', { ...START, columns: [{ field: 'shoe_size' }] }), 130, 400);
    expectOlderRefusal(await upload('create', 'prospect_id,shoe_size\n1,42\n', START), 130, 400);
    expectOlderRefusal(await upload('create', 'prospect_id,"city\n1', START), 159, 400);
    expectOlderRefusal(await call('GET', 'create'), 60, 405);
    expectOlderRefusal(await call('GET', 'read/id/9'), 109, 404);
    expectOlderRefusal(await call('GET', 'read/id/9', undefined, 3), 88, 400);
    await call('POST', 'create', START);
    const rows = `prospect_id,city\n${'1,Oslo\n'.repeat(1_600_000)}`;
    const headers = { ...HEADERS, 'content-type': 'text/csv' };
    expectOlderRefusal(
      await mounted().send({ method: 'POST', path: '/api/import/version/4/do/batch/id/1', headers, body: rows }),
      204,
      400,
    );
    expectRefusal(await client.patch('/api/v5/imports/1', { status: 'Ready' }), 400, 228);
  });
});

function multipart(parts: Record<string, string>): string {
  const printed = Object.entries(parts).map(([name, value]) => {
    const file = name === 'importFile' ? '; filename="rows.csv"\r\nContent-Type: text/csv' : '';
    return `--xyz\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
  });
  return `${printed.join('')}--xyz--\r\n`;
}
