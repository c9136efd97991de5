import { SaxesParser } from 'saxes';
import type { ProbeReply, TargetReply } from './types.js';

/** Levels that a reply may nest; the vendors' have fewer than twenty. */
const DEPTH_MAX = 200;

/** A reply with its body as plain data: JSON as it is, XML as maps, anything else as text; nothing where there is no body. */
export function readReply({ status, headers, body, masked }: TargetReply): ProbeReply {
  return { status, headers, text: body, data: dataOf(body), ...(masked === undefined ? {} : { masked }) };
}

function dataOf(text: string): unknown {
  const start = text.trimStart();
  if (start === '') return null;
  try {
    if (/^[[{"\d-]|^(?:true|false|null)\b/.test(start)) return JSON.parse(text) as unknown;
    if (start.startsWith('<') && !/^<!doctype html|^<html/i.test(start)) return xmlData(text);
  } catch {
    // Not what it looked like: it stays text.
  }
  return text;
}

type Open = { readonly name: string; readonly attributes: Record<string, string>; readonly children: [string, unknown][]; text: string };

/**
 * XML as plain data: an element with others in it is a map, one with text only a text; elements of one name become a list;
 * attributes are `@name`, text beside attributes is `#text`. Prefixes of names are left out.
 */
export function xmlData(text: string): unknown {
  const parser = new SaxesParser();
  const root = opened('', {});
  const open: Open[] = [root];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length > DEPTH_MAX) throw new SyntaxError(`nested deeper than ${DEPTH_MAX} elements`);
    open.push(opened(local(name), attributes as Record<string, string>));
  });
  const add = (piece: string): void => {
    open.at(-1)!.text += piece;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => {
    const done = open.pop()!;
    open.at(-1)!.children.push([done.name, plainOf(done)]);
  });
  parser.write(text).close();
  return plainOf(root);
}

function opened(name: string, attributes: Record<string, string>): Open {
  return { name, attributes, children: [], text: '' };
}

function plainOf({ attributes, children, text }: Open): unknown {
  const entries = Object.entries(attributes).filter(([name]) => !/^xmlns(?::|$)/.test(name));
  if (entries.length === 0 && children.length === 0) return text.trim();
  const map = new Map<string, unknown>(entries.map(([name, value]) => [`@${local(name)}`, value]));
  const repeated = new Set<string>();
  for (const [name, value] of children) {
    if (!map.has(name)) map.set(name, value);
    else if (repeated.has(name)) (map.get(name) as unknown[]).push(value);
    else map.set(name, [map.get(name), value]) && repeated.add(name);
  }
  if (text.trim() !== '') map.set('#text', text.trim());
  return Object.fromEntries(map);
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
