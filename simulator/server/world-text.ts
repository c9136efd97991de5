import type { SavedWorld } from './saved-world.js';

/** Rows on one line of the file: read and printed at once, while everybody else waits. */
const ROWS_PER_LINE = 500;

/**
 * A saved world as text, piece by piece, so that other work can go on in between. It is one JSON document; that rows stand in lines of
 * their own lets it be read piece by piece, too.
 */
export function* printWorld({ tables, ...head }: SavedWorld): IterableIterator<string> {
  const opening = JSON.stringify(head);
  yield `${opening.slice(0, -1)},"tables":{\n`;
  let before = '';
  for (const [name, rows] of Object.entries(tables)) {
    yield `${before}${JSON.stringify(name)}:[\n`;
    for (let start = 0; start < rows.length; start += ROWS_PER_LINE) {
      const line = JSON.stringify(rows.slice(start, start + ROWS_PER_LINE)).slice(1, -1);
      yield `${line}${start + ROWS_PER_LINE < rows.length ? ',' : ''}\n`;
    }
    yield ']';
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
  if (first === undefined || !first.startsWith('{"backlot":') || !first.endsWith(OPENING)) return JSON.parse(bytes.toString());
  const tables: Record<string, unknown[]> = {};
  let rows: unknown[] | null = null;
  let isWhole = false;
  for (const line of lines) {
    if (rows === null) {
      if (line === '}}') isWhole = true;
      else rows = tables[JSON.parse(line.slice(0, -2))] = [];
    } else if (line === ']' || line === '],') rows = null;
    else for (const row of JSON.parse(`[${line.endsWith(',') ? line.slice(0, -1) : line}]`)) rows.push(row);
  }
  if (!isWhole) throw new SyntaxError('Unexpected end of the JSON document');
  return { ...JSON.parse(`${first.slice(0, -OPENING.length)}}`), tables };
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
