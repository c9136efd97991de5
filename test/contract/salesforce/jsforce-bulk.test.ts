import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Connection } from '@jsforce/jsforce-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld } from '../../../simulator/kernel/world.js';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { httpMount } from '../../../simulator/server/http-mount.js';

const ROWS = 10_000;

let server: Server;
let connection: Connection;
let vendor: ReturnType<typeof createSalesforce>;

beforeEach(async () => {
  vendor = createSalesforce(createWorld());
  server = createServer(httpMount(vendor.standIn));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const loginUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  connection = new Connection({ loginUrl, version: '62.0' });
  await connection.login('admin@backlot.test', 'backlot');
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

const accounts = Array.from({ length: ROWS }, (_each, index) => ({ Name: `Account ${index}`, Phone: String(index) }));

describe('jsforce moves 10,000 rows', () => {
  it('by Bulk API 2.0', async () => {
    const loaded = await connection.bulk2.loadAndWaitForResults({
      object: 'Account',
      operation: 'insert',
      input: accounts,
      pollInterval: 10,
    });
    expect([loaded.successfulResults.length, loaded.failedResults.length]).toEqual([ROWS, 0]);
    const stream = await connection.bulk2.query('SELECT Id, Name, Phone FROM Account', { pollInterval: 10 });
    const read = await stream.toArray();
    expect([read.length, read[ROWS - 1]]).toMatchObject([ROWS, { Name: 'Account 9999', Phone: '9999' }]);
    const input = read.map((row) => ({ Id: (row as Record<string, string>)['Id']!, Phone: '1' }));
    const changed = await connection.bulk2.loadAndWaitForResults({ object: 'Account', operation: 'update', input, pollInterval: 10 });
    expect(changed.successfulResults).toHaveLength(ROWS);
    expect((await connection.query("SELECT COUNT() FROM Account WHERE Phone = '1'")).totalSize).toBe(ROWS);
  }, 30_000);

  it('by Bulk API 1.0', async () => {
    const results = await connection.bulk.load('Account', 'insert', accounts);
    expect((results as { success: boolean }[]).filter(({ success }) => success)).toHaveLength(ROWS);
    const stream = await connection.bulk.query('SELECT Id, Name FROM Account');
    const read = await stream.toArray();
    expect([read.length, read[0]]).toMatchObject([ROWS, { Name: 'Account 0' }]);
  }, 30_000);
});

it('asks for a new session once, when the Bulk API says that it is over', async () => {
  let refreshes = 0;
  const admin = vendor.people.user('admin')!;
  const { instanceUrl } = connection;
  const refreshing = new Connection({
    instanceUrl,
    accessToken: 'over',
    version: '62.0',
    refreshFn: (_connection, done) => {
      refreshes += 1;
      done(null, vendor.state.sessions.issue({ userId: admin }).token);
    },
  });
  const job = await refreshing.bulk.createJob('Account', 'insert').open();
  expect([job.state, refreshes]).toEqual(['Open', 1]);
});
