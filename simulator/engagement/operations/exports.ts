import { valueText } from '../../kernel/value-text.js';
import type { WireResponse } from '../../kernel/wire.js';
import { refusal } from '../errors.js';
import { EXPORT_FILE_BYTES_MAX, EXPORT_FILE_BYTES_MIN, EXPORT_RANGE_MS_MAX } from '../limits.js';
import type { Export } from '../records.js';
import { type ExportPlan, isExportExpired, startExport } from '../state/run-export.js';
import type { Engagement } from '../state.js';
import { readJson } from '../v5/body.js';
import { fieldOf, type Raw, type Stored } from '../v5/object.js';
import { EXPORTS } from '../v5/objects/exports.js';
import { objectOfType } from '../v5/objects/index.js';
import { printForCall, readSelection } from '../v5/selection.js';
import type { UnitCall } from '../v5/session.js';
import { parseInstant } from '../values.js';
import { json, linkTo } from '../wire.js';
import { storedRecord } from './read-record.js';
import { requestedFields } from './write-record.js';

/**
 * Objects that can be exported.
 * Source: Account Engagement API v5, "Export" names prospects, visitor activities, list memberships, opportunities, external activities "and
 * more". Assumed: the others.
 */
const EXPORTED: ReadonlySet<string> = new Set([
  ...['prospect', 'visitoractivity', 'listmembership', 'opportunity', 'externalactivity', 'prospectaccount', 'visitor', 'visit'],
  ...['visitorpageview', 'list', 'campaign', 'tag', 'taggedobject', 'email', 'listemail', 'form', 'formhandler', 'landingpage'],
  ...['customredirect', 'file', 'lifecyclehistory', 'lifecyclestage', 'user'],
]);
const PROPERTIES = new Set(['object', 'fields', 'procedure', 'includeByteOrderMark', 'maxFileSizeBytes']);

/** Procedures with the field whose instants they look at and the names of their arguments. */
const PROCEDURES: ReadonlyMap<string, { readonly stampField: string; readonly after: string; readonly before: string }> = new Map([
  ['filter_by_updated_at', { stampField: 'updatedAt', after: 'updatedAfter', before: 'updatedBefore' }],
  ['filter_by_created_at', { stampField: 'createdAt', after: 'createdAfter', before: 'createdBefore' }],
]);

/**
 * POST /api/v5/exports - create.
 *
 * Source:  Account Engagement API v5, "Export": a range of at most a year; errors 174-177 for procedures, 231 and 232 for file sizes.
 * Assumed: `object` is Prospect unless given; without an end the range ends now.
 */
export function createExport(call: UnitCall): WireResponse {
  const input = readJson(call.request);
  const unknown = Object.keys(input).find((name) => !PROPERTIES.has(name));
  if (unknown !== undefined) throw refusal(154, unknown.slice(0, 80));
  const object = valueText(input['object'] ?? 'Prospect');
  if (!EXPORTED.has(object.toLowerCase())) throw refusal(192, object.slice(0, 40));
  const { state, unit, by } = call;
  const fields = readFieldNames(input['fields']);
  planOf(state, unit.key, object, fields);
  const blank = {
    status: 'Waiting',
    completedAt: null,
    files: 0,
    types: null,
    isProspectOnly: false,
    apiVersion: 5,
    object: objectOfType(object)!.type,
    fields,
  } as const;
  const facts = { ...blank, ...readProcedure(input['procedure'], state.now()), ...readFile(input) };
  const job = state.transact(() => startExport(state, { ...state.audit('Export', unit.key, by), ...facts }));
  const selection = readSelection(state, unit.key, EXPORTS, requestedFields(call) ?? 'id,status', false);
  const location = linkTo(call, `/api/v5/exports/${job.id}`);
  return json(201, printForCall(call, EXPORTS, selection, job as unknown as Stored), { Location: location });
}

/** GET /api/v5/exports/:id/results/:file - a file of the result, as CSV. */
export function downloadExport(call: UnitCall): WireResponse {
  return printExportFile(call.state, storedRecord(call, EXPORTS) as unknown as Export, call.params['file'] ?? '');
}

/** One file of an export. Refuses: 178 until it is complete and once it has expired, 109 for a file that it does not have. */
export function printExportFile(engagement: Engagement, job: Export, file: string): WireResponse {
  if (job.status !== 'Complete' || isExportExpired(job, engagement.now())) throw refusal(178, job.status);
  const result = engagement.tables.exportResults.get(`${job.id}:${file}`);
  if (result === undefined) throw refusal(109);
  return { status: 200, headers: { 'Content-Type': 'text/csv; charset=utf-8' }, body: result.text };
}

/** The object and the fields that an export names. Refuses: 180 for fields that the object does not have. */
export function planOf(engagement: Engagement, unit: string, type: string, names: readonly string[]): ExportPlan {
  const object = objectOfType(type)!;
  const fields = names.map((name) => {
    const field = fieldOf(object, engagement, unit, name, true);
    if (field === undefined) throw refusal(180, name.slice(0, 80));
    return field;
  });
  return { object, fields };
}

function readFieldNames(value: unknown): readonly string[] {
  if (value === undefined) throw refusal(153, 'fields');
  if (!Array.isArray(value) || value.length === 0 || value.some((name) => typeof name !== 'string')) throw refusal(154, 'fields');
  return value as string[];
}

type Range = Pick<Export, 'procedure' | 'stampField' | 'from' | 'to' | 'deleted'>;

function readProcedure(value: unknown, now: number): Range {
  if (value === undefined) throw refusal(153, 'procedure');
  const { name, arguments: given = {} } = asMap('procedure', value);
  const procedure = PROCEDURES.get(String(name));
  if (procedure === undefined) throw refusal(174, valueText(name).slice(0, 40));
  const { deleted = 'false', ...range } = asMap('procedure.arguments', given);
  const unknown = Object.keys(range).find((each) => each !== procedure.after && each !== procedure.before);
  if (unknown !== undefined) throw refusal(175, unknown.slice(0, 40));
  const [from, to] = [readInstant(range, procedure.after), readInstant(range, procedure.before)];
  if (from === null) throw refusal(176, procedure.after);
  if (!['true', 'false', 'all'].includes(String(deleted))) throw refusal(177, 'deleted');
  if ((to ?? now) - from > EXPORT_RANGE_MS_MAX || (to ?? now) < from) throw refusal(177, `${procedure.after}: the range is at most a year`);
  return { procedure: value as Raw, stampField: procedure.stampField, from, to, deleted: String(deleted) as Export['deleted'] };
}

function readInstant(range: Raw, name: string): number | null {
  const value = range[name];
  if (value === undefined || value === null) return null;
  const instant = parseInstant(String(value));
  if (instant === null) throw refusal(177, name);
  return instant;
}

function readFile({
  includeByteOrderMark = false,
  maxFileSizeBytes = EXPORT_FILE_BYTES_MAX,
}: Raw): Pick<Export, 'includeByteOrderMark' | 'maxFileSizeBytes'> {
  if (typeof includeByteOrderMark !== 'boolean') throw refusal(50, 'includeByteOrderMark');
  if (typeof maxFileSizeBytes !== 'number' || maxFileSizeBytes < EXPORT_FILE_BYTES_MIN) throw refusal(231);
  if (maxFileSizeBytes > EXPORT_FILE_BYTES_MAX) throw refusal(232);
  return { includeByteOrderMark, maxFileSizeBytes };
}

function asMap(name: string, value: unknown): Raw {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusal(154, name);
  return value as Raw;
}
