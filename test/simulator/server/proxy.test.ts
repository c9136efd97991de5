import { once } from 'node:events';
import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer as createNetServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimulator, type Simulator } from '../../../simulator/index.js';
import { certificateIn } from '../../../simulator/server/certificate.js';
import { type Listening, listenWith } from '../../../simulator/server/listen.js';
import { createProxy } from '../../../simulator/server/proxy.js';
import { realTime } from '../../../simulator/server/real-time.js';
import { vendorOf } from '../../../simulator/server/vendor-hosts.js';

const sdk = createRequire(import.meta.url)('@intacct/intacct-sdk') as typeof import('@intacct/intacct-sdk');

describe('the forward proxy', () => {
  let simulator: Simulator;
  let proxy: Listening;
  let ca: Buffer;
  beforeAll(async () => {
    const certificate = await certificateIn(await mkdtemp(join(tmpdir(), 'backlot-proxy-')), realTime);
    ca = await readFile(certificate.caPath);
    simulator = createSimulator();
    const { salesforce, engagement, intacct } = simulator;
    const standIns = { salesforce: salesforce.standIn, engagement: engagement.standIn, intacct: intacct.standIn };
    proxy = await listenWith(await createProxy(standIns, certificate), { port: 0 });
  });
  afterAll(() => proxy.close());

  it('answers for each vendor inside a tunnel, with a certificate for its host name', async () => {
    expect((await get('https://login.salesforce.com/services/data')).text).toContain('/services/data/v62.0');
    expect((await get('https://acme--uat.sandbox.my.salesforce.com/services/data')).status).toBe(200);
    expect((await get('https://pi.pardot.com/api/v5/objects/prospects')).status).toBe(401);
    expect((await get('https://api.intacct.com/ia/xml/xmlgw.phtml')).text).toContain('<response>');
  });

  it('answers plain requests for whole addresses, too', async () => {
    const reply = await get('http://login.salesforce.com/services/data');
    expect(reply.text).toContain('/services/data/v62.0');
  });

  it('passes on to this machine, and refuses all other hosts', async () => {
    const own = createServer((request, response) => void response.end(`own ${request.url}`)).listen(0, '127.0.0.1');
    await once(own, 'listening');
    const { port } = own.address() as AddressInfo;
    expect((await get(`http://127.0.0.1:${port}/a?b`)).text).toBe('own /a?b');
    own.close();
    expect(await get('http://example.org/')).toMatchObject({ status: 403, text: expect.stringContaining('NO_PROXY') });
    await expect(tunnel('example.org:443')).rejects.toThrow('403');
    await expect(tunnel('nonsense')).rejects.toThrow('403');
    await expect(tunnel('login.salesforce.com:99999')).rejects.toThrow('400');
  });

  it.each([
    ['a status that there is none of', 'HTTP/1.1 099 x\r\nContent-Length: 0\r\n\r\n', 502],
    ['another protocol', 'HTTP/1.1 101 x\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n', 502],
    ['no HTTP', 'nonsense', 502],
    ['a reply that breaks off', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc', null],
  ])('goes on after a server of this machine that answers with %s', async (_title, answer, status) => {
    const odd = createNetServer((socket) => void socket.on('error', () => {}).once('data', () => socket.end(answer))).listen(
      0,
      '127.0.0.1',
    );
    await once(odd, 'listening');
    const asked = get(`http://127.0.0.1:${(odd.address() as AddressInfo).port}/`);
    await (status === null ? expect(asked).rejects.toThrow() : expect(asked).resolves.toMatchObject({ status }));
    odd.close();
    expect((await get('http://login.salesforce.com/services/data')).status).toBe(200);
  });

  it.each([
    ['no handshake', Buffer.from([0x16, 9, 9, 0, 5, 1, 2, 3, 4, 5])],
    ['no HTTP', Buffer.from('nonsense\r\n\r\n')],
  ])('goes on after a client whose tunnel carries %s', async (_title, bytes) => {
    const socket = await tunnel('api.intacct.com:443');
    socket.on('error', () => {}).resume();
    socket.write(bytes);
    await new Promise((resolve) => socket.once('close', resolve));
    expect((await get('https://api.intacct.com/ia/xml/xmlgw.phtml')).status).toBe(200);
  });

  it('closes with tunnels open', async () => {
    const { salesforce, engagement, intacct } = simulator;
    const standIns = { salesforce: salesforce.standIn, engagement: engagement.standIn, intacct: intacct.standIn };
    const certificate = await certificateIn(await mkdtemp(join(tmpdir(), 'backlot-proxy-')), realTime);
    const other = await listenWith(await createProxy(standIns, certificate), { port: 0 });
    const asked = httpRequest({ host: '127.0.0.1', port: other.port, method: 'CONNECT', path: 'api.intacct.com:443' }).end();
    const [, socket] = (await once(asked, 'connect')) as [unknown, Socket];
    socket.on('error', () => {}).resume();
    await Promise.all([once(socket, 'close'), other.close()]);
  });

  it('lets the official Intacct SDK work unmodified: session, writes, pages', async () => {
    const { globalAgent: usual } = https;
    https.globalAgent = tunnelAgent();
    try {
      const { ClientConfig, Functions, OnlineClient, SessionProvider } = sdk;
      const login = { senderId: 'backlot', senderPassword: 'backlot', companyId: 'backlot', userId: 'admin', userPassword: 'backlot' };
      const session = await SessionProvider.factory(Object.assign(new ClientConfig(), login));
      expect(session.endpointUrl).toBe('https://api.intacct.com/ia/xml/xmlgw.phtml');
      const client = new OnlineClient(session);
      for (const name of ['One', 'Two', 'Three']) {
        const create = Object.assign(new Functions.AccountsReceivable.CustomerCreate(), { customerName: name, printAs: name });
        expect((await client.execute(create)).getResult().status).toBe('success');
      }
      const first = Object.assign(new Functions.Common.ReadByQuery(), { objectName: 'CUSTOMER', pageSize: 2 });
      const page = (await client.execute(first)).getResult();
      expect([page.count, page.totalCount, page.numRemaining]).toEqual([2, 3, 1]);
      const more = Object.assign(new Functions.Common.ReadMore(), { resultId: page.resultId });
      expect((await client.execute(more)).getResult().data[0]).toMatchObject({ NAME: 'Three' });
      const lookup = Object.assign(new Functions.Common.Lookup(), { objectName: 'CUSTOMER' });
      expect((await client.execute(lookup)).getResult().status).toBe('success');
      const remove = Object.assign(new Functions.AccountsReceivable.CustomerDelete(), { customerId: 'C00003' });
      expect((await client.execute(remove)).getResult().status).toBe('success');
    } finally {
      https.globalAgent = usual;
    }
  });

  it('carries unique ids and the offline policy of the official SDK', async () => {
    const { globalAgent: usual } = https;
    https.globalAgent = tunnelAgent();
    try {
      const { ClientConfig, Functions, OfflineClient, OnlineClient, RequestConfig } = sdk;
      const login = { senderId: 'backlot', senderPassword: 'backlot', companyId: 'backlot', userId: 'admin', userPassword: 'backlot' };
      const config = Object.assign(new ClientConfig(), login);
      const department = (id: string) =>
        Object.assign(new Functions.Company.DepartmentCreate(), { controlId: `make-${id}`, departmentId: id, departmentName: id });
      const unique = Object.assign(new RequestConfig(), { uniqueId: true });
      expect((await new OnlineClient(config).execute(department('A'), unique)).getResult().status).toBe('success');
      await expect(new OnlineClient(config).execute(department('A'), unique)).rejects.toMatchObject({
        errors: [expect.stringContaining("'make-A' has already been executed")],
      });
      const offline = Object.assign(new RequestConfig(), { policyId: 'nightly' });
      expect((await new OfflineClient(config).execute(department('B'), offline)).status).toBe('success');
      expect(simulator.intacct.people.list('DEPARTMENT')).toHaveLength(1);
      await simulator.world.clock.advanceTo(simulator.world.clock.now() + 5_000);
      expect(simulator.intacct.people.list('DEPARTMENT')).toHaveLength(2);
    } finally {
      https.globalAgent = usual;
    }
  });

  it('carries login credentials, reads, changes, queries, batches, rollback and errors of the official SDK', async () => {
    const { globalAgent: usual } = https;
    https.globalAgent = tunnelAgent();
    try {
      const { ClientConfig, Functions, OnlineClient, RequestConfig } = sdk;
      const login = { senderId: 'backlot', senderPassword: 'backlot', companyId: 'backlot', userId: 'admin', userPassword: 'backlot' };
      const client = new OnlineClient(Object.assign(new ClientConfig(), login));
      const { ClassCreate, ClassDelete, ClassUpdate } = Functions.Company;
      const one = (id: string) => Object.assign(new ClassCreate(), { classId: id, className: `Class ${id}` });
      const batch = await client.executeBatch(['A', 'B'].map(one));
      expect(batch.results.map((result) => result.status)).toEqual(['success', 'success']);
      await client.execute(Object.assign(new ClassUpdate(), { classId: 'A', className: 'Changed' }));
      const read = Object.assign(new Functions.Common.ReadByName(), { objectName: 'CLASS', names: ['A'] });
      expect((await client.execute(read)).getResult().data[0]).toMatchObject({ NAME: 'Changed' });
      const query = new Functions.Common.NewQuery.Query();
      query.selectFields = new Functions.Common.NewQuery.QuerySelect.SelectBuilder().addFields(['CLASSID']).selects;
      query.fromObject = 'CLASS';
      query.filter = new Functions.Common.NewQuery.QueryFilter.Filter('NAME').like('Class%');
      expect((await client.execute(query)).getResult().data).toMatchObject([{ CLASSID: 'B' }]);
      const whole = Object.assign(new RequestConfig(), { transaction: true });
      const twice = client.executeBatch(['C', 'C'].map(one), whole);
      await expect(twice).rejects.toMatchObject({ errors: expect.arrayContaining([expect.stringMatching(/^BL34000061 Another Class/)]) });
      await client.execute(Object.assign(new ClassDelete(), { classId: 'B' }));
      expect(simulator.intacct.people.list('CLASS').map((row) => row['CLASSID'])).toEqual(['A']);
      const wrong = new OnlineClient(Object.assign(new ClientConfig(), login, { userPassword: 'no' }));
      await expect(wrong.execute(one('D'))).rejects.toMatchObject({ errors: [expect.stringContaining('XL03000006')] });
    } finally {
      https.globalAgent = usual;
    }
  });

  /** A client's agent for proxies, as the usual packages have it. */
  function tunnelAgent(): https.Agent {
    const agent = new https.Agent();
    const createConnection = (options: { host: string }, done: (error: Error | null, socket?: Socket) => void): void => {
      tunnel(`${options.host}:443`).then((socket) => done(null, connectTls({ socket, servername: options.host, ca })), done);
    };
    return Object.assign(agent, { createConnection });
  }

  function tunnel(target: string): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const asked = httpRequest({ host: '127.0.0.1', port: proxy.port, method: 'CONNECT', path: target });
      asked.on('connect', (reply, socket) => (reply.statusCode === 200 ? resolve(socket) : reject(new Error(`${reply.statusCode}`))));
      asked.on('error', reject).end();
    });
  }

  function get(url: string): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const take = (reply: import('node:http').IncomingMessage): void => {
        let text = '';
        reply.setEncoding('utf8').on('data', (part) => {
          text += part;
        });
        reply.on('error', reject).on('end', () => resolve({ status: reply.statusCode!, text }));
      };
      if (url.startsWith('https:')) https.get(url, { agent: tunnelAgent() }, take).on('error', reject);
      else
        httpRequest({ host: '127.0.0.1', port: proxy.port, path: url, headers: { host: new URL(url).host } }, take)
          .on('error', reject)
          .end();
    });
  }
});

it('takes names below the vendors’ domains only', () => {
  expect(vendorOf('API.intacct.com.')).toBe('intacct');
  expect(vendorOf('notintacct.com')).toBeNull();
  expect(vendorOf('evil-salesforce.com')).toBeNull();
});
