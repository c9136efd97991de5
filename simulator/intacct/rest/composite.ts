import { ProtocolError } from '../../kernel/errors.js';
import type { Call, Operation } from '../../kernel/routes.js';
import { bodyText, type WireResponse } from '../../kernel/wire.js';
import { IntacctError } from '../errors.js';
import type { IntacctCompany } from '../state/company.js';
import { errorBody, invalidRequest, json, notFound, RestError } from './errors.js';
import { queryService } from './query.js';
import { demandObject, type Json, readJson } from './read.js';
import { createRecords, deleteRecords, getRecords, listRecords, updateRecords } from './records.js';
import { signedBy } from './token.js';

/** Requests of one composite. Assumed: not documented. */
const REQUESTS_MAX = 100;
/** Values within one another that references are looked for in. Assumed: a bound of ours. */
const DEPTH_MAX = 32;

/** One answer within the composite's. */
type Answer = { readonly status: number; readonly body: Json };

/** Thrown through `world.atomic` so that it undoes a failed transaction; never leaves this file. */
class RolledBack extends Error {}

/**
 * POST /ia/api/v1/services/core/composite - several requests in order; later ones may use results of earlier ones: `@{ref.key}`.
 *
 * Source:  developer.sage.com, "Batch, bulk, and composite requests".
 * Assumed: requests are independent unless the header `X-IA-API-Param-Transaction: true` makes them one transaction.
 */
export const composite: Operation<IntacctCompany> = (call) => {
  signedBy(call.state, call.request);
  const requests = readJson(call.request);
  if (!Array.isArray(requests) || requests.length === 0) throw invalidRequest('A composite is a list of requests');
  if (requests.length > REQUESTS_MAX) throw invalidRequest(`A composite has at most ${REQUESTS_MAX} requests`);
  const isAtomic = call.request.headers['x-ia-api-param-transaction'] === 'true';
  const answers = isAtomic ? together(call, requests) : inTurn(call, requests, () => {});
  const failed = answers.filter((answer) => answer.status >= 400).length;
  return json(failed === 0 ? 200 : 207, {
    'ia::result': answers.map(({ status, body }) => ({ ...body, 'ia::status': status })),
    'ia::meta': { totalCount: answers.length, totalSuccess: answers.length - failed, totalError: failed },
  });
};

function inTurn(call: Call<IntacctCompany>, requests: readonly unknown[], heed: (answer: Answer, answers: Answer[]) => void): Answer[] {
  const results = new Map<string, unknown>();
  const answers: Answer[] = [];
  for (const each of requests) {
    const answer = answerOne(call, each, results);
    answers.push(answer);
    heed(answer, answers);
  }
  return answers;
}

/** All or nothing. Source: the sample of a skipped request: `unprocessed`, `Operation skipped due to atomic transaction failure`. */
function together(call: Call<IntacctCompany>, requests: readonly unknown[]): readonly Answer[] {
  let done: Answer[] = [];
  try {
    return call.world.atomic(() =>
      inTurn(call, requests, (answer, answers) => {
        done = answers;
        if (answer.status >= 400) throw new RolledBack();
      }),
    );
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
    return requests.map((_each, index) => (index === done.length - 1 ? done[index]! : skipped(call)));
  }
}

function skipped(call: Call<IntacctCompany>): Answer {
  const text = 'Operation skipped due to atomic transaction failure';
  return failure(call, new RestError(422, 'unprocessed', text, 'REST-1201', 'IA.OPERATION_SKIPPED'));
}

/** Performs one request of several; whatever goes wrong with it is its answer. */
export function answerOne(call: Call<IntacctCompany>, each: unknown, results: Map<string, unknown>): Answer {
  try {
    const request = demandObject(each);
    const { method, resultReference } = request;
    if (typeof method !== 'string' || typeof request['path'] !== 'string') throw invalidRequest('A request needs a method and a path');
    const path = String(resolve(request['path'], results, 0));
    const reply = perform(call, method.toUpperCase(), path, resolve(request['body'], results, 0), demandObject(request['headers'] ?? {}));
    const body = reply.status === 204 ? {} : (JSON.parse(bodyText({ body: reply.body as string })) as Json);
    if (typeof resultReference === 'string') results.set(resultReference, body['ia::result']);
    return { status: reply.status, body };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return failure(call, error);
  }
}

function failure(call: Call<IntacctCompany>, error: ProtocolError): Answer {
  const known = error instanceof RestError || error instanceof IntacctError ? error : invalidRequest(error.message);
  const { status, body } = errorBody(call.world, known);
  return { status, body: { 'ia::error': body, 'ia::meta': { totalCount: 1, totalSuccess: 0, totalError: 1 } } };
}

function perform(call: Call<IntacctCompany>, method: string, path: string, body: unknown, more: Json): WireResponse {
  const found = /^(?:\/ia\/api\/v1)?\/objects\/([^/?]+)\/([^/?]+)(?:\/([^/?]+))?$/.exec(path);
  const operation = found === null ? services(method, path) : objects(method, found[3] !== undefined);
  if (operation === null) throw notFound(path);
  const { 'idempotency-key': _outer, ...outer } = call.request.headers;
  const headers: Record<string, string> = outer;
  for (const [name, value] of Object.entries(more)) if (name.toLowerCase() !== 'authorization') headers[name.toLowerCase()] = String(value);
  const request = { ...call.request, method, path, query: '', headers, body: body === undefined ? '' : JSON.stringify(body) };
  const params = found === null ? {} : { app: found[1]!, object: found[2]!, ...(found[3] === undefined ? {} : { key: found[3] }) };
  return operation({ ...call, request, params, notes: {} }) as WireResponse;
}

function services(method: string, path: string): Operation<IntacctCompany> | null {
  return method === 'POST' && /^(?:\/ia\/api\/v1)?\/services\/core\/query$/.test(path) ? queryService : null;
}

function objects(method: string, hasKey: boolean): Operation<IntacctCompany> | null {
  if (!hasKey) return method === 'GET' ? listRecords : method === 'POST' ? createRecords : null;
  return { GET: getRecords, PATCH: updateRecords, DELETE: deleteRecords }[method] ?? null;
}

/** Puts results in the place of `@{ref.path}`; one that names nothing is refused. Places in lists count from 1. */
function resolve(value: unknown, results: ReadonlyMap<string, unknown>, depth: number): unknown {
  if (depth > DEPTH_MAX) throw invalidRequest('The payload is nested too deeply');
  if (typeof value === 'string') return value.replace(/@\{([^{}]+)\}/g, (whole, path: string) => find(whole, path, results));
  if (Array.isArray(value)) return value.map((each) => resolve(each, results, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner, results, depth + 1)]));
}

function find(whole: string, path: string, results: ReadonlyMap<string, unknown>): string {
  const [reference = '', ...steps] = path.split('.');
  let value = results.get(reference);
  for (const step of steps) {
    if (Array.isArray(value)) value = value[Number(step) - 1];
    else value = typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? (value as Json)[step] : undefined;
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw invalidRequest(`The reference ${whole} names no result`, whole);
}
