import { SaxesParser } from 'saxes';
import { schemaError } from '../errors.js';
import { XML_DEPTH_MAX, XML_ELEMENTS_MAX } from '../limits.js';

/** An element with its text (of all text parts, joined) and its child elements. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
  readonly line: number;
};

/**
 * Parses a request strictly; document type declarations are refused, so that nothing can be included or expanded.
 *
 * Source:  fixture of XL03000003 with libxml's "Fatal Error 76"; other numbers are libxml's for the same faults.
 * Refuses: XL03000003 at control level for what is not well-formed, too deep, or has a document type.
 */
export function parseXml(source: string): XmlElement {
  const parser = new SaxesParser();
  const open: XmlElement[] = [];
  let root: XmlElement | null = null;
  let closed: XmlElement | undefined;
  parser.on('error', (error) => {
    const inner = /unexpected close tag/.test(error.message) ? closed : open.at(-1);
    throw malformed(error.message, source, parser.position, inner, parser.line, parser.column);
  });
  parser.on('doctype', () => {
    throw schemaError(`Fatal Error 1: Document type declarations are not allowed. Line: ${parser.line}, column: ${parser.column}.`);
  });
  let count = 0;
  parser.on('opentag', ({ name, attributes }) => {
    count += 1;
    if (count > XML_ELEMENTS_MAX) throw schemaError(`Fatal Error 1: More than ${XML_ELEMENTS_MAX} elements. Line: ${parser.line}.`);
    const element: XmlElement = { name, attributes: attributes as Record<string, string>, children: [], text: '', line: parser.line };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
    if (open.length > XML_DEPTH_MAX) {
      throw schemaError(`Fatal Error 1: Excessive depth in document: ${XML_DEPTH_MAX}. Line: ${parser.line}, column: ${parser.column}.`);
    }
  });
  // The parser closes an element before it complains that another end tag stands there.
  parser.on('closetag', () => {
    closed = open.pop();
  });
  const append = (text: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  };
  parser.on('text', append);
  parser.on('cdata', append);
  if (source.trim() === '') throw schemaError('Fatal Error 4: Document is empty. Line: 1, column: 1.');
  parser.write(source).close();
  return root!;
}

/** The first child of that name. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((each) => each.name === name);
}

/** The trimmed text of a child; undefined when there is none. */
export function childText(element: XmlElement, name: string): string | undefined {
  return child(element, name)?.text.trim();
}

function malformed(message: string, source: string, position: number, inner: XmlElement | undefined, line: number, column: number): Error {
  const place = `Line: ${line}, column: ${column}.`;
  const closing = /<\/([^<>]*)>?$/.exec(source.slice(Math.max(0, position - 300), position))?.[1]?.trim();
  if (/unexpected close tag|unmatched closing tag/.test(message) && closing !== undefined && inner !== undefined) {
    return schemaError(`Fatal Error 76: Opening and ending tag mismatch: ${inner.name} line ${inner.line} and ${closing}. ${place}`);
  }
  if (/unclosed tag|unexpected end/.test(message) && inner !== undefined) {
    return schemaError(`Fatal Error 77: Premature end of data in tag ${inner.name} line ${inner.line}. ${place}`);
  }
  if (/must contain a root element|start tag expected/i.test(message)) {
    return schemaError(`Fatal Error 4: Start tag expected, '<' not found. ${place}`);
  }
  const detail = message.replace(/^(?:[^:]*:)?\d+:\d+: /, '');
  if (/outside of root node/.test(message)) return schemaError(`Fatal Error 5: Extra content at the end of the document. ${place}`);
  if (/undefined entity/.test(message)) return schemaError(`Fatal Error 26: ${detail} ${place}`);
  return schemaError(`Fatal Error 68: ${detail} ${place}`);
}
