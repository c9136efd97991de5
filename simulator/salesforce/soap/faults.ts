import type { WireResponse } from '../../kernel/wire.js';
import { SalesforceError } from '../errors.js';
import { SoqlError } from '../soql/errors.js';
import { escapeXml } from './xml.js';

/** A fault outside of the vendor's own codes: the request is no call at all. */
export class ClientFault extends Error {}

/** The detail element of a code; others have `ApiFault`. Source: [SOAP] "API Fault Element". */
const DETAILS: Readonly<Record<string, string>> = {
  INVALID_LOGIN: 'LoginFault',
  LOGIN_MUST_USE_SECURITY_TOKEN: 'LoginFault',
  LOGIN_RATE_EXCEEDED: 'LoginFault',
  PASSWORD_LOCKOUT: 'LoginFault',
  INVALID_SESSION_ID: 'UnexpectedErrorFault',
  REQUEST_LIMIT_EXCEEDED: 'UnexpectedErrorFault',
  UNSUPPORTED_API_VERSION: 'UnexpectedErrorFault',
  UNKNOWN_EXCEPTION: 'UnexpectedErrorFault',
  MALFORMED_QUERY: 'MalformedQueryFault',
  INVALID_FIELD: 'InvalidFieldFault',
  INVALID_QUERY_FILTER_OPERATOR: 'InvalidFieldFault',
  INVALID_TYPE: 'InvalidSObjectFault',
  MALFORMED_ID: 'InvalidIdFault',
  INVALID_QUERY_LOCATOR: 'InvalidQueryLocatorFault',
};

/** Faults that say where in a query they are. */
const PLACED = ['MalformedQueryFault', 'InvalidFieldFault', 'InvalidSObjectFault'];

const START =
  '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" ' +
  'xmlns:sf="urn:fault.partner.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><soapenv:Fault>';
const END = '</soapenv:Fault></soapenv:Body></soapenv:Envelope>';

/** A refusal of a whole call. Source: [SOAP] "Error Handling": HTTP 500, code and text both as code and in the text. */
export function faultReply(error: SalesforceError | ClientFault): WireResponse {
  const body = error instanceof SalesforceError ? vendorFault(error) : clientFault(error);
  return { status: 500, headers: { 'Content-Type': 'text/xml; charset=utf-8' }, body: `${START}${body}${END}` };
}

function vendorFault(error: SalesforceError): string {
  const { code } = error;
  const message = escapeXml(error.message);
  const type = DETAILS[code] ?? 'ApiFault';
  const detail = `<sf:exceptionCode>${code}</sf:exceptionCode><sf:exceptionMessage>${message}</sf:exceptionMessage>${placeOf(type, error)}`;
  return (
    `<faultcode>sf:${code}</faultcode><faultstring>${code}: ${message}</faultstring>` +
    `<detail><sf:${type} xsi:type="sf:${type}">${detail}</sf:${type}></detail>`
  );
}

function placeOf(type: string, error: SalesforceError): string {
  if (!PLACED.includes(type)) return '';
  const { row, column } = error instanceof SoqlError && error.row > 0 ? error : { row: -1, column: -1 };
  return `<sf:row>${row}</sf:row><sf:column>${column}</sf:column>`;
}

function clientFault(error: ClientFault): string {
  return `<faultcode>soapenv:Client</faultcode><faultstring>${escapeXml(error.message)}</faultstring>`;
}

export const invalidSoapSession = () =>
  new SalesforceError(
    'INVALID_SESSION_ID',
    'Invalid Session ID found in SessionHeader: Illegal Session. Session not found, missing session hash: ',
    { status: 500 },
  );
