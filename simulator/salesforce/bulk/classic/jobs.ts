import { parseId } from '../../ids.js';
import { child, childText, parseXml, XmlError } from '../../soap/xml.js';
import { datetimeText } from '../../state/dates.js';
import type { SalesforceOrg } from '../../state.js';
import { readJson, readText } from '../../wire/body.js';
import { loadable } from '../ingest.js';
import type { ClassicJob } from '../jobs.js';
import { keyField, LOAD_OPERATIONS, type LoadOperation } from '../load.js';
import { type ClassicCall, classic, classicError, jsonReply, wantsJson, xmlReply } from './wire.js';

/**
 * POST /services/async/:version/job - makes a job that batches are added to.
 *
 * Source:  [BULK] (Bulk API) "Create a Job".
 * Assumed: the texts of refusals.
 */
export const createJob = classic((call) => {
  const info = readInfo(call);
  const { state, session, params } = call;
  const operation = info('operation');
  const isQuery = operation === 'query' || operation === 'queryAll';
  if (!isQuery && !LOAD_OPERATIONS.includes(operation as LoadOperation))
    throw classicError('InvalidJob', `Invalid operation: ${operation ?? ''}`);
  const contentType = (info('contentType') ?? 'XML').toUpperCase();
  if (!isContentType(contentType)) throw classicError('FeatureNotEnabled', `Content type ${contentType} is not supported`);
  const type = loadable(call, info('object'));
  const key = isQuery ? null : keyField(type, operation as LoadOperation, info('externalIdFieldName'));
  const ruleId = info('assignmentRuleId');
  const now = state.now();
  const job = state.bulk.jobs.put({
    id: state.ids.next('750'),
    kind: 'classic',
    operation: operation as ClassicJob['operation'],
    object: type.name,
    createdById: session.userId,
    createdAt: now,
    modifiedAt: now,
    state: 'Open',
    apiVersion: params['version']!,
    externalIdFieldName: key?.name ?? null,
    concurrencyMode: info('concurrencyMode') === 'Serial' ? 'Serial' : 'Parallel',
    contentType,
    save: { by: session.userId, assignment: ruleId === null ? 'none' : { ruleId }, version: `v${params['version']}` },
    errorMessage: null,
  }) as ClassicJob;
  return jobReply(call, job, 201);
});

/** GET /services/async/:version/job/:job. Source: [BULK] (Bulk API) "Get Job Details". */
export const getJob = classic((call) => jobReply(call, jobOf(call)));

/** POST /services/async/:version/job/:job - closes or aborts it. Source: [BULK] (Bulk API) "Close a Job", "Abort a Job". */
export const changeJob = classic((call) => {
  const job = jobOf(call);
  const wanted = readInfo(call)('state');
  if (wanted !== 'Closed' && wanted !== 'Aborted') throw classicError('InvalidJob', `Invalid job state: ${wanted ?? ''}`);
  if (job.state !== 'Open') throw classicError('InvalidJobState', `Closing an already ${job.state.toLowerCase()} job is not allowed`);
  return jobReply(call, call.state.bulk.jobs.put({ ...job, state: wanted, modifiedAt: call.state.now() }) as ClassicJob);
});

/** The job that a path names. */
export function jobOf({ params, state }: ClassicCall): ClassicJob {
  const id = parseId(params['job']!);
  const job = id === null ? undefined : state.bulk.jobs.get(id);
  if (job?.kind !== 'classic') throw classicError('InvalidJob', `Unable to find object: ${params['job']}`);
  return job;
}

/** What a body says of a job, in XML or JSON. */
function readInfo({ request }: ClassicCall): (name: string) => string | null {
  if (/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    const { value } = readJson(request);
    return (name) => (typeof value[name] === 'string' && value[name] !== '' ? (value[name] as string) : null);
  }
  const root = readDocument(readText(request));
  if (root.name !== 'jobInfo') throw classicError('InvalidJob', `Found invalid element ${root.name}`);
  return (name) => (child(root, name) === undefined ? null : childText(root, name));
}

function readDocument(text: string) {
  try {
    return parseXml(text);
  } catch (error) {
    if (error instanceof XmlError) throw classicError('InvalidJob', `Unable to parse Job: ${error.message}`);
    throw error;
  }
}

function isContentType(text: string): text is ClassicJob['contentType'] {
  return text === 'CSV' || text === 'XML' || text === 'JSON';
}

export function isJson({ request }: ClassicCall, job: ClassicJob): boolean {
  return job.contentType === 'JSON' || wantsJson(request);
}

function jobReply(call: ClassicCall, job: ClassicJob, status = 200) {
  const info = jobInfo(call.state, job);
  return isJson(call, job) ? jsonReply(status, info) : xmlReply(status, 'jobInfo', { ...info, apiVersion: job.apiVersion });
}

/** Source: [BULK] (Bulk API) "JobInfo": the order matters to XML clients. */
function jobInfo(org: SalesforceOrg, job: ClassicJob): Record<string, string | number> {
  const batches = org.bulk.batchesOf(job.id);
  const count = (state: string): number => batches.filter((batch) => batch.state === state).length;
  const sum = (key: 'processed' | 'failed'): number => batches.reduce((total, batch) => total + batch[key], 0);
  return {
    id: job.id,
    operation: job.operation,
    object: job.object,
    createdById: job.createdById,
    createdDate: stamp(job.createdAt),
    systemModstamp: stamp(job.modifiedAt),
    state: job.state,
    ...(job.externalIdFieldName === null ? {} : { externalIdFieldName: job.externalIdFieldName }),
    concurrencyMode: job.concurrencyMode,
    contentType: job.contentType,
    numberBatchesQueued: 0,
    numberBatchesInProgress: 0,
    numberBatchesCompleted: count('Completed'),
    numberBatchesFailed: count('Failed'),
    numberBatchesTotal: batches.length,
    numberRecordsProcessed: sum('processed'),
    numberRetries: 0,
    apiVersion: Number(job.apiVersion),
    numberRecordsFailed: sum('failed'),
    totalProcessingTime: 0,
    apiActiveProcessingTime: 0,
    apexProcessingTime: 0,
  };
}

/** Datetimes of this API end in `Z`. */
export function stamp(at: number): string {
  return datetimeText(at).replace('+0000', 'Z');
}
