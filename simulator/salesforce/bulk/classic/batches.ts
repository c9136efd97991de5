import type { WireResponse } from '../../../kernel/wire.js';
import { SalesforceError } from '../../errors.js';
import { parseId } from '../../ids.js';
import { plannedError } from '../../operations/planned-error.js';
import type { SalesforceOrg } from '../../state.js';
import { readText } from '../../wire/body.js';
import { CsvError } from '../csv.js';
import type { Batch, ClassicJob } from '../jobs.js';
import { keyField, type LoadOperation, loadRows } from '../load.js';
import { plannedJobError } from '../planned-job-error.js';
import { bulkQuery } from '../query-rows.js';
import { isJson, jobOf, stamp } from './jobs.js';
import { printResult } from './result-text.js';
import { readRows } from './rows.js';
import { type ClassicCall, classic, classicError, elements, jsonReply, xmlReply, xmlText } from './wire.js';

/** Source: [BULK] (Bulk API) "Limits": 10,000 records and 10 MB in a batch. */
const ROWS_MAX = 10_000;
const BYTES_MAX = 10_000_000;

/**
 * POST /services/async/:version/job/:job/batch - rows to load, or a query to run.
 *
 * Source:  [BULK] (Bulk API) "Add a Batch to a Job".
 * Assumed: the batch has been processed when the reply arrives, though the reply still says Queued.
 */
export const addBatch = classic((call) => {
  const { state } = call;
  const job = jobOf(call);
  if (job.state !== 'Open') throw classicError('InvalidJobState', `Unable to create batch in job state: ${job.state}`);
  const request = readText(call.request, BYTES_MAX);
  const now = state.now();
  const start = { id: state.ids.next('751'), jobId: job.id, createdAt: now, request };
  const empty = { stateMessage: null, processed: 0, failed: 0, outcomes: [], results: [] };
  const batches = perform(state, job, request, call).map((done, index) => {
    const id = index === 0 ? start.id : state.ids.next('751');
    return state.bulk.batches.put({ ...start, ...empty, ...done, id } as Batch);
  });
  state.bulk.jobs.put({ ...job, modifiedAt: now });
  const [first] = batches;
  return batchReply(call, job, first!, 'Queued', 201);
});

type Done = Partial<Batch> & Pick<Batch, 'state'>;

function perform(org: SalesforceOrg, job: ClassicJob, request: string, call: ClassicCall): readonly Done[] {
  try {
    plannedJobError(call.fault);
    return job.operation === 'query' || job.operation === 'queryAll' ? runQuery(org, job, request, call) : [load(org, job, request, call)];
  } catch (error) {
    if (error instanceof CsvError) return [{ state: 'Failed', stateMessage: error.message }];
    if (!(error instanceof SalesforceError)) throw error;
    return [{ state: 'Failed', stateMessage: `InvalidBatch : Failed to process query: ${error.code}: ${error.message}` }];
  }
}

function load(org: SalesforceOrg, job: ClassicJob, request: string, { fault }: ClassicCall): Done {
  const type = org.schema.type(job.object)!;
  const operation = job.operation as LoadOperation;
  const rows = readRows(org, type, job.contentType, request);
  if (rows.length > ROWS_MAX) throw new CsvError(`InvalidBatch : Records in a batch may not exceed ${ROWS_MAX}`);
  const outcomes = loadRows(org, { type, operation, key: keyField(type, operation, job.externalIdFieldName), save: job.save, fault }, rows);
  const printed = outcomes.map((outcome, index) => {
    if ('value' in outcome) return { ...outcome.value, errors: [] };
    const errors = outcome.error.all.map(({ code, message, fields = [] }) => ({ statusCode: code, message, fields }));
    return { id: operation === 'insert' ? null : parseId(rows[index]!.id), isCreated: false, errors };
  });
  const failed = printed.filter(({ errors }) => errors.length > 0).length;
  return { state: 'Completed', processed: rows.length, failed, outcomes: printed };
}

/** With primary key chunking the batch itself is not processed; one further batch for each chunk is. */
function runQuery(org: SalesforceOrg, job: ClassicJob, soql: string, call: ClassicCall): readonly Done[] {
  const { request, session } = call;
  plannedError(call, 0);
  const { object, run } = bulkQuery(org, soql.trim(), session.userId, job.operation === 'queryAll');
  if (object !== job.object) throw new CsvError(`InvalidBatch : Failed to process query: the query reads ${object}, the job ${job.object}`);
  const page = run();
  const resultOf = (rows: typeof page.rows): Done => ({
    state: 'Completed',
    processed: rows.length,
    results: [{ id: org.ids.next('752'), text: printResult(org, job.contentType, { ...page, rows }, `v${job.apiVersion}`) }],
  });
  const size = chunkSize(request.headers['sforce-enable-pkchunking']);
  if (size === null) return [resultOf(page.rows)];
  const rows = [...page.rows].sort((a, b) => (String(a['Id']) < String(b['Id']) ? -1 : 1));
  const chunks: Done[] = [];
  for (let from = 0; from === 0 || from < rows.length; from += size) chunks.push(resultOf(rows.slice(from, from + size)));
  return [{ state: 'NotProcessed' }, ...chunks];
}

/** Source: [BULK] (Bulk API) "PK Chunking Request Header": 100,000 unless told otherwise, 250,000 at most. */
function chunkSize(header: string | undefined): number | null {
  if (header === undefined || /^\s*false\s*$/i.test(header)) return null;
  const asked = Number(/chunkSize=(\d{1,9})/i.exec(header)?.[1] ?? 100_000);
  return Math.min(250_000, Math.max(1, asked));
}

/** GET /services/async/:version/job/:job/batch - every batch of a job. */
export const listBatches = classic((call) => {
  const job = jobOf(call);
  const infos = call.state.bulk.batchesOf(job.id).map((batch) => batchInfo(batch, batch.state));
  if (isJson(call, job)) return jsonReply(200, { batchInfo: infos });
  return xmlText(200, 'batchInfoList', infos.map((info) => `<batchInfo>${elements(info)}</batchInfo>`).join(''));
});

/** GET /services/async/:version/job/:job/batch/:batch. Source: [BULK] (Bulk API) "Get Information for a Batch". */
export const getBatch = classic((call) => {
  const batch = batchOf(call);
  return batchReply(call, jobOf(call), batch, batch.state, 200);
});

/** GET /services/async/:version/job/:job/batch/:batch/request - what was sent. Source: [BULK] (Bulk API) "Get a Batch Request". */
export const getBatchRequest = classic((call) => contentReply(jobOf(call), batchOf(call).request));

/** The batch that a path names. */
export function batchOf(call: ClassicCall): Batch {
  const id = parseId(call.params['batch']!);
  const batch = id === null ? undefined : call.state.bulk.batches.get(id);
  if (batch?.jobId !== jobOf(call).id) throw classicError('InvalidBatch', `Unable to find batch: ${call.params['batch']}`);
  return batch;
}

const CONTENT_TYPES = { CSV: 'text/csv', XML: 'application/xml', JSON: 'application/json' } as const;

export function contentReply(job: ClassicJob, body: string): WireResponse {
  return { status: 200, headers: { 'Content-Type': CONTENT_TYPES[job.contentType] }, body };
}

function batchReply(call: ClassicCall, job: ClassicJob, batch: Batch, state: string, status: number): WireResponse {
  const info = batchInfo(batch, state);
  return isJson(call, job) ? jsonReply(status, info) : xmlReply(status, 'batchInfo', info);
}

function batchInfo(batch: Batch, state: string): Record<string, string | number> {
  const isDone = state !== 'Queued';
  return {
    id: batch.id,
    jobId: batch.jobId,
    state,
    ...(isDone && batch.stateMessage !== null ? { stateMessage: batch.stateMessage } : {}),
    createdDate: stamp(batch.createdAt),
    systemModstamp: stamp(batch.createdAt),
    numberRecordsProcessed: isDone ? batch.processed : 0,
    numberRecordsFailed: isDone ? batch.failed : 0,
    totalProcessingTime: 0,
    apiActiveProcessingTime: 0,
    apexProcessingTime: 0,
  };
}
