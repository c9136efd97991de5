import type { Call, Operation } from '../../kernel/routes.js';
import { valueText } from '../../kernel/value-text.js';
import type { WireResponse } from '../../kernel/wire.js';
import { EngagementError, refusal } from '../errors.js';
import { EXPORT_FILE_BYTES_MAX, EXPORT_RANGE_MS_MAX } from '../limits.js';
import { printExportFile } from '../operations/exports.js';
import type { Export } from '../records.js';
import { type ExportPlan, isExportExpired, startExport } from '../state/run-export.js';
import { type Engagement, liveInUnit } from '../state.js';
import { readJson } from '../v5/body.js';
import type { ObjectField, Raw } from '../v5/object.js';
import { objectOfType } from '../v5/objects/index.js';
import { linkTo } from '../wire.js';
import { checkVersion, readVersion } from './dispatch.js';
import { OLDER_OBJECTS } from './objects.js';
import { type Params, param, readNumber, readParams } from './params.js';
import { formatOf, printFailure, printSuccess, type Tree } from './print.js';
import { customFieldOf, OLDER_PROSPECT_FIELDS } from './prospect-fields.js';
import { readOlderSession, type Session } from './session.js';
import { printTime, readTime } from './times.js';

type Asked = { readonly call: Call<Engagement>; readonly session: Session; readonly version: 3 | 4; readonly params: Params };

type Content = { readonly [name: string]: Tree | undefined };

/** Source: pardot/api-docs, "Export API": the three objects. Fields that are not exported: `grade` and `notes` of prospects. */
const EXPORTED = ['prospect', 'visitorActivity', 'listMembership'] as const;
const NOT_EXPORTED: ReadonlySet<string> = new Set(['grade', 'notes', 'password', 'recent_interaction']);

const PROCEDURES: ReadonlyMap<string, { readonly stampField: 'createdAt' | 'updatedAt'; readonly word: string }> = new Map([
  ['filter_by_created_at', { stampField: 'createdAt', word: 'created' }],
  ['filter_by_updated_at', { stampField: 'updatedAt', word: 'updated' }],
]);

/**
 * /api/export/version/:version/do/* - exports of versions 3 and 4.
 *
 * Source:  pardot/api-docs, "Export API": create, read, query, cancel (not here), downloadResults; refusals have real statuses. Errors
 *          174 to 178.
 * Assumed: the path of a result, and that an argument may be written `created_after` or `createdAfter`.
 */
export const answerExport: Operation<Engagement> = (call) => {
  const format = formatOf(new URLSearchParams(call.request.query).get('format') ?? 'json');
  try {
    const params = readParams({ ...call.request, headers: { ...call.request.headers, 'content-type': 'none' } }, call.params['rest'] ?? '');
    const version = readVersion(call.params['version']);
    const session = readOlderSession(call, params);
    checkVersion(version, session.unit.allowMultipleProspectsPerEmail);
    const operation = Object.hasOwn(OPERATIONS, params.operation) ? OPERATIONS[params.operation] : undefined;
    if (operation === undefined) throw refusal(2, params.operation.slice(0, 40));
    if (!operation.methods.includes(call.request.method)) throw refusal(60);
    const reply = call.world.as({ actor: session.actor }, () => operation.act({ call, session, version, params }));
    return isReply(reply) ? reply : printSuccess(format, reply);
  } catch (error) {
    if (error instanceof EngagementError) return { ...printFailure(format, error), status: error.status };
    throw error;
  }
};

/** The object and columns of an export of these versions: columns by their older names, instants as these versions print them. */
export function olderPlanOf(engagement: Engagement, unit: string, type: string, names: readonly string[]): ExportPlan {
  const object = objectOfType(type)!;
  const known = fieldNames(type);
  const fields = names.map((name): ObjectField => {
    const custom = type === 'Prospect' ? customFieldOf(engagement, unit, name) : undefined;
    const field = known.get(name) ?? (custom === undefined ? undefined : `${custom.fieldId}__c`);
    const definition = field === undefined ? undefined : (object.fields.get(field) ?? object.dynamicField?.(engagement, unit, field, true));
    if (definition === undefined || NOT_EXPORTED.has(name)) throw refusal(180, name.slice(0, 80));
    const held: NonNullable<ObjectField['show']> = definition.show ?? ((row) => row[definition.name]);
    const show: ObjectField['show'] = definition.kind === 'instant' ? (row, state) => printTime(held(row, state)) : held;
    return { name, kind: 'text', access: 'read', show };
  });
  return { object, fields };
}

type Act = (asked: Asked) => WireResponse | Content;

const OPERATIONS: Readonly<Record<string, { readonly methods: readonly string[]; readonly act: Act }>> = {
  create: { methods: ['POST'], act: create },
  read: { methods: ['GET', 'POST'], act: (asked) => tree(asked, named(asked)) },
  query: { methods: ['GET', 'POST'], act: query },
  downloadResults: { methods: ['GET', 'POST'], act: download },
};

function create(asked: Asked): Content {
  const { call, session, version } = asked;
  const { object, fields, procedure, ...rest } = readJson(call.request);
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) throw refusal(154, unknown.slice(0, 80));
  const exported = EXPORTED.find((name) => name.toLowerCase() === String(object).toLowerCase());
  if (exported === undefined) throw refusal(object === undefined ? 153 : 192, 'object');
  const type = objectOfType(exported)!.type;
  const names = fields === undefined ? [...fieldNames(type).keys()].filter((name) => !NOT_EXPORTED.has(name)) : fields;
  if (!Array.isArray(names) || names.length === 0 || names.some((name) => typeof name !== 'string')) throw refusal(154, 'fields');
  olderPlanOf(call.state, session.unit.key, type, names);
  const facts = { object: type, fields: names as string[], ...readProcedure(exported, procedure, call.state.now()) };
  const blank = {
    includeByteOrderMark: false,
    maxFileSizeBytes: EXPORT_FILE_BYTES_MAX,
    status: 'Waiting',
    completedAt: null,
    files: 0,
  } as const;
  const made = (): Export => ({ ...call.state.audit('Export', session.unit.key, session.by), ...blank, ...facts, apiVersion: version });
  return tree(
    asked,
    call.state.transact(() => startExport(call.state, made())),
  );
}

type Range = Pick<Export, 'procedure' | 'stampField' | 'from' | 'to' | 'deleted' | 'types' | 'isProspectOnly'>;

function readProcedure(object: (typeof EXPORTED)[number], value: unknown, now: number): Range {
  if (value === undefined) throw refusal(153, 'procedure');
  const { name, arguments: given = {} } = asMap('procedure', value);
  const procedure = PROCEDURES.get(String(name));
  if (procedure === undefined) throw refusal(174, valueText(name).slice(0, 40));
  const { word, stampField } = procedure;
  const plain = new Map(Object.entries(asMap('arguments', given)).map(([key, each]) => [snake(key), each]));
  const allowed = [`${word}_after`, `${word}_before`, 'deleted', ...(object === 'visitorActivity' ? ['type', 'prospect_only'] : [])];
  const unknown = [...plain.keys()].find((each) => !allowed.includes(each));
  if (unknown !== undefined) throw refusal(175, unknown.slice(0, 40));
  const [from, to] = [`${word}_after`, `${word}_before`].map((each) => instant(plain, each, now)) as [number | null, number | null];
  if (from === null) throw refusal(176, `${word}_after`);
  if ((to ?? now) - from > EXPORT_RANGE_MS_MAX || (to ?? now) < from) throw refusal(177, `${word}_after: the range is at most a year`);
  const deleted = String(plain.get('deleted') ?? 'all');
  // Source: pardot/api-docs, "Export API": prospects are exported with those in the recycle bin.
  const isAllowed = object === 'prospect' ? deleted === 'all' : ['true', 'false', 'all'].includes(deleted);
  if (!isAllowed) throw refusal(177, 'deleted');
  const types = readTypes(plain.get('type'));
  const isProspectOnly = [true, 'true'].includes(plain.get('prospect_only') as boolean | string);
  return { procedure: value as Raw, stampField, from, to, deleted: deleted as Export['deleted'], types, isProspectOnly };
}

function readTypes(value: unknown): readonly number[] | null {
  if (value === undefined || value === null) return null;
  const types = [value].flat().map(Number);
  if (types.some((type) => !Number.isSafeInteger(type) || type < 1)) throw refusal(177, 'type');
  return types;
}

function instant(given: ReadonlyMap<string, unknown>, name: string, now: number): number | null {
  const value = given.get(name);
  if (value === undefined || value === null) return null;
  try {
    return readTime(String(value), now);
  } catch {
    throw refusal(177, name);
  }
}

function query(asked: Asked): Content {
  const { call, session, version } = asked;
  const jobs = call.state.tables.exports.filter((job) => job.unit === session.unit.key && job.apiVersion === version);
  const trees = jobs.map((job) => tree(asked, job));
  return { result: { total_results: jobs.length, ...(trees.length === 0 ? {} : { export: trees.length === 1 ? trees[0]! : trees }) } };
}

function download(asked: Asked): WireResponse {
  return printExportFile(asked.call.state, named(asked), param(asked.params, 'file') ?? '1');
}

function named({ call, session, version, params }: Asked): Export {
  const job = liveInUnit(call.state.tables.exports, session.unit.key, readNumber(param(params, 'id'), 16));
  if (job === undefined) throw refusal(109);
  if (job.apiVersion !== version) throw refusal(228);
  return job;
}

/** Source: pardot/api-docs, "Export API": `resultRefs` is a text for one file, a list for several, and not there for none. */
function tree({ call, version }: Asked, job: Export): Content {
  const isExpired = isExportExpired(job, call.state.now());
  const refs = Array.from({ length: isExpired || job.status !== 'Complete' ? 0 : job.files }, (_, index) =>
    linkTo(call, `/api/export/version/${version}/do/downloadResults/id/${job.id}/file/${index + 1}`),
  );
  return {
    id: job.id,
    state: job.status,
    isExpired,
    ...(refs.length === 0 ? {} : { resultRefs: refs.length === 1 ? refs[0]! : refs }),
    createdAt: printTime(job.createdAt),
    updatedAt: printTime(job.updatedAt),
  };
}

function fieldNames(type: string): ReadonlyMap<string, string> {
  return type === 'Prospect' ? new Map(OLDER_PROSPECT_FIELDS) : OLDER_OBJECTS.find(({ object }) => object.type === type)!.fields;
}

function asMap(name: string, value: unknown): Raw {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusal(154, name);
  return value as Raw;
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function isReply(reply: WireResponse | Content): reply is WireResponse {
  return 'headers' in reply;
}
