import type { PolledProspect } from '../../clients/engagement/wire.js';
import type { Memory } from '../../journal/journal.js';
import type { SyncError } from '../../model/decision.js';
import type { Person, Prospect, Value } from '../../model/engagement.js';
import type { Link, RecordRef } from '../../model/record.js';
import { DEFAULT_MAPPING } from '../../rules/engagement/mapping.js';
import { type FlowContext, rememberLink } from '../flow.js';
import { textHash } from '../hash.js';
import { personKey, personRef, prospectKey, prospectRef, typeOf } from './keys.js';

/** When a Salesforce record first had an email, as the polls saw it: decides auto-create (reference A.4). */
export type EmailFact = {
  /** Null while it has none. */
  readonly at: number | null;
  readonly hadWhenCreated: boolean;
  readonly wasConverted: boolean;
};

/** The fields of a prospect that the mapping looks at. */
const MAPPED_PROSPECT_FIELDS = [
  ...DEFAULT_MAPPING.map(({ prospect }) => prospect),
  'addressOne',
  'addressTwo',
  'salesforceOwnerId',
  'salesforceAccountId',
];

/**
 * Says which prospect a record has, and differs in each business unit.
 *
 * Assumed: a change of these alone wakes nobody; two units would write them in turn without end.
 */
const PROSPECT_OF_RECORD: ReadonlySet<string> = new Set(['pi__url__c', 'pi__created_date__c']);

/** A person with the fields that may move without a change of the record. */
type Looked = Person & { readonly formulas?: ReadonlySet<string> };

/** What the sync saw of a person: the record itself, what it shows of others (its account, formulas), and when it was last modified. */
type SeenPerson = { readonly own: string; readonly parent: string; readonly modifiedAt: number };

/**
 * Whether a person is as the sync last saw it; the echo of an own write is. A new name of its account alone, and a
 * formula, is nothing new: it comes along when the person itself is touched by others (`isOurs`: the connector wrote it last).
 *
 * Source: help "How Sync Behavior Works"; reference A.7, "changing an Account does not trigger its contacts' prospects to sync".
 */
export function isKnownPerson(context: FlowContext, unit: string, person: Looked, isOurs: boolean): boolean {
  const seen = context.recall('seen', personKey(unit, person.id)) as SeenPerson | null;
  if (seen === null) return false;
  const now = looksOf(person);
  return seen.own === now.own && (isOurs || seen.parent === now.parent || seen.modifiedAt >= now.modifiedAt);
}

/**
 * Whether the sync knows an older state of a person than it has now: a change that the cursor passed over. What it never saw (a record
 * that was hidden when it was made) waits until it is modified, and what moves without a modification (a formula) does not count.
 *
 * Assumed: D-28, for records that a full reconcile is the first to see.
 */
export function isMissedPerson(context: FlowContext, unit: string, person: Looked): boolean {
  const seen = context.recall('seen', personKey(unit, person.id)) as SeenPerson | null;
  if (seen === null || seen.own === looksOf(person).own) return false;
  return person.modifiedAt > seen.modifiedAt || person.isDeleted;
}

/** What of a person matters to the sync, each person read hashed once. */
function looksOf(person: Looked): SeenPerson {
  const known = looks.get(person);
  if (known !== undefined) return known;
  const { type, email, ownerId, accountId, isDeleted, masterId, isConverted, convertedContactId, modifiedAt } = person;
  const own: Value[] = [type, email, ownerId, accountId, isDeleted, masterId, isConverted, convertedContactId];
  const parent: Value[] = [];
  for (const [field, value] of Object.entries(person.fields)) {
    if (!PROSPECT_OF_RECORD.has(field)) note(isOthers(person, field) ? parent : own, field, value);
  }
  const made = { own: textHash(JSON.stringify(own)), parent: textHash(JSON.stringify(parent)), modifiedAt };
  looks.set(person, made);
  return made;
}

/** A field of the account, or a formula, which may be over it. */
function isOthers({ formulas }: Looked, field: string): boolean {
  return field.includes('.') || formulas?.has(field) === true;
}

const looks = new WeakMap<Person, SeenPerson>();

/** What of a prospect matters to the sync, with the instant of its last change by others. */
export function prospectHash(prospect: PolledProspect): string {
  const { email, salesforceId, crmState, recreateAllowed, isArchived, assignedToId, assignment, manualSyncAt } = prospect;
  const own: unknown[] = [email, salesforceId, crmState, recreateAllowed, isArchived, assignedToId, assignment, manualSyncAt];
  for (const field of MAPPED_PROSPECT_FIELDS) note(own, field, prospect.fields[field] ?? null);
  return `${prospect.changedAt}|${textHash(JSON.stringify(own))}`;
}

/** Adds a value in the spelling for comparison: instants as numbers, numbers in text as numbers; blanks and false are nothing. */
function note(values: unknown[], field: string, value: Value): void {
  const plain = plainValue(value);
  if (plain !== null) values.push(field, plain);
}

/** Whether two values are the same to the sync. */
export function isSameValue(a: Value, b: Value): boolean {
  return plainValue(a) === plainValue(b);
}

function plainValue(value: Value | undefined): Value {
  if (value === null || value === undefined || value === false) return null;
  if (typeof value !== 'string') return value;
  const text = value.replace(/\r\n/g, '\n').trim();
  if (text === '') return null;
  if (/^-?\d{1,15}(\.\d+)?$/.test(text)) return Number(text);
  if (!/^\d{4}-\d\d-\d\dT/.test(text)) return text;
  const at = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(at) ? text : Math.floor(at / 1_000) * 1_000;
}

export function seenPerson(unit: string, person: Looked): Memory {
  return { space: 'seen', key: personKey(unit, person.id), value: looksOf(person) };
}

export function seenProspect(prospect: PolledProspect): Memory {
  return { space: 'seen', key: prospectKey(prospect.unit, prospect.id), value: prospectHash(prospect) };
}

/** Whether a press of *Sync with CRM* has had its answer. */
export function isAnswered(context: FlowContext, { unit, id, manualSyncAt }: PolledProspect): boolean {
  return manualSyncAt === null || context.recall('fact', `answered:${prospectKey(unit, id)}`) === manualSyncAt;
}

/** Every end of a sync answers a press of *Sync with CRM*, also one with nothing to do. */
export function rememberAnswer({ unit, id, manualSyncAt }: PolledProspect): Memory[] {
  return manualSyncAt === null ? [] : [{ space: 'fact', key: `answered:${prospectKey(unit, id)}`, value: manualSyncAt }];
}

export function emailFact(context: FlowContext, personId: string): EmailFact | null {
  return context.recall('fact', `email:${personId}`) as EmailFact | null;
}

/** What a poll learns about a person's email; nothing when it knew. */
export function learnEmail(context: FlowContext, person: Person, stamp: number): Memory[] {
  const known = emailFact(context, person.id);
  const hasEmail = person.email !== null;
  if (known !== null && (known.at !== null || !hasEmail)) return [];
  const fact: EmailFact =
    known === null
      ? { at: hasEmail ? person.createdAt : null, hadWhenCreated: hasEmail, wasConverted: false }
      : { ...known, at: stamp, wasConverted: person.isConverted };
  return [{ space: 'fact', key: `email:${person.id}`, value: fact }];
}

/** The email both sides of a link had after the last sync. */
export function lastEmail(context: FlowContext, prospect: Pick<Prospect, 'unit' | 'id'>): string | null {
  return context.recall('fact', `last-email:${prospectKey(prospect.unit, prospect.id)}`) as string | null;
}

/** Whether both sides of a link had the prospect opted out after the last sync; null when that is not known. */
export function lastOptedOut(context: FlowContext, prospect: Prospect): boolean | null {
  return context.recall('fact', `last-opted-out:${prospectKey(prospect.unit, prospect.id)}`) as boolean | null;
}

/** What a sync leaves on both sides, for the rules that ask which of them changed since. */
export function rememberSynced(prospect: Prospect): readonly Memory[] {
  const key = prospectKey(prospect.unit, prospect.id);
  const email: Memory = { space: 'fact', key: `last-email:${key}`, value: prospect.email };
  if (prospect.crmState !== 'linked') return [email];
  return [email, { space: 'fact', key: `last-opted-out:${key}`, value: prospect.fields['optedOut'] === true }];
}

/** The prospect that was linked to a record before it was deleted. */
export function formerProspect(context: FlowContext, unit: string, personId: string): string | null {
  return context.recall('fact', `former:${personKey(unit, personId)}`) as string | null;
}

/** The prospect that the journal holds to be linked to a record. */
export function knownProspect(context: FlowContext, unit: string, personId: string): string | null {
  return context.recall('fact', `prospect:${personKey(unit, personId)}`) as string | null;
}

/** What to remember when a prospect is tied to a record, or (null) no longer tied to any. Nothing when the journal has it so. */
export function tied(
  context: FlowContext,
  unit: string,
  prospectId: string,
  personId: string | null,
  at: number,
  isFormer = false,
): Memory[] {
  const key = prospectKey(unit, prospectId);
  const before = (context.recall('link', key) as Link | null)?.salesforce.id ?? null;
  if (before === personId) return [];
  const memories: Memory[] = [];
  if (before !== null) {
    if (knownProspect(context, unit, before) === prospectId) memories.push(fact('prospect', unit, before, null));
    if (isFormer) memories.push(fact('former', unit, before, prospectId));
  }
  if (personId === null) return [...memories, rememberLink(key, null)];
  const salesforce = personRef({ type: typeOf(personId), id: personId });
  const other = prospectRef({ unit, id: prospectId });
  return [
    ...memories,
    fact('prospect', unit, personId, prospectId),
    fact('former', unit, personId, null),
    rememberLink(key, { flow: 'engagement', salesforce, other, at }),
  ];
}

/** The tie of a prospect as Account Engagement shows it now. */
export function tieOf(context: FlowContext, prospect: Prospect, at: number): Memory[] {
  const personId = prospect.crmState === 'linked' ? prospect.salesforceId : null;
  return tied(context, prospect.unit, prospect.id, personId, at, prospect.crmState === 'deleted');
}

/** Whether a prospect's record was made a member of a Salesforce campaign, or could not be. */
export function isMember(context: FlowContext, prospect: Pick<Prospect, 'unit' | 'id'>, campaign: string): boolean {
  return context.recall('fact', memberKey(prospect, campaign)) !== null;
}

/** Who once joined a campaign by its own is not made a member again, though a person may have ended the membership. */
export function rememberMember(prospect: Pick<Prospect, 'unit' | 'id'>, campaign: string): Memory {
  return { space: 'fact', key: memberKey(prospect, campaign), value: true };
}

function memberKey({ unit, id }: Pick<Prospect, 'unit' | 'id'>, campaign: string): string {
  return `member:${prospectKey(unit, id)}:${campaign}`;
}

/** A sync error by the record it is shown on. */
export function errorKey(record: RecordRef): string {
  return record.system === 'engagement' ? prospectKey(record.unit ?? '', record.id) : record.id;
}

export function rememberError(record: RecordRef, text: string | null, at: number): Memory {
  const value: SyncError | null = text === null ? null : { flow: 'engagement', record, text, at };
  return { space: 'error', key: errorKey(record), value };
}

export function errorOn(context: FlowContext, record: RecordRef): SyncError | null {
  return context.recall('error', errorKey(record)) as SyncError | null;
}

function fact(name: string, unit: string, personId: string, value: string | null): Memory {
  return { space: 'fact', key: `${name}:${personKey(unit, personId)}`, value };
}
