import { stringify } from 'csv-stringify/sync';
import { businessFailure } from '../errors.js';
import type { BareReply } from './gateway-function.js';

export type Format = 'xml' | 'json' | 'csv';

/** Reads `returnformat`; blank means XML. Assumed: the refusal of other formats. */
export function readFormat(text: string | undefined): Format {
  const format = (text ?? '').toLowerCase();
  if (format === '' || format === 'xml') return 'xml';
  if (format === 'json' || format === 'csv') return format;
  throw businessFailure(`Invalid return format '${text}' specified.`);
}

/**
 * Rows as a bare JSON array of objects with text values, or as CSV with a header line and quotes where needed.
 *
 * Source: "Queries", returnformat; both come without any envelope.
 */
export function bareRows(format: 'json' | 'csv', names: readonly string[], rows: readonly (readonly string[])[]): BareReply {
  if (format === 'csv') return { contentType: 'text/csv; charset=UTF-8', text: stringify([[...names], ...rows.map((row) => [...row])]) };
  const objects = rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])));
  return { contentType: 'application/json; charset=UTF-8', text: JSON.stringify(objects) };
}
