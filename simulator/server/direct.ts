import type { StandIn, WireRequest, WireResponse } from '../kernel/wire.js';

/** A reply with its body in one piece and lower-case header names, as a client holds it. */
export type WholeResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
};

/** How a program in this process calls a stand-in. Rejects when no reply arrived, or with the signal's reason once that is aborted. */
export type DirectTransport = (request: WireRequest, signal?: AbortSignal) => Promise<WholeResponse>;

/**
 * The transport without a network. `host` is what a client of the real ports would send (`localhost:4001`), so that addresses
 * in replies come out the same on every transport.
 */
export function directTransport(standIn: StandIn, host: string): DirectTransport {
  return (request, signal) => {
    if (signal === undefined) return ask(standIn, withHost(request, host));
    if (signal.aborted) return Promise.reject(signal.reason);
    return Promise.race([ask(standIn, withHost(request, host)), aborted(signal)]);
  };
}

async function ask(standIn: StandIn, request: WireRequest): Promise<WholeResponse> {
  const answer = standIn.answer(request);
  const reply = answer instanceof Promise ? await answer : answer;
  const headers: Record<string, string> = {};
  for (const name in reply.headers) headers[lowerCase(name)] = reply.headers[name]!;
  if (hasNoBody(request, reply)) return { status: reply.status, headers, body: '' };
  return { status: reply.status, headers, body: typeof reply.body === 'string' ? reply.body : await wholeBody(reply.body) };
}

const lowered = new Map<string, string>();
/** Vendors write a few names of headers over and over. */
const LOWERED_MAX = 1_000;

function lowerCase(name: string): string {
  const known = lowered.get(name);
  if (known !== undefined) return known;
  const text = name.toLowerCase();
  if (lowered.size < LOWERED_MAX) lowered.set(name, text);
  return text;
}

/** True for replies that HTTP sends without a body whatever the stand-in wrote. */
export function hasNoBody(request: { readonly method: string }, reply: { readonly status: number }): boolean {
  return request.method === 'HEAD' || reply.status === 204 || reply.status === 304;
}

/** A body in one piece; streams are read to their end. */
export async function wholeBody(body: WireResponse['body']): Promise<Uint8Array | string> {
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(Buffer.from(chunk as string));
  return Buffer.concat(chunks);
}

function withHost(request: WireRequest, host: string): WireRequest {
  if (request.headers['host'] !== undefined) return request;
  const { method, path, query, headers, body } = request;
  return { method, path, query, headers: { ...headers, host }, body };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
