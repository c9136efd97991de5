import { CONNECTOR_RECORDS_MAX } from '../../clients/engagement/client.js';
import type { PolledProspect, ProspectWrite } from '../../clients/engagement/wire.js';
import { COLLECTION_RECORDS_MAX, type SaveResult } from '../../clients/salesforce/client.js';
import { inLists, readPerson, soqlInstant, soqlText, textOf } from '../../clients/salesforce/wire.js';
import type { Memory } from '../../journal/journal.js';
import type { Prospect, Value } from '../../model/engagement.js';
import type { VendorFailure } from '../../model/failure.js';
import { linkFor } from '../../rules/engagement/links.js';
import { comparableEmail } from '../../rules/engagement/matching.js';
import { assignedUserOf, type UserDirectory } from '../../rules/engagement/users.js';
import { claim } from '../claim.js';
import type { Aftermath, CommandHandler, CommandOutcome, FlowContext, Intent } from '../flow.js';
import { type CreatePerson, personMade, showError, type UpdatePerson, type WriteProspect, writeProspect } from './commands.js';
import { isKeyed, KEY_FIELD, keyedOutcome, madeUnder, personKeyOf, rememberMade } from './created-keys.js';
import { personRef, prospectRef, typeOf } from './keys.js';
import type { PassCache } from './load.js';
import { errorOn, isSameValue, knownProspect, rememberError, seenPerson, tied } from './memory.js';
import type { PollParts } from './poll.js';
import { outcomeOf } from './sales/sales-handlers.js';

export type HandlerParts = PollParts & {
  readonly cache: PassCache;
  readonly directory: (unit: string) => Promise<UserDirectory>;
};

/** How far the vendor's clock may be behind the core's. */
const CLOCK_SKEW_MS = 60_000;

/** Makes Leads and Contacts, by collections of 200 with the assignment header that the target asks for (D-1). */
export function createPersonHandler({ salesforce, engagement, schema }: HandlerParts): CommandHandler<CreatePerson> {
  return {
    kind: 'create-person',
    batchMax: COLLECTION_RECORDS_MAX,
    async apply(intents, context) {
      const { object, useAssignmentRule } = intents[0]!.command;
      const records = intents.map(({ command }) => ({ ...command.fields, ...keyOf(command, context) }));
      const results = await salesforce.create(object, records, { autoAssign: useAssignmentRule });
      const owners = useAssignmentRule ? await ownersOf(object, results) : new Map<string, string>();
      return results.map((result, index) => {
        if (!result.success) return keyedOutcome(result);
        const sent = intents[index]?.command.fields['OwnerId'];
        return { kind: 'done', result: { id: result.id, ownerId: owners.get(result.id) ?? sent ?? null } };
      });
    },
    lookUp: (intents, context) => (isKeyed(engagement) ? findKeyed(intents, context) : findMade(intents, context)),
    after: ({ command }, ended, context) =>
      ended.kind === 'done'
        ? linkMade(command, ended.result as Made, schema.fieldNames(command.object), context)
        : refused(command, ended.failure, context),
  };

  function keyOf({ unit, prospectId }: CreatePerson, context: FlowContext): Readonly<Record<string, string>> {
    return isKeyed(engagement) ? { [KEY_FIELD]: personKeyOf(context, unit, prospectId) } : {};
  }

  async function findKeyed(intents: readonly Intent<CreatePerson>[], context: FlowContext): Promise<(CommandOutcome | null)[]> {
    const keys = intents.map(({ command: { unit, prospectId } }) => personKeyOf(context, unit, prospectId));
    const made = await madeUnder(keys, intents[0]!.command.object, ['OwnerId'], salesforce);
    return keys.map((key) => {
      const row = made.get(key);
      return row === undefined ? null : { kind: 'done', result: { id: String(row['Id']), ownerId: textOf(row['OwnerId']) } };
    });
  }

  /** Salesforce chose the owners: they are read back. */
  async function ownersOf(object: string, results: readonly SaveResult[]): Promise<Map<string, string>> {
    const ids = results.flatMap((result) => (result.success ? [result.id] : []));
    const owners = new Map<string, string>();
    for (const list of inLists(ids)) {
      for (const row of await salesforce.query(`SELECT Id, OwnerId FROM ${object} WHERE Id IN ${list}`)) {
        owners.set(String(row['Id']), String(row['OwnerId']));
      }
    }
    return owners;
  }

  /** Records that only these commands can have made: by us, since the intent, with the prospect's email, and no prospect's yet. */
  async function findMade(intents: readonly Intent<CreatePerson>[], context: FlowContext): Promise<(CommandOutcome | null)[]> {
    const { object, unit } = intents[0]!.command;
    const since = Math.min(...intents.map(({ at }) => at)) - CLOCK_SKEW_MS;
    const columns = new Set(['Id', 'OwnerId', ...intents.flatMap(({ command }) => Object.keys(command.fields))]);
    const emails = new Set(intents.map(({ command }) => String(command.fields['Email'])));
    const mine = soqlText(await salesforce.userId());
    const free = new Map<string, Readonly<Record<string, unknown>>>();
    for (const list of inLists(emails)) {
      const conditions = `CreatedById = ${mine} AND CreatedDate >= ${soqlInstant(since)} AND Email IN ${list}`;
      const rows = await salesforce.query(`SELECT ${[...columns].join(', ')} FROM ${object} WHERE ${conditions} ORDER BY Id`);
      for (const row of rows) if (knownProspect(context, unit, String(row['Id'])) === null) free.set(String(row['Id']), row);
    }
    const emailOf = (fields: Readonly<Record<string, unknown>>): string | null => comparableEmail(textOf(fields['Email']));
    const made = claim(
      intents,
      [...free.values()],
      ({ command }, row) => emailOf(command.fields) === emailOf(row),
      ({ command }, row) => Object.entries(command.fields).every(([field, value]) => isSameValue(value, row[field] as Value)),
    );
    return made.map((row) => (row === null ? null : { kind: 'done', result: { id: String(row['Id']), ownerId: textOf(row['OwnerId']) } }));
  }
}

type Made = { readonly id: string; readonly ownerId: string | null };

/** The write-back that ties the prospect to its new record. Source: reference A.3, "After create". */
function linkMade(command: CreatePerson, { id, ownerId }: Made, fieldNames: readonly string[], context: FlowContext): Aftermath {
  const { unit, prospectId } = command;
  const person = personMade(command, id, ownerId, fieldNames);
  const isBarred = errorOn(context, prospectRef({ unit, id: prospectId })) !== null;
  const write = { id: prospectId, link: linkFor(person), ...(isBarred ? { syncError: null } : {}) };
  const back: WriteProspect = { ...writeProspect(unit, write, true), ...(ownerId === null ? {} : { assignToOwner: ownerId }) };
  return { commands: [back], about: [personRef(person)], remember: [seenPerson(unit, person), rememberMade(context, unit, prospectId)] };
}

/** Updates mapped fields of Leads and Contacts, by collections of 200. */
export function updatePersonHandler({ salesforce, cache }: HandlerParts): CommandHandler<UpdatePerson> {
  return {
    kind: 'update-person',
    batchMax: COLLECTION_RECORDS_MAX,
    async apply(intents) {
      for (const { command } of intents) cache.people.delete(command.id);
      const { object } = intents[0]!.command;
      const results = await salesforce.update(
        object,
        intents.map(({ command }) => ({ Id: command.id, ...command.fields })),
      );
      return results.map((result) => (result.success ? { kind: 'done' } : { kind: 'failed', failure: result.failure }));
    },
    async lookUp(intents) {
      const { object } = intents[0]!.command;
      const columns = [...new Set(intents.flatMap(({ command }) => Object.keys(command.fields)))];
      const rows = new Map<string, Readonly<Record<string, Value>>>();
      for (const list of inLists(intents.map(({ command }) => command.id))) {
        for (const row of await salesforce.query(`SELECT Id, ${columns.join(', ')} FROM ${object} WHERE Id IN ${list}`)) {
          rows.set(String(row['Id']), readPerson(object, row, columns).fields);
        }
      }
      return intents.map(({ command }) => {
        const fields = rows.get(command.id);
        const isWritten =
          fields !== undefined && Object.entries(command.fields).every(([name, value]) => isSameValue(value, fields[name] ?? null));
        return isWritten ? { kind: 'done' } : null;
      });
    },
    after: ({ command }, ended, context) => (ended.kind === 'done' ? {} : refused(command, ended.failure, context)),
  };
}

/** Writes prospects through the connector surface, by batches of 200 in one business unit. */
export function writeProspectHandler({ engagement, salesforce, cache, directory }: HandlerParts): CommandHandler<WriteProspect> {
  return {
    kind: 'write-prospect',
    batchMax: CONNECTOR_RECORDS_MAX,
    async apply(intents, context) {
      const { unit } = intents[0]!.command;
      for (const { command } of intents) forget(cache, unit, command);
      const users = intents.some(({ command }) => command.assignToOwner !== undefined) ? await directory(unit) : null;
      const writes = intents.map(({ command }) => wholeWrite(command, users, context));
      const results = await engagement.write(unit, writes);
      return results.map(outcomeOf);
    },
    async lookUp(intents) {
      const { unit } = intents[0]!.command;
      const ids = intents.flatMap(({ command: { write } }) => [write.id, write.mergeFrom].filter((id) => id !== undefined));
      const salesforceIds = intents.flatMap(({ command: { write } }) => (write.id === undefined ? (write.link?.salesforceId ?? []) : []));
      const found = await engagement.lookUp(unit, { ids, salesforceIds });
      return intents.map(({ command: { write } }) => {
        const prospect = found.find(({ id, salesforceId }) =>
          write.id === undefined ? salesforceId === write.link?.salesforceId : id === write.id,
        );
        if (prospect === undefined) return null;
        const loser = found.find(({ id }) => id === write.mergeFrom) ?? null;
        return write.id === undefined || isWritten(write, prospect, loser) ? { kind: 'done', result: { id: prospect.id } } : null;
      });
    },
    after({ command }, ended, context) {
      if (ended.kind === 'done') return tiedNow(command, (ended.result as { id: string }).id, context);
      const id = command.write.id ?? null;
      const person = command.write.link?.salesforceId ?? null;
      if (id === null && person !== null) {
        return { remember: [rememberError(personRef({ type: typeOf(person), id: person }), ended.failure.text, context.now())] };
      }
      return id === null ? {} : { remember: [rememberError(prospectRef({ unit: command.unit, id }), ended.failure.text, context.now())] };
    },
  };

  function wholeWrite({ write, endsSync, assignToOwner }: WriteProspect, users: UserDirectory | null, context: FlowContext): ProspectWrite {
    const personId = write.link?.state === 'linked' ? write.link.salesforceId : null;
    const assignedToId = users === null || assignToOwner === undefined ? undefined : assignedUserOf({ ownerId: assignToOwner }, users);
    return {
      ...write,
      ...(typeof personId === 'string' ? { link: { ...write.link, salesforceUrl: salesforce.recordUrl(personId) } } : {}),
      ...(assignedToId === undefined ? {} : { assignedToId }),
      ...(endsSync ? { lastSync: new Date(context.now()).toISOString() } : {}),
    };
  }
}

/** What a write of a prospect leaves in the journal: its tie, the end of an error, the tie that a merge ended. */
function tiedNow({ unit, write }: WriteProspect, id: string, context: FlowContext): Aftermath {
  const now = context.now();
  const remember: Memory[] = [];
  const state = write.link?.state;
  const personId = write.link?.salesforceId ?? null;
  if (state === 'linked' && personId !== null) {
    remember.push(...tied(context, unit, id, personId, now), rememberError(personRef({ type: typeOf(personId), id: personId }), null, now));
  } else if (state !== undefined) remember.push(...tied(context, unit, id, null, now, state === 'deleted'));
  if (write.mergeFrom !== undefined) remember.push(...tied(context, unit, write.mergeFrom, null, now, true));
  if (write.syncError === null) remember.push(rememberError(prospectRef({ unit, id }), null, now));
  return { remember, about: [prospectRef({ unit, id })] };
}

/** A refusal is shown on the prospect, in the vendor's own place. Source: reference A.12, "Sync errors". */
function refused(command: CreatePerson | UpdatePerson, failure: VendorFailure, context: FlowContext): Aftermath {
  const { unit, prospectId } = command;
  if (prospectId === null) return { remember: [rememberError(command.record, failure.text, context.now())] };
  const record = prospectRef({ unit, id: prospectId });
  return {
    commands: [showError(unit, prospectId, failure.text)],
    remember: [rememberError(record, failure.text, context.now())],
  };
}

/** Whether a prospect looks as a write leaves it. */
function isWritten(write: ProspectWrite, prospect: PolledProspect, loser: Prospect | null): boolean {
  const { fields = {}, link, assignedToId, archive, mergeFrom } = write;
  const has = (field: string): Value => (field === 'email' ? prospect.email : (prospect.fields[field] ?? null));
  if (!Object.entries(fields).every(([field, value]) => isSameValue(value, has(field)))) return false;
  if (link?.state !== undefined && prospect.crmState !== link.state) return false;
  if (link?.state === 'linked' && link.salesforceId !== undefined && prospect.salesforceId !== link.salesforceId) return false;
  if (assignedToId !== undefined && (prospect.assignedToId !== assignedToId || prospect.assignment !== null)) return false;
  if (archive !== undefined && prospect.isArchived !== archive) return false;
  if (write.campaignsWritten?.some((written) => prospect.campaignRequests.some((request) => request.id === written))) return false;
  // An error text or a bare stamp cannot be read back: sending it again is harmless.
  if (Object.keys(write).every((key) => key === 'id' || key === 'syncError')) return false;
  return mergeFrom === undefined || loser === null || (loser.isArchived && loser.crmState === 'deleted');
}

function forget(cache: PassCache, unit: string, { write }: WriteProspect): void {
  for (const id of [write.id, write.mergeFrom]) if (id !== undefined) cache.prospects.delete(`${unit}|${id}`);
}
