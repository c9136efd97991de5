import { IntacctClient } from '../../clients/intacct/client.js';
import type { CommandHandler, Flow, FlowContext, PendingKey, Reconciled } from '../flow.js';
import type { FlowParts } from '../flows.js';
import { reconcileSettings } from './configuration.js';
import { DefinitionDirectory } from './definition-directory.js';
import { FieldDirectory } from './field-directory.js';
import { createContractHandler, createContractLinesHandler, updateContractHandler } from './handlers/contract-handlers.js';
import { createContactHandler, createCustomerHandler } from './handlers/create-handlers.js';
import { createDocumentHandler } from './handlers/document-handlers.js';
import { mirrorDocumentHandler, mirrorLinesHandler, mirrorSettingsHandler } from './handlers/mirror-handlers.js';
import { logErrorHandler, updateSalesforceHandler, writeBackHandler } from './handlers/salesforce-handlers.js';
import { updateContactHandler, updateCustomerHandler, updateRecordsHandler } from './handlers/update-handlers.js';
import { groupBy } from './intacct-reads.js';
import { readKey } from './memory.js';
import { OrgKind } from './org-kind.js';
import { OwnUser } from './own-user.js';
import type { IntacctParts } from './parts.js';
import { poll, WATCHED } from './poll.js';
import { reconcileAccounts } from './reconcile-accounts.js';
import { reconcileContacts } from './reconcile-contacts.js';
import { reconcileContracts } from './reconcile-contracts.js';
import { reconcileDocuments } from './reconcile-documents.js';
import { reconcileOpportunities } from './reconcile-opportunities.js';
import { reconcileSavedContracts } from './reconcile-saved-contracts.js';
import { reconcileSaves } from './reconcile-saves.js';
import { nextScheduled, reconcileErrorLog } from './schedule.js';
import { reconcileSubscription } from './subscription.js';
import { UserDirectory } from './users.js';

/** The flow between Salesforce and Sage Intacct: accounts and customers, contacts, documents and contracts. */
export function createIntacctFlow({ connections, send, salesforce }: FlowParts): Flow {
  const intacct = new IntacctClient(connections.intacct, send.intacct);
  const parts: IntacctParts = {
    salesforce,
    intacct,
    users: new UserDirectory(salesforce),
    orgKind: new OrgKind(salesforce),
    fields: new FieldDirectory(salesforce),
    definitions: new DefinitionDirectory(intacct),
    ownUser: new OwnUser(intacct, connections.intacct.userId),
  };
  return {
    name: 'intacct',
    poll: (context) => poll(parts, context),
    watches: (system, object) => system === 'intacct' || (system === 'salesforce' && WATCHED.has(object)),
    nextScheduled,
    reconcile: (keys, context) => reconcile(keys, parts, context),
    // Contacts go before the customers that name them, and what Salesforce is told goes last.
    handlers: [
      createContactHandler(parts),
      updateContactHandler(parts),
      createCustomerHandler(parts),
      updateCustomerHandler(parts),
      updateRecordsHandler(parts),
      createDocumentHandler(parts),
      createContractHandler(parts),
      updateContractHandler(parts),
      createContractLinesHandler(parts),
      updateSalesforceHandler(parts),
      writeBackHandler(parts),
      logErrorHandler(parts),
      mirrorDocumentHandler(parts),
      mirrorLinesHandler(parts),
      mirrorSettingsHandler(parts),
    ] as unknown as readonly CommandHandler[],
  };
}

/** Keys of one rank may be of several objects; each object is decided as a batch. */
async function reconcile(keys: readonly PendingKey[], parts: IntacctParts, context: FlowContext): Promise<readonly Reconciled[]> {
  const answers: Reconciled[] = [];
  for (const [object, group] of groupBy(keys, ({ key }) => readKey(key).object)) {
    if (object === 'Account') answers.push(...(await reconcileAccounts(group, parts, context)));
    else if (object === 'Contact') answers.push(...(await reconcileContacts(group, parts, context)));
    else if (object === 'Contract') answers.push(...(await reconcileContracts(group, parts, context)));
    else if (object === 'Opportunity') answers.push(...(await reconcileOpportunities(group, parts, context)));
    else if (object === 'CONTRACT') answers.push(...(await reconcileSavedContracts(group, parts, context)));
    else if (object === 'SODOCUMENT') answers.push(...(await reconcileDocuments(group, parts, context)));
    else if (object === 'Subscription') answers.push(...reconcileSubscription(group, context));
    else if (object === 'ErrorLog') answers.push(...(await reconcileErrorLog(group, parts, context)));
    else if (object === 'Configuration') answers.push(...(await reconcileSettings(group, parts, context)));
    else if (object === 'CUSTOMER' || object === 'CONTACT') answers.push(...(await reconcileSaves(object, group, parts, context)));
  }
  return answers;
}
