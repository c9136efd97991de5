import type { Row } from '../kernel/table.js';

/** Rows of a block: read and printed at once, while everybody else waits. */
const BLOCK_ROWS_MAX = 500;

/**
 * Rows with the same fields, as they stand in a file: the names of the fields once, then the values of each row. Half of the bytes, and
 * of the time that it takes to read them.
 */
export type RowBlock = readonly [fields: readonly string[], ...rows: readonly (readonly unknown[])[]];

/** Puts rows into blocks, in their order. */
export function* blocksOf(rows: Iterable<Row>): IterableIterator<RowBlock> {
  let fields: readonly string[] = [];
  let values: (readonly unknown[])[] = [];
  for (const row of rows) {
    const own = fieldsOf(row);
    if (values.length === BLOCK_ROWS_MAX || (values.length > 0 && !isSame(own, fields))) {
      yield [fields, ...values];
      values = [];
    }
    fields = own;
    values.push(own.map((field) => row[field]));
  }
  if (values.length > 0) yield [fields, ...values];
}

/** What JSON would write of a row. */
function fieldsOf(row: Row): readonly string[] {
  const fields = Object.keys(row);
  return fields.some((field) => row[field] === undefined) ? fields.filter((field) => row[field] !== undefined) : fields;
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((field, index) => field === other[index]);
}

/** Takes apart what a table is in a file: blocks and, as people may write them, rows. Errors: `SyntaxError`. */
export function addRows(pieces: readonly unknown[], rows: unknown[]): void {
  for (const piece of pieces) {
    if (Array.isArray(piece)) addBlock(piece, rows);
    else rows.push(piece);
  }
}

function addBlock([fields, ...values]: readonly unknown[], rows: unknown[]): void {
  if (!Array.isArray(fields) || !fields.every((field) => typeof field === 'string'))
    throw new SyntaxError('a block of rows names no fields');
  // Every row begins as a copy of this one, so that all have the same form.
  const empty = Object.fromEntries(fields.map((field) => [field, null]));
  for (const row of values) {
    if (!Array.isArray(row) || row.length !== fields.length) {
      throw new SyntaxError(`a row has other than the ${fields.length} values of its block`);
    }
    const filled: Record<string, unknown> = { ...empty };
    for (let index = 0; index < fields.length; index += 1) filled[fields[index]!] = row[index];
    rows.push(filled);
  }
}
