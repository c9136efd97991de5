import { valueText } from '../../kernel/value-text.js';
import { SalesforceError } from '../errors.js';
import { parseId } from '../ids.js';
import type { SignedCall } from '../operations/signed-in.js';
import { signedIn } from '../operations/signed-in.js';
import type { SObjectType } from '../schema.js';
import { type JsonObject, readJson, readText } from '../wire/body.js';
import { isMultipart, readParts } from '../wire/multipart.js';
import { json, noContent } from '../wire/reply.js';
import { saveOf } from '../wire/save-headers.js';
import { csvForm } from './csv.js';
import { runIngest } from './ingest-run.js';
import { printIngestJob } from './job-json.js';
import type { IngestJob } from './jobs.js';
import { keyField, LOAD_OPERATIONS, type LoadOperation } from './load.js';

/** Source: [BULK] "Limits": 150 MB a job; 100,000 characters in a job that is made and filled by one call. */
const CONTENT_BYTES_MAX = 150 * 1024 * 1024;
const MULTIPART_CHARS_MAX = 100_000;

/**
 * POST /services/data/:version/jobs/ingest - makes a job; with a multipart body also fills and closes it.
 *
 * Source:  [BULK] "Create a Job".
 * Assumed: codes and texts for what a job may not ask for.
 */
export const createIngestJob = signedIn((call: SignedCall) => {
  if (!isMultipart(call.request)) return json(200, printIngestJob(openJob(call, readJson(call.request).value), false));
  const parts = readParts(call.request);
  const [described, content] = [parts.find(({ name }) => name === 'job'), parts.find(({ name }) => name === 'content')];
  if (described === undefined || content === undefined) throw invalidJob('The multipart request must have a job part and a content part');
  const headers = { 'content-type': 'application/json' };
  const job = openJob(call, readJson({ ...call.request, headers, body: described.body }).value);
  const text = readText({ ...call.request, headers, body: content.body });
  if (text.length > MULTIPART_CHARS_MAX)
    throw invalidJob(`The content of a multipart request is limited to ${MULTIPART_CHARS_MAX} characters`);
  const closed = call.state.bulk.jobs.put({ ...job, content: text, state: 'UploadComplete' }) as IngestJob;
  runIngest(call.state, closed, call.fault);
  return json(200, printIngestJob(closed, false));
});

/** PUT /services/data/:version/jobs/ingest/:job/batches - the rows of a job, once. Source: [BULK] "Upload Job Data". */
export const uploadContent = signedIn((call: SignedCall) => {
  const job = ingestJob(call);
  if (!/^text\/csv\s*(?:;|$)/i.test(call.request.headers['content-type'] ?? '')) {
    throw new SalesforceError('INVALIDCONTENTTYPE', 'Content type must be text/csv', { status: 415 });
  }
  if (job.state !== 'Open') throw wrongState('Uploading data', job);
  if (job.content !== null) throw twice(job);
  call.state.bulk.jobs.put({ ...job, content: readText(call.request, CONTENT_BYTES_MAX), modifiedAt: call.state.now() });
  return noContent(201);
});

/**
 * PATCH /services/data/:version/jobs/ingest/:job - closes a job, which runs it, or gives it up.
 *
 * Source:  [BULK] "Close or Abort a Job".
 * Assumed: the job has run when the reply arrives, though the reply still says UploadComplete.
 */
export const changeIngestJob = signedIn((call: SignedCall) => {
  const job = ingestJob(call);
  const { state } = readJson(call.request).value;
  if (state !== 'UploadComplete' && state !== 'Aborted') throw invalidJob(`Invalid job state: ${valueText(state)}`);
  const mayAbort = job.state === 'Open' || job.state === 'UploadComplete';
  if (state === 'Aborted' ? !mayAbort : job.state !== 'Open') {
    throw new SalesforceError('INVALIDJOBSTATE', `Updating job to state: ${state} is not allowed`);
  }
  const changed = call.state.bulk.jobs.put({ ...job, state, modifiedAt: call.state.now() }) as IngestJob;
  if (state === 'UploadComplete') runIngest(call.state, changed, call.fault);
  return json(200, printIngestJob(changed, false));
});

/** GET /services/data/:version/jobs/ingest/:job - the job with its counters. Source: [BULK] "Get Job Info". */
export const getIngestJob = signedIn((call: SignedCall) => json(200, printIngestJob(ingestJob(call), true)));

/** DELETE /services/data/:version/jobs/ingest/:job - forgets a job that is over. Source: [BULK] "Delete a Job". */
export const deleteIngestJob = signedIn((call: SignedCall) => {
  const job = ingestJob(call);
  if (job.state === 'Open') throw wrongState('Deleting the job', job);
  call.state.bulk.jobs.remove(job.id);
  return noContent();
});

/** The job that a path names; another user's too, as an administrator sees it. */
export function ingestJob({ params, state }: SignedCall): IngestJob {
  const id = parseId(params['job']!);
  const job = id === null ? undefined : state.bulk.jobs.get(id);
  if (job?.kind !== 'ingest') throw noSuchJob();
  return job;
}

export const noSuchJob = () => new SalesforceError('NOT_FOUND', 'The requested resource does not exist', { status: 404 });
export const wrongState = (what: string, { state }: { readonly state: string }) =>
  new SalesforceError('INVALIDJOBSTATE', `${what} is not allowed in job state: ${state}`);
export const invalidJob = (message: string) => new SalesforceError('INVALIDJOB', message);

/** Recorded from a real org, the misspelling included. */
const twice = ({ id }: IngestJob) =>
  new SalesforceError(
    'BULK_API_ERROR',
    `Found multipe contents for job: <${id.slice(0, 15)}>, please 'Close' / 'Abort' / 'Delete' the current Job then create a new Job and make sure you only do 'PUT' once on a given Job.`,
  );

function openJob(call: SignedCall, body: JsonObject): IngestJob {
  const { state, session, params } = call;
  const type = loadable(call, body['object']);
  const operation = body['operation'];
  if (!isLoadOperation(operation)) throw invalidJob(`Invalid operation: ${valueText(operation)}`);
  const columnDelimiter = wordOf(body, 'columnDelimiter', 'COMMA');
  const lineEnding = wordOf(body, 'lineEnding', 'LF');
  csvForm(columnDelimiter, lineEnding);
  if (wordOf(body, 'contentType', 'CSV') !== 'CSV') throw invalidJob('Only the content type CSV is supported');
  const externalIdFieldName = textOf(body, 'externalIdFieldName');
  const key = keyField(type, operation, externalIdFieldName);
  const rule = textOf(body, 'assignmentRuleId');
  const now = state.now();
  return state.bulk.jobs.put({
    id: state.ids.next('750'),
    kind: 'ingest',
    operation,
    object: type.name,
    createdById: session.userId,
    createdAt: now,
    modifiedAt: now,
    state: 'Open',
    apiVersion: params['version']!.slice(1),
    externalIdFieldName: key?.name ?? null,
    assignmentRuleId: rule,
    columnDelimiter,
    lineEnding,
    save: { ...saveOf(call), assignment: rule === null ? 'none' : { ruleId: ruleIdOf(rule) } },
    content: null,
    result: null,
    errorMessage: null,
  }) as IngestJob;
}

/** The object that rows are loaded into. */
export function loadable({ state }: Pick<SignedCall, 'state'>, name: unknown): SObjectType {
  if (typeof name !== 'string' || name === '') throw invalidJob('The object property is required');
  const type = state.schema.type(name);
  if (type === undefined) throw new SalesforceError('INVALIDENTITY', `Entity '${name}' is not supported by the Bulk API.`);
  return type;
}

function isLoadOperation(value: unknown): value is LoadOperation {
  return (LOAD_OPERATIONS as readonly unknown[]).includes(value);
}

function ruleIdOf(text: string): string {
  const id = parseId(text);
  if (id === null) throw new SalesforceError('MALFORMED_ID', `Assignment Rule ID: id value of incorrect type: ${text}`, { fields: [] });
  return id;
}

function textOf(body: JsonObject, name: string): string | null {
  const value = body[name];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string') throw invalidJob(`Invalid value for ${name}`);
  return value;
}

export function wordOf(body: JsonObject, name: string, otherwise: string): string {
  return textOf(body, name)?.toUpperCase() ?? otherwise;
}
