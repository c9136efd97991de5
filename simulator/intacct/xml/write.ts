/** An element to print: text, or elements within it. */
export type Xml = {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly content?: string | readonly Xml[];
};

/** Builds an element. */
export function xml(name: string, content?: string | readonly Xml[], attributes?: Readonly<Record<string, string | number>>): Xml {
  return { name, ...(content === undefined ? {} : { content }), ...(attributes === undefined ? {} : { attributes }) };
}

/** Prints a document; `isPretty` breaks lines and indents, as the vendor does unless told otherwise. */
export function printXml(root: Xml, isPretty: boolean): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${print(root, isPretty ? '\n' : '')}${isPretty ? '\n' : ''}`;
}

function print(element: Xml, lineStart: string): string {
  let head = element.name;
  if (element.attributes !== undefined) {
    for (const [name, value] of Object.entries(element.attributes)) head += ` ${name}="${escaped(String(value))}"`;
  }
  const { content } = element;
  if (content === undefined || content.length === 0) return content === undefined ? `<${head}/>` : `<${head}></${element.name}>`;
  if (typeof content === 'string') return `<${head}>${escaped(content)}</${element.name}>`;
  const inner = lineStart === '' ? '' : `${lineStart}  `;
  let text = `<${head}>`;
  for (const each of content) text += inner + print(each, inner);
  return `${text}${lineStart}</${element.name}>`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML 1.0 has no way to write is looked for, too.
const SPECIAL = /[&<>"\u0000-\u0008\u000b-\u001f\ufffe\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 has no way to write.
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Text as XML; characters that XML cannot write are dropped. */
function escaped(text: string): string {
  if (!SPECIAL.test(text)) return text;
  const clean = text.replace(UNPRINTABLE, '');
  return clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\r', '&#13;');
}
