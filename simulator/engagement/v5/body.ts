import { bodyBytes, bodyText, type WireRequest } from '../../kernel/wire.js';
import { refusal } from '../errors.js';
import { parseJson } from '../json-text.js';
import { JSON_BYTES_MAX } from '../limits.js';
import type { Raw } from './object.js';

/**
 * The JSON object of a request.
 * Source: Account Engagement API, errors 150 (no JSON), 151 (content type), 152 (empty), 204 (too large).
 */
export function readJson(request: WireRequest): Raw {
  const type = request.headers['content-type'];
  if (type !== undefined && !/^application\/([a-z.+-]+\+)?json\b/i.test(type)) throw refusal(151, type.slice(0, 80));
  if (bodyBytes(request) > JSON_BYTES_MAX) throw refusal(204);
  const text = bodyText(request);
  if (text.trim() === '') throw refusal(152);
  return parseObject(text);
}

/** A JSON text that must be an object. Assumed: one that nests too deep is refused as no JSON. */
export function parseObject(text: string): Raw {
  const parsed = parseJson(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw refusal(150);
  return parsed as Raw;
}

/** A field list as a JSON body may give it: an array of names, or a comma list. Null when there is none. */
export function readFieldList(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value) && value.every((name) => typeof name === 'string')) return value.join(',');
  if (typeof value === 'string') return value;
  throw refusal(154, 'fields');
}
