import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { createIntacct } from '../../../simulator/intacct/index.js';
import { parseFaultTarget } from '../../../simulator/kernel/faults.js';
import { describeOnEveryMount } from '../mounts.js';
import { call, createCustomer, customer, envelope, errorsOf, parseReply, post, succeed } from './gateway.js';

const CUSTOMERS = '<readByQuery><object>CUSTOMER</object><fields>CUSTOMERID</fields><query/></readByQuery>';
const DIANE = { login: { user: 'diane' } };

describeOnEveryMount('Intacct: what a company allows', createIntacct, (intacct) => {
  const set = (type: string, fields: Record<string, unknown>): string =>
    intacct().vendor.people.create(type, fields, intacct().vendor.people.user('admin')!);
  const status = async (xml: string): Promise<number> => (await post(intacct(), envelope([xml]))).status;

  it('refuses calls beyond the limit of the minute, and takes them in the next one', async () => {
    set('LIMIT', { id: 'calls per minute', value: 2 });
    expect([await status(CUSTOMERS), await status(CUSTOMERS)]).toEqual([200, 200]);
    const reply = await post(intacct(), envelope([CUSTOMERS]));
    expect([reply.status, reply.headers['content-type']]).toEqual([429, 'text/xml; charset=UTF-8']);
    expect(errorsOf(parseReply(reply.text))[0]).toMatchObject({ errorno: 'GW-0010', description: 'API rate limit exceeded' });
    const rest = await intacct().send({ path: '/ia/api/v1/objects/accounts-receivable/customer' });
    expect([rest.status, rest.headers['retry-after'], rest.headers['x-ia-throttle-limit-retry-after']]).toEqual([429, '60', '60']);
    expect(rest.json()['ia::result']['ia::error'].code).toBe('GW-0010');
    intacct().world.clock.jumpTo(intacct().world.clock.now() + 60_000);
    expect(await status(CUSTOMERS)).toBe(200);
  });

  it('refuses calls beyond the limit of the month until the month is over', async () => {
    set('LIMIT', { id: 'calls per month', value: 1 });
    expect([await status(CUSTOMERS), await status(CUSTOMERS)]).toEqual([200, 429]);
    intacct().world.clock.jumpTo(Date.UTC(2026, 3, 1));
    expect(await status(CUSTOMERS)).toBe(200);
  });

  it('refuses more calls at once than the tier has', async () => {
    set('LIMIT', { id: 'calls at once', value: 1 });
    const target = parseFaultTarget('intacct');
    if (typeof target === 'string') throw new Error(target);
    intacct().world.faults.arm({ on: [target], action: { kind: 'delay', ms: 5_000 }, times: 1, from: 'any' });
    const slow = post(intacct(), envelope([CUSTOMERS]));
    while (intacct().world.faults.isEmpty === false) await new Promise((resolve) => setImmediate(resolve));
    expect(await status(CUSTOMERS)).toBe(429);
    await intacct().world.clock.advanceTo(intacct().world.clock.now() + 5_000);
    expect((await slow).status).toBe(200);
    expect(await status(CUSTOMERS)).toBe(200);
  });

  it('lets users do what their permissions say', async () => {
    await createCustomer(intacct(), 'Acme');
    set('USERINFO', { LOGINID: 'diane' });
    set('PERMISSION', { user: 'diane', object: 'CUSTOMER', may: ['read'] });
    await succeed(intacct(), CUSTOMERS, DIANE);
    const contacts = CUSTOMERS.replace('CUSTOMER<', 'CONTACT<').replace('CUSTOMERID', 'CONTACTNAME');
    const [create, legacy, other] = await call(
      intacct(),
      [customer('<NAME>B</NAME>'), '<delete_customer customerid="C00001"/>', contacts],
      DIANE,
    );
    expect([create, legacy, other].map((result) => errorsOf(result!)[0]!.description2)).toEqual([
      'You do not have permission for API operation CREATE on objects of type customer',
      'You do not have permission for API operation DELETE on objects of type customer',
      'You do not have permission for API operation READ_BY_QUERY on objects of type contact',
    ]);
  });

  it('lets view-only users look and nothing else', async () => {
    await createCustomer(intacct(), 'Acme');
    set('USERINFO', { LOGINID: 'diane', USERTYPE: 'view only user' });
    await succeed(intacct(), CUSTOMERS, DIANE);
    const [result] = await call(intacct(), '<update><CUSTOMER><CUSTOMERID>C00001</CUSTOMERID><NAME>B</NAME></CUSTOMER></update>', DIANE);
    expect(errorsOf(result!)[0]!.description2).toMatch(/^You do not have permission for API operation UPDATE/);
  });

  it('knows its console: console|client and console|client|entity', async () => {
    set('LOCATIONENTITY', { LOCATIONID: 'US', NAME: 'United States' });
    const signIn = async (company: string): Promise<string> => {
      const reply = parseReply((await post(intacct(), envelope([CUSTOMERS], { login: { company } }))).text);
      const authentication = reply.at('operation/authentication');
      return authentication.at('status').text === 'success' ? `at ${authentication.at('locationid').text}` : 'refused';
    };
    expect(await signIn('partners|backlot')).toBe('refused');
    set('CONSOLE', { id: 'partners' });
    expect(await Promise.all(['partners|backlot', 'partners|backlot|US', 'partners|other', 'backlot|US'].map(signIn))).toEqual([
      'at ',
      'at US',
      'refused',
      'at US',
    ]);
  });

  it('cuts a result at rownum', async () => {
    for (const name of ['A', 'B', 'C']) await createCustomer(intacct(), name);
    const count = async (query: string): Promise<string> => {
      const [result] = await call(intacct(), CUSTOMERS.replace('<query/>', `<query>${query}</query>`));
      return result!.has('data') ? result!.at('data').attributes['totalcount']! : errorsOf(result!)[0]!.errorno;
    };
    expect(
      await Promise.all(["rownum &lt;= 2 and NAME like '%'", 'rownum &lt; 2', 'NOT rownum &lt; 2', 'rownum &gt; 1'].map(count)),
    ).toEqual(['2', '1', 'DL02000001', 'DL02000001']);
  });
});

it('compresses the gateway’s replies for those who ask', async () => {
  const { createWorld } = await import('../../../simulator/kernel/world.js');
  const { standIn } = createIntacct(createWorld());
  const ask = (encodings: string) =>
    standIn.answer({
      method: 'POST',
      path: '/ia/xml/xmlgw.phtml',
      query: '',
      headers: { 'accept-encoding': encodings },
      body: envelope([CUSTOMERS]),
    });
  const reply = await ask('deflate, gzip;q=0.8');
  expect(reply.headers['Content-Encoding']).toBe('gzip');
  expect(gunzipSync(reply.body as Uint8Array).toString()).toContain('<status>success</status>');
  for (const encodings of ['', 'identity', 'gzip;q=0', 'deflate'])
    expect((await ask(encodings)).headers['Content-Encoding']).toBeUndefined();
});
