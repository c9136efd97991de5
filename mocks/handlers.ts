import { type HttpHandler, HttpResponse, http } from 'msw';
import { ConnectionLostError, headerValues, type StandIn, type WireRequest, type WireResponse } from '../simulator/kernel/wire.js';

/** One MSW handler that answers everything under an origin (`http://localhost:4001`, `https://login.salesforce.com`) as the stand-in does. */
export function standInHandler(origin: string, standIn: StandIn): HttpHandler {
  return http.all(`${origin.replace(/\/+$/, '')}/*`, async ({ request }) => {
    try {
      const wire = await toWireRequest(request);
      return toResponse(wire, await standIn.answer(wire));
    } catch (error) {
      if (error instanceof ConnectionLostError) return HttpResponse.error();
      throw error;
    }
  });
}

async function toWireRequest(request: Request): Promise<WireRequest> {
  const url = new URL(request.url);
  const headers: Record<string, string> = {};
  for (const [name, value] of request.headers) headers[name] = value;
  headers['host'] ??= url.host;
  // Vendors compose addresses in replies from what the client used.
  if (url.protocol === 'https:') headers['x-forwarded-proto'] ??= 'https';
  const body = request.body === null ? '' : new Uint8Array(await request.arrayBuffer());
  return { method: request.method, path: url.pathname, query: url.search.slice(1), headers, body };
}

function toResponse(request: WireRequest, reply: WireResponse): Response {
  const headers = new Headers();
  for (const name in reply.headers) {
    for (const value of headerValues(name, reply.headers[name]!)) headers.append(name, asciiHeader(value));
  }
  // An empty text would be given a type that the vendor does not send.
  const hasNoBody = request.method === 'HEAD' || [204, 205, 304].includes(reply.status) || reply.body === '';
  return new Response(hasNoBody ? null : toBody(reply.body), { status: reply.status, headers });
}

type ResponseBody = ConstructorParameters<typeof Response>[0];

function toBody(body: WireResponse['body']): ResponseBody {
  if (typeof body === 'string') return body;
  // The copy is for the type: a view of a shared buffer is no body.
  return body instanceof Uint8Array ? new Uint8Array(body) : ReadableStream.from(encoded(body));
}

async function* encoded(body: AsyncIterable<Uint8Array | string>): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const chunk of body) yield typeof chunk === 'string' ? encoder.encode(chunk) : chunk;
}

/** Headers take bytes only: texts beyond ASCII go as UTF-8, as on a socket. */
function asciiHeader(value: string): string {
  return /^[\x20-\x7e]*$/.test(value) ? value : Buffer.from(value.replace(/[\r\n]+/g, ' '), 'utf8').toString('latin1');
}
