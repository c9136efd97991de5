import { seesAll } from '../objects/setup.js';
import type { SalesforceOrg } from '../state.js';

/**
 * Whether the user of a session has "View All Data".
 *
 * Source: Change Data Capture guide, "Required Permissions"; see `seesAll`.
 */
export function seesAllData(org: SalesforceOrg, token: string): boolean {
  return administers(org, org.sessions.find(token)?.userId);
}

/** Whether a user has "View All Data", "Manage Users" and what else only administrators have; see `seesAll`. */
export function administers(org: SalesforceOrg, userId: string | undefined): boolean {
  const user = userId === undefined ? undefined : org.lookup(userId);
  const profile = org.lookup(user?.['ProfileId']);
  return profile !== undefined && seesAll(profile);
}
