import type { WireRequest, WireResponse } from '../../kernel/wire.js';
import type { EngagementError } from '../errors.js';

/** A value as both formats print it: an array repeats its element, null is an empty one. */
export type Tree = string | number | boolean | null | typeof YES | readonly Tree[] | { readonly [name: string]: Tree | undefined };

/** A flag of a prospect that is set: `true` in JSON, `1` in XML; one that is not set is null. Source: pardot/api-docs, "Prospects". */
export const YES = Object.freeze({ toJSON: (): boolean => true });

export type Format = 'xml' | 'json';

/** Source: pardot/api-docs, "Using the API": XML unless `format=json`. */
export function formatOf(text: string | null | undefined): Format {
  return text?.toLowerCase() === 'json' ? 'json' : 'xml';
}

/** A reply that tells of success. */
export function printSuccess(format: Format, content: { readonly [name: string]: Tree | undefined }): WireResponse {
  if (format === 'json') return jsonReply(200, { '@attributes': { stat: 'ok', version: 1 }, ...content });
  return xmlReply(200, `<rsp stat="ok" version="1.0">${printChildren(content)}</rsp>`);
}

/**
 * A refusal in the older versions' words.
 * Source: pardot/api-docs, "Error codes": the reply has status 200 and the code in its body. Assumed: 401 with a bad bearer token, 400
 *         with a broken batch, 500 for errors of the vendor's own.
 */
export function printFailure(format: Format, error: EngagementError): WireResponse {
  const status = STATUSES.get(error.number) ?? 200;
  if (format === 'json' && !BATCH_CODES.has(error.number)) {
    return jsonReply(status, { '@attributes': { stat: 'fail', version: 1, err_code: error.number }, err: error.message });
  }
  return xmlReply(status, `<rsp stat="fail" version="1.0"><err code="${error.number}">${escapeXml(error.message)}</err></rsp>`);
}

/** The refusal of a call that was not read yet, or that something beyond the operation refused. */
export function printFailureFor(request: WireRequest, error: EngagementError): WireResponse {
  const inQuery = new URLSearchParams(request.query).get('format');
  const inBody = inQuery === null && typeof request.body === 'string' ? /(?:^|&)format=(\w+)/.exec(request.body)?.[1] : null;
  return printFailure(formatOf(inQuery ?? inBody), error);
}

/** Whether an address belongs to versions 3 and 4. */
export function isOlderPath(path: string): boolean {
  return /^\/api\/[^/]+\/version\//i.test(path);
}

const BATCH_CODES: ReadonlySet<number> = new Set([71, 90, 91]);
const STATUSES: ReadonlyMap<number, number> = new Map([
  [184, 401],
  [183, 500],
  ...[...BATCH_CODES].map((code): [number, number] => [code, 400]),
]);

function jsonReply(status: number, body: unknown): WireResponse {
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
}

function xmlReply(status: number, document: string): WireResponse {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${document}\n`;
  return { status, headers: { 'Content-Type': 'text/xml; charset=utf-8' }, body };
}

function printElement(name: string, value: Tree | undefined): string {
  if (value === undefined) return '';
  // Assumed: errors of a batch are keyed by number, which is no name for an element.
  if (/^\d+$/.test(name)) return `<error index="${name}">${escapeXml(String(value))}</error>`;
  if (Array.isArray(value)) return value.map((each) => printElement(name, each)).join('');
  if (value === null || value === '') return `<${name}/>`;
  if (value === YES) return `<${name}>1</${name}>`;
  if (typeof value !== 'object') return `<${name}>${escapeXml(String(value))}</${name}>`;
  return `<${name}>${printChildren(value as { [name: string]: Tree })}</${name}>`;
}

function printChildren(content: { readonly [name: string]: Tree | undefined }): string {
  return Object.entries(content)
    .map(([name, value]) => printElement(name, value))
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML 1.0 has no way to write
  const legal = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
  return legal.replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}
