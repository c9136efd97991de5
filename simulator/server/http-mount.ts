import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ConnectionLostError, headerValues, type StandIn, type WireRequest, type WireResponse } from '../kernel/wire.js';
import { hasNoBody } from './direct.js';

/** Bytes of one request body; above every vendor's own limit (Salesforce Bulk API 2.0 takes 150 MB). */
export const BODY_BYTES_MAX = 160 * 1024 * 1024;

/** How long a client may read nothing of a reply, in milliseconds; after that its connection is dropped. */
const CLIENT_STALL_MS_MAX = 60_000;

/** A `node:http` listener that answers as the stand-in does. */
export function httpMount(standIn: StandIn): RequestListener {
  return (request, response) => {
    void serve(standIn, request, response);
  };
}

/** One exchange. Never rejects: what goes wrong in transit ends the connection, as it does between real machines. */
export async function serve(
  standIn: StandIn,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  body?: Uint8Array | string,
): Promise<void> {
  try {
    const whole = body ?? (await readBody(incoming));
    if (whole === null) return refuseTooLarge(incoming, outgoing);
    const request = toWireRequest(incoming, whole);
    await send(request, await standIn.answer(request), outgoing);
  } catch (error) {
    if (!(error instanceof ConnectionLostError) && !outgoing.headersSent && !outgoing.destroyed) outgoing.writeHead(500).end();
    else outgoing.destroy();
  }
}

/** Splits the request target. Proxies and some clients send it whole (`GET http://host/path`): then it names the host, too. */
function toWireRequest(incoming: IncomingMessage, body: Uint8Array | string): WireRequest {
  const headers: Record<string, string> = {};
  for (const name in incoming.headers) headers[name] = String(incoming.headers[name]);
  let target = incoming.url ?? '/';
  const absolute = target.startsWith('/') ? null : /^https?:\/\/([^/?#]*)([^#]*)/i.exec(target);
  if (absolute !== null) {
    headers['host'] = absolute[1]!;
    target = absolute[2]!.startsWith('/') ? absolute[2]! : `/${absolute[2]!}`;
  }
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  return { method: incoming.method ?? 'GET', path, query: mark === -1 ? '' : target.slice(mark + 1), headers, body, takesBytes: true };
}

/** The body, or null when it is larger than any vendor takes. */
async function readBody(incoming: IncomingMessage): Promise<Uint8Array | string | null> {
  if (incoming.headers['content-length'] === undefined && incoming.headers['transfer-encoding'] === undefined) return '';
  if (Number(incoming.headers['content-length'] ?? 0) > BODY_BYTES_MAX) return null;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    bytes += (chunk as Buffer).length;
    if (bytes > BODY_BYTES_MAX) return null;
    chunks.push(chunk as Buffer);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

function refuseTooLarge(incoming: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.writeHead(413, { 'Content-Type': 'text/plain', Connection: 'close' });
  outgoing.end(`The body is larger than ${BODY_BYTES_MAX} bytes.\n`, () => incoming.destroy());
}

async function send(request: WireRequest, reply: WireResponse, outgoing: ServerResponse): Promise<void> {
  const headers: Record<string, string | string[]> = {};
  for (const name in reply.headers) {
    const [first = '', ...more] = headerValues(name, reply.headers[name]!).map(asciiHeader);
    headers[name] = more.length === 0 ? first : [first, ...more];
  }
  const { body } = reply;
  outgoing.setTimeout(CLIENT_STALL_MS_MAX, () => outgoing.destroy());
  const isWhole = typeof body === 'string' || body instanceof Uint8Array;
  if (hasNoBody(request, reply)) {
    outgoing.writeHead(reply.status, headers).end();
  } else if (isWhole) {
    headers['Content-Length'] = String(typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength);
    outgoing.writeHead(reply.status, headers).end(body);
  } else {
    outgoing.writeHead(reply.status, headers);
    await pipeline(Readable.from(body), outgoing);
  }
}

/** Header values travel as bytes; texts beyond ASCII go as UTF-8, line breaks never. */
function asciiHeader(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return /^[\x20-\x7e]*$/.test(value) ? value : Buffer.from(value.replace(/[\x00-\x1f\x7f]+/g, ' '), 'utf8').toString('latin1');
}
