import { addRows, blocksOf } from './row-blocks.js';
import type { SavedWorld } from './saved-world.js';

/**
 * A saved world as text, piece by piece, so that other work can go on in between. It is one JSON document; that blocks of rows stand in
 * lines of their own lets it be read piece by piece, too.
 */
export function* printWorld({ tables, ...head }: SavedWorld): IterableIterator<string> {
  const opening = JSON.stringify(head);
  yield `${opening.slice(0, -1)},"tables":{\n`;
  let before = '';
  for (const [name, rows] of Object.entries(tables)) {
    yield `${before}${JSON.stringify(name)}:[\n`;
    let separator = '';
    for (const block of blocksOf(rows)) {
      yield `${separator}${JSON.stringify(block)}`;
      separator = ',\n';
    }
    yield separator === '' ? ']' : '\n]';
    before = ',\n';
  }
  yield '\n}}\n';
}

const NEWLINE = 0x0a;
const OPENING = ',"tables":{';

/** Reads what `printWorld` wrote, or any other spelling of the same JSON. Errors: `SyntaxError`. */
export function parseWorld(bytes: Buffer): unknown {
  const lines = linesOf(bytes);
  const first = lines.next().value;
  if (first === undefined || !first.startsWith('{"backlot":') || !first.endsWith(OPENING)) return unpacked(JSON.parse(bytes.toString()));
  const tables: Record<string, unknown[]> = {};
  let rows: unknown[] | null = null;
  let isWhole = false;
  for (const line of lines) {
    if (rows === null) {
      if (line === '}}') isWhole = true;
      else if (line !== '') rows = tables[JSON.parse(line.slice(0, -2))] = [];
    } else if (line === ']' || line === '],') rows = null;
    else addRows(JSON.parse(`[${line.endsWith(',') ? line.slice(0, -1) : line}]`), rows);
  }
  if (!isWhole) throw new SyntaxError('Unexpected end of the JSON document');
  return { ...JSON.parse(`${first.slice(0, -OPENING.length)}}`), tables };
}

/** Another spelling; what is not as it should be is left for whoever checks it. */
function unpacked(world: { tables?: unknown } | null): unknown {
  if (typeof world?.tables !== 'object' || world.tables === null) return world;
  const tables = Object.entries(world.tables).map(([name, pieces]) => {
    if (!Array.isArray(pieces)) return [name, pieces];
    const rows: unknown[] = [];
    addRows(pieces, rows);
    return [name, rows];
  });
  return { ...world, tables: Object.fromEntries(tables) };
}

function* linesOf(bytes: Buffer): Generator<string, undefined> {
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    yield bytes.toString('utf8', start, end);
    start = end + 1;
  }
  return undefined;
}
