import { refusal } from '../errors.js';
import type { Prospect } from '../records.js';
import { requireAbility } from '../state/abilities.js';
import { assignProspect, unassignProspect } from '../state/assignment.js';
import { archivedWithEmail, latestActive, prospectOf, withCrmId, withEmail } from '../state/find-prospects.js';
import { salesforceId } from '../state/ids.js';
import { isEmail } from '../state/prospect-input.js';
import { archiveProspect, restoreProspect } from '../state/prospects.js';
import { groupOf } from '../state/users.js';
import { unitKey } from '../tables.js';
import type { Content, OlderCall, OlderOperation } from './call.js';
import { fieldsOf, param, readNumber } from './params.js';
import { batchProspects } from './prospect-batch.js';
import { createOlder, editOlder, type OlderInput, type OlderWriter, readOlderInput } from './prospect-input.js';
import { queryProspects, seenProspects, shapeOf } from './prospect-query.js';
import { prospectTree } from './prospect-tree.js';

const SHAPING = ['fields', 'limit_related_records'];

/** What is done to prospects. Source: pardot/api-docs, "Prospects", versions 3 and 4. */
export const PROSPECT_OPERATIONS: Readonly<Record<string, OlderOperation>> = {
  create,
  read,
  update,
  upsert,
  delete: remove,
  assign,
  unassign,
  query: queryProspects,
  batchCreate: (call) => batchProspects(call, 'create'),
  batchUpdate: (call) => batchProspects(call, 'update'),
  batchUpsert: (call) => batchProspects(call, 'upsert'),
};

function create(call: OlderCall): Content | (() => Content) {
  const email = param(call.asked, 'email');
  if (email === null || email.trim() === '') throw refusal(email === null ? 13 : 14);
  return show(call, createOlder(writerOf(call), inputOf(call, fieldsOf(call.asked, ...SHAPING))));
}

/** Source: pardot/api-docs, "Prospects: Read": by email, version 4 gives everybody who has it; error 132 for the recycle bin. */
function read(call: OlderCall): Content | (() => Content) {
  const email = param(call.asked, 'email');
  const byEmail = email !== null && param(call.asked, 'id') === null && param(call.asked, 'fid') === null;
  if (!byEmail || call.version === 3) return show(call, live(addressed(call)));
  const sees = seenProspects(call);
  const found = withEmail(call.state, call.unit.key, email).filter((each) => !each.isDeleted && sees(each));
  if (found.length === 0) throw refusal(4, email.slice(0, 80));
  const trees = found.map((each) => prospectTree(call.state, each, shapeOf(call)));
  return { prospect: trees.length === 1 ? trees[0]! : trees };
}

function update(call: OlderCall): Content | (() => Content) {
  const prospect = live(addressed(call));
  return show(call, editOlder(writerOf(call), prospect, inputFor(call)));
}

/**
 * Source:  pardot/api-docs, "Prospects: Upsert": version 3 by email or id; version 4 by id or fid, which also takes out of the recycle
 *          bin, while an email alone always creates.
 */
function upsert(call: OlderCall): Content | (() => Content) {
  const input = inputFor(call);
  const found = upserted(call);
  if (found === null) return show(call, createOlder(writerOf(call), withAddress(call, input)));
  return show(call, editOlder(writerOf(call), restoreProspect(call.state, found, { by: call.by }), input));
}

/** Source: pardot/api-docs, "Prospects: Delete": POST or DELETE only (60), and no content. */
function remove(call: OlderCall): Content | (() => Content) {
  if (call.request.method === 'GET') throw refusal(60);
  archiveProspect(call.state, live(addressed(call)), { by: call.by });
  return null;
}

/** Source: pardot/api-docs, "Prospects: Assign": exactly one target (13, 47); unknown ones are 10, 11 and 12. */
function assign(call: OlderCall): Content | (() => Content) {
  const { state, unit, asked, by } = call;
  requireAbility(state, unit.key, by, 'assign');
  const prospect = live(addressed(call));
  const given = (['user_id', 'user_email', 'group_id'] as const).filter((name) => asked.all.has(name));
  const isPair = given.length === 2 && !given.includes('group_id');
  if (given.length === 0) throw refusal(13, 'user_email, user_id or group_id');
  if (given.length > 1 && !isPair) throw refusal(47);
  if (given.includes('group_id')) {
    const group = groupOf(state, unit.key, readNumber(asked.all.get('group_id') ?? null, 12)).id;
    return show(call, assignProspect(state, prospect, { target: { group }, trigger: 'manual', by }));
  }
  const byEmail = asked.all.has('user_email') ? userWithEmail(call, asked.all.get('user_email')!) : null;
  const user = asked.all.has('user_id') ? readNumber(asked.all.get('user_id')!, 10) : byEmail!;
  if (byEmail !== null && byEmail !== user) throw refusal(45);
  return show(call, assignProspect(state, prospect, { target: { user }, trigger: 'manual', by }));
}

function unassign(call: OlderCall): Content | (() => Content) {
  requireAbility(call.state, call.unit.key, call.by, 'assign');
  return show(call, unassignProspect(call.state, live(addressed(call)), call.by));
}

/**
 * The prospect that the path or the parameters name.
 * Source:  pardot/api-docs, "Prospects": version 3 by email or id, version 4 by id or fid. Refuses: 3, 4, 77 for nobody; 13 for no name.
 * Assumed: 22 for an address that the version does not have.
 */
export function addressed(call: OlderCall): Prospect {
  const { asked, state, unit, version } = call;
  const sees = seenProspects(call);
  const [id, fid, email] = [param(asked, 'id'), param(asked, 'fid'), param(asked, 'email')];
  if (id !== null) {
    const found = prospectOf(state, unit.key, readNumber(id, 3));
    if (found === undefined || !sees(found)) throw refusal(3, id);
    return found;
  }
  if (fid !== null && version === 4) {
    const linked = withFid(state, unit.key, fid);
    return linked === undefined || !sees(linked) ? refuseFid(fid) : linked;
  }
  if (email === null) throw refusal(13, version === 3 ? 'email or id' : 'id or fid');
  if (version === 4) throw refusal(22, 'by email');
  const found = withEmail(state, unit.key, email).filter(sees);
  const chosen = found.find(({ isDeleted }) => !isDeleted) ?? latestActive(found);
  if (chosen === undefined) throw refusal(4, email.slice(0, 80));
  return chosen;
}

export function writerOf({ state, unit, by }: OlderCall): OlderWriter {
  return { engagement: state, unit: unit.key, by };
}

/** A prospect linked with a Salesforce id. Refuses: 77 for what is no such id. */
export function withFid(state: OlderCall['state'], unit: string, fid: string): Prospect | undefined {
  const id = salesforceId(fid);
  return id === null ? refuseFid(fid) : withCrmId(state, unit, id)[0];
}

function refuseFid(fid: string): never {
  throw refusal(77, fid.slice(0, 20));
}

function live(prospect: Prospect): Prospect {
  if (prospect.isDeleted) throw refusal(132);
  return prospect;
}

/** The fields of a write, less the address that it goes to. */
function inputFor(call: OlderCall): OlderInput {
  const { asked, version } = call;
  const others = [...SHAPING, 'id'];
  // In version 3 an email names the prospect unless an id does; in version 4 it is a field like any other.
  if (version === 3 && param(asked, 'id') === null) others.push('email');
  if (version === 4 && param(asked, 'id') === null) others.push('fid');
  return inputOf(call, fieldsOf(asked, ...others));
}

/** The fields of a write; the call log tells which parameters were none. */
export function inputOf(call: OlderCall, fields: readonly (readonly [string, unknown])[]): OlderInput {
  const input = readOlderInput(writerOf(call), fields);
  if (input.ignored.length > 0) call.notes.hint = `passed over, for prospects have no such field to write: ${input.ignored.join(', ')}`;
  return input;
}

function upserted(call: OlderCall): Prospect | null {
  const { asked, state, unit, version } = call;
  if (param(asked, 'id') !== null) return addressed(call);
  if (version === 4) {
    const fid = param(asked, 'fid');
    const found = fid === null ? undefined : withFid(state, unit.key, fid);
    if (found === undefined && param(asked, 'email') === null) throw fid === null ? refusal(13, 'id, fid or email') : refusal(77, fid);
    return found ?? null;
  }
  const email = param(asked, 'email');
  if (email === null) throw refusal(13, 'email or id');
  const isLive = withEmail(state, unit.key, email).some(({ isDeleted }) => !isDeleted);
  return isLive ? addressed(call) : (archivedWithEmail(state, unit.key, email) ?? null);
}

/** What a new prospect of an upsert needs beside its fields. */
function withAddress({ asked, version }: OlderCall, input: OlderInput): OlderInput {
  const email = param(asked, 'email') ?? '';
  if (!isEmail(email.trim())) throw refusal(4, email.slice(0, 80));
  const fid = version === 4 ? param(asked, 'fid') : null;
  return { ...input, values: { ...input.values, email, ...(fid === null ? {} : { salesforceId: fid }) } };
}

function userWithEmail({ state, unit }: OlderCall, email: string): number {
  const user = state.tables.users.find('email', unitKey(unit.key, email)).find(({ isDeleted }) => !isDeleted);
  if (user === undefined) throw refusal(11, email.slice(0, 80));
  return user.id;
}

/** The prospect as it stands once everything that follows has run. */
function show(call: OlderCall, prospect: Prospect): () => Content {
  return () => ({
    prospect: prospectTree(call.state, prospectOf(call.state, call.unit.key, prospect.id) ?? prospect, shapeOf(call)),
  });
}
