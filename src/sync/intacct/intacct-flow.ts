import { IntacctClient } from '../../clients/intacct/client.js';
import { refuse } from '../../rules/intacct/conclusions.js';
import { showFailure } from '../../rules/intacct/write-back.js';
import type { CommandHandler, Concluded, Flow, FlowContext, PendingKey, Polled, Reconciled } from '../flow.js';
import type { FlowParts } from '../flows.js';
import { accountColumns, contactColumns } from './columns.js';
import { createContactHandler, createCustomerHandler } from './handlers/create-handlers.js';
import { logErrorHandler, updateSalesforceHandler, writeBackHandler } from './handlers/salesforce-handlers.js';
import { updateContactHandler, updateCustomerHandler } from './handlers/update-handlers.js';
import { groupBy } from './intacct-reads.js';
import { readKey } from './memory.js';
import { OwnUser } from './own-user.js';
import { type IntacctParts, settingsNow } from './parts.js';
import { pollIntacct } from './poll-customers.js';
import { pollRecords } from './poll-records.js';
import { pollRequests } from './poll-requests.js';
import { reconcileAccounts } from './reconcile-accounts.js';
import { reconcileContacts } from './reconcile-contacts.js';
import { reconcileSaves } from './reconcile-saves.js';
import { UserDirectory } from './users.js';

/** The flow between Salesforce and Sage Intacct: accounts and customers, contacts, and what people press in Salesforce. */
export function createIntacctFlow({ connections, send, salesforce }: FlowParts): Flow {
  const intacct = new IntacctClient(connections.intacct, send.intacct);
  const parts: IntacctParts = {
    salesforce,
    intacct,
    users: new UserDirectory(salesforce),
    ownUser: new OwnUser(intacct, connections.intacct.userId),
  };
  return {
    name: 'intacct',
    poll: (context) => poll(parts, context),
    reconcile: (keys, context) => reconcile(keys, parts, context),
    // Contacts go before the customers that name them, and what Salesforce is told goes last.
    handlers: [
      createContactHandler(parts),
      updateContactHandler(parts),
      createCustomerHandler(parts),
      updateCustomerHandler(parts),
      updateSalesforceHandler(parts),
      writeBackHandler(parts),
      logErrorHandler(parts),
    ] as unknown as readonly CommandHandler[],
  };
}

/**
 * One standing query for each watched object. Contacts of Intacct are watched only where a rule can carry their saves back.
 */
async function poll(parts: IntacctParts, context: FlowContext): Promise<Polled> {
  const { accounts, contacts } = settingsNow(context);
  const polled = [
    await pollRecords('Account', accountColumns(accounts.mappings), parts, context),
    await pollRecords('Contact', contactColumns(contacts.mappings), parts, context),
    await pollRequests(parts.salesforce, context),
    await pollIntacct('CUSTOMER', accounts.mappings, parts, context),
    ...(contacts.syncOnlyOnce || contacts.mappings.length > 0 ? [await pollIntacct('CONTACT', contacts.mappings, parts, context)] : []),
  ];
  return { triggers: polled.flatMap(({ triggers }) => triggers), remember: polled.flatMap(({ remember }) => remember) };
}

/** Keys of one rank may be of several objects; each object is decided as a batch. */
async function reconcile(keys: readonly PendingKey[], parts: IntacctParts, context: FlowContext): Promise<readonly Reconciled[]> {
  const answers: Reconciled[] = [];
  for (const [object, group] of groupBy(keys, ({ key }) => readKey(key).object)) {
    if (object === 'Account') answers.push(...(await reconcileAccounts(group, parts, context)));
    else if (object === 'Contact') answers.push(...(await reconcileContacts(group, parts, context)));
    else if (object === 'Contract' || object === 'Opportunity') answers.push(...group.map(({ key }) => notCarried(object, key)));
    else if (object === 'CUSTOMER' || object === 'CONTACT') answers.push(...(await reconcileSaves(object, group, parts, context)));
  }
  return answers;
}

/** TODO(when transactions and contracts are carried, reference A.7): decide them here; until then the press is refused, visibly. */
function notCarried(object: 'Contract' | 'Opportunity', key: string): Reconciled {
  const { id } = readKey(key);
  const text = `Sage Intacct documents of a ${object} are not carried by this version of the sync core`;
  const conclusion = refuse(['A.7'], 'not-carried', text, showFailure({ object, id }, '', text)) as Concluded['conclusion'];
  return { key, concluded: [{ conclusion, about: [{ system: 'salesforce', object, id }], facts: {} }] };
}
