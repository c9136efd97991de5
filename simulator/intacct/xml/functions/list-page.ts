import { type Xml, xml } from '../write.js';

/** Which part of a legacy list is wanted. */
export type Page = { readonly start: number; readonly max: number };

/** Rows of one `get_list` unless `maxitems` says otherwise. Assumed. */
const ROWS_DEFAULT = 100;

export function readPage(attributes: Readonly<Record<string, string>>): Page {
  return { start: readCount(attributes['start'], 0), max: readCount(attributes['maxitems'], ROWS_DEFAULT) };
}

/** Source: fixture `<listtype start="0" end="1" total="2">class</listtype>`. */
export function listHead(name: string, { start }: Page, count: number, total: number): Xml {
  return xml('listtype', name, { start, end: Math.max(start, start + count - 1), total });
}

function readCount(text: string | undefined, fallback: number): number {
  const count = Number(text ?? '');
  return text === undefined || text === '' || !Number.isInteger(count) || count < 0 ? fallback : count;
}
