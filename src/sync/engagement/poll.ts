import type { EngagementClient } from '../../clients/engagement/client.js';
import type { PolledProspect } from '../../clients/engagement/wire.js';
import type { SalesforceClient } from '../../clients/salesforce/client.js';
import { instantOf, type PolledPerson, readPerson, soqlInstant, textOf } from '../../clients/salesforce/wire.js';
import type { Memory } from '../../journal/journal.js';
import type { FlowContext, Polled, Trigger } from '../flow.js';
import { pollEmails } from './email-tasks.js';
import { personKey, personRef, prospectKey, prospectRef, RANK } from './keys.js';
import { errorOn, isAnswered, isKnownPerson, knownProspect, learnEmail, prospectHash, tieOf } from './memory.js';
import type { Schema } from './schema.js';

/**
 * How long a write may stay invisible to queries behind its own stamp: reading goes back that far.
 *
 * Source:  Account Engagement API v5: reads may lag writes by up to 60 seconds (reference B.1).
 * Assumed: the same for Salesforce, whose stamps are given before a long transaction commits.
 */
const LAG_MS = 60_000;

/** Up to where one source was read. `isSettled`: nothing more can appear at or before the stamp, so that reading goes on behind it. */
type Cursor = { readonly stamp: number; readonly isSettled: boolean };

export type PollParts = { readonly salesforce: SalesforceClient; readonly engagement: EngagementClient; readonly schema: Schema };

/** What one poll read; the load of the same pass need not read it again. */
export type PollResult = Polled & { readonly people: readonly PolledPerson[]; readonly prospects: readonly PolledProspect[] };

/** Asks all standing queries of this flow, one per watched object. */
export async function poll({ salesforce, engagement, schema }: PollParts, context: FlowContext): Promise<PollResult> {
  const startedAt = context.now();
  const remember: Memory[] = [];
  const triggers: Trigger[] = [];
  const people: PolledPerson[] = [];
  const prospects: PolledProspect[] = [];
  const connector = await salesforce.userId();
  for (const type of ['Lead', 'Contact'] as const) {
    const cursor = cursorOf(context, type);
    const rows = await salesforce.query(personQuery(type, schema.columns(type), cursor), { purpose: 'poll', all: true });
    const read = rows.map((row) => readPerson(type, row, schema.fieldNames(type)));
    people.push(...read);
    remember.push(
      ...moved(
        type,
        cursor,
        read.map(({ stamp }) => stamp),
        startedAt,
      ),
    );
    for (const person of read) {
      remember.push(...learnEmail(context, person, person.stamp));
      triggers.push(...personTriggers(context, person, connector));
    }
  }
  const requests = await pollRequests(salesforce, context);
  triggers.push(...requests.triggers);
  remember.push(...requests.remember);
  for (const unit of context.settings.units()) {
    const cursor = cursorOf(context, `prospects:${unit}`);
    const read = await engagement.changedSince(unit, cursor === null ? 0 : firstInstant(cursor));
    prospects.push(...read);
    remember.push(
      ...moved(
        `prospects:${unit}`,
        cursor,
        read.map(({ changedAt }) => changedAt),
        startedAt,
      ),
    );
    for (const prospect of read) {
      remember.push(...tieOf(context, prospect, startedAt));
      triggers.push(...prospectTriggers(context, prospect));
    }
  }
  const emails = await pollEmails({ salesforce, engagement, schema }, context);
  triggers.push(...emails.triggers);
  remember.push(...emails.remember);
  return { triggers, remember, people, prospects };
}

/** Live, deleted and merged records in one query. */
function personQuery(type: 'Lead' | 'Contact', columns: readonly string[], cursor: Cursor | null): string {
  const from = cursor === null ? '' : ` WHERE SystemModstamp ${cursor.isSettled ? '>' : '>='} ${soqlInstant(fromInstant(cursor))}`;
  return `SELECT ${columns.join(', ')} FROM ${type}${from} ORDER BY SystemModstamp, Id`;
}

/** A key for each business unit that has not seen the record as it is now. */
function personTriggers(context: FlowContext, person: PolledPerson, connector: string): Trigger[] {
  const isGone = person.isDeleted || person.isConverted;
  const isOurs = person.modifiedById === connector;
  return context.settings.units().flatMap((unit) => {
    const key = personKey(unit, person.id);
    if (isKnownPerson(context, unit, person, isOurs) && !isRetriedByHand(context, unit, person, connector)) return [];
    const rank = isGone ? RANK.deletesAndMerges : RANK.pulls;
    return [{ key, slot: 'salesforce', at: person.stamp, by: person.modifiedById, rank, data: { stamp: person.stamp } }];
  });
}

/** Somebody saved a record that could not be synced: the content may be the same, what refused it may not. */
function isRetriedByHand(context: FlowContext, unit: string, person: PolledPerson, connector: string): boolean {
  if (person.modifiedById === connector) return false;
  const prospect = knownProspect(context, unit, person.id);
  const error = prospect === null ? errorOn(context, personRef(person)) : errorOn(context, prospectRef({ unit, id: prospect }));
  return error !== null && person.stamp > error.at;
}

function prospectTriggers(context: FlowContext, prospect: PolledProspect): Trigger[] {
  const own = prospectKey(prospect.unit, prospect.id);
  if (context.recall('seen', own) === prospectHash(prospect)) return [];
  const { unit, salesforceId, crmState, changedAt } = prospect;
  const isTied = crmState === 'linked' && salesforceId !== null;
  const isPushed = !isAnswered(context, prospect);
  const key = isTied ? personKey(unit, salesforceId) : own;
  return [{ key, slot: 'engagement', at: changedAt, by: null, rank: RANK.pushes, data: { isPushed, prospect: prospect.id } }];
}

/** Presses of *Send to Pardot*: rows that are never changed, in order of their ids. */
async function pollRequests(salesforce: SalesforceClient, context: FlowContext): Promise<Polled> {
  const last = context.recall('cursor', 'requests') as { readonly at: number; readonly id: string } | null;
  const from = last === null ? '' : ` AND CreatedDate >= ${soqlInstant(last.at)}`;
  const columns = 'Id, backlot__Record__c, CreatedDate, CreatedById';
  const soql = `SELECT ${columns} FROM backlot__Request__c WHERE backlot__Kind__c = 'send-to-engagement'${from} ORDER BY Id`;
  const rows = (await salesforce.query(soql, { purpose: 'poll' })).filter((row) => last === null || String(row['Id']) > last.id);
  const triggers = rows.flatMap((row) => {
    const record = textOf(row['backlot__Record__c']);
    if (record === null) return [];
    const at = instantOf(row['CreatedDate']) ?? 0;
    const [slot, by] = [`request:${row['Id']}`, textOf(row['CreatedById'])];
    return context.settings
      .units()
      .map((unit) => ({ key: personKey(unit, record), slot, at, by, rank: RANK.pulls, data: { isPushed: true } }));
  });
  const newest = rows.at(-1);
  if (newest === undefined) return { triggers, remember: [] };
  const value = { at: instantOf(newest['CreatedDate']) ?? 0, id: String(newest['Id']) };
  return { triggers, remember: [{ space: 'cursor', key: 'requests', value }] };
}

function cursorOf(context: FlowContext, source: string): Cursor | null {
  return context.recall('cursor', source) as Cursor | null;
}

function fromInstant(cursor: Cursor): number {
  return cursor.isSettled ? cursor.stamp : cursor.stamp - LAG_MS;
}

/** For sources that only know "at or after": one millisecond on stands for "after". */
function firstInstant(cursor: Cursor): number {
  return cursor.isSettled ? cursor.stamp + 1 : cursor.stamp - LAG_MS;
}

/**
 * The cursor after a poll: the highest stamp seen, never the present. It is settled by a poll that began long enough after it;
 * twice the lag, for the two clocks may differ.
 */
function moved(source: string, before: Cursor | null, stamps: readonly number[], startedAt: number): Memory[] {
  const stamp = stamps.reduce((highest, at) => Math.max(highest, at), before?.stamp ?? Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(stamp)) return [];
  const isSettled = startedAt - stamp > 2 * LAG_MS;
  if (before?.stamp === stamp && before.isSettled === isSettled) return [];
  return [{ space: 'cursor', key: source, value: { stamp, isSettled } }];
}
