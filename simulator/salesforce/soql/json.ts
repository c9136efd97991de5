import type { Row } from '../../kernel/table.js';
import type { FieldType } from '../schema.js';
import { datetimeText } from '../state/dates.js';
import { decimalText } from '../state/print-record.js';
import { RowCache } from '../state/row-cache.js';
import type { QueryPage, RecordPage } from './engine.js';
import type { BoundEntry } from './shape.js';

/** Where the addresses inside a result point: `/services/data/v62.0`. */
export type Base = string;

/**
 * Prints a page of a query as the REST API does.
 *
 * Source: [REST] "Query": `totalSize` counts all matches; the last page has `done: true` and no `nextRecordsUrl`.
 */
export function printPage(page: QueryPage, base: Base): string {
  if (page.kind === 'count') return `{"totalSize":${page.totalSize},"done":true,"records":[]}`;
  if (page.kind === 'groups') return printGroups(page);
  const print = recordPrinter(page, base);
  const records = joined(page.rows, print);
  const url = page.next === null ? '' : `,"nextRecordsUrl":${JSON.stringify(`${base}/query/${page.next}`)}`;
  return `{"totalSize":${page.totalSize},"done":${page.next === null}${url},"records":[${records}]}`;
}

/** Measured: adding text to text takes half as long as `join`. */
function joined(rows: readonly Row[], print: Printer): string {
  let text = '';
  for (const row of rows) text += text === '' ? print(row) : `,${print(row)}`;
  return text;
}

/** The records of a page, one text each. */
export function printRecords(page: RecordPage, base: Base): readonly string[] {
  return page.rows.map(recordPrinter(page, base));
}

function printGroups(page: QueryPage & { kind: 'groups' }): string {
  const records = page.rows.map((row) => {
    const keys = page.entries.map(({ name, column }) => `,${JSON.stringify(name)}:${jsonValue(column.type, row[column.text])}`);
    return `{"attributes":{"type":"AggregateResult"}${keys.join('')}}`;
  });
  return `{"totalSize":${page.totalSize},"done":true,"records":[${records.join(',')}]}`;
}

type Printer = (row: Row) => string;

function recordPrinter(page: RecordPage, base: Base): Printer {
  const print = printerOf(page.entries, page.type.name, base, page, []);
  if (page.printed === null) return print;
  const cache = page.printed.get(base) ?? new RowCache<string>();
  page.printed.set(base, cache);
  return (row) => {
    const known = cache.get(row);
    if (known !== undefined) return known;
    const text = flattened(print(row));
    cache.set(row, text);
    return text;
  };
}

/** A text that is joined from parts keeps them; made a number, it becomes one piece, which is quicker to write again and again. */
function flattened(text: string): string {
  void Number(text);
  return text;
}

function printerOf(entries: readonly BoundEntry[], typeName: string, base: Base, page: RecordPage, path: readonly number[]): Printer {
  const start = `{"attributes":{"type":"${typeName}","url":"${base}/sobjects/${typeName}/`;
  const parts = entries.map((entry) => entryPrinter(entry, base, page, path, typeName));
  return (row) => {
    let text = `${start}${String(row['Id'])}"}`;
    for (const part of parts) text += part(row);
    return `${text}}`;
  };
}

function entryPrinter(entry: BoundEntry, base: Base, page: RecordPage, path: readonly number[], typeName: string): Printer {
  const key = `,${JSON.stringify(entry.name)}:`;
  switch (entry.kind) {
    case 'value': {
      const { type, read, name } = entry;
      if (type === 'base64') {
        const start = `${base}/sobjects/${typeName}/`;
        return (row) => key + (read(row) === null ? 'null' : JSON.stringify(`${start}${String(row['Id'])}/${name}`));
      }
      return (row) => key + jsonValue(type, read(row));
    }
    case 'parent': {
      const { read } = entry;
      const print = parentPrinter(entry, base, page, path);
      return (row) => {
        const parent = read(row);
        return key + (parent === null ? 'null' : print(parent));
      };
    }
    case 'typeof': {
      const print = typeOfPrinter(entry, base, page, path);
      return (row) => {
        const parent = entry.read(row);
        return key + (parent === null ? 'null' : print(parent));
      };
    }
    case 'children': {
      const { read, index, type } = entry;
      const inner = [...path, index];
      const print = printerOf(entry.entries, type.name, base, page, inner);
      return (row) => key + childrenText(read(row), print, inner, base, page);
    }
  }
}

/** What TYPEOF shows of a parent depends on its type. */
function typeOfPrinter(entry: BoundEntry & { kind: 'typeof' }, base: Base, page: RecordPage, path: readonly number[]): Printer {
  const printers = new Map<string, Printer>();
  return (parent) => {
    const type = entry.typeOf(parent);
    const print = printers.get(type) ?? printerOf(entry.entriesOf(type), type, base, page, path);
    printers.set(type, print);
    return print(parent);
  };
}

/** Parents of several types say what they are in the address only. */
function parentPrinter(entry: BoundEntry & { kind: 'parent' }, base: Base, page: RecordPage, path: readonly number[]): Printer {
  const parts = entry.entries.map((each) => entryPrinter(each, base, page, path, entry.typeName));
  return (row) => {
    let text = `{"attributes":{"type":"${entry.typeName}","url":"${base}/sobjects/${entry.typeOf(row)}/${String(row['Id'])}"}`;
    for (const part of parts) text += part(row);
    return `${text}}`;
  };
}

function childrenText(rows: readonly Row[], print: Printer, path: readonly number[], base: Base, page: RecordPage): string {
  if (rows.length === 0) return 'null';
  const { rows: shown, next } = page.children(path, rows);
  const url = next === null ? '' : `,"nextRecordsUrl":${JSON.stringify(`${base}/query/${next}`)}`;
  return `{"totalSize":${rows.length},"done":${next === null}${url},"records":[${shown.map(print).join(',')}]}`;
}

/**
 * A stored value as JSON text.
 *
 * Source: [REST] "Date and time formats", "Field types": datetimes end in `+0000`, decimals always show a fraction.
 */
export function jsonValue(type: FieldType, value: unknown): string {
  if (value === null || value === undefined) return 'null';
  switch (type) {
    case 'datetime':
      return `"${datetimeText(value as number)}"`;
    case 'double':
    case 'currency':
    case 'percent':
      return decimalText(value as number);
    default:
      return typeof value === 'string' && PLAIN_TEXT.test(value) ? `"${value}"` : JSON.stringify(value);
  }
}

/** Texts that JSON writes as they are: most, and quicker told than escaped. */
const PLAIN_TEXT = /^[\x20\x21\x23-\x5b\x5d-\ud7ff\ue000-\uffff]*$/;
