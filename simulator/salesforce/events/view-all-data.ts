import type { SalesforceOrg } from '../state.js';

/**
 * Whether the user of a session has "View All Data".
 *
 * Source:  Change Data Capture guide, "Required Permissions".
 * Assumed: administrators and integration users have it, standard users and portal users do not: permission sets are not modelled.
 */
export function seesAllData(org: SalesforceOrg, token: string): boolean {
  const userId = org.sessions.find(token)?.userId;
  const user = userId === undefined ? undefined : org.lookup(userId);
  const profile = org.lookup(user?.['ProfileId']);
  return profile?.['UserType'] === 'Standard' && profile['Name'] !== 'Standard User';
}
