import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Connection } from '@jsforce/jsforce-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld } from '../../../simulator/kernel/world.js';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { httpMount } from '../../../simulator/server/http-mount.js';

let server: Server;
let loginUrl: string;
let vendor: ReturnType<typeof createSalesforce>;

beforeEach(async () => {
  vendor = createSalesforce(createWorld());
  server = createServer(httpMount(vendor.standIn));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  loginUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

async function bySoap(): Promise<Connection> {
  const connection = new Connection({ loginUrl, version: '62.0' });
  await connection.login('admin@backlot.test', 'backlot');
  return connection;
}

async function byOAuth(): Promise<Connection> {
  const connection = new Connection({ oauth2: { loginUrl, clientId: 'backlot', clientSecret: 'backlot' }, version: '62.0' });
  await connection.login('admin@backlot.test', 'backlot');
  return connection;
}

describe('jsforce against the stand-in', () => {
  it.each([
    ['SOAP', bySoap],
    ['OAuth 2.0', byOAuth],
  ])('signs in by %s, creates a record and reads it', async (_flow, signIn) => {
    const connection = await signIn();
    expect(connection.instanceUrl).toBe(loginUrl);
    const created = await connection.sobject('Account').create({ Name: 'Acme' });
    expect(created).toMatchObject({ success: true });
    const found = await connection.query(`SELECT Id, Name, Owner.Username FROM Account WHERE Id = '${created.id}'`);
    expect(found.records).toMatchObject([{ Name: 'Acme', Owner: { Username: 'admin@backlot.test' } }]);
    expect((await connection.identity()).username).toBe('admin@backlot.test');
  });

  it('fetches every page of a query by itself', async () => {
    const admin = vendor.people.user('admin')!;
    for (let index = 0; index < 5_000; index += 1) vendor.people.create('Account', { Name: `Account ${index}` }, admin);
    const connection = await bySoap();
    const { totalSize, records } = await connection.query('SELECT Id, Name FROM Account', { autoFetch: true, maxFetch: 10_000 });
    expect([totalSize, records.length, records[4_999]!['Name']]).toEqual([5_000, 5_000, 'Account 4999']);
  });

  it('describes, searches, and asks what is recent and left', async () => {
    const connection = await byOAuth();
    const account = await connection.describe('Account');
    expect(account.fields.find(({ name }) => name === 'Name')).toMatchObject({ label: 'Account Name', nillable: false, type: 'string' });
    expect((await connection.describeGlobal()).sobjects.map(({ name }) => name)).toContain('Lead');
    expect((await connection.sobject('Account').layouts()).layouts).toHaveLength(1);
    expect((await connection.sobject('Account').compactLayouts()).compactLayouts).toHaveLength(1);
    await connection.sobject('Account').create({ Name: 'Acme Trading' });
    const { searchRecords } = await connection.search('FIND {trading} IN NAME FIELDS RETURNING Account(Id, Name)');
    expect(searchRecords).toMatchObject([{ Name: 'Acme Trading' }]);
    expect(await connection.recent()).toEqual([]);
    expect((await connection.limits())['DailyApiRequests']).toMatchObject({ Max: 15_000 });
    expect(connection.limitInfo.apiUsage).toMatchObject({ limit: 15_000 });
  });

  it('calls the package by Apex REST', async () => {
    const connection = await byOAuth();
    const { id } = await connection.sobject('Account').create({ Name: 'Acme' });
    expect(await connection.apex.post('/ia_crm/sync', { recordId: id })).toMatchObject({ jobId: expect.stringMatching(/^a0Z/) });
    await expect(connection.apex.get('/nope')).rejects.toMatchObject({ errorCode: 'NOT_FOUND' });
  });

  it('does composite, collections and graphs', async () => {
    const connection = await byOAuth();
    const created = await connection
      .sobject('Account')
      .create([{ Name: 'A' }, { Name: 'B' }, {}] as { Name: string }[], { allOrNone: false });
    expect(created.map(({ success }) => success)).toEqual([true, true, false]);
    const read = await connection.retrieve(
      'Account',
      created.slice(0, 2).map(({ id }) => id!),
    );
    expect(read).toMatchObject([{ Name: 'A' }, { Name: 'B' }]);
    const url = '/services/data/v62.0/sobjects/Account';
    const compositeRequest = [{ method: 'POST', url, referenceId: 'a', body: { Name: 'C' } }];
    const composite = await connection.requestPost<{ compositeResponse: unknown[] }>('/services/data/v62.0/composite', {
      compositeRequest,
    });
    expect(composite.compositeResponse).toMatchObject([{ httpStatusCode: 201, referenceId: 'a' }]);
    const graph = await connection.requestPost<{ graphs: unknown[] }>('/services/data/v62.0/composite/graph', {
      graphs: [{ graphId: 'g', compositeRequest }],
    });
    expect(graph.graphs).toMatchObject([{ graphId: 'g', isSuccessful: true }]);
  });

  it('merges accounts over SOAP', async () => {
    const connection = await bySoap();
    const [master, loser] = await Promise.all(['Acme', 'Acme UK'].map((Name) => connection.sobject('Account').create({ Name })));
    const masterRecord = { type: 'Account', Id: master!.id!, Phone: '42' };
    const result = await connection.soap.merge({ masterRecord, recordToMergeIds: [loser!.id!], additionalInformationMap: [] });
    expect(result).toMatchObject({ success: true, id: master!.id, mergedRecordIds: [loser!.id] });
    const deleted = await connection.query('SELECT Id FROM Account WHERE IsDeleted = true', { scanAll: true });
    expect(deleted.records).toMatchObject([{ Id: loser!.id }]);
  });

  it('tells what was wrong with a query', async () => {
    const connection = await byOAuth();
    await expect(connection.query('SELECT Nope FROM Account')).rejects.toMatchObject({ errorCode: 'INVALID_FIELD' });
    await expect(bySoap().then((each) => each.login('admin@backlot.test', 'wrong'))).rejects.toThrow('INVALID_LOGIN');
  });
});
