import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setupServer } from 'msw/node';
import { standInHandler } from '../../mocks/handlers.js';
import type { TransportFactory } from '../../scenarios/runner/index.js';
import { httpMount } from '../../simulator/server/http-mount.js';
import type { SystemName, Transport, WireRequest, WireResponse } from '../../src/model/wire.js';

const HOSTS: Readonly<Record<SystemName, string>> = {
  salesforce: 'localhost:4001',
  engagement: 'localhost:4002',
  intacct: 'localhost:4003',
};
const SYSTEMS = Object.keys(HOSTS) as SystemName[];

/** The core speaks to the stand-ins over real sockets. The default Host is sent, so that addresses in replies are the usual ones. */
export const overHttp: TransportFactory = async (simulator) => {
  const servers = await Promise.all(SYSTEMS.map((system) => listen(createServer(httpMount(simulator[system].standIn)))));
  const to = (index: number): Transport => {
    const { port } = servers[index]!.address() as AddressInfo;
    return (request) => sendOverHttp(port, HOSTS[SYSTEMS[index]!], request);
  };
  return {
    transports: { salesforce: to(0), engagement: to(1), intacct: to(2) },
    close: async () => {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
};

/** The core uses `fetch`, and MSW answers. */
export const overMsw: TransportFactory = (simulator) => {
  const server = setupServer(...SYSTEMS.map((system) => standInHandler(`http://${HOSTS[system]}`, simulator[system].standIn)));
  server.listen({ onUnhandledRequest: 'error' });
  const to =
    (system: SystemName): Transport =>
    (request) =>
      sendByFetch(HOSTS[system], request);
  return {
    transports: { salesforce: to('salesforce'), engagement: to('engagement'), intacct: to('intacct') },
    close: async () => server.close(),
  };
};

function listen(server: Server): Promise<Server> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function target({ path, query }: WireRequest): string {
  return query === '' ? path : `${path}?${query}`;
}

function sendOverHttp(port: number, host: string, request: WireRequest): Promise<WireResponse> {
  return new Promise((resolve, reject) => {
    const headers = { host, 'content-length': String(Buffer.byteLength(request.body)), ...request.headers };
    const sent = httpRequest({ host: '127.0.0.1', port, method: request.method, path: target(request), headers });
    sent.on('response', (reply) => read(reply).then(resolve, reject));
    sent.on('error', reject);
    sent.end(request.body);
  });
}

async function read(reply: IncomingMessage): Promise<WireResponse> {
  const chunks: Buffer[] = [];
  for await (const chunk of reply) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(Object.entries(reply.headers).map(([name, value]) => [name, String(value)]));
  return { status: reply.statusCode ?? 0, headers, body: Buffer.concat(chunks) };
}

async function sendByFetch(host: string, request: WireRequest): Promise<WireResponse> {
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD' && request.body.length > 0;
  const body = hasBody ? { body: Buffer.from(request.body as string) } : {};
  const reply = await fetch(`http://${host}${target(request)}`, {
    method: request.method,
    headers: request.headers,
    redirect: 'manual',
    ...body,
  });
  return { status: reply.status, headers: Object.fromEntries(reply.headers), body: new Uint8Array(await reply.arrayBuffer()) };
}
