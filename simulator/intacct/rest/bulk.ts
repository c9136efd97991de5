import { parseJson } from '../../kernel/json.js';
import type { Call, Operation } from '../../kernel/routes.js';
import { valueText } from '../../kernel/value-text.js';
import type { World } from '../../kernel/world.js';
import { BULK_DELAY_MS, BULK_ROWS_MAX } from '../limits.js';
import type { BulkJob, IntacctCompany } from '../state/company.js';
import { answerOne } from './composite.js';
import { invalidRequest, json, notFound } from './errors.js';
import { type Parts, readParts } from './multipart.js';
import { place } from './print.js';
import { demandObject, type Json } from './read.js';
import { resourceIn } from './resources.js';
import { signedBy } from './token.js';

const TIMER = 'intacct:bulk';
const BASE = '/ia/api/v1/services/bulk/job';

/** How a row of a job becomes a request. */
const METHODS: Readonly<Record<string, 'POST' | 'PATCH' | 'DELETE'>> = { create: 'POST', update: 'PATCH', delete: 'DELETE' };

/**
 * POST /ia/api/v1/services/bulk/job/create - takes a file of rows to create, update or delete; they are worked through later.
 *
 * Source:  developer.sage.com, "Batch, bulk, and composite requests": multipart with `ia::requestBody` and a file.
 * Assumed: the members of the request's body beside objectName and operation; rows of updates and deletes name their key.
 */
export const createJob: Operation<IntacctCompany> = async (call) => {
  const signed = signedBy(call.state, call.request);
  const parts = await readParts(call.request);
  const body = readBody(parts.get('ia::requestBody')?.text);
  const resource = resourceIn(call.state, valueText(body['objectName'] ?? ''));
  if (resource === undefined) throw notFound(`/objects/${valueText(body['objectName'] ?? '')}`);
  const operation = valueText(body['operation'] ?? '');
  if (!Object.hasOwn(METHODS, operation)) throw invalidRequest('operation is one of create, update, delete', 'operation');
  const rows = await readRows(parts, valueText(body['fileContentType'] ?? 'json'));
  const id = call.world.random('intacct:jobs').text(24);
  const headers = { authorization: call.request.headers['authorization'] ?? '', 'x-ia-api-param-entity': signed.entity };
  const at = call.world.clock.now();
  call.state.jobs.put({ id, login: String(signed.user['LOGINID']), object: resource.name, operation, rows, headers, at, results: null });
  call.world.arm(at + BULK_DELAY_MS, TIMER, id);
  const result = { jobId: id, statusURL: `${call.origin}${BASE}/status?jobId=${id}`, createdDateTime: new Date(at).toISOString() };
  return json(201, { 'ia::result': result, 'ia::meta': { totalCount: 1, totalSuccess: 1, totalError: 0 } });
};

/** GET /ia/api/v1/services/bulk/job/status?jobId=…[&download=true] - how far a job is, or what became of its rows. */
export const jobStatus: Operation<IntacctCompany> = (call) => {
  const signed = signedBy(call.state, call.request);
  const asked = new URLSearchParams(call.request.query);
  const id = asked.get('jobId') ?? '';
  const job = call.state.jobs.get(id);
  if (job === undefined || job.login !== signed.user['LOGINID']) throw notFound(`${BASE}/status?jobId=${id}`);
  if (asked.get('download') === 'true') {
    if (job.results === null) throw invalidRequest(`The job ${id} is not completed`, 'jobId');
    return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(job.results) };
  }
  const isDone = job.results !== null;
  const result = {
    jobId: id,
    status: isDone ? 'completed' : 'inProgress',
    percentComplete: isDone ? 100 : 0,
    ...(isDone ? { downloadURL: `${call.origin}${BASE}/status?jobId=${id}&download=true` } : {}),
  };
  return json(200, { 'ia::result': result, 'ia::meta': { totalCount: 1, totalSuccess: 1, totalError: 0 } });
};

/** Works through jobs as they fall due: every row for itself. */
export function runJobs(world: World, company: IntacctCompany): void {
  world.clock.on(TIMER, (id) => {
    const job = company.jobs.get(String(id));
    if (job === undefined || job.results !== null) return;
    const cause = { kind: 'automation', text: `bulk job ${job.id}` } as const;
    const results = world.as({ cause, actor: 'guest' }, () => job.rows.map((row) => runRow(world, company, job, row as Json)));
    company.jobs.put({ ...job, results });
  });
}

function runRow(world: World, company: IntacctCompany, job: BulkJob, row: Json): Json {
  const request = { method: 'POST', path: `${BASE}/create`, query: '', headers: job.headers, body: '' };
  const call: Call<IntacctCompany> = { request, params: {}, state: company, world, origin: '', fault: null, notes: {} };
  const { key, ...fields } = row;
  const path = `/objects/${job.object}${job.operation === 'create' ? '' : `/${encodeURIComponent(String(key ?? ''))}`}`;
  const body = job.operation === 'create' ? row : fields;
  const one = { method: METHODS[job.operation]!, path, ...(job.operation === 'delete' ? {} : { body }) };
  const answer = answerOne(call, one, new Map());
  return { ...answer.body, 'ia::status': answer.status };
}

function readBody(text: string | undefined): Json {
  if (text === undefined) throw invalidRequest('The part ia::requestBody is missing', 'ia::requestBody');
  try {
    return demandObject(parseJson(text));
  } catch {
    throw invalidRequest('The part ia::requestBody is not a JSON object', 'ia::requestBody');
  }
}

async function readRows(parts: Parts, type: string): Promise<readonly Json[]> {
  const file = [...parts].find(([name]) => name !== 'ia::requestBody')?.[1];
  if (file === undefined) throw invalidRequest('The file is missing', 'jobFile');
  const rows = type === 'csv' ? await readCsv(file.text) : type === 'json' ? readList(file.text) : null;
  if (rows === null) throw invalidRequest('fileContentType is one of json, csv', 'fileContentType');
  if (rows.length === 0 || rows.length > BULK_ROWS_MAX) throw invalidRequest(`A job has from 1 to ${BULK_ROWS_MAX} rows`, 'jobFile');
  return rows;
}

function readList(text: string): readonly Json[] {
  try {
    const rows: unknown = parseJson(text);
    if (Array.isArray(rows)) return rows.map(demandObject);
  } catch {
    // Not JSON, or rows that are no objects: refused below.
  }
  throw invalidRequest('The file is not a JSON list of objects', 'jobFile');
}

/** A header of dotted names makes nested objects; blank cells are left out. */
async function readCsv(text: string): Promise<readonly Json[]> {
  const { parse } = await import('csv-parse/sync');
  try {
    const rows = parse(text, { columns: true, bom: true, skip_empty_lines: true }) as Record<string, string>[];
    return rows.map((row) => {
      const nested: Record<string, unknown> = Object.create(null);
      for (const [path, value] of Object.entries(row)) if (value !== '') place(nested, path, value);
      return { ...nested };
    });
  } catch {
    throw invalidRequest('The file is not CSV', 'jobFile');
  }
}
