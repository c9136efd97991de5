import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulator, type Simulator } from '../../../simulator/index.js';
import { realTime } from '../../../simulator/server/real-time.js';
import { type RunningServer, startServer } from '../../../simulator/server/server.js';

type Heard = { readonly body: string; readonly headers: IncomingMessage['headers'] };

const envelope = (content: string, policy: string): string =>
  `<request><control><senderid>backlot</senderid><password>backlot</password><controlid>c</controlid><dtdversion>3.0</dtdversion>${policy}</control><operation><authentication><login><userid>admin</userid><companyid>backlot</companyid><password>backlot</password></login></authentication><content><function controlid="f">${content}</function></content></operation></request>`;
const ACME = '<create><CUSTOMER><NAME>Acme</NAME><DISPLAYCONTACT><PRINTAS>Acme</PRINTAS></DISPLAYCONTACT></CUSTOMER></create>';

/** What Intacct sends by itself, from a running server to somebody else's, over the network. */
describe('Intacct deliveries over the network', () => {
  let simulator: Simulator;
  let server: RunningServer;
  let receiver: Server;
  let url: string;
  let statuses: number[];
  const heard: Heard[] = [];

  beforeEach(async () => {
    heard.length = 0;
    statuses = [];
    receiver = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      response.statusCode = statuses.shift() ?? 200;
      response.end();
      heard.push({ body, headers: request.headers });
      receiver.emit('heard');
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hear`;
    simulator = createSimulator();
    server = await startServer(simulator, { port: 0, clock: 'real', time: realTime, version: '0', hooks: {}, fail: () => {} });
  });
  afterEach(async () => {
    await server.close();
    receiver.close();
  });

  const set = (type: string, fields: Record<string, unknown>): string => simulator.intacct.people.create(type, fields, '1');
  const post = async (content: string, policy = ''): Promise<string> => {
    const headers = { 'Content-Type': 'application/xml' };
    const reply = await fetch(`${server.urls.intacct}/ia/xml/xmlgw.phtml`, { method: 'POST', headers, body: envelope(content, policy) });
    return reply.text();
  };
  const advance = (seconds: number) =>
    fetch(`${server.urls.backlot}/_backlot/clock`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ advance: `${seconds}s` }),
    });
  const settled = async (): Promise<void> => {
    while (simulator.intacct.state.outbox.table.filter((each) => each.state === 'waiting' && each.attempts < heard.length).length > 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  it('posts webhooks, and again with the same idempotency key until the receiver takes them', async () => {
    set('WEBHOOK', { id: 'hook', object: 'CUSTOMER', url });
    statuses = [503, 429];
    let next = once(receiver, 'heard');
    await post(ACME);
    await next;
    for (const seconds of [10, 30]) {
      await settled();
      next = once(receiver, 'heard');
      await advance(seconds);
      await next;
    }
    await settled();
    expect(heard.map(({ body }) => JSON.parse(body))).toEqual(
      Array(3).fill(expect.objectContaining({ object: 'CUSTOMER', event: 'create', key: '1' })),
    );
    expect(new Set(heard.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(simulator.intacct.people.list('DELIVERY')).toMatchObject([{ state: 'delivered', attempts: 3, lastStatus: 200 }]);
  });

  it('performs asynchronous requests after their acknowledgement and posts the reply to the policy’s address', async () => {
    set('TRANSPORTPOLICY', { id: 'nightly', url });
    const next = once(receiver, 'heard');
    expect(await post(ACME, '<policyid>nightly</policyid>')).toContain('<acknowledgement>');
    await advance(1);
    await next;
    expect(heard[0]!.headers['content-type']).toMatch(/xml/);
    expect(heard[0]!.body).toContain('<CUSTOMERID>C00001</CUSTOMERID>');
  });
});
