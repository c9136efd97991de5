import { SaxesParser } from 'saxes';

/** An element of a gateway reply. `text` is the text between its tags, its children's left out. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
};

/** Content of an element to write: text is escaped, null and undefined leave the element empty. */
export type XmlContent = string | number | boolean | null | undefined | readonly XmlText[];

/** A piece of finished XML; only this module's functions make one, so that nothing unescaped slips in. */
export type XmlText = { readonly xml: string };

/** Bound of nesting in a reply; the deepest documented one (query of owned lists) has fewer than ten levels. */
export const REPLY_DEPTH_MAX = 64;

/** Writes an element. Attributes keep their order. */
export function element(name: string, content: XmlContent, attributes: Readonly<Record<string, string>> = {}): XmlText {
  const head = Object.entries(attributes).reduce((text, [key, value]) => `${text} ${key}="${escapeXml(value)}"`, name);
  const body = inner(content);
  return { xml: body === '' ? `<${head}/>` : `<${head}>${body}</${name}>` };
}

/** The document with its declaration. */
export function document(root: XmlText): string {
  return `<?xml version="1.0" encoding="utf-8"?>${root.xml}`;
}

/** Reads a reply strictly. Errors: `SyntaxError` when it is not well-formed, has a DTD or is nested too deep. */
export function parseXml(text: string): XmlElement {
  const parser = new SaxesParser({ fragment: false });
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const open: Open[] = [root];
  const refuse = (message: string): never => {
    throw new SyntaxError(message);
  };
  parser.on('error', (error) => refuse(error.message));
  parser.on('doctype', () => refuse('a reply must not have a document type'));
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length > REPLY_DEPTH_MAX) refuse(`nested deeper than ${REPLY_DEPTH_MAX} elements`);
    open.push({ name, attributes: attributes as Record<string, string>, children: [], text: '' });
  });
  const addText = (piece: string): void => {
    open.at(-1)!.text += piece;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const closed = open.pop()!;
    open.at(-1)!.children.push(closed);
  });
  parser.write(text).close();
  return root.children[0] ?? refuse('the reply is empty');
}

/** The first child of that name, or undefined. */
export function child(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return parent?.children.find((candidate) => candidate.name === name);
}

/** Text of the first child of that name; blank when there is none. */
export function childText(parent: XmlElement | undefined, name: string): string {
  return child(parent, name)?.text.trim() ?? '';
}

/** Takes what would end a text or an attribute value out of it, and control characters that XML 1.0 cannot carry. */
export function escapeXml(text: string): string {
  return text.replace(NEEDS_ESCAPE, (found) => ESCAPES[found] ?? (MAY_STAND.test(found) ? found : ''));
}

type Open = { name: string; attributes: Record<string, string>; children: XmlElement[]; text: string };

/** Markup, control characters, halves of surrogate pairs and the two code points that XML 1.0 leaves out. */
const NEEDS_ESCAPE = /[&<>"'\p{Cc}\p{Cs}\ufffe\uffff]/gu;
/** Control characters that may stand as they are: tab, line feed, and those above the ASCII ones. */
const MAY_STAND = /[\t\n\u0080-\u009f\u007f]/;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\r': '&#13;' };

function inner(content: XmlContent): string {
  if (content === null || content === undefined) return '';
  if (typeof content === 'object') return content.map((piece) => piece.xml).join('');
  return escapeXml(String(content));
}
