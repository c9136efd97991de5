import { SalesforceError } from '../errors.js';
import type { Session } from '../state/sessions.js';
import { administers } from '../state/view-all-data.js';
import type { SalesforceOrg } from '../state.js';

/**
 * Refuses who may not manage metadata.
 *
 * Source:  Metadata API guide, "User Authentication and Permissions": "Modify All Data", or "Modify Metadata Through Metadata API Functions".
 * Assumed: who has them; see `administers`.
 */
export function checkMayManage(org: SalesforceOrg, { userId }: Session): void {
  if (administers(org, userId)) return;
  const message = 'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions';
  throw new SalesforceError('INSUFFICIENT_ACCESS', message, { status: 403 });
}
