import { updateObject } from '../../../clients/intacct/functions.js';
import type { IntacctFields, UpdateContact, UpdateCustomer } from '../../../model/intacct.js';
import { differing } from '../../../rules/intacct/mapping.js';
import type { CommandHandler, CommandOutcome, Intent } from '../../flow.js';
import { customerOf, readContactLists, readRows } from '../intacct-reads.js';
import type { IntacctParts } from '../parts.js';
import { ENVELOPE_COMMANDS_MAX, outcomeOf, sendAll, shownTo } from './gateway-outcomes.js';

/** Updates contacts by their name. */
export function updateContactHandler(parts: IntacctParts): CommandHandler<UpdateContact> {
  return {
    kind: 'update-contact',
    batchMax: ENVELOPE_COMMANDS_MAX,
    async apply(intents) {
      const body = ({ record, fields }: UpdateContact) => updateObject('CONTACT', { CONTACTNAME: record.id, ...fields });
      return (await sendAll(intents, body, true, parts)).map((result) => outcomeOf(result, () => null));
    },
    lookUp: async (intents) => {
      const present = await presentFields('CONTACT', 'CONTACTNAME', intents, parts);
      return intents.map(({ command }) => doneWhen(holds(present.get(command.record.id), command.fields)));
    },
    after: ({ command }, ended, context) => (ended.kind === 'done' ? {} : shownTo(command, ended.failure, context)),
  };
}

/**
 * Updates customers by their id.
 *
 * Source:  Sage Intacct developer, "Customers": rows of the contact list are appended; an empty element deletes the list.
 * Assumed: an empty element before the rows clears the list and appends them in one save, so that no crash can lose the rest of it.
 */
export function updateCustomerHandler(parts: IntacctParts): CommandHandler<UpdateCustomer> {
  return {
    kind: 'update-customer',
    batchMax: ENVELOPE_COMMANDS_MAX,
    async apply(intents) {
      const body = ({ record, fields, contactList }: UpdateCustomer) =>
        updateObject(
          'CUSTOMER',
          { CUSTOMERID: record.id, ...fields, ...(contactList?.clear === true ? { CONTACT_LIST_INFO: '' } : {}) },
          contactList?.rows ?? [],
        );
      return (await sendAll(intents, body, true, parts)).map((result) => outcomeOf(result, () => null));
    },
    lookUp: (intents) => lookUpCustomers(intents, parts),
    after: ({ command }, ended, context) => (ended.kind === 'done' ? {} : shownTo(command, ended.failure, context)),
  };
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
