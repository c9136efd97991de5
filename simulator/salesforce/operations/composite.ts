import type { Operation } from '../../kernel/routes.js';
import { SalesforceError } from '../errors.js';
import type { SalesforceOrg } from '../state.js';
import { type JsonObject, readJson } from '../wire/body.js';
import { errorReply } from '../wire/reply.js';
import { fillIn, type Results } from './composite-references.js';
import type { InnerCalls, InnerReply } from './inner-calls.js';
import { type SignedCall, signedIn } from './signed-in.js';

/** Source: [REST] "Composite": subrequests of a call, and how many of them may be queries or collections. */
const SUBREQUESTS_MAX = 25;
const HEAVY_SUBREQUESTS_MAX = 5;

export type Subrequest = {
  readonly method: string;
  readonly url: string;
  readonly referenceId: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
};

/**
 * POST /services/data/:version/composite - up to 25 requests in order; later ones may use values of earlier replies.
 *
 * Source:  [REST] "Composite".
 * Assumed: the texts of refusals of the whole body, except that of a bad reference id.
 */
export function composite(inner: InnerCalls): Operation<SalesforceOrg> {
  return signedIn((call) => {
    const { value } = readJson(call.request);
    const subrequests = readSubrequests(value);
    const isAllOrNone = value['allOrNone'] === true;
    const replies = isAllOrNone
      ? runTogether(call, inner, subrequests)
      : runEach(call, inner, subrequests, false, hitBy(call, subrequests));
    const parts = subrequests.map((subrequest, index) => printReply(subrequest, replies[index]!));
    const headers = { 'Content-Type': 'application/json;charset=UTF-8' };
    return { status: 200, headers, body: `{"compositeResponse":[${parts.join(',')}]}` };
  });
}

class Failed extends Error {
  constructor(readonly replies: readonly InnerReply[]) {
    super('a subrequest failed');
  }
}

/** All or none: the one that failed keeps its answer, the others say that they were rolled back. */
export function runTogether(
  call: SignedCall,
  inner: InnerCalls,
  subrequests: readonly Subrequest[],
  hit = hitBy(call, subrequests),
): readonly InnerReply[] {
  try {
    return call.world.atomic(() => {
      const replies = runEach(call, inner, subrequests, true, hit);
      if (replies.some(isFailure)) throw new Failed(replies);
      return replies;
    });
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    const { replies } = error;
    return subrequests.map((_subrequest, index) => {
      const reply = replies[index];
      return reply !== undefined && isFailure(reply) ? reply : halted();
    });
  }
}

/** The subrequest that a planned error hits: the first that writes. */
export function hitBy({ fault }: SignedCall, subrequests: readonly Subrequest[]): Subrequest | null {
  if (fault?.kind !== 'error') return null;
  return subrequests.find(({ method }) => method !== 'GET') ?? subrequests[0] ?? null;
}

function runEach(
  call: SignedCall,
  inner: InnerCalls,
  subrequests: readonly Subrequest[],
  stopsAtFailure: boolean,
  hit: Subrequest | null,
): readonly InnerReply[] {
  const results = new Map<string, unknown>();
  const replies: InnerReply[] = [];
  for (const subrequest of subrequests) {
    const reply = runOne(subrequest === hit ? call : { ...call, fault: null }, inner, subrequest, results);
    results.set(subrequest.referenceId, reply.text === '' ? null : JSON.parse(reply.text));
    replies.push(reply);
    if (stopsAtFailure && isFailure(reply)) break;
  }
  return replies;
}

function runOne(call: SignedCall, inner: InnerCalls, { method, url, body, headers }: Subrequest, results: Results): InnerReply {
  try {
    const filledUrl = fillIn(url, results, encodeURIComponent) as string;
    const filledBody = body === undefined ? '' : JSON.stringify(fillIn(body, results));
    return inner.answer(call, { method, url: filledUrl, headers, body: filledBody });
  } catch (error) {
    if (error instanceof SalesforceError) return innerError(error, call);
    throw error;
  }
}

function innerError(error: SalesforceError, { request }: SignedCall): InnerReply {
  const { status, headers, body } = errorReply(error, { ...request, headers: {} });
  return { status, headers, text: body as string };
}

const HALTED = 'The transaction was rolled back since another operation in the same transaction failed.';

export function halted(): InnerReply {
  return { status: 400, headers: {}, text: JSON.stringify([{ errorCode: 'PROCESSING_HALTED', message: HALTED }]) };
}

export function isFailure({ status }: InnerReply): boolean {
  return status >= 400;
}

/** The reply's own text is kept, so that numbers keep their form. */
export function printReply({ referenceId }: Subrequest, { status, headers, text }: InnerReply): string {
  const { Location } = headers;
  const shown = JSON.stringify(Location === undefined ? {} : { Location });
  return `{"body":${text === '' ? 'null' : text},"httpHeaders":${shown},"httpStatusCode":${status},"referenceId":${JSON.stringify(referenceId)}}`;
}

const REFERENCE_ID = /^[A-Za-z0-9][A-Za-z0-9_]*$/;
const HEAVY = /^\/services\/data\/v\d+\.0\/(?:query|queryAll|composite\/sobjects)(?:[/?]|$)/i;

function readSubrequests({ compositeRequest }: JsonObject): readonly Subrequest[] {
  if (!Array.isArray(compositeRequest) || compositeRequest.length === 0) throw invalid('The compositeRequest property is required');
  if (compositeRequest.length > SUBREQUESTS_MAX) {
    throw invalid(`Limit exceeded: composite request can't have more than ${SUBREQUESTS_MAX} subrequests`);
  }
  const subrequests = compositeRequest.map(readSubrequest);
  const ids = new Set(subrequests.map(({ referenceId }) => referenceId));
  if (ids.size < subrequests.length) throw invalid('Provided referenceIds must be unique');
  if (subrequests.filter(({ url }) => HEAVY.test(url)).length > HEAVY_SUBREQUESTS_MAX) {
    throw invalid(`Limit exceeded: composite request can't have more than ${HEAVY_SUBREQUESTS_MAX} query or sObject collection operations`);
  }
  return subrequests;
}

export function readSubrequest(value: unknown): Subrequest {
  const { method, url, referenceId, body, httpHeaders } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  if (typeof method !== 'string' || typeof url !== 'string' || typeof referenceId !== 'string') {
    throw invalid('Every subrequest needs a method, a url and a referenceId');
  }
  if (!REFERENCE_ID.test(referenceId)) {
    throw invalid(
      `Provided referenceId ('${referenceId}') must start with a letter or a number, and it can contain only letters, numbers and underscores ('_').`,
    );
  }
  if (!url.startsWith('/services/data/')) throw invalid(`Invalid subrequest url: ${url}`);
  return { method: method.toUpperCase(), url, referenceId, body, headers: readHeaders(httpHeaders) };
}

function readHeaders(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {};
  const names = Object.entries(value).filter(([name]) => !/^(?:accept|authorization|content-type)$/i.test(name));
  return Object.fromEntries(names.map(([name, text]) => [name.toLowerCase(), String(text)]));
}

export const invalid = (message: string) => new SalesforceError('INVALID_INPUT', message);
