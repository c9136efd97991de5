import type { Operation } from '../../kernel/routes.js';
import { SalesforceError } from '../errors.js';
import type { SalesforceOrg } from '../state.js';
import { readJson } from '../wire/body.js';
import type { InnerCalls, InnerReply } from './inner-calls.js';
import { signedIn } from './signed-in.js';

/** Source: [REST] "Batch". */
const SUBREQUESTS_MAX = 25;

type BatchRequest = { readonly method: string; readonly url: string; readonly body: string };

/**
 * POST /services/data/:version/composite/batch - up to 25 requests that do not depend on each other.
 *
 * Source:  [REST] "Batch".
 * Assumed: the texts of refusals of the whole body.
 */
export function batch(inner: InnerCalls): Operation<SalesforceOrg> {
  return signedIn((call) => {
    const { value } = readJson(call.request);
    const requests = readRequests(value['batchRequests']);
    const replies: InnerReply[] = [];
    const hit = call.fault === null ? undefined : (requests.find(({ method }) => method !== 'GET') ?? requests[0]);
    for (const request of requests) {
      const isHalted = value['haltOnError'] === true && replies.some(isFailure);
      replies.push(isHalted ? HALTED : inner.answer(request === hit ? call : { ...call, fault: null }, { ...request, headers: {} }));
    }
    const results = replies.map(({ status, text }) => `{"statusCode":${status},"result":${text === '' ? 'null' : text}}`);
    const headers = { 'Content-Type': 'application/json;charset=UTF-8' };
    return { status: 200, headers, body: `{"hasErrors":${replies.some(isFailure)},"results":[${results.join(',')}]}` };
  });
}

const HALTED: InnerReply = {
  status: 412,
  headers: {},
  text: JSON.stringify([{ errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted per request' }]),
};

function isFailure({ status }: InnerReply): boolean {
  return status >= 400;
}

function readRequests(value: unknown): readonly BatchRequest[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid('The batchRequests property is required');
  if (value.length > SUBREQUESTS_MAX) throw invalid(`Limit exceeded: batch request can't have more than ${SUBREQUESTS_MAX} subrequests`);
  return value.map((each: unknown) => {
    const { method, url, richInput } = (typeof each === 'object' && each !== null ? each : {}) as Record<string, unknown>;
    if (typeof method !== 'string' || typeof url !== 'string') throw invalid('Every subrequest needs a method and a url');
    const whole = url.startsWith('/services/data/') ? url : `/services/data/${url.replace(/^\/+/, '')}`;
    return { method: method.toUpperCase(), url: whole, body: richInput === undefined ? '' : JSON.stringify(richInput) };
  });
}

const invalid = (message: string) => new SalesforceError('INVALID_INPUT', message);
