import type { Call } from '../../../kernel/routes.js';
import type { WireRequest, WireResponse } from '../../../kernel/wire.js';
import { SalesforceError } from '../../errors.js';
import { escapeXml } from '../../soap/xml.js';
import type { Session } from '../../state/sessions.js';
import type { SalesforceOrg } from '../../state.js';

/** A call of the first Bulk API by a signed-in user. */
export type ClassicCall = Call<SalesforceOrg> & { readonly session: Session };

const NAMESPACE = 'http://www.force.com/2009/06/asyncapi/dataload';

/** Whether a path belongs to the first Bulk API. */
export function isClassic({ path }: WireRequest): boolean {
  return /^\/+services\/async\//i.test(path);
}

/**
 * Makes an operation of the first Bulk API: checks version and session, counts the call.
 *
 * Source: [BULK] (Bulk API) "Set a Session Header": `X-SFDC-Session`; an OAuth header is taken as well.
 */
export function classic(operation: (call: ClassicCall) => WireResponse) {
  return (call: Call<SalesforceOrg>): WireResponse => {
    checkVersion(call.params['version'] ?? '');
    const { headers } = call.request;
    const token = headers['x-sfdc-session'] ?? /^(?:Bearer|OAuth)\s+(\S+)/i.exec(headers['authorization'] ?? '')?.[1] ?? '';
    const session = call.state.sessions.use(token.trim());
    if (typeof session === 'string' || call.state.lookup(session.userId)?.['IsActive'] === false) {
      throw new SalesforceError('INVALID_SESSION_ID', 'Invalid session id');
    }
    call.state.usage.count();
    return operation({ ...call, session });
  };
}

function checkVersion(text: string): void {
  const version = /^\d{2,3}\.0$/.test(text) ? Number.parseInt(text, 10) : 0;
  if (version < 31 || version > 66) throw classicError('InvalidVersion', 'Api version is not supported');
}

/** A refusal in the API's own codes: `InvalidJob`, `InvalidBatch`. */
export function classicError(code: string, message: string, status = 400): SalesforceError {
  return new SalesforceError(code, message, { status });
}

/** How the API calls what other surfaces know by another name. Source: [BULK] (Bulk API) "Errors". */
const CODES: Readonly<Record<string, string>> = {
  INVALID_SESSION_ID: 'InvalidSessionId',
  REQUEST_LIMIT_EXCEEDED: 'ExceededQuota',
  INVALIDENTITY: 'InvalidEntity',
  INVALIDJOB: 'InvalidJob',
  NOT_FOUND: 'InvalidUrl',
  METHOD_NOT_ALLOWED: 'InvalidUrl',
  JSON_PARSER_ERROR: 'InvalidBatch',
  REQUEST_ENTITY_TOO_LARGE: 'ClientInputError',
  UNSUPPORTED_MEDIA_TYPE: 'ClientInputError',
};

/** Prints a refusal. Clients look for status 400 and the code of an ended session. */
export function classicRefusal(error: SalesforceError, request: WireRequest): WireResponse {
  const body = { exceptionCode: CODES[error.code] ?? error.code, exceptionMessage: error.message };
  const status = error.status === 401 || error.status === 403 ? 400 : error.status;
  return wantsJson(request) ? jsonReply(status, body) : xmlReply(status, 'error', body);
}

export function wantsJson({ headers }: WireRequest): boolean {
  return /^application\/json\b/i.test(headers['content-type'] ?? '') || /^application\/json\b/i.test(headers['accept'] ?? '');
}

export function jsonReply(status: number, value: unknown): WireResponse {
  return { status, headers: { 'Content-Type': 'application/json;charset=UTF-8' }, body: JSON.stringify(value) };
}

type Properties = Readonly<Record<string, string | number>>;

export function xmlReply(status: number, name: string, properties: Properties): WireResponse {
  return xmlText(status, name, elements(properties));
}

/** A document whose inside is printed already. */
export function xmlText(status: number, name: string, inside: string): WireResponse {
  const body = `<?xml version="1.0" encoding="UTF-8"?><${name} xmlns="${NAMESPACE}">${inside}</${name}>`;
  return { status, headers: { 'Content-Type': 'application/xml' }, body };
}

export function elements(properties: Properties): string {
  return Object.entries(properties)
    .map(([key, value]) => `<${key}>${escapeXml(String(value))}</${key}>`)
    .join('');
}
