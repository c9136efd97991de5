import { updateObject } from '../../../clients/intacct/functions.js';
import type { GatewayResult } from '../../../clients/intacct/wire.js';
import type { XmlText } from '../../../clients/intacct/xml.js';
import type { IntacctFields, UpdateContact, UpdateCustomer, UpdateRecords } from '../../../model/intacct.js';
import { UPDATES_TOGETHER_MAX } from '../../../rules/intacct/commands.js';
import { differing } from '../../../rules/intacct/mapping.js';
import type { CommandHandler, CommandOutcome, Intent } from '../../flow.js';
import { customerOf, readContactLists, readRows } from '../intacct-reads.js';
import type { IntacctParts } from '../parts.js';
import { ALREADY_EXECUTED, controlId, ENVELOPE_COMMANDS_MAX, outcomeOf, sendAll, shownTo } from './gateway-outcomes.js';

/** Updates contacts by their name. */
export function updateContactHandler(parts: IntacctParts): CommandHandler<UpdateContact> {
  return {
    kind: 'update-contact',
    batchMax: ENVELOPE_COMMANDS_MAX,
    async apply(intents) {
      return (await sendAll(intents, contactBody, true, parts)).map((result) => outcomeOf(result, () => null));
    },
    lookUp: (intents) => lookUpContacts(intents, parts),
    after: ({ command }, ended, context) => (ended.kind === 'done' ? {} : shownTo(command, ended.failure, context)),
  };
}

/** Updates customers by their id. */
export function updateCustomerHandler(parts: IntacctParts): CommandHandler<UpdateCustomer> {
  return {
    kind: 'update-customer',
    batchMax: ENVELOPE_COMMANDS_MAX,
    async apply(intents) {
      return (await sendAll(intents, customerBody, true, parts)).map((result) => outcomeOf(result, () => null));
    },
    lookUp: (intents) => lookUpCustomers(intents, parts),
    after: ({ command }, ended, context) => (ended.kind === 'done' ? {} : shownTo(command, ended.failure, context)),
  };
}

/**
 * Updates what one sync changes, each record by a function of its own, all in one envelope. Sent again after a lost reply, the gateway
 * refuses those that it executed: they are done.
 */
export function updateRecordsHandler(parts: IntacctParts): CommandHandler<UpdateRecords> {
  return {
    kind: 'update-records',
    batchMax: Math.floor(ENVELOPE_COMMANDS_MAX / UPDATES_TOGETHER_MAX),
    async apply(intents) {
      const functions = intents.flatMap((intent) =>
        intent.command.updates.map((update, index) => ({
          controlId: `${controlId(intent)}-${index}`,
          body: update.kind === 'update-contact' ? contactBody(update) : customerBody(update),
        })),
      );
      const entity = intents[0]?.command.entity ?? '';
      const results = [...(await parts.intacct.send(functions, { purpose: 'write', entity, isUnique: true }))];
      return intents.map(({ command }) => outcomeOfAll(results.splice(0, command.updates.length)));
    },
    async lookUp(intents) {
      const each = intents.flatMap((intent) => intent.command.updates.map((command) => ({ ...intent, command })));
      const contacts = each.filter((intent): intent is Intent<UpdateContact> => intent.command.kind === 'update-contact');
      const customers = each.filter((intent): intent is Intent<UpdateCustomer> => intent.command.kind === 'update-customer');
      const found = [await lookUpContacts(contacts, parts), customers.length === 0 ? [] : await lookUpCustomers(customers, parts)];
      const left = { 'update-contact': [...found[0]!], 'update-customer': [...found[1]!] };
      return intents.map(({ command: { updates } }) => {
        const outcomes = updates.map(({ kind }) => left[kind].shift() ?? null);
        return doneWhen(outcomes.every((outcome) => outcome !== null));
      });
    },
    after: ({ command }, ended, context) => (ended.kind === 'done' ? {} : shownTo(command, ended.failure, context)),
  };
}

/** What the results of one command's functions mean together: the first failure counts, but for one of a function that was executed before. */
export function outcomeOfAll(results: readonly GatewayResult[]): CommandOutcome {
  const failed = results
    .map((result) => outcomeOf(result, () => null))
    .find((outcome) => outcome.kind === 'failed' && outcome.failure.code !== ALREADY_EXECUTED);
  return failed ?? { kind: 'done', result: null, writes: results.length };
}

function contactBody({ record, fields }: UpdateContact): XmlText {
  return updateObject('CONTACT', { CONTACTNAME: record.id, ...fields });
}

/**
 * Source:  Sage Intacct developer, "Customers": rows of the contact list are appended; an empty element deletes the list.
 * Assumed: an empty element before the rows clears the list and appends them in one save, so that no crash can lose the rest of it.
 */
function customerBody({ record, fields, contactList }: UpdateCustomer): XmlText {
  const cleared = contactList?.clear === true ? { CONTACT_LIST_INFO: '' } : {};
  return updateObject('CUSTOMER', { CUSTOMERID: record.id, ...fields, ...cleared }, contactList?.rows ?? []);
}

async function lookUpContacts(intents: readonly Intent<UpdateContact>[], parts: IntacctParts): Promise<readonly (CommandOutcome | null)[]> {
  if (intents.length === 0) return [];
  const present = await presentFields('CONTACT', 'CONTACTNAME', intents, parts);
  return intents.map(({ command }) => doneWhen(holds(present.get(command.record.id), command.fields)));
}

async function lookUpCustomers(
  intents: readonly Intent<UpdateCustomer>[],
  parts: IntacctParts,
): Promise<readonly (CommandOutcome | null)[]> {
  const present = await presentFields('CUSTOMER', 'CUSTOMERID', intents, parts);
  const withLists = intents.filter(({ command }) => command.contactList !== null);
  const lists = await readContactLists(
    parts.intacct,
    withLists.map(({ command }) => ({ ...customerOf({ CUSTOMERID: command.record.id }), entity: command.entity })),
  );
  return intents.map(({ command }) => {
    const { contactList, fields, record } = command;
    if (!holds(present.get(record.id), fields)) return null;
    if (contactList === null) return doneWhen(true);
    const rows = lists.get(record.id) ?? [];
    const hasAll = contactList.rows.every((row) =>
      rows.some((other) => other.category === row.category && other.contactName === row.contactName),
    );
    return doneWhen(hasAll && (!contactList.clear || rows.length === contactList.rows.length));
  });
}

/** The present values of the fields that were sent. */
async function presentFields(
  object: 'CUSTOMER' | 'CONTACT',
  key: string,
  intents: readonly Intent<UpdateCustomer | UpdateContact>[],
  { intacct }: IntacctParts,
): Promise<ReadonlyMap<string, IntacctFields>> {
  const select = [...new Set([key, ...intents.flatMap(({ command }) => Object.keys(command.fields))])];
  const values = [...new Set(intents.map(({ command }) => command.record.id))];
  const rows = await readRows(intacct, { object, select, filter: { operator: 'in', field: key, values } });
  return new Map(rows.map((row) => [row[key] ?? '', row]));
}

function holds(present: IntacctFields | undefined, sent: IntacctFields): boolean {
  return present !== undefined && Object.keys(differing(sent, present)).length === 0;
}

function doneWhen(isDone: boolean): CommandOutcome | null {
  return isDone ? { kind: 'done', result: null } : null;
}
