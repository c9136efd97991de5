import { VendorFailure } from '../../model/failure.js';
import type { Send } from '../../model/session.js';
import type { Purpose, WireResponse } from '../../model/wire.js';
import { ExpiredSessionError, type GatewayError, gatewayFailure, isExpiredSession } from './errors.js';
import { everyRow } from './every-row.js';
import { getApiSession, type QueryRequest } from './functions.js';
import { needSuccess } from './result.js';
import {
  type GatewayAuthentication,
  type GatewayFunction,
  type GatewayReply,
  type GatewayResult,
  type GatewayRow,
  parseReply,
  printRequest,
} from './wire.js';
import { child, childText } from './xml.js';

/** Who signs in to which company. */
export type IntacctCredentials = {
  readonly senderId: string;
  readonly senderPassword: string;
  readonly companyId: string;
  readonly userId: string;
  readonly userPassword: string;
};

/** Which entity a call works in; blank is the top level. `isUnique` has the gateway refuse what it already executed. */
export type SendOptions = { readonly purpose: Purpose; readonly entity?: string; readonly isUnique?: boolean };

/** Functions in one request. Assumed: the bound; the guide gives none, integrators stay at 100. */
export const REQUEST_FUNCTIONS_MAX = 100;

const GATEWAY_PATH = '/ia/xml/xmlgw.phtml';

/** The XML gateway as the core calls it. */
export interface GatewayClient {
  /** Sends functions in order; one that fails does not stop the others. Gives one result for each, in order. */
  send(functions: readonly GatewayFunction[], options: SendOptions): Promise<readonly GatewayResult[]>;
  /** Every row of a query, page by page. Errors: `VendorFailure` when the query is refused. */
  query(request: QueryRequest, options: SendOptions): Promise<readonly GatewayRow[]>;
}

/**
 * The XML gateway as the core needs it: sessions per entity, several functions in an envelope, each answered by itself.
 *
 * Source:  Sage Intacct developer, "API sessions": a session is bound to user, company, entity and endpoint; getAPISession stands alone.
 * Refuses: `VendorFailure` when the call as a whole failed; a function's own failure is its result.
 */
export class IntacctClient implements GatewayClient {
  readonly #sessions = new Map<string, Session>();
  #calls = 0;

  constructor(
    private readonly credentials: IntacctCredentials,
    private readonly deliver: Send,
  ) {}

  async send(
    functions: readonly GatewayFunction[],
    { purpose, entity = '', isUnique = false }: SendOptions,
  ): Promise<readonly GatewayResult[]> {
    if (functions.length === 0) return [];
    const known = this.#sessions.get(entity);
    const session = known ?? (await this.#signIn(entity));
    try {
      return await this.#exchange(functions, session, purpose, isUnique);
    } catch (error) {
      if (!(error instanceof ExpiredSessionError)) throw error;
      // An expired session is renewed once; nothing of the request was executed.
      this.#sessions.delete(entity);
      return this.#exchange(functions, await this.#signIn(entity), purpose, isUnique);
    }
  }

  query(request: QueryRequest, options: SendOptions): Promise<readonly GatewayRow[]> {
    return everyRow(this, request, options);
  }

  async #signIn(entity: string): Promise<Session> {
    const { userId, companyId, userPassword } = this.credentials;
    const authentication = { userId, companyId, password: userPassword, entity };
    const reply = await this.#post([{ controlId: 'sign-in', body: getApiSession() }], authentication, GATEWAY_PATH, 'sign-in', false);
    if (reply.level === 'authentication') throw signInFailure(reply.errors, entity);
    const api = child(needSuccess(resultsOf(reply)[0]).data, 'api');
    const session = { id: childText(api, 'sessionid'), path: pathOf(childText(api, 'endpoint')) };
    this.#sessions.set(entity, session);
    return session;
  }

  async #exchange(
    functions: readonly GatewayFunction[],
    session: Session,
    purpose: Purpose,
    isUnique: boolean,
  ): Promise<readonly GatewayResult[]> {
    const reply = await this.#post(functions, { sessionId: session.id }, session.path, purpose, isUnique);
    const results = resultsOf(reply);
    if (results.length < functions.length) throw notUnderstood(`${functions.length} functions were answered by ${results.length} results`);
    return results;
  }

  async #post(
    functions: readonly GatewayFunction[],
    authentication: GatewayAuthentication,
    path: string,
    purpose: Purpose,
    isUnique: boolean,
  ): Promise<GatewayReply> {
    this.#calls += 1;
    const { senderId, senderPassword } = this.credentials;
    const body = printRequest({ senderId, senderPassword, controlId: `backlot-${this.#calls}`, isUnique, authentication, functions });
    const request = { method: 'POST', path, query: '', headers: { 'content-type': 'application/xml', accept: 'application/xml' }, body };
    return readReply(await this.deliver(purpose, request));
  }
}

type Session = { readonly id: string; readonly path: string };

function readReply(response: WireResponse): GatewayReply {
  const text = typeof response.body === 'string' ? response.body : new TextDecoder().decode(response.body);
  if (response.status === 429 || response.status >= 500) throw unavailable(response);
  try {
    return parseReply(text);
  } catch (error) {
    throw notUnderstood(`HTTP ${response.status} with a body that is not a gateway reply`, error);
  }
}

function resultsOf(reply: GatewayReply): readonly GatewayResult[] {
  if (reply.level === 'results') return reply.results;
  if (reply.level === 'authentication' && isExpiredSession(reply.errors)) throw new ExpiredSessionError(reply.errors);
  throw gatewayFailure(reply.errors);
}

/** Source: reference C.1: 429 is refused before anything is done; after another 5xx nobody knows. */
function unavailable(response: WireResponse): VendorFailure {
  const retryAfterMs = retryAfter(response.headers['retry-after']);
  const details = { status: response.status, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
  const kind = response.status === 429 ? 'retry' : 'unknown';
  return new VendorFailure('intacct', kind, `HTTP_${response.status}`, `the gateway answered with HTTP ${response.status}`, details);
}

function notUnderstood(message: string, cause?: unknown): VendorFailure {
  return new VendorFailure('intacct', 'unknown', 'NOT_UNDERSTOOD', message, cause === undefined ? {} : { cause });
}

/** A refused sign-in wrote nothing and may be put right at any time; a refused entity is a refusal of what was asked for there. */
function signInFailure(errors: readonly GatewayError[], entity: string): VendorFailure {
  const { kind, code, message } = gatewayFailure(errors);
  return new VendorFailure('intacct', entity === '' ? 'retry' : kind, code, message);
}

/** `Retry-After` in seconds; an HTTP date is left to the caller's own pauses. */
function retryAfter(header: string | undefined): number | null {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}

/** The gateway may answer with an endpoint of the company's own host; the transport knows the host, so the path is what counts. */
function pathOf(endpoint: string): string {
  try {
    return new URL(endpoint).pathname;
  } catch {
    return GATEWAY_PATH;
  }
}
