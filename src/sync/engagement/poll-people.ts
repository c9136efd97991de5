import { type PolledPerson, readPerson } from '../../clients/salesforce/wire.js';
import type { FlowContext, Trigger } from '../flow.js';
import { cursorOf, moved, type PollStart, sinceCursor } from './cursor.js';
import { personKey, personRef, prospectRef, RANK } from './keys.js';
import { errorOn, isKnownPerson, isMissedPerson, knownProspect, learnEmail } from './memory.js';
import type { PollParts, SourceResult } from './poll.js';

/** Leads or contacts that changed: live, deleted and merged ones in one query. */
export async function pollPeople(
  type: 'Lead' | 'Contact',
  { salesforce, schema }: Pick<PollParts, 'salesforce' | 'schema'>,
  context: FlowContext,
  { startedAt, isFull }: PollStart,
  connector: string,
): Promise<SourceResult> {
  const since = sinceCursor(isFull ? null : cursorOf(context, type));
  const soql = `SELECT ${schema.columns(type).join(', ')} FROM ${type}${since} ORDER BY SystemModstamp, Id`;
  const rows = await salesforce.query(soql, { purpose: 'poll', all: true });
  const read = rows.map((row) => readPerson(type, row, schema.fieldNames(type), schema.formulas(type)));
  const stamps = read.map(({ stamp }) => stamp);
  const news = isFull ? read.filter((person) => isNews(context, person)) : read;
  return {
    people: news,
    triggers: news.flatMap((person) => triggersOf(context, person, connector)),
    remember: [...moved(context, type, stamps, startedAt), ...news.flatMap((person) => learnEmail(context, person, person.stamp))],
  };
}

/** What a full reconcile takes up of all that it reads: what the cursor has not reached yet, and what it passed over. */
function isNews(context: FlowContext, person: PolledPerson): boolean {
  const cursor = cursorOf(context, person.type);
  return cursor === null || person.stamp > cursor.stamp || context.settings.units().some((unit) => isMissedPerson(context, unit, person));
}

/** A key for each business unit that has not seen the record as it is now. */
function triggersOf(context: FlowContext, person: PolledPerson, connector: string): Trigger[] {
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
