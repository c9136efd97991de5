import { csvLine } from '../csv.js';
import { errorCell } from '../ingest-run.js';
import type { Batch, ClassicJob } from '../jobs.js';
import { batchOf, contentReply } from './batches.js';
import { isJson, jobOf } from './jobs.js';
import { classic, classicError, elements, jsonReply, xmlText } from './wire.js';

/**
 * GET /services/async/:version/job/:job/batch/:batch/result - outcomes of rows, in their order; of a query, the ids of its results.
 *
 * Source: [BULK] (Bulk API) "Get Batch Results", "Get Batch Results for a Query".
 */
export const getResults = classic((call) => {
  const job = jobOf(call);
  const batch = batchOf(call);
  if (batch.state === 'Failed') throw classicError('InvalidBatch', batch.stateMessage ?? 'Batch failed');
  if (job.operation === 'query' || job.operation === 'queryAll') {
    const ids = batch.results.map(({ id }) => id);
    return isJson(call, job) ? jsonReply(200, ids) : xmlText(200, 'result-list', ids.map((id) => elements({ result: id })).join(''));
  }
  return outcomes(job, batch);
});

/** GET /services/async/:version/job/:job/batch/:batch/result/:result - the records of a query's result. */
export const getResult = classic((call) => {
  const found = batchOf(call).results.find(({ id }) => id === call.params['result'] || id.slice(0, 15) === call.params['result']);
  if (found === undefined) throw classicError('InvalidBatch', `Unable to find result: ${call.params['result']}`);
  return contentReply(jobOf(call), found.text);
});

function outcomes(job: ClassicJob, { outcomes: rows }: Batch) {
  if (job.contentType === 'JSON') {
    const printed = rows.map(({ id, isCreated, errors }) => ({
      success: errors.length === 0,
      created: isCreated,
      id,
      errors: errors.map((error) => ({ ...error, extendedErrorDetails: null })),
    }));
    return jsonReply(200, printed);
  }
  if (job.contentType === 'XML') return xmlText(200, 'results', rows.map(xmlOutcome).join(''));
  const lines = rows.map(({ id, isCreated, errors }) =>
    csvLine([id ?? '', String(errors.length === 0), String(isCreated), errors.map(errorCell).join('')]),
  );
  return contentReply(job, `${['"Id","Success","Created","Error"', ...lines].join('\n')}\n`);
}

function xmlOutcome({ id, isCreated, errors }: Batch['outcomes'][number]): string {
  const refused = errors.map(({ fields, message, statusCode }) => {
    const names = fields.map((field) => elements({ fields: field })).join('');
    return `<errors>${names}${elements({ message, statusCode })}</errors>`;
  });
  const known = id === null ? '' : elements({ id });
  return `<result>${refused.join('')}${known}${elements({ success: String(errors.length === 0), created: String(isCreated) })}</result>`;
}
