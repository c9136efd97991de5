import { beforeEach, expect, it } from 'vitest';
import { createIntacct } from '../../../simulator/intacct/index.js';
import { describeOnEveryMount, type Reply } from '../mounts.js';
import { createCustomer, envelope, parseReply, post, readCustomer } from './gateway.js';

const BASE = '/ia/api/v1';
const CLIENT = { client_id: 'backlot', client_secret: 'backlot' };

describeOnEveryMount('Intacct: REST', createIntacct, (intacct) => {
  let token = '';
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
    intacct().send({
      method,
      path: BASE + path,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', host: 'localhost:4003', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const ask = (grant: Record<string, string>): Promise<Reply> => send('POST', '/oauth2/token', { ...CLIENT, ...grant });
  const signIn = async (username = 'admin@backlot'): Promise<string> =>
    (await ask({ grant_type: 'client_credentials', username })).json().access_token;
  const create = async (body: unknown): Promise<string> =>
    (await send('POST', '/objects/accounts-receivable/customer', body)).json()['ia::result'].key;
  const query = (body: unknown): Promise<Reply> => send('POST', '/services/core/query', body);

  beforeEach(async () => {
    token = await signIn();
  });

  it('gives tokens for JSON and forms, which say who is meant', async () => {
    const form = await intacct().send({
      method: 'POST',
      path: `${BASE}/oauth2/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', host: 'localhost:4003' },
      body: 'grant_type=client_credentials&client_id=backlot&client_secret=backlot&username=admin%40backlot',
    });
    expect(form.json()).toMatchObject({ token_type: 'Bearer', expires_in: 43_200 });
    const claims = JSON.parse(Buffer.from(form.json().access_token.split('.')[1], 'base64url').toString());
    expect(claims).toMatchObject({ sub: 'admin', cny: 'backlot' });
  });

  it('rotates refresh tokens', async () => {
    const first = (await ask({ grant_type: 'client_credentials', username: 'admin@backlot' })).json();
    const second = (await ask({ grant_type: 'refresh_token', refresh_token: first.refresh_token })).json();
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await ask({ grant_type: 'refresh_token', refresh_token: first.refresh_token })).status).toBe(400);
  });

  it.each([
    ['a wrong secret', { client_secret: 'x', grant_type: 'client_credentials' }, 401, 'invalid_client'],
    ['an unknown user', { grant_type: 'client_credentials', username: 'nobody@backlot' }, 400, 'invalid_grant'],
    ['another company', { grant_type: 'client_credentials', username: 'admin@other' }, 400, 'invalid_grant'],
    ['an unknown grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('refuses %s', async (_title, grant, status, error) => {
    const reply = await ask(grant);
    expect([reply.status, reply.json()]).toEqual([status, { error }]);
  });

  it('refuses calls without a token, with a bad one, and with one that is over', async () => {
    const none = await send('GET', '/objects/accounts-receivable/customer', undefined, { authorization: '' });
    expect([none.status, none.json().error.code]).toEqual([401, 'GW-0034']);
    const bad = await send('GET', '/objects/accounts-receivable/customer', undefined, { authorization: 'Bearer nope' });
    expect([bad.status, bad.json().error.message]).toEqual([401, 'Invalid token']);
    intacct().world.clock.jumpTo(intacct().world.clock.now() + 12 * 3_600_000);
    expect((await send('GET', '/objects/accounts-receivable/customer')).status).toBe(401);
  });

  it('opens an XML session for the token’s user', async () => {
    const { sessionId, expiresIn } = (await send('GET', '/services/core/session/id')).json()['ia::result'];
    expect(expiresIn).toBe(21_600);
    const functions = ['<query><object>ITEM</object><select><field>ITEMID</field></select></query>'];
    const reply = parseReply((await post(intacct(), envelope(functions, { session: sessionId }))).text);
    expect(reply.at('operation/result/status').text).toBe('success');
  });

  it('creates, reads, changes and deletes; XML sees the same record at once', async () => {
    const created = await send('POST', '/objects/accounts-receivable/customer', {
      name: 'Acme',
      creditLimit: 5000,
      contacts: { default: { printAs: 'Acme', email1: 'a@b.dk', mailingAddress: { city: 'Rome' } } },
    });
    expect(created.status).toBe(201);
    expect(created.json()).toEqual({
      'ia::result': { key: '1', id: 'C00001', href: '/objects/accounts-receivable/customer/1' },
      'ia::meta': { totalCount: 1, totalSuccess: 1, totalError: 0 },
    });
    expect((await readCustomer(intacct(), 'C00001'))!.at('DISPLAYCONTACT/MAILADDRESS/CITY').text).toBe('Rome');
    const patched = await send('PATCH', '/objects/accounts-receivable/customer/1', { name: 'New', creditLimit: null });
    expect([patched.status, patched.json()['ia::result'].id]).toEqual([200, 'C00001']);
    expect((await send('GET', '/objects/accounts-receivable/customer/1')).json()['ia::result']).toMatchObject({
      key: '1',
      id: 'C00001',
      name: 'New',
      creditLimit: null,
      totalDue: '0.00',
      isOnHold: false,
      contacts: {
        default: { id: 'Acme(CC00001)', email1: 'a@b.dk' },
        billTo: { id: 'Acme(CC00001)', href: '/objects/company-config/contact/1' },
      },
      audit: { createdDateTime: '2026-03-02T09:00:00Z', createdBy: '1' },
      entity: { key: null, id: null },
      href: '/objects/accounts-receivable/customer/1',
    });
    const deleted = await send('DELETE', '/objects/accounts-receivable/customer/1');
    expect([deleted.status, deleted.text]).toEqual([204, '']);
    expect(await readCustomer(intacct(), 'C00001')).toBeUndefined();
    expect((await send('DELETE', '/objects/accounts-receivable/customer/1')).status).toBe(404);
  });

  it('takes references by key or id, and refuses blank ones', async () => {
    const { key } = (await send('POST', '/objects/company-config/contact', { id: 'Bo', printAs: 'Bo' })).json()['ia::result'];
    const customer = await create({ name: 'Acme', contacts: { default: { printAs: 'A' }, billTo: { key }, shipTo: { id: 'Bo' } } });
    expect((await send('GET', `/objects/accounts-receivable/customer/${customer}`)).json()['ia::result'].contacts).toMatchObject({
      billTo: { key, id: 'Bo' },
      shipTo: { id: 'Bo' },
    });
    expect((await send('PATCH', `/objects/accounts-receivable/customer/${customer}`, { term: { id: '' } })).status).toBe(400);
    const unknown = await send('PATCH', `/objects/accounts-receivable/customer/${customer}`, { contacts: { billTo: { id: 'Nobody' } } });
    expect(unknown.status).toBe(422);
    expect(unknown.json()['ia::result']['ia::error'].details[0]).toMatchObject({
      message: 'The contact Nobody does not exist.',
      errorId: 'BL03000019',
    });
  });

  it('changes, adds and removes rows of the contact list', async () => {
    for (const id of ['Bo', 'Cy']) await send('POST', '/objects/company-config/contact', { id, printAs: id });
    const key = await create({
      name: 'Acme',
      contacts: { default: { printAs: 'A' } },
      contactList: [{ categoryName: 'One', contact: { id: 'Bo' } }],
    });
    await send('PATCH', `/objects/accounts-receivable/customer/${key}`, { contactList: [{ categoryName: 'Two', contact: { id: 'Cy' } }] });
    await send('PATCH', `/objects/accounts-receivable/customer/${key}`, { contactList: [{ key: '1', 'ia::operation': 'delete' }] });
    const { contactList } = (await send('GET', `/objects/accounts-receivable/customer/${key}`)).json()['ia::result'];
    expect(contactList).toEqual([{ key: '1', categoryName: 'Two', contact: { key: '2', id: 'Cy' } }]);
  });

  it('creates several independently of each other', async () => {
    const reply = await send('POST', '/objects/company-config/contact', [
      { id: 'Bo', printAs: 'Bo' },
      { id: 'Bo', printAs: 'Bo' },
    ]);
    expect(reply.status).toBe(207);
    expect(reply.json()['ia::meta']).toEqual({ totalCount: 2, totalSuccess: 1, totalError: 1 });
    expect(reply.json()['ia::result'].map((each: Record<string, unknown>) => each['ia::status'])).toEqual([201, 422]);
  });

  it('lists references, and knows keys only', async () => {
    await createCustomer(intacct(), 'Acme');
    const list = (await send('GET', '/objects/accounts-receivable/customer')).json();
    expect(list['ia::result']).toEqual([{ key: '1', id: 'C00001', href: '/objects/accounts-receivable/customer/1' }]);
    expect(list['ia::meta']).toEqual({ totalCount: 1, start: 1, pageSize: 100, next: null, previous: null });
    expect((await send('GET', '/objects/accounts-receivable/customer/C00001')).status).toBe(404);
  });

  it.each([
    ['POST', '/objects/accounts-receivable/customer', undefined, 400, 'A POST request requires a payload'],
    ['POST', '/objects/accounts-receivable/customer', '{"a":', 400, 'The payload is not valid JSON'],
    ['POST', '/objects/accounts-receivable/customer', { nme: 'x' }, 400, 'nme is not a property of accounts-receivable/customer'],
    [
      'POST',
      '/objects/accounts-receivable/customer',
      '{"__proto__":{"name":"x"}}',
      400,
      '__proto__ is not a property of accounts-receivable/customer',
    ],
    ['POST', '/objects/accounts-receivable/customer', { totalDue: 1 }, 400, 'totalDue is read-only'],
    ['GET', '/objects/general-ledger/dream', undefined, 404, undefined],
    ['PUT', '/objects/accounts-receivable/customer', {}, 405, undefined],
    ['GET', '/nowhere', undefined, 404, undefined],
  ])('refuses %s %s of %s', async (method, path, body, status, message) => {
    const reply = await send(method, path, body);
    expect(reply.status).toBe(status);
    const { 'ia::error': error } = reply.json()['ia::result'];
    if (message !== undefined) expect(error.message).toBe(message);
    expect(reply.json()['ia::meta']).toEqual({ totalCount: 1, totalSuccess: 0, totalError: 1 });
  });

  it('keeps entities apart by the header; another header name is ignored', async () => {
    intacct().vendor.people.create('LOCATIONENTITY', { LOCATIONID: 'US' }, '1');
    const us = { 'x-ia-api-param-entity': 'US' };
    const made = await send('POST', '/objects/company-config/contact', { id: 'Bo', printAs: 'Bo' }, us);
    const path = made.json()['ia::result'].href;
    expect((await send('GET', path, undefined, us)).json()['ia::result'].entity).toMatchObject({ id: 'US' });
    expect((await send('GET', path, undefined, { 'x-ia-entity': 'US' })).status).toBe(404);
    expect((await send('GET', path, undefined, { 'x-ia-api-param-entity': 'MARS' })).status).toBe(403);
  });

  it('queries with filters, expressions, order and pages from 1', async () => {
    for (const [index, name] of ['Alpha', 'beta', 'Ga%mma', 'Delta'].entries()) {
      await createCustomer(intacct(), name, `<CREDITLIMIT>${index * 100}</CREDITLIMIT>`);
    }
    const names = async (rest: object): Promise<string[]> =>
      (await query({ object: 'accounts-receivable/customer', fields: ['name'], ...rest }))
        .json()
        ['ia::result'].map((row: { name: string }) => row.name);
    expect(await names({ filters: [{ $eq: { name: 'beta' } }] })).toEqual(['beta']);
    expect(await names({ filters: [{ $contains: { name: '%' } }] })).toEqual(['Ga%mma']);
    expect(await names({ filters: [{ $notStartsWith: { name: 'A' } }] })).toEqual(['beta', 'Ga%mma', 'Delta']);
    expect(await names({ filters: [{ $eq: { name: 'BETA' } }], filterParameters: { caseSensitiveComparison: false } })).toEqual(['beta']);
    expect(await names({ filters: [{ $in: { id: ['C00001', 'C00004'] } }], orderBy: [{ name: 'desc' }] })).toEqual(['Delta', 'Alpha']);
    const filters = [{ $eq: { name: 'Alpha' } }, { $gte: { creditLimit: 100 } }, { $eq: { name: 'beta' } }];
    expect(await names({ filters, filterExpression: '1 or (2 and 3)' })).toEqual(['Alpha', 'beta']);
    expect(await names({ filters: [{ $gte: { 'audit.modifiedDateTime': '2026-03-02T09:00:01Z' } }] })).toEqual([]);
    const page = (
      await query({ object: 'accounts-receivable/customer', fields: ['key', 'creditLimit', 'contacts.billTo.id'], start: 2, size: 2 })
    ).json();
    expect(page['ia::result'][0]).toEqual({ key: '2', creditLimit: '100.00', 'contacts.billTo.id': 'beta(CC00002)' });
    expect(page['ia::meta']).toEqual({ totalCount: 4, start: 2, pageSize: 2, next: 4, previous: 1 });
  });

  it.each([
    ['a field that does not exist', { fields: ['nope'] }, /field does not exist/],
    ['paging from 0', { fields: ['id'], start: 0 }, /start/],
    ['filter parameters at the top', { fields: ['id'], includePrivate: true }, /not a property of a query/],
    ['an unknown operator', { fields: ['id'], filters: [{ $like: { id: 'x' } }] }, /Invalid operator/],
    ['a bad expression', { fields: ['id'], filters: [{ $eq: { id: 'x' } }], filterExpression: '1 and 9' }, /filterExpression/],
  ])('refuses a query with %s', async (_title, body, text) => {
    const reply = await query({ object: 'accounts-receivable/customer', ...body });
    expect(reply.status).toBe(400);
    expect(reply.json()['ia::result']['ia::error'].message).toMatch(text);
  });

  it('tells a throttled client how long to wait', async () => {
    intacct().world.faults.arm({ on: [{ system: 'intacct' }], action: { kind: 'status', status: 429 }, times: 1, from: 'any' });
    const reply = await send('GET', '/objects/accounts-receivable/customer');
    expect([reply.status, reply.headers['retry-after'], reply.json()['ia::result']['ia::error'].code]).toEqual([429, '30', 'GW-0010']);
  });
});
