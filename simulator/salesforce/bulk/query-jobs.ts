import { valueText } from '../../kernel/value-text.js';
import { SalesforceError } from '../errors.js';
import { parseId } from '../ids.js';
import { type SignedCall, signedIn } from '../operations/signed-in.js';
import { readJson } from '../wire/body.js';
import { json, noContent } from '../wire/reply.js';
import { csvForm, csvLine } from './csv.js';
import { invalidJob, noSuchJob, wordOf, wrongState } from './ingest.js';
import { printQueryJob } from './job-json.js';
import type { QueryJob } from './jobs.js';
import { bulkQuery, cellText, columnsOf } from './query-rows.js';

/**
 * POST /services/data/:version/jobs/query - makes a job that reads records, and runs it.
 *
 * Source:  [BULK] "Create a Query Job": a query that cannot run is refused here.
 * Assumed: the records are those of the moment the job was made; the reply still says UploadComplete.
 */
export const createQueryJob = signedIn((call: SignedCall) => {
  const { state, session, params } = call;
  const body = readJson(call.request).value;
  const { operation, query } = body;
  if (operation !== 'query' && operation !== 'queryAll') throw invalidJob(`Invalid operation: ${valueText(operation)}`);
  if (typeof query !== 'string' || query.trim() === '') throw new SalesforceError('MALFORMED_QUERY', 'A query string has to be specified');
  const columnDelimiter = wordOf(body, 'columnDelimiter', 'COMMA');
  const lineEnding = wordOf(body, 'lineEnding', 'LF');
  const { delimiter } = csvForm(columnDelimiter, lineEnding);
  const { object, run } = bulkQuery(state, query, session.userId, operation === 'queryAll');
  const page = run();
  const columns = columnsOf(page.entries);
  const header = csvLine(
    columns.map(({ name }) => name),
    delimiter,
  );
  const lines = page.rows.map((row) =>
    csvLine(
      columns.map(({ type, read }) => cellText(type, read(row))),
      delimiter,
    ),
  );
  const now = state.now();
  const apiVersion = params['version']!.slice(1);
  const job = state.bulk.jobs.put({
    id: state.ids.next('750'),
    kind: 'query',
    operation,
    object,
    createdById: session.userId,
    createdAt: now,
    modifiedAt: now,
    state: 'JobComplete',
    apiVersion,
    columnDelimiter,
    lineEnding,
    query,
    header,
    lines,
    errorMessage: null,
  }) as QueryJob;
  return json(200, printQueryJob({ ...job, state: 'UploadComplete' } as QueryJob, false));
});

/** GET /services/data/:version/jobs/query/:job. Source: [BULK] "Get Information About a Query Job". */
export const getQueryJob = signedIn((call: SignedCall) => json(200, printQueryJob(queryJob(call), true)));

/**
 * GET /services/data/:version/jobs/query/:job/results - a page of lines; `Sforce-Locator` names the next, the word `null` ends them.
 *
 * Source: [BULK] "Get Results for a Query Job".
 */
export const queryResults = signedIn((call: SignedCall) => {
  const job = queryJob(call);
  if (job.state !== 'JobComplete') throw wrongState('Getting results', job);
  const parameters = new URLSearchParams(call.request.query);
  const from = placeOf(job, parameters.get('locator'));
  const size = sizeOf(parameters.get('maxRecords'));
  const lines = job.lines.slice(from, from + size);
  const { newline } = csvForm(job.columnDelimiter, job.lineEnding);
  const next = from + lines.length;
  const headers = {
    'Content-Type': 'text/csv',
    'Sforce-Locator': next < job.lines.length ? locatorOf(next) : 'null',
    'Sforce-NumberOfRecords': String(lines.length),
  };
  return { status: 200, headers, body: `${[job.header, ...lines].join(newline)}${newline}` };
});

/** PATCH /services/data/:version/jobs/query/:job - would give a job up; every job is over by then. Source: [BULK] "Abort a Query Job". */
export const changeQueryJob = signedIn((call: SignedCall) => {
  const { state } = readJson(call.request).value;
  queryJob(call);
  if (state !== 'Aborted') throw invalidJob(`Invalid job state: ${valueText(state)}`);
  throw new SalesforceError('INVALIDJOBSTATE', 'Aborting already Completed Job not allowed');
});

/** DELETE /services/data/:version/jobs/query/:job. Source: [BULK] "Delete a Query Job". */
export const deleteQueryJob = signedIn((call: SignedCall) => {
  call.state.bulk.jobs.remove(queryJob(call).id);
  return noContent();
});

function queryJob({ params, state }: SignedCall): QueryJob {
  const id = parseId(params['job']!);
  const job = id === null ? undefined : state.bulk.jobs.get(id);
  if (job?.kind !== 'query') throw noSuchJob();
  return job;
}

/** Lines on a page unless the caller asks for fewer. Assumed: the vendor chooses by size. */
const PAGE_LINES = 50_000;

function sizeOf(text: string | null): number {
  if (text === null) return PAGE_LINES;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new SalesforceError('ILLEGAL_QUERY_PARAMETER_VALUE', `Illegal value for maxRecords: ${text}`);
  return Number(text);
}

/** Locators are opaque to clients. */
function locatorOf(place: number): string {
  return Buffer.from(`backlot:${place}`).toString('base64url');
}

function placeOf(job: QueryJob, locator: string | null): number {
  if (locator === null || locator === '') return 0;
  const [, digits] = /^backlot:(\d{1,9})$/.exec(Buffer.from(locator, 'base64url').toString()) ?? [];
  if (digits === undefined || Number(digits) > job.lines.length)
    throw new SalesforceError('INVALID_QUERY_LOCATOR', 'invalid query locator');
  return Number(digits);
}
