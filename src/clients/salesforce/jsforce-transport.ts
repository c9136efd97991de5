import { EventEmitter } from 'node:events';
import type { Send } from '../../model/session.js';
import type { Purpose } from '../../model/wire.js';

/** The header in which the client tells the transport what a call is for; it does not leave the house. */
export const PURPOSE_HEADER = 'x-backlot-purpose';

/** What jsforce hands its transport. */
export type JsforceRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** What jsforce wants back: a promise of the reply that also is a stream of it. */
export type JsforceReply = Promise<{ statusCode: number; headers: Record<string, string>; body: string }> & { stream(): UnreadStream };

/** Nobody here reads the stream, so that it is none; jsforce only wants to pipe it on. */
class UnreadStream extends EventEmitter {
  pipe<T>(to: T): T {
    return to;
  }
}

/**
 * Carries jsforce's calls through the core's `Send`. jsforce's errors lose the HTTP status; it is kept here, for one call is in flight at a time.
 *
 * Source: `@jsforce/jsforce-node` 3.10, lib/transport.js and lib/http-api.js: `httpRequest(request, options)` gives a promise with `stream()`.
 */
export class JsforceTransport {
  status = 0;
  retryAfter: string | undefined;

  constructor(private readonly send: Send) {}

  httpRequest(request: JsforceRequest): JsforceReply {
    return Object.assign(this.#deliver(request), { stream: () => new UnreadStream() });
  }

  async #deliver({ method, url, headers = {}, body }: JsforceRequest) {
    this.status = 0;
    this.retryAfter = undefined;
    const { pathname, search } = new URL(url);
    const lowered = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
    const { [PURPOSE_HEADER]: purpose = 'read', ...rest } = lowered;
    const reply = await this.send(purpose as Purpose, {
      method,
      path: pathname,
      query: search.slice(1),
      headers: { accept: 'application/json', ...rest },
      body: typeof body === 'string' ? body : '',
    });
    this.status = reply.status;
    this.retryAfter = reply.headers['retry-after'];
    const text = typeof reply.body === 'string' ? reply.body : new TextDecoder().decode(reply.body);
    return { statusCode: reply.status, headers: { ...reply.headers }, body: text };
  }
}
