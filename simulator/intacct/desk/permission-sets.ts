import type { UserAccess } from '../settings.js';
import type { ConnectedOrg } from './connected-org.js';

/** What mapped users hold in Salesforce. Assumed: its name; the vendor speaks of object permission sets. */
const OBJECT_PERMISSIONS = 'Intacct_Objects';

/** Who writes it there: the integration user, who holds *Intacct Connect*. */
const INTEGRATION_USER = 'intacctUser';

/**
 * Gives the package's permission set to the Salesforce users that were mapped, and takes it from those that are mapped no longer.
 *
 * Source:  reference A.8: object permission sets are assigned when a user is mapped.
 * Assumed: who is unmapped loses it; a user whom Salesforce does not know, or an org without the package, gets nothing.
 */
export function assignObjectPermissions(before: readonly UserAccess[], after: readonly UserAccess[], org: ConnectedOrg): void {
  const set = org.list('PermissionSet').find(({ Name }) => Name === OBJECT_PERMISSIONS);
  const by = org.user(INTEGRATION_USER);
  if (set === undefined || by === null) return;
  const [lost, mapped] = [usersOf(before, org), usersOf(after, org)];
  const held = org.list('PermissionSetAssignment').filter(({ PermissionSetId }) => PermissionSetId === set['Id']);
  const holders = new Set(held.map(({ AssigneeId }) => String(AssigneeId)));
  for (const { Id, AssigneeId } of held) {
    const user = String(AssigneeId);
    if (lost.has(user) && !mapped.has(user)) org.delete('PermissionSetAssignment', String(Id), by);
  }
  for (const AssigneeId of mapped) {
    if (!holders.has(AssigneeId)) org.create('PermissionSetAssignment', { PermissionSetId: set['Id'], AssigneeId }, by);
  }
}

function usersOf(access: readonly UserAccess[], org: ConnectedOrg): ReadonlySet<string> {
  return new Set(access.flatMap(({ salesforceUser }) => org.user(salesforceUser) ?? []));
}
