import type { Call, Operation } from '../../kernel/routes.js';
import type { WireRequest, WireResponse } from '../../kernel/wire.js';
import { invalidAuthHeader, invalidSession, SalesforceError } from '../errors.js';
import type { Session } from '../state/sessions.js';
import type { SalesforceOrg } from '../state.js';
import { asXml, wantsXml } from '../wire/xml-body.js';
import { checkVersion } from './api-version.js';

/** A call with a session that is alive; `session.userId` is who calls. */
export type SignedCall = Call<SalesforceOrg> & { readonly session: Session };

/**
 * Makes an operation of the REST API: checks the version in its path and the session, counts the call, and says the usage so far.
 *
 * Source: [REST] "Status Codes and Error Responses", "Limit Info Header".
 */
export function signedIn(operation: (call: SignedCall) => WireResponse): Operation<SalesforceOrg> {
  return (call) => {
    const { request, params, state, world, origin, fault, notes } = call;
    if (params['version'] !== undefined) checkVersion(params['version']);
    if (isSigned(call)) return operation(call);
    const session = sessionOf(request, state);
    checkAccept(request);
    state.usage.count();
    const reply = inFormat(request, operation({ request, params, state, world, origin, fault, notes, session }));
    return { status: reply.status, headers: { ...reply.headers, 'Sforce-Limit-Info': state.usage.text }, body: reply.body };
  };
}

/** Formats of some resource or other: what exactly a client gets is told by the resource. */
const KNOWN_FORMATS = /\*\/\*|json|xml|csv|application\/\*|text\/\*|octet-?stream|image\//i;

/**
 * Refuses a client that takes nothing the API has; a format at the end of the path overrides what it says.
 *
 * Source:  [REST] "Status Codes and Error Responses", 406.
 * Assumed: the wording.
 */
function checkAccept({ headers, path }: WireRequest): void {
  const accept = headers['accept'] ?? '';
  if (accept.trim() === '' || KNOWN_FORMATS.test(accept) || /\.(?:json|xml)$/i.test(path)) return;
  throw new SalesforceError('NOT_ACCEPTABLE', `The requested resource is not available in the format ${accept}`, { status: 406 });
}

function inFormat(request: WireRequest, reply: WireResponse): WireResponse {
  return wantsXml(request) ? asXml(reply) : reply;
}

/** A part of a composite call comes with the session of the whole, and is not counted. */
function isSigned(call: Call<SalesforceOrg>): call is SignedCall {
  return 'session' in call;
}

/** The live session that a REST request names; its idle life starts anew. */
export function sessionOf(request: WireRequest, org: SalesforceOrg): Session {
  const header = request.headers['authorization'];
  if (header === undefined || header === '') throw invalidSession();
  const [, token] = /^(?:Bearer|OAuth)\s+(\S+)\s*$/i.exec(header) ?? [];
  if (token === undefined) throw invalidAuthHeader();
  const session = org.sessions.use(token);
  if (typeof session === 'string' || org.lookup(session.userId)?.['IsActive'] === false) throw invalidSession();
  return session;
}
