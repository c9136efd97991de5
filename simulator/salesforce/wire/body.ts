import { gunzipSync } from 'node:zlib';
import { parseJson } from '../../kernel/json.js';
import { bodyBytes, bodyText, type WireRequest } from '../../kernel/wire.js';
import { jsonParserError, SalesforceError, unsupportedMediaType } from '../errors.js';
import { DEPTH_MAX, extentOf } from './json-extent.js';
import { JsonWalker } from './json-position.js';
import { isXmlType, readXmlBody } from './xml-body.js';

/** Source: App Limits cheat sheet: a REST request's body has at most 50 MB. */
const BODY_BYTES_MAX = 50 * 1024 * 1024;

export type JsonObject = Readonly<Record<string, unknown>>;

/** A JSON body with its text, which error messages point into. */
export type JsonBody = { readonly value: JsonObject; readonly text: string };

/**
 * Reads a request's JSON object; a body in XML is read as the object that it says.
 *
 * Source: REST API guide, "Headers", "Status Codes and Error Responses".
 * Refuses: other media types (415); an empty body, broken JSON and anything but an object (JSON_PARSER_ERROR).
 */
export function readJson(request: WireRequest): JsonBody {
  if (isXmlType(request)) {
    const value = readXmlBody(readText(request));
    return { value, text: JSON.stringify(value) };
  }
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(?:;|$)/i.test(type)) throw unsupportedMediaType();
  const text = readText(request);
  if (text.trim() === '') throw jsonParserError('No content to map to Object due to end of input');
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw notAnObject(value, '[line:1, column:1]');
  }
  return { value: value as JsonObject, text };
}

/** The refusal of a value where an object must stand; `place` as `JsonWalker.placeOf` gives it. */
export function notAnObject(value: unknown, place: string): SalesforceError {
  return jsonParserError(
    `Cannot deserialize instance of map from ${tokenName(value)} value ${shown(value)} or request may be missing a required field at ${place}`,
  );
}

/** The text of a request's body, unpacked when it is compressed. Refuses one that is larger than `bytesMax`, packed or not. */
export function readText(request: WireRequest, bytesMax = BODY_BYTES_MAX): string {
  if (bodyBytes(request) > bytesMax) throw tooLarge();
  if (!/\bgzip\b/i.test(request.headers['content-encoding'] ?? '')) return bodyText(request);
  try {
    return bodyText({ body: gunzipSync(request.body, { maxOutputLength: bytesMax }) });
  } catch {
    throw jsonParserError('The request body is not valid gzip');
  }
}

function tooLarge(): SalesforceError {
  return new SalesforceError('REQUEST_ENTITY_TOO_LARGE', 'Request exceeded size limit', { status: 413 });
}

function parse(text: string): unknown {
  const extent = extentOf(text);
  if (extent === 'many') throw tooLarge();
  if (extent === 'deep') throw tooDeep();
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    throw jsonParserError(JsonWalker.faultOf(text));
  }
  if (isTooDeep(value)) throw tooDeep();
  return value;
}

const tooDeep = () => jsonParserError(`Document nesting depth exceeds the maximum allowed (${DEPTH_MAX})`);

/** Breadth first, so that depth cannot hurt. */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH_MAX) return true;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return false;
}

/** What the parser calls a value's first token. */
export function tokenName(value: unknown): string {
  if (value === null) return 'VALUE_NULL';
  if (value === true) return 'VALUE_TRUE';
  if (value === false) return 'VALUE_FALSE';
  if (typeof value === 'string') return 'VALUE_STRING';
  if (typeof value === 'number') return Number.isInteger(value) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT';
  return Array.isArray(value) ? 'START_ARRAY' : 'START_OBJECT';
}

export function shown(value: unknown): string {
  if (Array.isArray(value)) return '[';
  return typeof value === 'object' && value !== null ? '{' : String(value);
}
