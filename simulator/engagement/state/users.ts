import { valueText } from '../../kernel/value-text.js';
import { refusal } from '../errors.js';
import type { Group, User } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';
import { unitKey } from '../tables.js';
import { isEmail } from './prospect-input.js';

export type OrgUser = ReturnType<Engagement['salesforce']['users']>[number];

/**
 * The Salesforce users that the CRM Username drop-down of a unit offers.
 *
 * Source:  AE-18 and the Salesforce object reference for UserType: partner and customer portal users are left out when the setting
 *          says so; inactive users always.
 */
export function offeredCrmUsers(engagement: Engagement, unit: string): OrgUser[] {
  const excludes = engagement.settings(unit).get('excludePartnerAndPortalUsers') === true;
  return engagement.salesforce.users().filter((user) => user.isActive && !(excludes && isPartnerOrPortal(user.userType)));
}

const PARTNER_AND_PORTAL: ReadonlySet<string> = new Set([
  'PowerPartner',
  'Partner',
  'CustomerSuccess',
  'PowerCustomerSuccess',
  'CspLitePortal',
]);

export function isPartnerOrPortal(userType: string): boolean {
  return PARTNER_AND_PORTAL.has(userType);
}

/**
 * The Salesforce user that a CRM Username names, by id or username.
 * Refuses: users that the drop-down does not offer (104), users that another Account Engagement user has (102).
 */
export function readCrmUser(engagement: Engagement, unit: string, wanted: string, own: number | null): string {
  const isWanted = (user: OrgUser): boolean => user.id === wanted || user.username.toLowerCase() === wanted.toLowerCase();
  const offered = offeredCrmUsers(engagement, unit).find(isWanted);
  if (offered === undefined) {
    const user = engagement.salesforce.users().find(isWanted);
    throw refusal(104, user === undefined ? 'Salesforce has no such user' : whyNotOffered(user));
  }
  const taken = engagement.tables.users.find('salesforceId', `${unit}:${offered.id}`).find((user) => !user.isDeleted && user.id !== own);
  if (taken !== undefined) throw refusal(102, taken.email);
  return offered.id;
}

/** Refuses an address that is no address or another user's. Source: Account Engagement API, errors 11 and 99. */
export function checkUserEmail(engagement: Engagement, unit: string, email: string, own: number | null): void {
  if (!isEmail(email)) throw refusal(11, email);
  if (engagement.tables.users.find('email', unitKey(unit, email)).some((user) => !user.isDeleted && user.id !== own))
    throw refusal(99, email);
}

/** The members of a group, checked. Refuses: code 10. */
export function readMembers(engagement: Engagement, unit: string, raw: unknown): readonly number[] {
  if (!Array.isArray(raw)) throw refusal(154, 'members are a list');
  return raw.map((each) => {
    const id = Number(each);
    if (!Number.isSafeInteger(id) || liveInUnit(engagement.tables.users, unit, id) === undefined)
      throw refusal(10, valueText(each).slice(0, 40));
    return id;
  });
}

/** The live user of a unit whose CRM Username is a Salesforce user. */
export function userOfOrgUser(engagement: Engagement, unit: string, orgUser: string): User | undefined {
  return engagement.tables.users.find('salesforceId', `${unit}:${orgUser}`).find(({ isDeleted }) => !isDeleted);
}

export function groupOf(engagement: Engagement, unit: string, id: number): Group {
  const group = liveInUnit(engagement.tables.groups, unit, id);
  if (group === undefined) throw refusal(12, String(id));
  return group;
}

function whyNotOffered(user: OrgUser): string {
  return user.isActive
    ? `${user.username} is a partner or customer portal user, and this connector excludes them`
    : `${user.username} is not active`;
}
