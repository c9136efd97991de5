import { isEmpty, isGone, keyOf, type RecordedChange } from './recorded-change.js';
import type { Told } from './story-of.js';

/** The steps that say what people did in one piece; empty when it was none of theirs. */
export function stepsOf(group: readonly RecordedChange[], told: Told): readonly object[] {
  const merge = group.filter((change) => isGone(change) && !isEmpty(change.after?.['MasterRecordId']));
  if (merge.length > 0) return by(merge[0]!, mergeStep(merge, group, told), told);
  const lead = group.find(
    ({ object, before, after }) => object === 'Lead' && before?.['IsConverted'] === false && after?.['IsConverted'] === true,
  );
  if (lead !== undefined) return by(lead, convertStep(lead, group, told), told);
  const unit = group.find(({ object, operation }) => object === 'BusinessUnit' && operation === 'create');
  // What a new business unit begins with is written with it.
  const own = unit === undefined ? group : [unit];
  return own
    .filter((change) => isOfPeople(change) && !wentAlong(change, group))
    .flatMap((change) => by(change, stepOf(change, group, told), told));
}

/** The steps with who did them. */
function by(change: RecordedChange, steps: readonly object[], told: Told): readonly object[] {
  const name = steps.length === 0 ? null : told.by(change);
  return name === null ? steps : steps.map((step) => ({ ...step, by: name }));
}

/** Contacts of an account are deleted and come back with it. */
function wentAlong({ operation, id, after, before }: RecordedChange, group: readonly RecordedChange[]): boolean {
  if (operation !== 'delete' && operation !== 'undelete') return false;
  const others = new Set(group.filter((each) => each.operation === operation && each.id !== id).map((each) => each.id));
  return Object.values(after ?? before ?? {}).some((value) => typeof value === 'string' && others.has(value));
}

/** What automation and the sync wrote follows from the rest. */
function isOfPeople({ cause }: RecordedChange): boolean {
  return cause.isSync !== true && (cause.kind === 'call' || cause.kind === 'step');
}

function stepOf(change: RecordedChange, group: readonly RecordedChange[], told: Told): readonly object[] {
  const { system, object, operation, after } = change;
  if (object === 'Settings') return settingStep(change, told);
  if (object === 'backlot__Request__c') return requestStep(after ?? {}, told);
  const type = told.rehearsal.type(system, object);
  // Sessions, jobs and the like: what the vendor keeps beside the records.
  if (type === undefined) return [];
  if (operation === 'create') return createStep(change, group, told);
  introduce(change, told);
  const name = told.nameOf(change);
  if (name === undefined) return untold(change, told);
  if (operation === 'update') {
    const fields = told.rehearsal.updates(change, besideIn(group, change));
    return Object.keys(fields).length === 0 ? [] : [{ update: { [name]: told.named(fields, change) } }];
  }
  return [{ [operation === 'undelete' ? 'undelete' : 'delete']: name }];
}

function createStep(change: RecordedChange, group: readonly RecordedChange[], told: Told): readonly object[] {
  const { system, object, after } = change;
  if (told.rehearsal.type(system, object)?.isCreatable !== true) return [];
  const unit = object === 'BusinessUnit' ? null : told.unitOf(change);
  const inUnit = unit === null ? {} : { bu: after?.['unit'] };
  const { bu: _, ...fields } = told.rehearsal.creates(change, after ?? {}, { ...besideIn(group, change), ...inUnit });
  const values = told.named(fields, change);
  const name = told.name(change);
  if (object === 'BusinessUnit') told.makesUnit(String(after?.['unit']), name);
  return [{ create: { [`${system}.${object}`]: { as: name, ...(unit === null ? {} : { bu: unit }), ...values } } }];
}

function untold({ system, object, operation, id, cause }: RecordedChange, told: Told): readonly object[] {
  told.untold.push(`${operation} of ${system}.${object} ${id} by ${cause.text}`);
  return [];
}

/** A customer's display contact is written with it, and so it is a part of it. */
function besideIn(group: readonly RecordedChange[], { object, after }: RecordedChange): Readonly<Record<string, unknown>> {
  if (object !== 'CUSTOMER') return {};
  const contact = group.find((each) => each.object === 'CONTACT' && each.id === after?.['DISPLAYCONTACT.CONTACTNAME']);
  const fields = Object.entries(contact?.after ?? {}).filter(
    ([name, value]) => CONTACT_FIELDS.test(name) && JSON.stringify(contact?.before?.[name] ?? null) !== JSON.stringify(value),
  );
  return Object.fromEntries(fields.map(([name, value]) => [`DISPLAYCONTACT.${name}`, value]));
}

const CONTACT_FIELDS = /^(?:PRINTAS|PHONE\d|CELLPHONE|FAX|EMAIL\d|FIRSTNAME|LASTNAME|INITIAL|COMPANYNAME|MAILADDRESS\..+)$/;

/** A record that was there before the recording began: made in `given`, or found where every stage has it. */
function introduce(change: RecordedChange, told: Told): void {
  const { system, object, id, before } = change;
  if (told.nameOf(change) !== undefined || before === null) return;
  const type = `${system}.${object}`;
  if (told.rehearsal.isOnEveryStage(change)) {
    const key = { salesforce: 'Id', engagement: 'id', intacct: 'RECORDNO' }[system];
    told.given.push({ find: { [type]: { as: told.name(change), where: { [key]: before[key] ?? id } } } });
    return;
  }
  const unit = told.unitOf(change);
  const { bu: _, ...fields } = told.rehearsal.creates({ ...change, after: before }, before, unit === null ? {} : { bu: before['unit'] });
  const values = told.named(fields, change);
  told.given.push({ create: { [type]: { as: told.name(change), ...(unit === null ? {} : { bu: unit }), ...values } } });
}

function settingStep(change: RecordedChange, told: Told): readonly object[] {
  const { key, value } = change.after as { key?: string; value?: unknown };
  const unit = told.unitOf(change);
  return key === undefined ? [] : [{ set: { [`${change.system}${unit === null ? '' : `@${unit}`}.${key}`]: value } }];
}

function requestStep(row: Readonly<Record<string, unknown>>, told: Told): readonly object[] {
  const [kind, object, id] = ['Kind', 'Object', 'Record'].map((part) => String(row[`backlot__${part}__c`]));
  const on = told.nameOf({ system: 'salesforce', object: object!, id: id! });
  if (on === undefined) return [];
  if (kind === 'create-transaction') {
    const { type, entity } = JSON.parse(String(row['backlot__Payload__c'] ?? '{}')) as { type?: string; entity?: string | null };
    return [{ 'create-transaction': { type, from: on, ...(entity == null ? {} : { entity }) } }];
  }
  const via = row['backlot__Via__c'];
  return [{ [kind!]: { on, ...(kind !== 'sync-to-intacct' || via === 'button' ? {} : { via }) } }];
}

function mergeStep(losers: readonly RecordedChange[], group: readonly RecordedChange[], told: Told): readonly object[] {
  const master = group.find(({ id, object }) => object === losers[0]?.object && id === losers[0]?.after?.['MasterRecordId']);
  for (const each of [...losers, ...(master === undefined ? [] : [master])]) introduce(each, told);
  const into = told.nameOf({ ...losers[0]!, id: String(losers[0]!.after!['MasterRecordId']) });
  const from = losers.map((loser) => told.nameOf(loser));
  if (into === undefined || from.includes(undefined)) return untold(losers[0]!, told);
  const kept = Object.entries(master === undefined ? {} : told.rehearsal.updates(master, {})).flatMap(([field, value]) => {
    const loser = losers.find(({ before }) => JSON.stringify(before?.[field]) === JSON.stringify(value));
    return loser === undefined ? [] : [[field, told.nameOf(loser)]];
  });
  return [{ merge: { into, from, ...(kept.length === 0 ? {} : { keep: Object.fromEntries(kept) }) } }];
}

function convertStep(lead: RecordedChange, group: readonly RecordedChange[], told: Told): readonly object[] {
  introduce(lead, told);
  const made: Record<string, string> = {};
  const existing: Record<string, string> = {};
  for (const [part, object] of [
    ['account', 'Account'],
    ['contact', 'Contact'],
    ['opportunity', 'Opportunity'],
  ] as const) {
    const id = lead.after?.[`Converted${object}Id`];
    if (typeof id !== 'string') continue;
    const ref = { system: 'salesforce', object, id } as const;
    const known = told.nameOf(ref);
    if (known !== undefined && part !== 'opportunity') existing[part] = known;
    else if (group.some((change) => keyOf(change) === keyOf(ref))) made[part] = told.name(ref);
  }
  return [{ convert: { lead: told.name(lead), ...existing, ...(Object.keys(made).length === 0 ? {} : { as: made }) } }];
}
