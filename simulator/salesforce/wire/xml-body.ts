import type { WireRequest, WireResponse } from '../../kernel/wire.js';
import { jsonParserError } from '../errors.js';
import { type Element, escapeXml, parseXml, XmlError } from '../soap/xml.js';

/** Whether a client asks for XML: by the end of the path, or by Accept. Source: [REST] "Specifying the response format". */
export function wantsXml({ headers, path }: WireRequest): boolean {
  if (/\.(?:json|xml)$/i.test(path) && isSuffixed(path)) return /\.xml$/i.test(path);
  const accept = headers['accept'] ?? '';
  return /application\/xml|text\/xml/i.test(accept) && !/json|\*\/\*/i.test(accept);
}

/** Whether the path may end in a format: values of external ids may look like one. */
export function isSuffixed(path: string): boolean {
  return /^\/+services\/data\//i.test(path) && !/\/sobjects\/[^/]+\/[^/]+\/[^/]+$/i.test(path);
}

export function isXmlType({ headers }: WireRequest): boolean {
  return /^(?:application|text)\/xml\b/i.test(headers['content-type'] ?? '');
}

/** A body in XML as the object that JSON would have been: an element with elements inside is an object, repeated ones are a list. */
export function readXmlBody(text: string): Record<string, unknown> {
  try {
    const root = contentOf(parseXml(text));
    return typeof root === 'object' && root !== null ? (root as Record<string, unknown>) : Object.create(null);
  } catch (error) {
    if (error instanceof XmlError) throw jsonParserError(`The request body is not valid XML: ${error.message}`);
    throw error;
  }
}

function contentOf(element: Element): unknown {
  if (element.isNil) return null;
  if (element.children.length === 0) return element.text;
  const found = new Map<string, unknown[]>();
  for (const child of element.children) {
    const values = found.get(child.name);
    if (values === undefined) found.set(child.name, [contentOf(child)]);
    else values.push(contentOf(child));
  }
  const value: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, values] of found) value[name] = values.length === 1 ? values[0] : values;
  return value;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';

/**
 * A JSON reply as XML.
 *
 * Source:  [REST] examples in XML: a record is an element of its type, a query a QueryResult, the outcome of a create a Result.
 * Assumed: the names of the elements around the rarer replies.
 */
export function asXml(reply: WireResponse): WireResponse {
  const type = reply.headers['Content-Type'] ?? '';
  if (typeof reply.body !== 'string' || reply.body === '' || !type.startsWith('application/json')) return reply;
  const value = JSON.parse(reply.body) as unknown;
  const headers = { ...reply.headers, 'Content-Type': 'application/xml;charset=UTF-8' };
  return { ...reply, headers, body: `${HEAD}${Array.isArray(value) ? listXml(value) : elementXml(rootOf(value), value)}` };
}

function listXml(values: readonly unknown[]): string {
  return `<Results>${values.map((value) => elementXml(rootOf(value), value)).join('')}</Results>`;
}

function rootOf(value: unknown): string {
  const object = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const { attributes } = object;
  if (typeof attributes === 'object' && attributes !== null) return String((attributes as Record<string, unknown>)['type']);
  if ('totalSize' in object) return 'QueryResult';
  if ('sobjects' in object) return 'DescribeGlobal';
  if ('fields' in object && 'childRelationships' in object) return 'DescribeSObject';
  return 'Result';
}

/** `attributes` become attributes, lists repeat their element, null is nil. */
function elementXml(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => elementXml(name, each)).join('');
  if (value === null || value === undefined) return `<${name} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>`;
  if (typeof value !== 'object') return `<${name}>${escapeXml(String(value))}</${name}>`;
  const { attributes, ...rest } = value as Record<string, unknown>;
  const parts = Object.entries((attributes ?? {}) as Record<string, unknown>).map(([key, text]) => ` ${key}="${escapeXml(String(text))}"`);
  const inside = Object.entries(rest).map(([key, each]) => elementXml(elementName(key), each));
  return `<${name}${parts.join('')}>${inside.join('')}</${name}>`;
}

/** Keys that are no names of elements: limits of apps with spaces in their names. */
function elementName(key: string): string {
  return /^[A-Za-z_][\w.-]*$/.test(key) ? key : 'entry';
}
