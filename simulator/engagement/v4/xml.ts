import { SaxesParser } from 'saxes';
import { refusal } from '../errors.js';

/** One element of a batch document. */
export type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Element[];
};

/** Bounds of ours; batches of fifty stay far below. */
const DEPTH_MAX = 10;
const ELEMENTS_MAX = 20_000;

type Open = { name: string; attributes: Record<string, string>; text: string; children: Element[] };

/** Reads a document. Refuses: 71 for anything that is no plain XML; document types are none. */
export function parseXml(text: string): Element {
  const parser = new SaxesParser();
  const open: Open[] = [{ name: '', attributes: {}, text: '', children: [] }];
  let elements = 0;
  const refuse = (): never => {
    throw refusal(71);
  };
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('opentag', ({ name, attributes }) => {
    elements += 1;
    if (elements > ELEMENTS_MAX || open.length > DEPTH_MAX) refuse();
    open.push({ name, attributes, text: '', children: [] });
  });
  const append = (part: string): void => {
    open.at(-1)!.text += part;
  };
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('closetag', () => {
    const done = open.pop()!;
    open.at(-1)!.children.push(done);
  });
  parser.write(text).close();
  return open[0]!.children[0] ?? refuse();
}
