import type { FaultAction } from '../kernel/faults.js';
import type { Call } from '../kernel/routes.js';
import type { WireResponse } from '../kernel/wire.js';
import { badSignIn, controlFailure, type ErrorEntry, type IntacctError, invalidSession, schemaError } from './errors.js';
import type { IntacctCompany } from './state/company.js';
import { refusalReply } from './xml/reply.js';

/**
 * The gateway's answer for an HTTP status.
 *
 * Source: developer.intacct.com, "Error handling": 401 and 429 come with an XML body, 5xx are plain.
 */
export function gatewayStatus(status: number, call: Call<IntacctCompany>): WireResponse {
  if (status === 401) return refusalReply(call.world, frontDoor(), null);
  if (status === 429) return refusalReply(call.world, rateLimited(), null);
  if (status >= 400 && status < 500) return refusalReply(call.world, malformed(call, status), null);
  const body = `<html><head><title>${status}</title></head><body><h1>${status} ${REASONS[status] ?? ''}</h1></body></html>\n`;
  return { status, headers: { 'Content-Type': 'text/html' }, body };
}

/** Errors that stand above the functions; null for those that a function answers. */
export function gatewayError(code: string, call: Call<IntacctCompany>): WireResponse | null {
  const error = aboveFunctions(code, call);
  return error === null ? null : refusalReply(call.world, error, null);
}

/** A planned error of a function, as the entry of its result; null when none is planned. */
export function plannedEntry(fault: FaultAction | null): ErrorEntry | null {
  if (fault?.kind !== 'error') return null;
  return { errorno: fault.code, description2: TEXTS[fault.code] ?? 'The operation failed.' };
}

/** Source: the errors of C.4 as fixtures show them; a planned one has no record to name. */
const TEXTS: Readonly<Record<string, string>> = {
  BL01001973: 'Could not complete the operation!',
  BL03000018: 'Illegal format for Contactversion : Primary Email Address @x.',
  BL03000019: 'The contact X does not exist.',
  BL03000130: 'A required value is missing or illegal.',
  BL04002055: 'The record was rejected by a smart rule.',
  BL34000061: 'Another record with the given value(s) already exists',
  DL02000001: 'There was an error processing the request.',
  PL01000127: 'Document Number is missing',
  PL05000104: 'The name is already in use.',
  XL03000009: 'There was an error processing the function',
};

const REASONS: Readonly<Record<number, string>> = {
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  524: 'A Timeout Occurred',
};

function aboveFunctions(code: string, call: Call<IntacctCompany>): IntacctError | null {
  switch (code) {
    case 'XL03000003':
      return schemaError('Fatal Error 4: Document is empty. Line: 1, column: 1.');
    case 'XL03000006': {
      const session = sessionOf(call);
      return session === null ? badSignIn() : invalidSession(session);
    }
    case 'XMLGW_JPP0002':
      return frontDoor();
    case 'PL04000055':
      return controlFailure({ errorno: code, description2: 'This company is a demo company and has expired.' });
    case 'GW-0010':
      return rateLimited();
    case 'GW-0011':
      return malformed(call, 200);
    default:
      return code.startsWith('GW-') ? controlFailure({ errorno: code, description: 'The gateway could not process the request.' }) : null;
  }
}

/** The session id in a request's body; null for logins. */
export function sessionOf(call: Call<IntacctCompany>): string | null {
  const body = typeof call.request.body === 'string' ? call.request.body : Buffer.from(call.request.body).toString('utf8');
  return /<sessionid>\s*([^<\s]+)\s*<\/sessionid>/.exec(body)?.[1] ?? null;
}

function frontDoor(): IntacctError {
  return controlFailure({ errorno: 'XMLGW_JPP0002', description: 'Sign-in information is incorrect. Please check your request.' }, 401);
}

export function rateLimited(): IntacctError {
  return controlFailure({ errorno: 'GW-0010', description: 'API rate limit exceeded' }, 429);
}

function malformed(call: Call<IntacctCompany>, status: number): IntacctError {
  const id = call.world.random('intacct:support').text(24);
  return controlFailure({ errorno: 'GW-0011', description: `Invalid Request [Request ID: ${id}]` }, status);
}
