import { valueText } from '../../kernel/value-text.js';
import type { WireResponse } from '../../kernel/wire.js';
import { refusal } from '../errors.js';
import { BULK_ACTION_ROWS_MAX, FILE_BYTES_MAX } from '../limits.js';
import type { BulkAction, BulkActionKind, BulkActionStatus } from '../records.js';
import { startBulkAction, steerBulkAction } from '../state/bulk-actions.js';
import { parseObject, readJson } from '../v5/body.js';
import { isMultipart, readCsv, readUpload } from '../v5/multipart.js';
import type { Raw, Stored } from '../v5/object.js';
import { BULK_ACTIONS } from '../v5/objects/bulk-actions.js';
import { printForCall, readSelection } from '../v5/selection.js';
import type { UnitCall } from '../v5/session.js';
import { json, linkTo } from '../wire.js';
import { storedRecord } from './read-record.js';
import { requestedFields } from './write-record.js';

/** What the body may call each action. Assumed: the reference names what they do, not how they are written. */
const KINDS: ReadonlyMap<string, BulkActionKind> = new Map([
  ['delete', 'Delete'],
  ['permanentdelete', 'PermanentDelete'],
  ['permanentlydelete', 'PermanentDelete'],
]);

/** Words that a client steers with. `Ready` resumes as `Waiting` does, as it submits imports. */
const STEERS: ReadonlyMap<string, BulkActionStatus> = new Map([
  ['paused', 'Paused'],
  ['waiting', 'Waiting'],
  ['ready', 'Waiting'],
  ['canceled', 'Canceled'],
]);

/**
 * POST /api/v5/bulk-actions - create, as multipart: `input` says what to do, `file` is a CSV file with the column `id`.
 * Source: Account Engagement API v5, "Bulk Action": at most 100,000 records; errors 130, 151, 159, 162.
 */
export async function createBulkAction(call: UnitCall): Promise<WireResponse> {
  if (!isMultipart(call.request)) throw refusal(151, (call.request.headers['content-type'] ?? '').slice(0, 80));
  const { acting } = call.world;
  const { input, file } = await readUpload(call.request, FILE_BYTES_MAX);
  const facts = readInput(parseObject(input ?? ''));
  if (file === null) throw refusal(162);
  const { columns, rows } = await readCsv(file.bytes);
  const column = columns.indexOf('id');
  if (column < 0 || columns.length > 1) throw refusal(130, columns.join(',').slice(0, 80));
  if (rows.length > BULK_ACTION_ROWS_MAX) throw refusal(154, `file: at most ${BULK_ACTION_ROWS_MAX} rows`);
  const ids = rows.map((row) => (row[column] ?? '').trim());
  return call.world.as(acting, () => start(call, { ...facts, fileName: file.name, count: ids.length }, ids));
}

/** PATCH /api/v5/bulk-actions/:id - pauses, resumes or cancels. Source: Account Engagement API v5, "Bulk Action". */
export function updateBulkAction(call: UnitCall): WireResponse {
  const { status, ...rest } = readJson(call.request);
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) throw refusal(180, unknown.slice(0, 80));
  if (status === undefined) throw refusal(153, 'status');
  const wanted = STEERS.get(String(status).toLowerCase());
  if (wanted === undefined) throw refusal(154, 'status');
  const job = storedRecord(call, BULK_ACTIONS) as unknown as BulkAction;
  return show(
    call,
    200,
    call.state.transact(() => steerBulkAction(call.state, job, wanted, call.by)),
  );
}

/** GET /api/v5/bulk-actions/:id/errors - the rows that were not done, as CSV. Assumed: the names of its columns. */
export async function downloadBulkActionErrors(call: UnitCall): Promise<WireResponse> {
  const { id } = storedRecord(call, BULK_ACTIONS);
  const { stringify } = await import('csv-stringify/sync');
  const errors = call.state.tables.bulkActionErrors.find('bulkAction', String(id));
  const body = stringify([['id', 'errorDescription'], ...errors.map(({ cell, description }) => [cell, description])]);
  return { status: 200, headers: { 'Content-Type': 'text/csv; charset=utf-8' }, body };
}

function readInput({ object, bulkAction, ...rest }: Raw): Pick<BulkAction, 'object' | 'bulkAction'> {
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) throw refusal(180, unknown.slice(0, 80));
  if (object === undefined || bulkAction === undefined) throw refusal(153, object === undefined ? 'object' : 'bulkAction');
  if (String(object).toLowerCase() !== 'prospect') throw refusal(192, valueText(object).slice(0, 40));
  const kind = KINDS.get(String(bulkAction).toLowerCase());
  if (kind === undefined) throw refusal(154, 'bulkAction');
  return { object: 'Prospect', bulkAction: kind };
}

function start(
  call: UnitCall,
  facts: Pick<BulkAction, 'object' | 'bulkAction' | 'fileName' | 'count'>,
  ids: readonly string[],
): WireResponse {
  const { state, unit, by } = call;
  const blank = { status: 'Waiting', processedCount: 0, errorCount: 0 } as const;
  const job = state.transact(() => startBulkAction(state, { ...state.audit('BulkAction', unit.key, by), ...facts, ...blank }, ids));
  return show(call, 201, job, { Location: linkTo(call, `/api/v5/bulk-actions/${job.id}`) });
}

function show(call: UnitCall, status: number, job: BulkAction, headers: Readonly<Record<string, string>> = {}): WireResponse {
  const selection = readSelection(call.state, call.unit.key, BULK_ACTIONS, requestedFields(call) ?? 'id,status', false);
  return json(status, printForCall(call, BULK_ACTIONS, selection, job as unknown as Stored), headers);
}
