import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Connection, OAuth2 } from '@jsforce/jsforce-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../../../simulator/kernel/world.js';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { httpMount } from '../../../simulator/server/http-mount.js';

let server: Server;
let loginUrl: string;
let world: World;
let vendor: ReturnType<typeof createSalesforce>;

beforeEach(async () => {
  world = createWorld();
  vendor = createSalesforce(world);
  server = createServer(httpMount(vendor.standIn));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  loginUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const redirectUri = 'http://localhost:1717/OauthRedirect';
const connect = (options: object = {}) =>
  new Connection({
    loginUrl,
    version: '62.0',
    oauth2: { loginUrl, clientId: 'backlot', clientSecret: 'backlot', redirectUri, ...options },
  });

async function byPassword(): Promise<Connection> {
  const connection = connect();
  await connection.login('admin@backlot.test', 'backlot');
  return connection;
}

async function byClientCredentials(): Promise<Connection> {
  const connection = connect();
  await connection.authorize({ grant_type: 'client_credentials' });
  return connection;
}

async function byAssertion(): Promise<Connection> {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: 'backlot', sub: 'admin@backlot.test', aud: loginUrl, exp: Math.floor(world.clock.now() / 1_000) + 180 };
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const unsigned = `${encode({ alg: 'RS256' })}.${encode(claims)}`;
  const assertion = `${unsigned}.${sign('RSA-SHA256', Buffer.from(unsigned), privateKey).toString('base64url')}`;
  const connection = connect();
  await connection.authorize({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
  return connection;
}

/** The web server flow with PKCE; who does not ask for pages consents at once. */
async function byCode(): Promise<Connection> {
  const connection = connect({ useVerifier: true });
  const page = connection.oauth2.getAuthorizationUrl({ scope: 'api refresh_token', state: 'mine' });
  expect(new URL(page).searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/);
  const back = new URL((await fetch(page, { redirect: 'manual' })).headers.get('location')!);
  expect(back.searchParams.get('state')).toBe('mine');
  await connection.authorize(back.searchParams.get('code')!);
  return connection;
}

async function byDevice(): Promise<Connection> {
  const oauth2 = new OAuth2({ loginUrl, clientId: 'backlot' });
  const post = async (form: Record<string, string>) =>
    (await fetch(oauth2.tokenServiceUrl, { method: 'POST', body: new URLSearchParams(form) })).json() as Promise<Record<string, string>>;
  const { device_code, user_code } = await post({ response_type: 'device_code', client_id: 'backlot', scope: 'api refresh_token' });
  const polling = { grant_type: 'device', client_id: 'backlot', code: device_code! };
  expect((await post(polling))['error']).toBe('authorization_pending');
  vendor.state.deviceCodes.answer(user_code!, 'approved', vendor.people.user('admin')!);
  const { access_token, instance_url } = await post(polling);
  return new Connection({ accessToken: access_token!, instanceUrl: instance_url!, version: '62.0' });
}

describe('jsforce signs in', () => {
  it.each([
    ['by password', byPassword],
    ['by client credentials', byClientCredentials],
    ['by a JWT', byAssertion],
    ['by a code with PKCE', byCode],
    ['as a device', byDevice],
  ])('%s, and is the administrator', async (_flow, signIn) => {
    const connection = await signIn();
    expect(connection.instanceUrl).toBe(loginUrl);
    expect((await connection.identity()).username).toBe('admin@backlot.test');
    expect(await connection.sobject('Account').create({ Name: 'Acme' })).toMatchObject({ success: true });
  });

  it('again by its refresh token when the session is over', async () => {
    const connection = await byCode();
    const [first, told] = [connection.accessToken!, [] as string[]];
    connection.on('refresh', (token: string) => told.push(token));
    vendor.state.sessions.expire(first);
    expect((await connection.query('SELECT Id FROM Account')).totalSize).toBe(0);
    expect([told, connection.accessToken === first]).toEqual([[connection.accessToken], false]);
  });

  it('no more once its refresh token was revoked', async () => {
    const connection = await byCode();
    await connection.oauth2.revokeToken(connection.refreshToken!);
    await expect(connection.query('SELECT Id FROM Account')).rejects.toThrow('expired access/refresh token');
  });
});

describe('jsforce works with records', () => {
  it('one at a time and in lists: creates, reads, updates, upserts, deletes', async () => {
    const connection = await byPassword();
    vendor.state.addField({ object: 'Account', fullName: 'Key__c', type: 'Text', length: 20, externalId: true, unique: true });
    const accounts = connection.sobject('Account');
    const { id } = await accounts.create({ Name: 'Acme', Key__c: 'A-1' });
    expect(await accounts.retrieve(id!)).toMatchObject({ Id: id, Name: 'Acme' });
    expect(await accounts.update({ Id: id!, Name: 'Acme Ltd' })).toMatchObject({ success: true, id });
    expect(await accounts.upsert({ Key__c: 'a-1', Name: 'Acme Inc' }, 'Key__c')).toMatchObject({ success: true, id, created: false });
    const both = await accounts.upsert(
      [
        { Key__c: 'A-1', Name: 'One' },
        { Key__c: 'A-2', Name: 'Two' },
      ],
      'Key__c',
    );
    expect(both).toMatchObject([{ created: false }, { created: true }]);
    expect(await accounts.find({ Key__c: { $like: 'A-%' } }, ['Name']).sort('Name')).toMatchObject([{ Name: 'One' }, { Name: 'Two' }]);
    expect(await accounts.destroy(both.map((each) => each.id!))).toMatchObject([{ success: true }, { success: true }]);
    await expect(accounts.retrieve(id!)).rejects.toMatchObject({ errorCode: 'ENTITY_IS_DELETED' });
    const { deletedRecords } = await accounts.deleted(new Date(world.clock.now() - 120_000), new Date(world.clock.now() + 120_000));
    expect(deletedRecords.map((each) => each.id)).toContain(id);
  });

  it('in batches and trees', async () => {
    const connection = await byPassword();
    const batchRequests = [
      { method: 'POST', url: 'v62.0/sobjects/Account', richInput: { Name: 'Acme' } },
      { method: 'GET', url: 'v62.0/sobjects/Nope/describe' },
    ];
    expect(await connection.requestPost('/composite/batch', { batchRequests })).toMatchObject({
      hasErrors: true,
      results: [{ statusCode: 201 }, { statusCode: 404 }],
    });
    const Contacts = { records: [{ attributes: { type: 'Contact', referenceId: 'c' }, LastName: 'Lee' }] };
    const records = [{ attributes: { type: 'Account', referenceId: 'a' }, Name: 'Tree', Contacts }];
    expect(await connection.requestPost('/composite/tree/Account', { records })).toMatchObject({
      hasErrors: false,
      results: [{ referenceId: 'a' }, { referenceId: 'c' }],
    });
    expect((await connection.query("SELECT Id FROM Contact WHERE Account.Name = 'Tree'")).totalSize).toBe(1);
  });

  it('converts a lead over SOAP', async () => {
    const connection = new Connection({ loginUrl, version: '62.0' });
    await connection.login('admin@backlot.test', 'backlot');
    const { id } = await connection.sobject('Lead').create({ LastName: 'Lee', Company: 'Acme' });
    const leadConverts = { leadId: id!, convertedStatus: 'Closed - Converted', opportunityName: 'First deal' };
    const converted = await connection.soap.convertLead(leadConverts as never);
    expect(converted).toMatchObject({
      success: true,
      leadId: id,
      accountId: expect.stringMatching(/^001/),
      contactId: expect.stringMatching(/^003/),
    });
    expect(await connection.sobject('Lead').retrieve(id!)).toMatchObject({ IsConverted: true, Status: 'Closed - Converted' });
    expect((await connection.query("SELECT Id FROM Opportunity WHERE Name = 'First deal'")).totalSize).toBe(1);
  });
});
