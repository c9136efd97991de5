import type { ProtocolError } from '../../kernel/errors.js';
import type { Call } from '../../kernel/routes.js';
import type { WireResponse } from '../../kernel/wire.js';
import { classicRefusal, isClassic } from '../bulk/classic/wire.js';
import { meetsPlannedError } from '../bulk/planned-job-error.js';
import { methodNotAllowed, notFound, SalesforceError } from '../errors.js';
import { errorNamed } from '../operations/planned-error.js';
import { sessionOf } from '../operations/signed-in.js';
import { carriesRecords } from '../soap/envelope.js';
import { faultReply } from '../soap/faults.js';
import type { SalesforceOrg } from '../state.js';
import { errorReply } from './reply.js';

type OrgCall = Call<SalesforceOrg>;

/** Prints a refusal as the surface does that was called; every REST reply tells the API usage. */
export function refuse(error: ProtocolError, call: OrgCall): WireResponse {
  const refusal = error instanceof SalesforceError ? error : new SalesforceError(error.code, error.message);
  if (isSoap(call)) return faultReply(refusal);
  if (isClassic(call.request)) return classicRefusal(refusal, call.request);
  return withUsage(errorReply(refusal, call.request), call);
}

/**
 * No such resource, or not with this method. Under /services/data nobody learns anything without a session.
 *
 * Source: REST API guide, "Status Codes and Error Responses".
 */
export function unknownRoute(call: OrgCall, allowed: readonly string[]): WireResponse {
  if (!call.request.path.toLowerCase().startsWith('/services/')) return page(404, 'File not found');
  if (isSoap(call)) return page(405, 'Only POST allowed');
  try {
    if (call.request.path.toLowerCase().startsWith('/services/data/')) sessionOf(call.request, call.state);
  } catch (error) {
    if (error instanceof SalesforceError) return refuse(error, call);
    throw error;
  }
  return refuse(allowed.length === 0 ? notFound() : methodNotAllowed(call.request.method, headFirst(allowed)), call);
}

function headFirst(allowed: readonly string[]): readonly string[] {
  return allowed.includes('GET') ? ['HEAD', ...allowed] : allowed;
}

export function internalError(call: OrgCall): WireResponse {
  return refuse(statusError(500), call);
}

/** The body for an HTTP status that was planned. Source: REST API guide, "Status Codes and Error Responses". */
export function statusReply(status: number, call: OrgCall): WireResponse {
  if (isSoap(call)) return status >= 500 && status !== 500 ? page(status, 'Service Unavailable') : faultReply(statusError(status));
  return refuse(statusError(status), call);
}

/** A planned error code; calls that carry several records or requests put it on the first themselves. */
export function errorReplyFor(code: string, call: OrgCall): WireResponse | null {
  if (call.request.method !== 'GET' && /\/composite(?:\/(?:sobjects|tree|batch|graph)(?:\/.*)?)?\/?$/i.test(call.request.path)) return null;
  if (isSoap(call) && carriesRecords(call.request)) return null;
  if (meetsPlannedError(call.request, code)) return null;
  if (call.request.path.startsWith('/services/oauth2/')) {
    const body = JSON.stringify({ error: code, error_description: code.replaceAll('_', ' ') });
    return { status: 400, headers: { 'Content-Type': 'application/json;charset=UTF-8' }, body };
  }
  return refuse(errorNamed(code), call);
}

function statusError(status: number): SalesforceError {
  const [code, message] = STATUS_ERRORS[status] ?? ['UNKNOWN_EXCEPTION', UNEXPECTED];
  return new SalesforceError(code, message, { status });
}

const UNEXPECTED = 'An unexpected error occurred. Please include this ErrorId if you contact support: 1234567890-12345 (-1234567890)';

const STATUS_ERRORS: Readonly<Record<number, readonly [code: string, message: string]>> = {
  401: ['INVALID_SESSION_ID', 'Session expired or invalid'],
  403: ['REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'],
  404: ['NOT_FOUND', 'The requested resource does not exist'],
  429: ['REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.'],
  500: ['UNKNOWN_EXCEPTION', UNEXPECTED],
  502: ['SERVER_UNAVAILABLE', 'Server is busy. Please try again later.'],
  503: ['SERVER_UNAVAILABLE', 'Server is busy. Please try again later.'],
  504: ['SERVER_UNAVAILABLE', 'Server is busy. Please try again later.'],
};

/** Ends the session that a call carries, in its header or its envelope. */
export function expireSession({ request, state }: OrgCall): void {
  const header = /^(?:Bearer|OAuth)\s+(\S+)/i.exec(request.headers['authorization'] ?? '')?.[1] ?? request.headers['x-sfdc-session'];
  const body = typeof request.body === 'string' ? request.body : new TextDecoder().decode(request.body);
  const token = header ?? /<(?:\w+:)?sessionId[^<>]*>([^<]+)</i.exec(body)?.[1];
  if (token !== undefined) state.sessions.expire(token.trim());
}

function isSoap({ request }: OrgCall): boolean {
  return request.path.toLowerCase().startsWith('/services/soap/');
}

function withUsage(reply: WireResponse, { state, request }: OrgCall): WireResponse {
  if (!request.path.toLowerCase().startsWith('/services/data/')) return reply;
  return { ...reply, headers: { ...reply.headers, 'Sforce-Limit-Info': state.usage.text } };
}

function page(status: number, text: string): WireResponse {
  const body = `<html><head><title>${text}</title></head><body>${text}</body></html>`;
  return { status, headers: { 'Content-Type': 'text/html;charset=UTF-8' }, body };
}
