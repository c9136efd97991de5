import { invalidCrossReference, rowError } from '../errors.js';
import type { SyncRequest, SyncRequestKind } from '../people.js';
import { createBySystem } from '../state/create.js';
import { nextNumber } from '../state/numbers.js';
import type { SalesforceOrg } from '../state.js';

/** The objects whose pages carry a button. Source: rules IA-11, IA-35; package pages of Sage Intacct and Account Engagement. */
const OBJECTS: Readonly<Record<SyncRequestKind, readonly string[]>> = {
  'sync-to-intacct': ['Account', 'Contact', 'Contract', 'Opportunity', 'Product2'],
  'send-to-engagement': ['Lead', 'Contact'],
  'create-transaction': ['Opportunity'],
  'reset-link': ['Account'],
};

/**
 * A press of a package's button: a row for the sync core to find; gives its id. What fails later is a sync error, not a refusal of
 * the page.
 *
 * Refuses: records that are gone or unseen; objects without the button. Whether a contract is ready for Intacct is the package's to say, when it syncs.
 */
export function queueRequest(org: SalesforceOrg, request: SyncRequest, by: string): string {
  const record = org.lookup(request.record);
  const type = org.schema.typeOfId(request.record);
  if (record === undefined || type === undefined || record['IsDeleted'] === true || !org.canRead(by, record)) throw invalidCrossReference();
  if (!OBJECTS[request.kind].includes(type.name))
    throw rowError('INVALID_TYPE_FOR_OPERATION', `${request.kind} is not available on ${type.name}`);
  return createBySystem(
    org,
    'backlot__Request__c',
    {
      Name: nextNumber(org, 'backlot__Request__c', 1),
      backlot__Kind__c: request.kind,
      backlot__Record__c: request.record,
      backlot__Object__c: type.name,
      backlot__Via__c: request.via ?? 'button',
      backlot__Payload__c: request.payload === undefined ? null : JSON.stringify(request.payload),
    },
    by,
  );
}
