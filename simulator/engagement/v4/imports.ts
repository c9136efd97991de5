import type { Call, Operation } from '../../kernel/routes.js';
import { valueText } from '../../kernel/value-text.js';
import type { WireResponse } from '../../kernel/wire.js';
import { bodyBytes, bodyText } from '../../kernel/wire.js';
import { EngagementError, refusal } from '../errors.js';
import { IMPORT_BATCH_BYTES_MAX, IMPORT_BATCHES_MAX, JSON_BYTES_MAX } from '../limits.js';
import { printImportErrors } from '../operations/imports.js';
import type { Import, ImportField } from '../records.js';
import { isExpired, submitImport } from '../state/run-import.js';
import { type Engagement, liveInUnit } from '../state.js';
import { parseObject } from '../v5/body.js';
import { isMultipart, readCsv, readUpload } from '../v5/multipart.js';
import { linkTo, noContent } from '../wire.js';
import { checkVersion, readVersion } from './dispatch.js';
import { type Params, param, readNumber, readParams } from './params.js';
import { formatOf, printFailure, printSuccess, type Tree } from './print.js';
import { writtenName } from './prospect-fields.js';
import { readOlderSession, type Session } from './session.js';
import { printTime } from './times.js';

type Sheet = { readonly columns: readonly string[]; readonly rows: readonly string[][] };
type Upload = { readonly input: Readonly<Record<string, unknown>>; readonly sheet: Sheet | null };
type Asked = {
  readonly call: Call<Engagement>;
  readonly session: Session;
  readonly version: 3 | 4;
  readonly params: Params;
  readonly upload: Upload;
};

/**
 * /api/import/version/:version/do/* - imports of versions 3 and 4.
 *
 * Source:  pardot/api-docs, "Import API": create, batch, update, read, query, downloadErrors; refusals have real statuses here.
 * Refuses: 197 in version 4 for a file without `prospect_id` and `salesforce_fid`, 228 for an import of another version.
 */
export const answerImport: Operation<Engagement> = async (call) => {
  const format = formatOf(new URLSearchParams(call.request.query).get('format') ?? 'json');
  const { acting } = call.world;
  try {
    const params = readParams({ ...call.request, headers: { ...call.request.headers, 'content-type': 'none' } }, call.params['rest'] ?? '');
    const version = readVersion(call.params['version']);
    const session = readOlderSession(call, params);
    checkVersion(version, session.unit.allowMultipleProspectsPerEmail);
    const operation = Object.hasOwn(OPERATIONS, params.operation) ? OPERATIONS[params.operation] : undefined;
    if (operation === undefined) throw refusal(2, params.operation.slice(0, 40));
    if (!operation.methods.includes(call.request.method)) throw refusal(60);
    const upload = await readBody(call);
    const reply = await call.world.as({ ...acting, actor: session.actor }, () => operation.act({ call, session, version, params, upload }));
    return 'status' in reply ? (reply as WireResponse) : printSuccess(format, reply as { [name: string]: Tree });
  } catch (error) {
    if (error instanceof EngagementError) return { ...printFailure(format, error), status: error.status };
    throw error;
  }
};

type Act = (asked: Asked) => WireResponse | { readonly [name: string]: Tree | undefined } | Promise<WireResponse>;

const OPERATIONS: Readonly<Record<string, { readonly methods: readonly string[]; readonly act: Act }>> = {
  create: { methods: ['POST'], act: create },
  batch: { methods: ['POST'], act: addBatch },
  update: { methods: ['PATCH', 'POST'], act: update },
  read: { methods: ['GET', 'POST'], act: (asked) => tree(asked, named(asked)) },
  query: { methods: ['GET', 'POST'], act: query },
  downloadErrors: { methods: ['GET', 'POST'], act: (asked) => printImportErrors(asked.call, named(asked)) },
};

function create(asked: Asked): ReturnType<Act> {
  const { call, session, version, upload } = asked;
  const { operation, object, restoreDeleted, state: wanted, columns, ...rest } = upload.input;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) throw refusal(154, unknown.slice(0, 80));
  if (String(operation).toLowerCase() !== 'upsert') throw refusal(operation === undefined ? 153 : 154, 'operation');
  if (String(object).toLowerCase() !== 'prospect') throw refusal(object === undefined ? 153 : 192, 'object');
  if (restoreDeleted !== undefined && typeof restoreDeleted !== 'boolean') throw refusal(50, 'restoreDeleted');
  if (wanted !== undefined && wanted !== 'Ready' && wanted !== 'Open') throw refusal(155, valueText(wanted).slice(0, 40));
  if (wanted === 'Ready' && upload.sheet === null) throw refusal(162);
  const { state } = call;
  const unit = session.unit.key;
  const fields = columns === undefined ? null : readColumns(state, unit, columns);
  return state.transact(() => {
    const facts = {
      operation: 'Upsert',
      object: 'Prospect',
      status: 'Open',
      createOnNoMatch: true,
      restoreDeleted: restoreDeleted === true,
    } as const;
    const blank = { columns: null, header: null, batches: 0, completedAt: null, createdCount: null, updatedCount: null, errorCount: null };
    const made: Import = { ...state.audit('Import', unit, session.by), ...facts, ...blank, fields, apiVersion: version };
    const filled = upload.sheet === null ? state.tables.imports.put(made) : addSheet(state, made, upload.sheet);
    return tree(asked, wanted === 'Ready' ? submitImport(state, filled, session.by) : filled);
  });
}

function addBatch(asked: Asked): WireResponse {
  const job = open(asked);
  if (asked.upload.sheet === null) throw refusal(162);
  asked.call.state.transact(() => addSheet(asked.call.state, job, asked.upload.sheet!));
  return noContent();
}

function update(asked: Asked): ReturnType<Act> {
  const job = open(asked);
  if (asked.upload.input['state'] !== 'Ready') throw refusal(155, 'the only change is to the state Ready');
  if (job.batches === 0) throw refusal(162);
  return tree(
    asked,
    asked.call.state.transact(() => submitImport(asked.call.state, job, asked.session.by)),
  );
}

function query(asked: Asked): { readonly [name: string]: Tree | undefined } {
  const jobs = asked.call.state.tables.imports.filter((job) => job.unit === asked.session.unit.key && job.apiVersion === asked.version);
  const trees = jobs.map((job) => tree(asked, job));
  return { result: { total_results: jobs.length, ...(trees.length === 0 ? {} : { import: trees.length === 1 ? trees[0]! : trees }) } };
}

/**
 * Adds a file: its header by version 5's names, so that one way of importing serves all.
 * Source: pardot/api-docs, "Import API": headers are field names (130), those of `columns` (226) and the same in every batch.
 */
function addSheet(state: Engagement, job: Import, sheet: Sheet): Import {
  if (job.batches >= IMPORT_BATCHES_MAX) throw refusal(160);
  const columns = sheet.columns.map((name) => columnName(state, job, name));
  if (job.apiVersion === 4 && !columns.some((name) => name === 'matchId' || name === 'matchSalesforceId')) {
    throw refusal(197, 'prospect_id or salesforce_fid');
  }
  if (job.apiVersion === 3 && !columns.includes('email')) throw refusal(197, 'email');
  const others = columns.filter((name) => !name.startsWith('match'));
  const declared = job.fields?.map(({ field }) => field);
  if (declared !== undefined && !(declared.length === others.length && others.every((name) => declared.includes(name)))) throw refusal(226);
  if (job.columns !== null && job.columns.join('\n') !== columns.join('\n')) throw refusal(226);
  state.tables.importBatches.put({ id: `${job.id}:${job.batches + 1}`, importId: job.id, rows: sheet.rows });
  const fields = job.fields ?? others.map((field): ImportField => ({ field, overwrite: true, nullOverwrite: true }));
  return state.tables.imports.put({ ...job, columns, header: sheet.columns, fields, batches: job.batches + 1, updatedAt: state.second() });
}

function columnName(state: Engagement, { unit, apiVersion }: Import, name: string): string {
  if (apiVersion === 4 && name === 'prospect_id') return 'matchId';
  if (apiVersion === 4 && name === 'salesforce_fid') return 'matchSalesforceId';
  const field = writtenName(state, unit, name);
  if (field === null) throw refusal(130, name.slice(0, 80));
  return field;
}

function readColumns(state: Engagement, unit: string, raw: unknown): ImportField[] {
  if (!Array.isArray(raw)) throw refusal(154, 'columns');
  return raw.flatMap((each: unknown): ImportField[] => {
    const {
      field,
      overwrite = true,
      nullOverwrite = true,
    } = (typeof each === 'object' && each !== null ? each : {}) as Record<string, unknown>;
    if (typeof field !== 'string') throw refusal(153, 'columns.field');
    if (field === 'prospect_id' || field === 'salesforce_fid') return [];
    const name = writtenName(state, unit, field);
    if (name === null) throw refusal(130, field.slice(0, 80));
    if (typeof overwrite !== 'boolean' || typeof nullOverwrite !== 'boolean') throw refusal(50, field.slice(0, 80));
    return [{ field: name, overwrite, nullOverwrite }];
  });
}

async function readBody({ request }: Call<Engagement>): Promise<Upload> {
  if (isMultipart(request)) {
    const { input, file } = await readUpload(request);
    return { input: input === null ? {} : parseObject(input), sheet: file === null ? null : await readCsv(file.bytes) };
  }
  const isText = /^text\/csv\b/i.test(request.headers['content-type'] ?? '');
  if (bodyBytes(request) > (isText ? IMPORT_BATCH_BYTES_MAX : JSON_BYTES_MAX)) throw refusal(204);
  const text = bodyText(request);
  if (isText) return { input: {}, sheet: await readCsv(text) };
  return { input: text.trim() === '' ? {} : parseObject(text), sheet: null };
}

function named({ call, session, version, params }: Asked): Import {
  const job = liveInUnit(call.state.tables.imports, session.unit.key, readNumber(param(params, 'id'), 16));
  if (job === undefined) throw refusal(109);
  if (job.apiVersion !== version) throw refusal(228);
  return job;
}

function open(asked: Asked): Import {
  const job = named(asked);
  if (job.status !== 'Open' || isExpired(job, asked.call.state.now())) throw refusal(161, job.status);
  return job;
}

/** Source: pardot/api-docs, "Import API": the keys of a reply are camelCase here. */
function tree({ call, version }: Asked, job: Import): { readonly [name: string]: Tree | undefined } {
  const path = `/api/import/version/${version}/do`;
  return {
    id: job.id,
    state: job.status,
    isExpired: isExpired(job, call.state.now()),
    createdAt: printTime(job.createdAt),
    updatedAt: printTime(job.updatedAt),
    ...(job.status === 'Open' ? { batchesRef: linkTo(call, `${path}/batch/id/${job.id}`) } : {}),
    ...(job.completedAt === null ? {} : { createdCount: job.createdCount, updatedCount: job.updatedCount, errorCount: job.errorCount }),
    ...((job.errorCount ?? 0) > 0 ? { errorsRef: linkTo(call, `${path}/downloadErrors/id/${job.id}`) } : {}),
  };
}
