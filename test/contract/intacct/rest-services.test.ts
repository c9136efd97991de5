import { createHash } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { createIntacct } from '../../../simulator/intacct/index.js';
import { describeOnEveryMount, type Reply } from '../mounts.js';
import { createCustomer, readCustomer } from './gateway.js';

const BASE = '/ia/api/v1';
const CLIENT = { client_id: 'backlot', client_secret: 'backlot' };

describeOnEveryMount('Intacct: REST services', createIntacct, (intacct) => {
  let token = '';
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> => {
    const [bare, query = ''] = path.split('?');
    return intacct().send({
      method,
      path: BASE + bare,
      query,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', host: 'localhost:4003', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  };
  const form = (fields: Record<string, string>): Promise<Reply> =>
    send('POST', '/oauth2/authorize', new URLSearchParams(fields).toString(), { 'content-type': 'application/x-www-form-urlencoded' });
  const customer = (name: string): object => ({ name, contacts: { default: { printAs: name } } });
  const CUSTOMERS = '/objects/accounts-receivable/customer';

  beforeEach(async () => {
    const grant = { ...CLIENT, grant_type: 'client_credentials', username: 'admin@backlot' };
    token = (await send('POST', '/oauth2/token', grant)).json().access_token;
  });

  it('model: describes a resource, its groups, references and lists', async () => {
    const model = (await send('GET', '/services/core/model?name=accounts-receivable/customer')).json()['ia::result'];
    expect(model).toMatchObject({ httpMethods: 'GET,POST,PATCH,DELETE', idempotenceSupported: true });
    expect(model.fields.name).toEqual({ type: 'string', maxLength: 100, readOnly: false, required: true, mutable: true, nullable: false });
    expect(model.fields.deliveryOptions.enum).toEqual(['print', 'email', 'both']);
    expect(model.groups.contacts.refs.billTo.apiObject).toBe('company-config/contact');
    expect(model.groups.audit.fields.modifiedDateTime).toMatchObject({ format: 'date-time', readOnly: true });
    expect((await send('GET', '/services/core/model?name=no/such')).status).toBe(404);
    const all = (await send('GET', '/services/core/model')).json()['ia::result'].map((each: { apiObject: string }) => each.apiObject);
    expect(all).toContain('company-config/contact');
  });

  it('composite: uses results of earlier requests in later ones', async () => {
    const reply = await send('POST', '/services/core/composite', [
      { method: 'POST', path: CUSTOMERS, body: customer('Acme'), resultReference: 'made' },
      { method: 'PATCH', path: `${CUSTOMERS}/@{made.key}`, body: { notes: 'made as @{made.id}' } },
      {
        method: 'POST',
        path: '/services/core/query',
        body: { object: 'accounts-receivable/customer', fields: ['id'] },
        resultReference: 'all',
      },
      { method: 'GET', path: `${CUSTOMERS}/@{made.key}` },
    ]);
    expect(reply.status).toBe(200);
    expect(reply.json()['ia::meta']).toEqual({ totalCount: 4, totalSuccess: 4, totalError: 0 });
    expect(reply.json()['ia::result'].map((each: Record<string, unknown>) => each['ia::status'])).toEqual([201, 200, 200, 200]);
    expect(reply.json()['ia::result'][3]['ia::result']).toMatchObject({ name: 'Acme', notes: 'made as C00001' });
  });

  it('composite: goes on after a failure, or undoes everything as a transaction', async () => {
    const requests = [
      { method: 'POST', path: CUSTOMERS, body: customer('Acme') },
      { method: 'POST', path: CUSTOMERS, body: { name: 'No contact' } },
      { method: 'POST', path: CUSTOMERS, body: customer('Beta') },
      { method: 'GET', path: `${CUSTOMERS}/@{nothing.key}` },
      { method: 'GET', path: '/nowhere' },
    ];
    const statuses = (reply: Reply): number[] => reply.json()['ia::result'].map((each: Record<string, number>) => each['ia::status']);
    const atomic = await send('POST', '/services/core/composite', requests.slice(0, 3), { 'X-IA-API-Param-Transaction': 'true' });
    expect(statuses(atomic)).toEqual([422, 422, 422]);
    expect(atomic.json()['ia::result'][2]['ia::error']).toMatchObject({
      code: 'unprocessed',
      message: 'Operation skipped due to atomic transaction failure',
    });
    expect(intacct().vendor.people.list('CUSTOMER')).toHaveLength(0);
    const alone = await send('POST', '/services/core/composite', requests);
    expect([alone.status, ...statuses(alone)]).toEqual([207, 201, 422, 201, 400, 404]);
    expect(intacct().vendor.people.list('CUSTOMER')).toHaveLength(2);
  });

  it.each([[[]], [{}], ['x'], [[{ method: 'POST' }, 7, null]]])('composite: refuses %j', async (body) => {
    const reply = await send('POST', '/services/core/composite', body);
    expect([207, 400]).toContain(reply.status);
    expect(JSON.stringify(reply.json())).toContain('ia::error');
  });

  it('an idempotency key lets a write happen once, and one that failed be tried again', async () => {
    const headers = { 'Idempotency-Key': 'k-1' };
    expect((await send('POST', CUSTOMERS, { name: 'Acme' }, headers)).status).toBe(422);
    expect((await send('POST', CUSTOMERS, customer('Acme'), headers)).status).toBe(201);
    const again = await send('POST', CUSTOMERS, customer('Acme'), headers);
    expect([again.status, again.json()['ia::result']['ia::error'].code]).toEqual([409, 'conflict']);
    expect(intacct().vendor.people.list('CUSTOMER')).toHaveLength(1);
  });

  it('export: gives the rows of a query as CSV', async () => {
    await createCustomer(intacct(), 'Acme, Inc');
    const reply = await send('POST', '/services/core/export', {
      fileType: 'csv',
      query: { object: 'accounts-receivable/customer', fields: ['id', 'name'] },
    });
    expect(reply.headers['content-type']).toMatch(/^text\/csv/);
    expect(reply.text).toBe('id,name\nC00001,"Acme, Inc"\n');
    expect((await send('POST', '/services/core/export', { fileType: 'pdf', query: {} })).status).toBe(400);
  });

  it('authorize: a person signs in, and the application changes the code for tokens once', async () => {
    const verifier = 'v'.repeat(43);
    const asked = {
      response_type: 'code',
      client_id: 'backlot',
      redirect_uri: 'http://localhost/back',
      state: 's&1',
      scope: 'offline_access',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    };
    expect((await send('GET', `/oauth2/authorize?${new URLSearchParams(asked)}`)).text).toContain('name="username"');
    expect((await form({ ...asked, username: 'admin@backlot', password: 'no' })).text).toContain('Sign-in information is incorrect.');
    const back = new URL((await form({ ...asked, username: 'admin@backlot', password: 'backlot' })).headers['location']!);
    expect(back.searchParams.get('state')).toBe('s&1');
    const grant = { ...CLIENT, grant_type: 'authorization_code', code: back.searchParams.get('code'), redirect_uri: asked.redirect_uri };
    const tokens = (await send('POST', '/oauth2/token', { ...grant, code_verifier: verifier })).json();
    expect(tokens.refresh_token).toBeTypeOf('string');
    expect((await send('GET', CUSTOMERS, undefined, { authorization: `Bearer ${tokens.access_token}` })).status).toBe(200);
    expect((await send('POST', '/oauth2/token', { ...grant, code_verifier: verifier })).json()).toEqual({ error: 'invalid_grant' });
  });

  it('authorize: a wrong proof is refused, and no refresh token comes without offline_access', async () => {
    const asked = { response_type: 'code', client_id: 'backlot', redirect_uri: 'http://localhost/back' };
    const code = async (more: Record<string, string>): Promise<string> => {
      const reply = await form({ ...asked, ...more, username: 'admin@backlot', password: 'backlot' });
      return new URL(reply.headers['location']!).searchParams.get('code')!;
    };
    const grant = { ...CLIENT, grant_type: 'authorization_code', redirect_uri: asked.redirect_uri };
    const proven = { ...grant, code: await code({ code_challenge: 'abc' }), code_verifier: 'x' };
    expect((await send('POST', '/oauth2/token', proven)).status).toBe(400);
    expect((await send('POST', '/oauth2/token', { ...grant, code: await code({}) })).json()).not.toHaveProperty('refresh_token');
    expect((await send('GET', '/oauth2/authorize?client_id=x&redirect_uri=http://a')).status).toBe(401);
  });

  it('shows the company’s own fields under nsp::, and its own spelling of choices', async () => {
    intacct().vendor.people.create('CUSTOMFIELD', { object: 'CUSTOMER', name: 'REGION' }, '1');
    const made = (await send('POST', CUSTOMERS, { ...customer('Acme'), 'nsp::region': 'West', deliveryOptions: 'both' })).json();
    expect((await readCustomer(intacct(), 'C00001'))!.at('DELIVERY_OPTIONS').text).toBe('Print#~#E-Mail');
    const read = (await send('GET', `${CUSTOMERS}/${made['ia::result'].key}`)).json()['ia::result'];
    expect([read['nsp::region'], read.deliveryOptions]).toEqual(['West', 'both']);
    const query = {
      object: 'accounts-receivable/customer',
      fields: ['nsp::region', 'deliveryOptions'],
      filters: [{ $eq: { deliveryOptions: 'both' } }],
    };
    const rows = (await send('POST', '/services/core/query', query)).json()['ia::result'];
    expect(rows).toEqual([{ 'nsp::region': 'West', deliveryOptions: 'both' }]);
    expect((await send('POST', CUSTOMERS, { ...customer('B'), deliveryOptions: 'pigeon' })).status).toBe(400);
  });

  it('serves dimensions for writing, invoices only for reading', async () => {
    const department = await send('POST', '/objects/company-config/department', { id: 'D1', name: 'Sales' });
    expect(department.status).toBe(201);
    const child = await send('POST', '/objects/company-config/department', { id: 'D2', name: 'West', parent: { id: 'D1' } });
    expect(child.status).toBe(201);
    expect((await send('POST', '/objects/accounts-receivable/invoice', {})).status).toBe(405);
    expect((await send('GET', '/objects/accounts-receivable/invoice')).json()['ia::result']).toEqual([]);
  });
});
