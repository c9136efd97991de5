import { SalesforceError } from '../errors.js';

/** How a job's CSV is written. */
export type CsvForm = { readonly delimiter: string; readonly newline: '\n' | '\r\n' };

/** The first Bulk API takes either line ending, also mixed. */
export type ReadForm = { readonly delimiter: string; readonly newline: CsvForm['newline'] | 'any' };

/** Rows may be shorter than the header: what they do not have is blank. */
export type CsvTable = { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** Source: [BULK] "Column Delimiter". */
export const DELIMITERS: Readonly<Record<string, string>> = {
  BACKQUOTE: '`',
  CARET: '^',
  COMMA: ',',
  PIPE: '|',
  SEMICOLON: ';',
  TAB: '\t',
};

const LINE_ENDINGS: Readonly<Record<string, CsvForm['newline']>> = { LF: '\n', CRLF: '\r\n' };

export const CLASSIC_FORM: ReadForm = { delimiter: ',', newline: 'any' };

/** The form that a job names by words. Refuses words that the API does not have. */
export function csvForm(columnDelimiter: string, lineEnding: string): CsvForm {
  const delimiter = Object.hasOwn(DELIMITERS, columnDelimiter) ? DELIMITERS[columnDelimiter] : undefined;
  const newline = Object.hasOwn(LINE_ENDINGS, lineEnding) ? LINE_ENDINGS[lineEnding] : undefined;
  if (delimiter === undefined) throw new SalesforceError('INVALIDJOB', `Invalid column delimiter: ${columnDelimiter}`);
  if (newline === undefined) throw new SalesforceError('INVALIDJOB', `Invalid line ending: ${lineEnding}`);
  return { delimiter, newline };
}

/** Source: [BULK] "Limits": fields of a record. */
const COLUMNS_MAX = 5_000;

/** What is wrong with a CSV: the text that its job or batch shows. */
export class CsvError extends Error {}

/**
 * Reads CSV with a header line. Quotes are doubled inside quotes; lines without anything are passed over.
 *
 * Source:  [BULK] "Valid CSV Record Rows"; RFC 4180.
 * Assumed: a byte order mark is passed over; the wording of what is wrong, except that of line endings.
 */
export function parseCsv(text: string, { delimiter, newline }: ReadForm): CsvTable {
  const lines: string[][] = [];
  let cells: string[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    const { value, end } = text[at] === '"' ? quoted(text, at) : plain(text, at, delimiter);
    cells.push(value);
    if (cells.length > COLUMNS_MAX) throw new CsvError(`ClientInputError : A record may have at most ${COLUMNS_MAX} fields`);
    at = end;
    if (text[at] === delimiter) {
      at += 1;
      if (at < text.length) continue;
      cells.push('');
    } else if (at < text.length) at = afterNewline(text, at, newline);
    if (cells.length > 1 || cells[0] !== '') lines.push(cells);
    cells = [];
  }
  const [header, ...rows] = lines;
  if (header === undefined) throw new CsvError('ClientInputError : No header line');
  return { header: header.map((name) => name.trim()), rows: rows.map((row, index) => checkWidth(row, header.length, index)) };
}

function quoted(text: string, start: number): { value: string; end: number } {
  let value = '';
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote === -1) throw new CsvError('ClientInputError : Failed to parse CSV. EOF reached before quoted value was closed');
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}

function plain(text: string, start: number, delimiter: string): { value: string; end: number } {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { value: text.slice(start, end), end };
}

function afterNewline(text: string, at: number, newline: ReadForm['newline']): number {
  const isCrlf = text.startsWith('\r\n', at);
  if (!isCrlf && text[at] !== '\n') {
    throw new CsvError(`ClientInputError : Failed to parse CSV. Found unescaped quote or stray character '${text[at]}'`);
  }
  if (newline !== 'any' && isCrlf === (newline === '\n')) {
    throw new CsvError(
      `ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is ${newline === '\n' ? 'LF' : 'CRLF'}`,
    );
  }
  return at + (isCrlf ? 2 : 1);
}

function checkWidth(row: readonly string[], width: number, index: number): readonly string[] {
  if (row.length > width) {
    throw new CsvError(`ClientInputError : Number of columns in CSV row ${index + 1} is ${row.length} and in the header ${width}`);
  }
  return row;
}

/** A line of cells in quotes, without its end. */
export function csvLine(cells: readonly string[], delimiter = ','): string {
  return cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter);
}
