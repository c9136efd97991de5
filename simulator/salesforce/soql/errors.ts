import { SalesforceError } from '../errors.js';

/** A refusal of a query. `row` and `column` (both from 1) stand in SOAP's query faults; both 0 when the error has no place. */
export class SoqlError extends SalesforceError {
  constructor(
    code: string,
    message: string,
    readonly row = 0,
    readonly column = 0,
    status = 400,
  ) {
    super(code, message, { status });
  }
}

/** Lines up to this long are shown whole; of longer ones this many characters before and after the place. */
const EXCERPT_CHARS_MAX = 120;
const EXCERPT_CHARS_AROUND = 60;

/**
 * A refusal that points at a place: the line, a caret under the place, row and column, then the text.
 *
 * Source:  error bodies recorded from real orgs, "ERROR at Row:1:Column:8".
 * Assumed: how much of a long line is shown.
 */
export function soqlErrorAt(code: string, source: string, at: number, text: string, status = 400): SoqlError {
  const start = source.lastIndexOf('\n', at - 1) + 1;
  const end = source.indexOf('\n', at);
  const line = source.slice(start, end === -1 ? source.length : end).replace(/[\t\r]/g, ' ');
  const row = countLines(source, start);
  const column = at - start + 1;
  const from = line.length > EXCERPT_CHARS_MAX ? Math.max(0, column - 1 - EXCERPT_CHARS_AROUND) : 0;
  const excerpt = line.length > EXCERPT_CHARS_MAX ? line.slice(from, column - 1 + EXCERPT_CHARS_AROUND) : line;
  const caret = `${' '.repeat(column - 1 - from)}^`;
  return new SoqlError(code, `\n${excerpt}\n${caret}\nERROR at Row:${row}:Column:${column}\n${text}`, row, column, status);
}

function countLines(source: string, end: number): number {
  let lines = 1;
  for (let at = source.indexOf('\n'); at !== -1 && at < end; at = source.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

export const malformed = (text: string) => new SoqlError('MALFORMED_QUERY', text);
export const malformedAt = (source: string, at: number, text: string) => soqlErrorAt('MALFORMED_QUERY', source, at, text);
export const invalidFieldAt = (source: string, at: number, text: string) => soqlErrorAt('INVALID_FIELD', source, at, text);
export const filterErrorAt = (source: string, at: number, text: string) => soqlErrorAt('INVALID_QUERY_FILTER_OPERATOR', source, at, text);
export const numberOutsideRange = (source: string, at: number, text: string) => soqlErrorAt('NUMBER_OUTSIDE_VALID_RANGE', source, at, text);
export const tooComplicated = () =>
  new SoqlError('QUERY_TOO_COMPLICATED', 'Query is either selecting too many fields or the filter conditions are too complicated.');

const SEE_DESCRIBE = 'Please reference your WSDL or the describe call for the appropriate names.';

export const noSuchColumnAt = (source: string, at: number, field: string, type: string) =>
  invalidFieldAt(
    source,
    at,
    `No such column '${field}' on entity '${type}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. ${SEE_DESCRIBE}`,
  );
export const noSuchParentAt = (source: string, at: number, relationship: string) =>
  invalidFieldAt(
    source,
    at,
    `Didn't understand relationship '${relationship}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${SEE_DESCRIBE}`,
  );
export const noSuchTypeAt = (source: string, at: number, type: string) =>
  soqlErrorAt(
    'INVALID_TYPE',
    source,
    at,
    `sObject type '${type}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. ${SEE_DESCRIBE}`,
  );
export const noSuchChildAt = (source: string, at: number, relationship: string) =>
  soqlErrorAt(
    'INVALID_TYPE',
    source,
    at,
    `Didn't understand relationship '${relationship}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${SEE_DESCRIBE}`,
  );

/** What the vendor executes and backlot does not, refused as a feature that the org does not have, so that nobody takes wrong rows for right ones. */
export const unsupported = (what: string) =>
  new SoqlError('FUNCTIONALITY_NOT_ENABLED', `This feature is not currently enabled for this user type or org: [${what}]`, 0, 0, 403);
