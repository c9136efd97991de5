import { EngagementError, refusal } from '../errors.js';
import { parseJson } from '../json-text.js';
import { OLDER_BATCH_MAX } from '../limits.js';
import type { Prospect } from '../records.js';
import { archivedWithEmail, liveWithEmail, prospectOf } from '../state/find-prospects.js';
import { restoreProspect } from '../state/prospects.js';
import type { Content, OlderCall } from './call.js';
import { readNumber } from './params.js';
import { createOlder, editOlder } from './prospect-input.js';
import { inputOf, withFid, writerOf } from './prospect-operations.js';
import { seenProspects } from './prospect-query.js';
import { parseXml } from './xml.js';

type Verb = 'create' | 'update' | 'upsert';

/** One prospect of a batch: its fields by their older names. */
type BatchRow = readonly (readonly [string, unknown])[];

/**
 * Creates, changes or does either to up to fifty prospects; one that fails does not stop the others.
 *
 * Source:  pardot/api-docs, "Prospects: Batch operations": parameter `prospects` with JSON or XML; version 3 keys by email (91), version
 *          4 takes a flat array (90); errors 70 and 71. What failed stands in `errors` under its place.
 */
export function batchProspects(call: OlderCall, verb: Verb): Content {
  if (call.request.method === 'GET') throw refusal(60);
  const text = call.asked.all.get('prospects');
  if (text === undefined) throw refusal(13, 'prospects');
  const rows = text.trimStart().startsWith('<') ? rowsOfXml(text, call.version) : rowsOfJson(text, call.version);
  if (rows.length > OLDER_BATCH_MAX) throw refusal(70);
  const errors: Record<string, string> = {};
  for (const [index, row] of rows.entries()) {
    try {
      call.world.atomic(() => writeRow(call, verb, row));
    } catch (error) {
      if (!(error instanceof EngagementError)) throw error;
      errors[String(index)] = error.message;
    }
  }
  return Object.keys(errors).length === 0 ? {} : { errors };
}

function writeRow(call: OlderCall, verb: Verb, row: BatchRow): void {
  const writer = writerOf(call);
  const found = verb === 'create' ? null : foundFor(call, row);
  const named = found === null ? [] : found.by;
  const input = inputOf(
    call,
    row.filter(([name]) => !named.includes(name)),
  );
  if (found !== null) {
    if (found.prospect.isDeleted && verb === 'update') throw refusal(132);
    editOlder(writer, restoreProspect(call.state, found.prospect, { by: call.by }), input);
  } else if (verb === 'update') throw refusal(92);
  else createOlder(writer, input);
}

/** The prospect that a row names, with the fields that name it. */
function foundFor(call: OlderCall, row: BatchRow): { prospect: Prospect; by: readonly string[] } | null {
  const { state, unit, version } = call;
  const sees = seenProspects(call);
  const fields = new Map(row.map(([name, value]) => [name, String(value ?? '')]));
  const id = fields.get('id');
  if (id !== undefined) {
    const prospect = prospectOf(state, unit.key, readNumber(id, 3));
    if (prospect === undefined || !sees(prospect)) throw refusal(3, id);
    return { prospect, by: ['id'] };
  }
  const fid = fields.get('fid');
  if (version === 4) {
    const prospect = fid === undefined ? undefined : withFid(state, unit.key, fid);
    return prospect === undefined || !sees(prospect) ? null : { prospect, by: ['fid'] };
  }
  const email = fields.get('email') ?? '';
  const prospect = liveWithEmail(state, unit.key, email) ?? archivedWithEmail(state, unit.key, email);
  return prospect === undefined || !sees(prospect) ? null : { prospect, by: ['email'] };
}

function rowsOfJson(text: string, version: 3 | 4): BatchRow[] {
  const prospects = contentOf(text);
  if (version === 4) {
    if (!Array.isArray(prospects) || !prospects.every(isPlain)) throw refusal(90);
    return prospects.map((each) => Object.entries(each));
  }
  if (!isPlain(prospects) || !Object.entries(prospects).every(([email, each]) => email.includes('@') && isPlain(each))) throw refusal(91);
  return Object.entries(prospects).map(([email, each]) => [['email', email], ...Object.entries(each as object)]);
}

/** Assumed: the list may stand alone as well as in `{"prospects": …}`. */
function contentOf(text: string): unknown {
  const parsed = parseJson(text);
  if (parsed === undefined) throw refusal(71);
  return isPlain(parsed) && Object.hasOwn(parsed, 'prospects') ? parsed['prospects'] : parsed;
}

/** Source: pardot/api-docs, "Prospects: Batch operations": `<prospects><prospect email="…">` in version 3, elements alone in version 4. */
function rowsOfXml(text: string, version: 3 | 4): BatchRow[] {
  const root = parseXml(text);
  if (root.name !== 'prospects') throw refusal(71);
  return root.children.map((each) => {
    const fields = each.children.map(({ name, text: value }): [string, unknown] => [name, value]);
    if (version === 4) return fields;
    const email = each.attributes['email'];
    if (email === undefined) throw refusal(91);
    return [['email', email], ...fields];
  });
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
