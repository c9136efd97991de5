import { createObject, type Filter } from '../../../clients/intacct/functions.js';
import type { CreateContact, CreateCustomer, IntacctFields } from '../../../model/intacct.js';
import type { RecordRef } from '../../../model/record.js';
import { afterCustomerCreated } from '../../../rules/intacct/after-create.js';
import { claim } from '../../claim.js';
import type { Aftermath, CommandHandler, CommandOutcome, Ended, FlowContext, Intent } from '../../flow.js';
import { readRows } from '../intacct-reads.js';
import { holderOf, rememberOwed, rememberUnfinished, tie } from '../memory.js';
import type { IntacctParts } from '../parts.js';
import { toVendorTime } from '../vendor-time.js';
import { ENVELOPE_COMMANDS_MAX, outcomeOf, sendAll, shownTo } from './gateway-outcomes.js';

/**
 * Makes contacts, each under a name that was free when it was chosen.
 *
 * Source: Sage Intacct developer, "XML requests": `uniqueid` true; a create is never repeated blindly: it is looked up by its name,
 * its maker and the instant of its intent.
 */
export function createContactHandler(parts: IntacctParts): CommandHandler<CreateContact> {
  return {
    kind: 'create-contact',
    batchMax: ENVELOPE_COMMANDS_MAX,
    async apply(intents) {
      const results = await sendAll(intents, ({ fields }) => createObject('CONTACT', fields), true, parts);
      return results.map((result) => outcomeOf(result, () => null));
    },
    async lookUp(intents) {
      const names = intents.map(({ command }) => command.record.id);
      const rows = await createdByUs('CONTACT', 'CONTACTNAME', names, ['CONTACTNAME'], intents, parts);
      const found = new Set(rows.map(({ CONTACTNAME }) => CONTACTNAME));
      return names.map((name) => (found.has(name) ? { kind: 'done', result: null } : null));
    },
    after: ({ command }, ended, context) =>
      ended.kind === 'done' ? contactMade(command, context) : shownTo(command, ended.failure, context),
  };
}

function contactMade({ contactId, record }: CreateContact, context: FlowContext): Aftermath {
  if (contactId === null) return { about: [record] };
  const contact: RecordRef = { system: 'salesforce', object: 'Contact', id: contactId };
  return { about: [record], remember: [...tie(context, contact, record), rememberOwed('Contact', contactId, record.id)] };
}

/**
 * Makes customers. One whose reply was lost is found again by what only this command can have written: made by the core's own user
 * since the intent, holding every value that was sent, and tied to no account.
 */
export function createCustomerHandler(parts: IntacctParts): CommandHandler<CreateCustomer> {
  return {
    kind: 'create-customer',
    batchMax: ENVELOPE_COMMANDS_MAX,
    async apply(intents) {
      const results = await sendAll(intents, ({ fields, contactList }) => createObject('CUSTOMER', fields, contactList), true, parts);
      return results.map((result) => outcomeOf(result, ({ rows: [row], key }) => row?.fields['CUSTOMERID'] ?? key));
    },
    lookUp: (intents, context) => lookUpCustomers(intents, parts, context),
    after: ({ command }, ended, context) => afterCustomer(command, ended, context),
  };
}

function afterCustomer(command: CreateCustomer, ended: Ended, context: FlowContext): Aftermath {
  if (ended.kind === 'refused') return shownTo(command, ended.failure, context, command.afterwards.preTick);
  const customerId = String(ended.result);
  const account: RecordRef = { system: 'salesforce', object: command.owner.object, id: command.owner.id };
  const customer: RecordRef = { system: 'intacct', object: 'CUSTOMER', id: customerId };
  return {
    about: [customer],
    commands: afterCustomerCreated(command, customerId, context.now()),
    remember: [
      ...tie(context, account, customer),
      rememberOwed(command.owner.object, command.owner.id, customerId),
      rememberUnfinished(command.owner.object, command.owner.id, true),
    ],
  };
}

async function lookUpCustomers(
  intents: readonly Intent<CreateCustomer>[],
  parts: IntacctParts,
  context: FlowContext,
): Promise<readonly (CommandOutcome | null)[]> {
  const names = intents.map(({ command }) => command.fields['NAME'] ?? '');
  const sent = intents.flatMap(({ command }) => Object.keys(command.fields));
  const rows = await createdByUs('CUSTOMER', 'NAME', names, ['CUSTOMERID', 'NAME', ...sent], intents, parts);
  const free = rows.filter(({ CUSTOMERID }) => holderOf(context, 'CUSTOMER', CUSTOMERID ?? '') === null);
  const made = claim(
    intents,
    free,
    ({ command: { fields } }, row) => row['NAME'] === fields['NAME'] && (fields['CUSTOMERID'] ?? row['CUSTOMERID']) === row['CUSTOMERID'],
    ({ command }, row) => Object.entries(command.fields).every(([name, value]) => (row[name] ?? '') === value),
  );
  return made.map((row) => (row === null ? null : { kind: 'done', result: row['CUSTOMERID'] }));
}

/**
 * How far Intacct's clock may stand behind ours.
 *
 * Assumed: a minute, as for Salesforce.
 */
const CLOCK_SKEW_MS = 60_000;

/** Records that the core's own user made since the earliest intent, oldest first. */
export async function createdByUs(
  object: 'CUSTOMER' | 'CONTACT' | 'CONTRACT',
  field: string,
  values: readonly string[],
  select: readonly string[],
  intents: readonly Intent[],
  parts: IntacctParts,
): Promise<readonly IntacctFields[]> {
  const since = toVendorTime(Math.min(...intents.map(({ at }) => at)) - CLOCK_SKEW_MS);
  const filters: readonly Filter[] = [
    { operator: 'in', field, values: [...new Set(values)] },
    { operator: 'greaterthanorequalto', field: 'WHENCREATED', value: since },
    { operator: 'equalto', field: 'CREATEDBY', value: await parts.ownUser.recordNumber() },
  ];
  const columns = [...new Set(['RECORDNO', ...select])];
  return readRows(parts.intacct, { object, select: columns, filter: { operator: 'and', filters }, orderBy: 'RECORDNO' });
}
