import { type Route, routerOf } from '../../kernel/routes.js';
import { bodyText, type WireResponse } from '../../kernel/wire.js';
import { methodNotAllowed, notFound, SalesforceError } from '../errors.js';
import type { SalesforceOrg } from '../state.js';
import { withoutEndSlashes } from '../wire/paths.js';
import { errorReply } from '../wire/reply.js';
import { errorNamed } from './planned-error.js';
import type { SignedCall } from './signed-in.js';

/** One request inside another: an item of a composite or batch call. */
export type InnerRequest = {
  readonly method: string;
  /** Path and query, `/services/data/v62.0/sobjects/Account`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text; empty for none. */
  readonly body: string;
};

/** Whether an operation itself puts a planned error on its first record. */
function carriesRecords(path: string): boolean {
  return /\/composite\/sobjects(?:\/|$)/i.test(path);
}

export type InnerReply = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly text: string };

/**
 * Source:  [REST] "Composite": a request inside has the API version of the whole, or a lower one.
 * Assumed: code and text.
 */
function checkInnerVersion(outer: string, path: string): void {
  const inner = /^\/services\/data\/v(\d+)\.0\//i.exec(path)?.[1];
  if (inner === undefined || Number(inner) <= Number.parseInt(outer.slice(1), 10)) return;
  const message = `The API version of a subrequest (${inner}.0) must not be higher than that of the request (${outer.slice(1)})`;
  throw new SalesforceError('INVALID_INPUT', message);
}

/**
 * Answers requests inside a call with the operations that answer them outside. They share the call's session and count as one. A call
 * that still has a planned error gives it to the request's first record.
 */
export class InnerCalls {
  readonly #routes: readonly Route<SalesforceOrg>[];

  constructor(routes: readonly Route<SalesforceOrg>[]) {
    this.#routes = routes.filter(({ path }) => path.startsWith('/services/data/:version/'));
  }

  answer(call: SignedCall, inner: InnerRequest): InnerReply {
    const { method, url, body } = inner;
    const mark = url.indexOf('?');
    const path = withoutEndSlashes(mark === -1 ? url : url.slice(0, mark));
    const query = mark === -1 ? '' : url.slice(mark + 1);
    const { authorization = '' } = call.request.headers;
    const headers = { authorization, 'content-type': 'application/json', ...inner.headers };
    const request = { method, path, query, headers, body };
    const reply = this.#perform({ ...call, request });
    return { status: reply.status, headers: reply.headers, text: bodyText({ body: reply.body as string }) };
  }

  #perform(call: SignedCall): WireResponse {
    const { request } = call;
    try {
      checkInnerVersion(call.params['version']!, request.path);
      const found = routerOf(this.#routes).find(request.method, request.path);
      if (found.route === null) throw found.allowed.length > 0 ? methodNotAllowed(request.method, found.allowed) : notFound();
      if (call.fault?.kind === 'error' && !carriesRecords(request.path)) throw errorNamed(call.fault.code);
      const reply = found.route.operation({ ...call, params: found.params });
      if (reply instanceof Promise) throw new Error(`${found.route.path} cannot be asked inside another call: it does not answer at once`);
      return reply;
    } catch (error) {
      if (error instanceof SalesforceError) return errorReply(error, request);
      throw error;
    }
  }
}
