import { SaxesParser } from 'saxes';
import { xmlExtent } from './xml-extent.js';

/** One element of a request, by its local name: clients choose prefixes as they like. */
export type Element = {
  readonly name: string;
  /** The text directly inside. */
  readonly text: string;
  readonly isNil: boolean;
  /** The local part of `xsi:type`. */
  readonly type: string | null;
  readonly children: readonly Element[];
};

/** Bounds of ours; real requests stay far below. Elements and attributes count together. */
const DEPTH_MAX = 30;
const NODES_MAX = 200_000;
const ATTRIBUTES_MAX = 200;

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** A request that is no XML as the vendor takes it. */
export class XmlError extends Error {}

type Open = { name: string; text: string; isNil: boolean; type: string | null; children: Element[] };

/** Reads a document. Document types, and with them entities beyond the five, are refused. */
export function parseXml(text: string): Element {
  const size = xmlExtent(text);
  if (size !== 'right') throw new XmlError(size === 'doctype' ? NO_DOCTYPE : TOO_LARGE);
  const parser = new SaxesParser({ xmlns: true });
  const open: Open[] = [{ name: '', text: '', isNil: false, type: null, children: [] }];
  let [nodes, attributesHere] = [0, 0];
  parser.on('error', (error) => {
    throw new XmlError(error.message);
  });
  parser.on('doctype', () => {
    throw new XmlError(NO_DOCTYPE);
  });
  parser.on('attribute', () => {
    nodes += 1;
    attributesHere += 1;
    if (attributesHere > ATTRIBUTES_MAX) throw new XmlError(TOO_LARGE);
  });
  parser.on('opentag', ({ local, attributes }) => {
    nodes += 1;
    attributesHere = 0;
    if (nodes > NODES_MAX || open.length > DEPTH_MAX) throw new XmlError(TOO_LARGE);
    const attribute = (name: string): string | undefined =>
      Object.values(attributes).find((each) => each.local === name && each.uri === XSI)?.value;
    const nil = attribute('nil');
    const type = attribute('type')?.replace(/^.*:/, '') ?? null;
    open.push({ name: local, text: '', isNil: nil === 'true' || nil === '1', type, children: [] });
  });
  const append = (part: string): void => {
    open[open.length - 1]!.text += part;
  };
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('closetag', () => {
    const done = open.pop()!;
    open[open.length - 1]!.children.push(done);
  });
  parser.write(text).close();
  return open[0]!.children[0]!;
}

const NO_DOCTYPE = 'DOCTYPE is disallowed';
const TOO_LARGE = 'the document is too large or nested too deeply';

/** The first child with a name. */
export function child(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((each) => each.name === name);
}

export function childrenNamed(element: Element, name: string): readonly Element[] {
  return element.children.filter((each) => each.name === name);
}

/** The text of a child; null when it is missing or nil. */
export function childText(element: Element | undefined, name: string): string | null {
  const found = child(element, name);
  return found === undefined || found.isNil ? null : found.text.trim();
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it may stand in a document; characters that XML cannot carry are left out. */
export function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML 1.0 has no way to write
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[&<>"]/g, (character) => ESCAPES[character]!);
}

/** Plain data as elements: lists repeat the element; what has no value is left out. */
export function plainElement(name: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((each) => plainElement(name, each)).join('');
  if (typeof value !== 'object') return tag(name, value as string | number | boolean);
  return `<${name}>${Object.entries(value)
    .map(([key, each]) => plainElement(key, each))
    .join('')}</${name}>`;
}

/** `<name>value</name>`; null is `xsi:nil`. */
export function tag(name: string, value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return `<${name} xsi:nil="true"/>`;
  return `<${name}>${typeof value === 'string' ? escapeXml(value) : String(value)}</${name}>`;
}
