import { type ClientRequest, createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { standInHandler } from '../../mocks/handlers.js';
import { bodyText, type StandIn } from '../../simulator/kernel/wire.js';
import { createWorld, type World } from '../../simulator/kernel/world.js';
import { directTransport } from '../../simulator/server/direct.js';
import { httpMount } from '../../simulator/server/http-mount.js';

/** A reply as a client sees it; header names are lower case. */
export type Reply = {
  status: number;
  headers: Record<string, string>;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into vendors' bodies freely
  json(): any;
};

export type Sent = { method?: string; path: string; query?: string; headers?: Record<string, string>; body?: string | Uint8Array };

export type Mounted<V> = { vendor: V; world: World; origin: string; send(request: Sent): Promise<Reply> };

export type Mount = {
  readonly name: string;
  open(standIn: () => StandIn, origin: string): Promise<{ send(request: Sent): Promise<Reply>; close(): Promise<void> }>;
};

export const ORIGINS = { salesforce: 'http://localhost:4001', engagement: 'http://localhost:4002', intacct: 'http://localhost:4003' };

/** Runs the body's tests direct, on node:http and on MSW; a fresh world and vendor for every test. */
export function describeOnEveryMount<V extends { standIn: StandIn }>(
  title: string,
  create: (world: World) => V,
  body: (mounted: () => Mounted<V>) => void,
): void {
  describe.each(MOUNTS)(`${title} ($name)`, (mount) => {
    let current: Mounted<V>;
    let opened: Awaited<ReturnType<Mount['open']>>;
    const origin = originFor(title);
    beforeAll(async () => {
      opened = await mount.open(() => current.vendor.standIn, origin);
    });
    beforeEach(() => {
      const world = createWorld();
      current = { vendor: create(world), world, origin, send: (request) => opened.send(request) };
    });
    afterAll(() => opened.close());
    body(() => current);
  });
}

/** Titles begin with the vendor's name; a test of none of them gets Salesforce's address. */
function originFor(title: string): string {
  if (/^intacct|^sage/i.test(title)) return ORIGINS.intacct;
  return /^(account )?engagement|^pardot/i.test(title) ? ORIGINS.engagement : ORIGINS.salesforce;
}

const direct: Mount = {
  name: 'direct',
  async open(standIn, origin) {
    const transport = directTransport({ answer: (request) => standIn().answer(request) }, new URL(origin).host);
    return {
      async send({ method = 'GET', path, query = '', headers = {}, body = '' }) {
        const reply = await transport({ method, path, query, headers: lowered(headers), body });
        return toReply(reply.status, { ...reply.headers }, bodyText(reply));
      },
      async close() {},
    };
  },
};

const nodeHttp: Mount = {
  name: 'node:http',
  async open(standIn, origin) {
    const server = createServer(httpMount({ answer: (request) => standIn().answer(request) }));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return { send: (request) => sendByHttp(port, new URL(origin).host, request), close: () => closed(server) };
  },
};

const msw: Mount = {
  name: 'MSW',
  async open(standIn, origin) {
    const server = setupServer(standInHandler(origin, { answer: (request) => standIn().answer(request) }));
    server.listen({ onUnhandledRequest: 'error' });
    return {
      async send({ method = 'GET', path, query, headers = {}, body }) {
        const hasBody = body !== undefined && method !== 'GET' && method !== 'HEAD';
        // A bare Uint8Array as fetch takes it; a text without a type must not become text/plain, as it would not on a socket.
        const bytes = hasBody ? { body: typeof body === 'string' ? Buffer.from(body) : Buffer.from(body) } : {};
        const target = `${origin}${path}${query === undefined ? '' : `?${query}`}`;
        const reply = await fetch(target, { method, headers, redirect: 'manual', ...bytes });
        const cookies = reply.headers.getSetCookie();
        const seen = { ...Object.fromEntries(reply.headers), ...(cookies.length === 0 ? {} : { 'set-cookie': cookies.join(',') }) };
        return toReply(reply.status, seen, await reply.text());
      },
      async close() {
        server.close();
      },
    };
  },
};

export const MOUNTS: readonly Mount[] = [direct, nodeHttp, msw];

function sendByHttp(port: number, host: string, { method = 'GET', path, query, headers = {}, body }: Sent): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const target = query === undefined ? path : `${path}?${query}`;
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sent: ClientRequest = httpRequest({ host: '127.0.0.1', port, method, path: target, headers: { host, ...length, ...headers } });
    sent.on('response', (reply) => read(reply).then(resolve, reject));
    sent.on('error', reject);
    sent.end(body);
  });
}

async function read(reply: IncomingMessage): Promise<Reply> {
  const chunks: Buffer[] = [];
  for await (const chunk of reply) chunks.push(chunk as Buffer);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(reply.headers)) headers[name] = String(value);
  return toReply(reply.statusCode ?? 0, headers, Buffer.concat(chunks).toString('utf8'));
}

function toReply(status: number, headers: Record<string, string>, text: string): Reply {
  return { status, headers, text, json: () => JSON.parse(text) };
}

function lowered(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
