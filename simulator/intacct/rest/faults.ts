import type { Call } from '../../kernel/routes.js';
import type { WireRequest, WireResponse } from '../../kernel/wire.js';
import type { IntacctCompany } from '../state/company.js';
import { json, RestError, refuse, retryAfter, TokenError } from './errors.js';
import { resourceNamed } from './resources.js';

/** Seconds that a throttled client is told to wait. Assumed. */
const RETRY_SECONDS = 30;

const CODES: Readonly<Record<number, string>> = {
  400: 'invalidRequest',
  401: 'GW-0034',
  403: 'operationNotAllowed',
  404: 'notFound',
  405: 'methodNotAllowed',
  409: 'conflict',
  422: 'unprocessableEntity',
  429: 'GW-0010',
};

/** The API's answer for an HTTP status that was planned. Source: developer.sage.com, "Error handling". */
export function restStatus(status: number, call: Call<IntacctCompany>): WireResponse {
  if (status === 401) return refuse(call.world, new TokenError('GW-0034', 'Invalid token'));
  const code = CODES[status] ?? 'internalError';
  if (status >= 500) return json(status, { error: { code, message: 'The service is temporarily unavailable' } });
  const reply = refuse(call.world, new RestError(status, code, 'The request was refused', 'REST-1000', 'IA.REQUEST_REFUSED'));
  if (status !== 429) return reply;
  return { ...reply, headers: { ...reply.headers, ...retryAfter(RETRY_SECONDS) } };
}

/** A planned error code, under the status that it goes with; 422 for those of the company. */
export function restError(code: string, call: Call<IntacctCompany>): WireResponse {
  const status = Object.entries(CODES).find(([, known]) => known === code)?.[0];
  if (status !== undefined) return restStatus(Number(status), call);
  const details = [{ code: 'unprocessableEntity', message: 'The operation failed.', errorId: code }];
  return refuse(
    call.world,
    new RestError(422, 'unprocessableEntity', 'The request could not be processed', code, 'IA.UNPROCESSABLE_ENTITY', {}, details),
  );
}

const VERBS: Readonly<Record<string, string>> = { GET: 'read', POST: 'create', PATCH: 'update', DELETE: 'delete' };

/** What a request asks for, as `update CUSTOMER`. */
export function restSubjects(request: WireRequest): readonly string[] {
  const found = /\/objects\/([^/]+\/[^/]+)/.exec(request.path);
  const object = found === null ? undefined : resourceNamed(found[1]!)?.definition.name;
  return object === undefined ? [] : [`${VERBS[request.method] ?? request.method} ${object}`];
}
