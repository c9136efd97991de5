import type { WireResponse } from '../../kernel/wire.js';
import { describe, describeEntry } from '../describe.js';
import { notFound } from '../errors.js';
import { type SignedCall, signedIn } from '../operations/signed-in.js';
import { columnMetadata } from '../soql/column-metadata.js';
import { malformed } from '../soql/errors.js';
import { printPage } from '../soql/json.js';
import { json } from '../wire/reply.js';
import { TOOLING_SCHEMA, toolingQueries } from './view.js';

/** More than any list that the Tooling API has here: its results come in one page. */
const ROWS_MAX = 1_000_000;

/**
 * GET /services/data/:version/tooling/query?q= - SOQL over the org's own definitions.
 *
 * Source: Tooling API guide, "REST Resources": as a query's result, with `size`, `entityTypeName` and `queryLocator`.
 */
export const toolingQuery = signedIn((call: SignedCall) => {
  const parameters = new URLSearchParams(call.request.query);
  const text = parameters.get('q');
  if (text === null || text.trim() === '') throw malformed('A query string has to be specified');
  const queries = toolingQueries(call.state);
  if (parameters.get('columns')?.toLowerCase() === 'true') return json(200, columnMetadata(queries.prepare(text).compiled));
  const page = queries.query(text, { userId: call.session.userId, includesDeleted: false, batchSize: ROWS_MAX });
  const size = page.kind === 'count' ? 0 : page.rows.length;
  const type = page.kind === 'records' ? page.type.name : null;
  const head = `{"size":${size},"entityTypeName":${JSON.stringify(type)},"queryLocator":null,`;
  return jsonReply(head + printPage(page, `/services/data/${call.params['version']!.toLowerCase()}/tooling`).slice(1));
});

function jsonReply(body: string): WireResponse {
  return { status: 200, headers: { 'Content-Type': 'application/json;charset=UTF-8' }, body };
}

/** GET /services/data/:version/tooling/sobjects - the objects of the Tooling API. Source: Tooling API guide, "REST Resources". */
export const describeTooling = signedIn(({ params }: SignedCall) => {
  const sobjects = TOOLING_SCHEMA.types.map((type) => ({
    ...describeEntry(type, params['version']!.toLowerCase()),
    urls: urlsOf(params['version']!, type.name),
  }));
  return json(200, { encoding: 'UTF-8', maxBatchSize: 200, sobjects });
});

/** GET /services/data/:version/tooling/sobjects/:type/describe - one of them. Source: as above. */
export const describeToolingObject = signedIn(({ params, origin }: SignedCall) => {
  const type = TOOLING_SCHEMA.type(params['type']!);
  if (type === undefined) throw notFound();
  return json(200, {
    ...describe(type, TOOLING_SCHEMA, params['version']!.toLowerCase(), origin, []),
    urls: urlsOf(params['version']!, type.name),
  });
});

function urlsOf(version: string, name: string) {
  const url = `/services/data/${version.toLowerCase()}/tooling/sobjects/${name}`;
  return { rowTemplate: `${url}/{ID}`, describe: `${url}/describe`, sobject: url };
}

/** What can be run without Apex: nothing, comments, and writing to a log that nobody reads. */
const HARMLESS = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|System\s*\.\s*debug\s*\(\s*'(?:[^'\\\n]|\\.)*'\s*\)\s*;/iy;

/** Reads piece by piece and never back, so that no text takes long. */
function isHarmless(apex: string): boolean {
  HARMLESS.lastIndex = 0;
  let at = 0;
  while (at < apex.length && HARMLESS.test(apex)) at = HARMLESS.lastIndex;
  return at === apex.length;
}

/** Longer texts are refused unread. */
const APEX_CHARS_MAX = 20_000;

/**
 * GET /services/data/:version/tooling/executeAnonymous?anonymousBody= - runs Apex, as far as there is something to run.
 *
 * Source:  Tooling API guide, "REST Resources", executeAnonymous.
 * Refuses: anything but `System.debug` of a text does not compile.
 */
export const executeAnonymous = signedIn(({ request }: SignedCall) => {
  const apex = new URLSearchParams(request.query).get('anonymousBody');
  if (apex === null) throw malformed('The anonymousBody parameter is required');
  const compiled = apex.length <= APEX_CHARS_MAX && isHarmless(apex);
  return json(200, {
    line: compiled ? -1 : 1,
    column: compiled ? -1 : 1,
    compiled,
    success: compiled,
    compileProblem: compiled ? null : 'Apex is not available in this organization',
    exceptionStackTrace: null,
    exceptionMessage: null,
  });
});
