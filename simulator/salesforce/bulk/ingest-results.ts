import type { WireResponse } from '../../kernel/wire.js';
import { type SignedCall, signedIn } from '../operations/signed-in.js';
import { csvForm, csvLine } from './csv.js';
import { ingestJob, wrongState } from './ingest.js';
import type { IngestJob, LoadResult } from './jobs.js';

/** GET /services/data/:version/jobs/ingest/:job/successfulResults. Source: [BULK] "Get Job Successful Record Results". */
export const successfulResults = signedIn((call: SignedCall) =>
  resultsOf(call, ['"sf__Id"', '"sf__Created"'], ({ successful }) =>
    successful.map(({ id, isCreated, cells }) => [id, String(isCreated), ...cells]),
  ),
);

/** GET /services/data/:version/jobs/ingest/:job/failedResults. Source: [BULK] "Get Job Failed Record Results". */
export const failedResults = signedIn((call: SignedCall) =>
  resultsOf(call, ['"sf__Id"', '"sf__Error"'], ({ failed }) => failed.map(({ id, error, cells }) => [id, error, ...cells])),
);

/** GET /services/data/:version/jobs/ingest/:job/unprocessedrecords. Source: [BULK] "Get Job Unprocessed Record Results". */
export const unprocessedRecords = signedIn((call: SignedCall) => resultsOf(call, [], ({ unprocessed }) => unprocessed));

type Lines = readonly (readonly string[])[];

/** Recorded from a real org: the API's own header cells are in quotes, the uploaded ones are not. */
function resultsOf(call: SignedCall, own: readonly string[], linesOf: (result: LoadResult) => Lines): WireResponse {
  const job = ingestJob(call);
  if (job.result === null) throw wrongState('Getting results', job);
  const { delimiter, newline } = csvForm(job.columnDelimiter, job.lineEnding);
  const header = [...own, ...headerOf(job)].join(delimiter);
  const width = own.length + job.result.header.length;
  const lines = linesOf(job.result).map((cells) => csvLine(padded(cells, width), delimiter));
  const body = `${[header, ...lines].join(newline)}${newline}`;
  return { status: 200, headers: { 'Content-Type': 'text/csv' }, body };
}

/** Uploaded rows may be shorter than their header; results are not. */
function padded(cells: readonly string[], width: number): readonly string[] {
  return cells.length === width ? cells : [...cells, ...Array<string>(width - cells.length).fill('')];
}

function headerOf({ result }: IngestJob): readonly string[] {
  return (result?.header ?? []).map((name) => (/^[\w.:]+$/.test(name) ? name : csvLine([name])));
}
