import { createEngagement, type EngagementVendor } from '../../../simulator/engagement/index.js';
import type { SalesforceView } from '../../../simulator/engagement/people.js';
import { createWorld, type World } from '../../../simulator/kernel/world.js';

export const MAIN_UNIT = '0Uv000000000001CAA';

type OrgUser = ReturnType<SalesforceView['users']>[number];

/** A Salesforce org as Account Engagement sees it: an administrator, the connector's user, a seller, and one of each portal kind. */
export const ORG_USERS: readonly OrgUser[] = [
  orgUser('005000000000001AAA', 'admin', 'Standard'),
  orgUser('005000000000002AAA', 'connector', 'Standard'),
  orgUser('005000000000003AAA', 'ann', 'Standard'),
  orgUser('005000000000004AAA', 'bob', 'Standard'),
  orgUser('005000000000005AAA', 'partner', 'PowerPartner'),
  orgUser('005000000000006AAA', 'customer', 'CspLitePortal'),
  { ...orgUser('005000000000007AAA', 'gone', 'Standard'), isActive: false },
];

export const WEST_QUEUE = '00G000000000001AAA';

/** Tokens are `token-<name>`; `expired` has expired. */
export const ORG: SalesforceView = {
  session: (token) => {
    const user = ORG_USERS.find(({ username }) => token === `token-${username.split('@')[0]}`);
    return user === undefined ? { error: token === 'expired' ? 'expired' : 'unknown' } : { userId: user.id };
  },
  users: () => ORG_USERS,
  leadQueues: () => [{ id: WEST_QUEUE, name: 'West' }],
  orgId: () => '00D000000000001AAA',
};

export type Setting = EngagementVendor & { readonly world: World; readonly by: string };

/** A fresh world with Account Engagement in it, and the administrator who acts. */
export function setting(): Setting {
  const world = createWorld();
  const engagement = createEngagement(world, { salesforce: ORG });
  return { ...engagement, world, by: engagement.people.user('admin')! };
}

/** Vendor maker for contract tests. */
export function createWithOrg(world: World): EngagementVendor {
  return createEngagement(world, { salesforce: ORG });
}

/** A unit where emails are unique, with its connector running. */
export function uniqueEmailUnit({ people, by }: Pick<Setting, 'people' | 'by'>): string {
  return people.create('BusinessUnit', { name: 'unique', allowMultipleProspectsPerEmail: false }, by);
}

function orgUser(id: string, name: string, userType: string): OrgUser {
  return { id, username: `${name}@backlot.test`, name, email: `${name}@backlot.test`, userType, isActive: true };
}

/** Makes the second unit, in which emails are unique. */
export function openUniqueUnit({ people }: Pick<EngagementVendor, 'people'>): string {
  return uniqueEmailUnit({ people, by: people.user('admin')! });
}

export const HEADERS_OF_UNIQUE_UNIT = { authorization: 'Bearer token-admin', 'pardot-business-unit-id': '0Uv000000000002CAA' };
