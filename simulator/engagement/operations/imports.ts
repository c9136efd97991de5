import type { Call } from '../../kernel/routes.js';
import { valueText } from '../../kernel/value-text.js';
import type { WireResponse } from '../../kernel/wire.js';
import { refusal } from '../errors.js';
import { IMPORT_BATCHES_MAX } from '../limits.js';
import type { Import, ImportField } from '../records.js';
import { customFieldNamed } from '../state/custom-fields.js';
import { countBatch } from '../state/import-usage.js';
import { PROSPECT_FIELDS } from '../state/prospect-fields.js';
import { cancelImport, isExpired, LIST_COLUMNS, MATCH_COLUMNS, submitImport } from '../state/run-import.js';
import type { Engagement } from '../state.js';
import { parseObject, readJson } from '../v5/body.js';
import { isMultipart, readCsv, readUpload } from '../v5/multipart.js';
import type { Raw, Stored } from '../v5/object.js';
import { IMPORTS } from '../v5/objects/imports.js';
import { printForCall, readSelection } from '../v5/selection.js';
import type { UnitCall } from '../v5/session.js';
import { json, linkTo, noContent } from '../wire.js';
import { storedRecord } from './read-record.js';
import { requestedFields } from './write-record.js';

const PROPERTIES = new Set(['operation', 'object', 'createOnNoMatch', 'restoreDeleted', 'fields', 'status']);

/**
 * POST /api/v5/imports - create, as JSON or with the first batch as multipart.
 *
 * Source:  Account Engagement API v5, "Import".
 * Assumed: `createOnNoMatch` and `restoreDeleted` are false unless given; an import may be made `Ready` only together with a file.
 */
export function createImport(call: UnitCall): WireResponse | Promise<WireResponse> {
  if (!isMultipart(call.request)) return makeImport(call, readJson(call.request), null);
  return afterwards(call, async () => {
    const upload = await readUpload(call.request);
    const input = parseObject(upload.input ?? '');
    const sheet = upload.file === null ? null : await readCsv(upload.file.bytes);
    return () => makeImport(call, input, sheet);
  });
}

/** POST /api/v5/imports/:id/batches - a CSV file, while the import is open. Source: Account Engagement API v5, "Import". */
export function addImportBatch(call: UnitCall): WireResponse | Promise<WireResponse> {
  const job = openImport(call);
  if (!isMultipart(call.request)) throw refusal(151, (call.request.headers['content-type'] ?? '').slice(0, 80));
  return afterwards(call, async () => {
    const upload = await readUpload(call.request);
    if (upload.file === null) throw refusal(162);
    const sheet = await readCsv(upload.file.bytes);
    return () => {
      call.state.transact(() => addSheet(call.state, call.state.tables.imports.get(String(job.id)) ?? job, sheet));
      return noContent();
    };
  });
}

/** PATCH /api/v5/imports/:id - submits the import. Source: Account Engagement API v5, "Import": the status `Ready` is answered by `Waiting`. */
export function updateImport(call: UnitCall): WireResponse {
  const job = openImport(call);
  const { status, ...rest } = readJson(call.request);
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) throw refusal(154, unknown.slice(0, 80));
  if (status !== 'Ready') throw refusal(155, 'the only change is to the status Ready');
  if (job.batches === 0) throw refusal(162);
  return show(
    call,
    200,
    call.state.transact(() => submitImport(call.state, job, call.by)),
    'id,status',
  );
}

/** POST /api/v5/imports/:id/do/cancel. */
export function cancelImportJob(call: UnitCall): WireResponse {
  const job = storedRecord(call, IMPORTS) as unknown as Import;
  if (!['Open', 'Waiting', 'Processing'].includes(job.status)) throw refusal(161, job.status);
  return show(
    call,
    200,
    call.state.transact(() => cancelImport(call.state, job, call.by)),
    'id,status',
  );
}

/**
 * GET /api/v5/imports/:id/errors - the rows that were not imported, as CSV.
 * Source: Account Engagement API v5, "Import": `errorRef`. Assumed: the path and the names of the last two columns.
 */
export function downloadImportErrors(call: UnitCall): Promise<WireResponse> {
  return printImportErrors(call, storedRecord(call, IMPORTS) as unknown as Import);
}

/** The rejected rows of an import as CSV. Refuses: 161 until it is complete, and once its results are gone. */
export async function printImportErrors(call: Call<Engagement>, job: Import): Promise<WireResponse> {
  if (job.status !== 'Complete' || isExpired(job, call.state.now())) throw refusal(161, job.status);
  const errors = call.state.tables.importErrors.find('import', String(job.id));
  const { stringify } = await import('csv-stringify/sync');
  const rows = errors.map(({ cells, type, description }) => [...cells, type, description]);
  const body = stringify([[...(job.header ?? []), 'errorType', 'errorDescription'], ...rows]);
  return { status: 200, headers: { 'Content-Type': 'text/csv; charset=utf-8' }, body };
}

type Sheet = { readonly columns: readonly string[]; readonly rows: readonly string[][] };

/** Reads what takes time first, then acts in one go under the caller's name. */
async function afterwards(call: UnitCall, read: () => Promise<() => WireResponse>): Promise<WireResponse> {
  const { acting } = call.world;
  const act = await read();
  return call.world.as(acting, act);
}

function makeImport(call: UnitCall, input: Raw, sheet: Sheet | null): WireResponse {
  const unknown = Object.keys(input).find((name) => !PROPERTIES.has(name));
  if (unknown !== undefined) throw refusal(154, unknown.slice(0, 80));
  const { state, unit, by } = call;
  const isReady = readStatus(input['status']);
  if (isReady && sheet === null) throw refusal(162);
  const operation = readOperation(input['operation']);
  if (String(input['object'] ?? '').toLowerCase() !== 'prospect') throw refusal(input['object'] === undefined ? 153 : 192, 'object');
  const settings = {
    operation,
    object: 'Prospect',
    createOnNoMatch: readFlag('createOnNoMatch', input['createOnNoMatch']),
    restoreDeleted: readFlag('restoreDeleted', input['restoreDeleted']),
    fields: readFields(state, unit.key, input['fields'], operation),
  } as const;
  const job = state.transact(() => {
    const blank = {
      apiVersion: 5,
      columns: null,
      header: null,
      batches: 0,
      completedAt: null,
      createdCount: null,
      updatedCount: null,
      errorCount: null,
    } as const;
    const made: Import = { ...state.audit('Import', unit.key, by), ...settings, ...blank, status: 'Open' };
    const filled = sheet === null ? state.tables.imports.put(made) : addSheet(state, made, sheet);
    return isReady ? submitImport(state, filled, by) : filled;
  });
  return show(call, 201, job, 'id,status,batchesRef', { Location: linkTo(call, `/api/v5/imports/${job.id}`) });
}

/**
 * Source: Account Engagement API v5, "Import": headers are field names (130), the same in every batch (226), those of `fields` (227),
 *         and at least one column to match by (197). Assumed: no column twice.
 */
function addSheet(state: Engagement, job: Import, sheet: Sheet): Import {
  if (job.batches >= IMPORT_BATCHES_MAX) throw refusal(160);
  const { columns } = sheet;
  if (!columns.some((column) => MATCH_COLUMNS.has(column))) throw refusal(197, 'at least one of matchId, matchSalesforceId, matchEmail');
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) throw refusal(130, `${twice.slice(0, 80)} stands twice`);
  const others = columns.filter((column) => !MATCH_COLUMNS.has(column) && !LIST_COLUMNS.has(column));
  const unknown = others.find((column) => !isField(state, job.unit, column));
  if (unknown !== undefined) throw refusal(130, unknown.slice(0, 80));
  if (job.columns !== null && job.columns.join('\n') !== columns.join('\n')) throw refusal(226);
  const declared = (job.fields ?? []).map(({ field }) => field).filter((field) => !MATCH_COLUMNS.has(field) && !LIST_COLUMNS.has(field));
  const isDeclared = declared.length === others.length && others.every((column) => declared.includes(column));
  if (job.operation === 'Upsert' && !isDeclared) throw refusal(227);
  countBatch(state, job.unit);
  state.tables.importBatches.put({ id: `${job.id}:${job.batches + 1}`, importId: job.id, rows: sheet.rows });
  return state.tables.imports.put({ ...job, columns, header: columns, batches: job.batches + 1, updatedAt: state.second() });
}

function openImport(call: UnitCall): Import {
  const job = storedRecord(call, IMPORTS) as unknown as Import;
  if (job.apiVersion !== 5) throw refusal(228);
  if (job.status !== 'Open' || isExpired(job, call.state.now())) throw refusal(161, job.status);
  return job;
}

function show(call: UnitCall, status: number, job: Import, standard: string, headers: Readonly<Record<string, string>> = {}): WireResponse {
  const selection = readSelection(call.state, call.unit.key, IMPORTS, requestedFields(call) ?? standard, false);
  return json(status, printForCall(call, IMPORTS, selection, job as unknown as Stored), headers);
}

function readStatus(value: unknown): boolean {
  if (value !== undefined && value !== 'Ready' && value !== 'Open') throw refusal(155, valueText(value).slice(0, 40));
  return value === 'Ready';
}

function readOperation(value: unknown): Import['operation'] {
  if (value === undefined) throw refusal(153, 'operation');
  if (value !== 'Upsert' && value !== 'Delete') throw refusal(154, 'operation');
  return value;
}

function readFlag(name: string, value: unknown): boolean {
  if (value === undefined) return false;
  if (typeof value !== 'boolean') throw refusal(50, name);
  return value;
}

function readFields(state: Engagement, unit: string, raw: unknown, operation: Import['operation']): readonly ImportField[] | null {
  if (raw === undefined && operation === 'Delete') return null;
  if (!Array.isArray(raw)) throw refusal(153, 'fields');
  return raw.map((each) => {
    const given = typeof each === 'object' && each !== null ? (each as Raw) : ({ field: each } as Raw);
    const name = given['field'];
    if (typeof name !== 'string') throw refusal(153, 'fields.field');
    if (!MATCH_COLUMNS.has(name) && !LIST_COLUMNS.has(name) && !isField(state, unit, name)) throw refusal(180, name.slice(0, 80));
    const overwrite = given['overwrite'] === undefined || readFlag('overwrite', given['overwrite']);
    return { field: name, overwrite, nullOverwrite: readFlag('nullOverwrite', given['nullOverwrite']) };
  });
}

function isField(state: Engagement, unit: string, name: string): boolean {
  return PROSPECT_FIELDS.get(name)?.access === 'write' || customFieldNamed(state, unit, name) !== undefined;
}
