import {
  createServer as createHttpServer,
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import type { StandIn, SystemName } from '../kernel/wire.js';
import { httpMount } from './http-mount.js';
import { isLoopback, splitHost, vendorOf } from './vendor-hosts.js';

/** First byte of a TLS handshake. */
const TLS_HANDSHAKE = 0x16;

/** Headers that concern the way to the proxy, not the request. */
const HOP_HEADERS = new Set(['proxy-connection', 'proxy-authorization', 'connection', 'keep-alive']);

/**
 * A forward proxy, for clients that insist on the vendors' host names: requests for those meet the stand-ins, over TLS with our
 * certificate when the client asks for a tunnel. This machine's own addresses are passed through; every other host is refused, so
 * that nothing leaves the machine by mistake.
 */
export async function createProxy(
  standIns: Readonly<Record<SystemName, StandIn>>,
  tls: { readonly key: string; readonly cert: string },
): Promise<Server> {
  const plain = createHttpServer(mount(standIns, 'http'));
  const { createServer: createHttpsServer } = await import('node:https');
  const secure = createHttpsServer(tls, mount(standIns, 'https'));
  for (const inner of [plain, secure]) inner.on('clientError', (_error, socket) => void socket.destroy());
  secure.on('tlsClientError', (_error, socket) => void socket.destroy());
  const tunnels = new Set<Socket>();
  const closeOwn = plain.closeAllConnections.bind(plain);
  // A server forgets the connections that became tunnels; whoever closes it means them, too.
  plain.closeAllConnections = () => {
    closeOwn();
    for (const socket of tunnels) socket.destroy();
  };
  plain.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    tunnels.add(socket);
    socket.on('close', () => tunnels.delete(socket));
    socket.on('error', () => socket.destroy());
    const target = splitHost(request.url ?? '', 443);
    if (target === null) return refuse(socket, `${request.url} names no host and port.`, '400 Bad Request');
    if (vendorOf(target.host) !== null) return tunnel(socket, head, plain, secure);
    if (isLoopback(target.host)) return pass(socket, head, target);
    refuse(socket, refusal(target.host), '403 Forbidden');
  });
  return plain;
}

/** Gives each request to the vendor of its host; addresses in replies follow the scheme that the client used. */
function mount(standIns: Readonly<Record<SystemName, StandIn>>, scheme: 'http' | 'https'): RequestListener {
  const wrap = (standIn: StandIn): RequestListener =>
    httpMount({ answer: (request) => standIn.answer({ ...request, headers: { ...request.headers, 'x-forwarded-proto': scheme } }) });
  const listeners = {
    salesforce: wrap(standIns.salesforce),
    engagement: wrap(standIns.engagement),
    intacct: wrap(standIns.intacct),
  };
  return (request, response) => {
    const named = /^https?:\/\/([^/?#]*)/i.exec(request.url ?? '')?.[1] ?? request.headers.host ?? '';
    const target = splitHost(named.replace(/^[^@]*@/, ''), scheme === 'https' ? 443 : 80);
    const system = target === null ? null : vendorOf(target.host);
    if (system !== null) return listeners[system](request, response);
    const isOnward = target !== null && isLoopback(target.host) && /^http:/i.test(request.url ?? '');
    if (isOnward) return forward(request, response, target);
    response.writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8' }).end(refusal(target?.host ?? named));
  };
}

function refusal(host: string): string {
  return `This proxy serves the hosts of Salesforce, Account Engagement and Sage Intacct, and this machine. To reach ${host}, name it in NO_PROXY.\n`;
}

/** The client speaks TLS in the tunnel, or, as some do for http addresses, HTTP: its first byte tells. */
function tunnel(socket: Socket, head: Buffer, plain: Server, secure: Server): void {
  const begin = (): void => {
    const first = socket.read() as Buffer | null;
    if (first === null) return void socket.once('readable', begin);
    socket.unshift(first);
    (first[0] === TLS_HANDSHAKE ? secure : plain).emit('connection', socket);
  };
  socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
  if (head.length > 0) socket.unshift(head);
  socket.once('readable', begin);
}

function pass(socket: Socket, head: Buffer, { host, port }: { readonly host: string; readonly port: number }): void {
  const onward = connect(port, host, () => {
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) onward.write(head);
    socket.pipe(onward).pipe(socket);
  });
  onward.on('error', () => (onward.connecting ? socket.destroy() : refuse(socket, `Cannot reach ${host}:${port}.`, '502 Bad Gateway')));
  socket.on('close', () => onward.destroy());
}

function forward(
  incoming: IncomingMessage,
  outgoing: Parameters<RequestListener>[1],
  { host, port }: { readonly host: string; readonly port: number },
): void {
  const path = /^http:\/\/[^/?#]*([^#]*)/i.exec(incoming.url ?? '')?.[1] ?? '/';
  const headers = Object.fromEntries(Object.entries(incoming.headers).filter(([name]) => !HOP_HEADERS.has(name)));
  const onward = httpRequest({ host, port, method: incoming.method, path: path.startsWith('/') ? path : `/${path}`, headers }, (reply) =>
    relay(reply, outgoing, () => giveUp(`${host}:${port} answers what is no HTTP.\n`)),
  );
  const giveUp = (why: string): void => void (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end(why));
  onward.on('error', () => giveUp(`Cannot reach ${host}:${port}.\n`));
  // Connections that change their protocol go through a tunnel, not through here.
  onward.on('upgrade', (_reply, socket) => {
    socket.destroy();
    giveUp(`${host}:${port} changes the protocol.\n`);
  });
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}

/** Hands on a reply as it comes; one that breaks off breaks off here, too. Not every status that Node reads can be written by it. */
function relay(reply: IncomingMessage, outgoing: Parameters<RequestListener>[1], giveUp: () => void): void {
  try {
    outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
    pipeline(reply, outgoing, () => {});
  } catch {
    reply.destroy();
    giveUp();
  }
}

function refuse(socket: Socket, text: string, status: string): void {
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  );
}
