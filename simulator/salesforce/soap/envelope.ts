import type { Call } from '../../kernel/routes.js';
import { bodyBytes, bodyText, type WireRequest, type WireResponse } from '../../kernel/wire.js';
import { SalesforceError } from '../errors.js';
import type { Session } from '../state/sessions.js';
import type { SalesforceOrg } from '../state.js';
import { xmlText } from './encoding.js';
import { ClientFault, invalidSoapSession } from './faults.js';
import { child, childText, type Element, parseXml, XmlError } from './xml.js';

/** A call of the SOAP API: its element, its headers, who calls. */
export type SoapCall = Call<SalesforceOrg> & {
  readonly header: Element | undefined;
  readonly body: Element;
  /** The version in the address, `62.0`. */
  readonly apiVersion: string;
};

export type SignedSoapCall = SoapCall & { readonly session: Session };

/** Reads the envelope of a request; prefixes do not matter. */
export function readEnvelope(call: Call<SalesforceOrg>): SoapCall {
  const envelope = readXml(call.request);
  if (envelope.name !== 'Envelope') throw new ClientFault('Content is not allowed in prolog.');
  const body = child(envelope, 'Body')?.children[0];
  if (body === undefined) throw new ClientFault('No operation available for request');
  return { ...call, header: child(envelope, 'Header'), body, apiVersion: readVersion(call.params['version'] ?? '') };
}

/** Source: [SOAP] "Error Handling", EXCEEDED_MAX_SIZE_REQUEST; App Limits cheat sheet. */
const BODY_BYTES_MAX = 52_428_800;

function readXml(request: WireRequest): Element {
  if (bodyBytes(request) > BODY_BYTES_MAX) {
    const message = `Maximum size of request reached. Maximum size of request is ${BODY_BYTES_MAX} bytes.`;
    throw new SalesforceError('EXCEEDED_MAX_SIZE_REQUEST', message, { status: 500 });
  }
  try {
    return parseXml(xmlText(request));
  } catch (error) {
    if (error instanceof XmlError) throw new ClientFault(`Error parsing XML: ${error.message}`);
    throw error;
  }
}

/** Source: [SOAP] "API End-of-Life Policy": versions before 31.0 are retired; above the newest there is none. */
const VERSION_MIN = 31;
const VERSION_MAX = 66;

function readVersion(text: string): string {
  const number = /^\d{1,3}\.0$/.test(text) ? Number.parseInt(text, 10) : 0;
  if (number < VERSION_MIN || number > VERSION_MAX) {
    throw new SalesforceError('UNSUPPORTED_API_VERSION', 'Invalid Api version specified on URL', { status: 500 });
  }
  return text;
}

/** Finds the session that the headers name; its idle life starts anew. */
export function withSession(call: SoapCall): SignedSoapCall {
  const session = call.state.sessions.use(childText(child(call.header, 'SessionHeader'), 'sessionId') ?? '');
  if (typeof session === 'string' || call.state.lookup(session.userId)?.['IsActive'] === false) throw invalidSoapSession();
  return { ...call, session };
}

/** The session id in a request, whatever else is wrong with it; null when there is none. */
export function soapSessionId(request: WireRequest): string | null {
  return /<(?:[\w.-]+:)?sessionId\s*>\s*([^<\s]+)/.exec(bodyText(request))?.[1] ?? null;
}

/** Calls that answer for each record on its own. */
const RECORD_CALL = /<(?:[\w.-]+:)?(?:convertLead|create|delete|emptyRecycleBin|merge|undelete|update|upsert)[\s>]/;

/** Whether a request carries records: a planned error then hits the first of them, not the call. */
export function carriesRecords(request: WireRequest): boolean {
  return RECORD_CALL.test(bodyText(request));
}

const START =
  '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" ' +
  'xmlns="urn:partner.soap.sforce.com"';
const XSI = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const RECORDS = ' xmlns:sf="urn:sobject.partner.soap.sforce.com" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';

/** The answer to a call: `<queryResponse>` around the results. */
export function soapReply(name: string, results: string, limitHeader = ''): WireResponse {
  const namespaces = results.includes('sf:') ? `${RECORDS}${XSI}` : XSI;
  const response = results === '' ? `<${name}Response/>` : `<${name}Response>${results}</${name}Response>`;
  return {
    status: 200,
    headers: { 'Content-Type': 'text/xml; charset=utf-8' },
    body: `${START}${namespaces}>${limitHeader}<soapenv:Body>${response}</soapenv:Body></soapenv:Envelope>`,
  };
}

/** Source: [SOAP] "LimitInfoHeader". */
export function limitHeader(used: number, max: number): string {
  const info = `<limitInfo><current>${used}</current><limit>${max}</limit><type>API REQUESTS</type></limitInfo>`;
  return `<soapenv:Header><LimitInfoHeader>${info}</LimitInfoHeader></soapenv:Header>`;
}
