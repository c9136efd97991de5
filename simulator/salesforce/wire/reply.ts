import type { WireRequest, WireResponse } from '../../kernel/wire.js';
import type { SalesforceError } from '../errors.js';
import { escapeXml } from '../soap/xml.js';
import { toJson } from '../state/print-record.js';
import { wantsXml } from './xml-body.js';

const JSON_TYPE = { 'Content-Type': 'application/json;charset=UTF-8' };

/** A JSON reply; decimals get their point. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): WireResponse {
  return { status, headers: { ...JSON_TYPE, ...headers }, body: toJson(value) };
}

/** A reply whose JSON is printed already. */
export function jsonText(status: number, body: string): WireResponse {
  return { status, headers: JSON_TYPE, body };
}

/** A reply without a body and without a type of one. */
export function noContent(status = 204): WireResponse {
  return { status, headers: {}, body: '' };
}

/** A refusal as the REST API prints it: an array of errors, in XML where the client asked for that. */
export function errorReply(error: SalesforceError, request: WireRequest): WireResponse {
  if (wantsXml(request)) return xmlErrors(error);
  const entries = error.all.map(({ detail, message, code, fields }) => ({
    ...detail,
    message,
    errorCode: code,
    ...(fields && { fields }),
  }));
  return json(error.status, entries);
}

/** One record's errors inside a collection or composite reply: `statusCode`, and always `fields`. */
export function rowErrors(error: SalesforceError): readonly unknown[] {
  return error.all.map(({ code, message, fields = [] }) => ({ statusCode: code, message, fields }));
}

function xmlErrors(error: SalesforceError): WireResponse {
  const entries = error.all.map(({ code, message, fields = [] }) => {
    const names = fields.map((field) => `<fields>${escapeXml(field)}</fields>`).join('');
    return `<Error>${names}<errorCode>${escapeXml(code)}</errorCode><message>${escapeXml(message)}</message></Error>`;
  });
  const body = `<?xml version="1.0" encoding="UTF-8"?><Errors>${entries.join('')}</Errors>`;
  return { status: error.status, headers: { 'Content-Type': 'application/xml;charset=UTF-8' }, body };
}
