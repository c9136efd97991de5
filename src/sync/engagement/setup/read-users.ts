import type { SalesforceClient, SalesforceRow } from '../../../clients/salesforce/client.js';
import { textOf } from '../../../clients/salesforce/wire.js';
import type { OrgUser } from '../../../model/engagement-setup.js';
import type { UserSync } from '../../../rules/engagement/user-sync.js';

/** The columns that the sync reads of a Salesforce user. */
export const USER_COLUMNS = 'Id, Username, Email, FirstName, LastName, IsActive, UserType, UserRoleId, Profile.Name, SystemModstamp';

/** By user, by what else than himself the page may choose him: roles and public groups, by name and id. */
export type Belonging = {
  readonly roles: (roleId: string | null) => readonly string[];
  readonly rolesAbove: (roleId: string | null) => readonly string[];
  readonly groups: (userId: string) => readonly string[];
};

export function readOrgUser(row: SalesforceRow, belonging: Belonging): OrgUser {
  const id = String(row['Id']);
  const role = textOf(row['UserRoleId']);
  return {
    id,
    username: String(row['Username']),
    email: textOf(row['Email']),
    firstName: textOf(row['FirstName']),
    lastName: textOf(row['LastName']),
    userType: textOf(row['UserType']) ?? 'Standard',
    isActive: row['IsActive'] === true,
    profile: textOf((row['Profile'] as SalesforceRow | null)?.['Name']),
    roles: belonging.roles(role),
    rolesAbove: belonging.rolesAbove(role),
    groups: belonging.groups(id),
  };
}

const NOWHERE: Belonging = { roles: () => [], rolesAbove: () => [], groups: () => [] };

/** Roles and public groups, read only where the page chooses users by them. */
export async function readBelonging(salesforce: SalesforceClient, sync: UserSync | null): Promise<Belonging> {
  if (sync === null) return NOWHERE;
  const isByRole = sync.roles.length > 0 || sync.rolesAndSubordinates.length > 0;
  const roles = isByRole ? await salesforce.query('SELECT Id, Name, ParentRoleId FROM UserRole') : [];
  const members =
    sync.publicGroups.length > 0
      ? await salesforce.query("SELECT UserOrGroupId, GroupId, Group.Name FROM GroupMember WHERE Group.Type = 'Regular'")
      : [];
  const byId = new Map(roles.map((row) => [String(row['Id']), row]));
  const above = (id: string | null): readonly string[] => {
    const names: string[] = [];
    const seen = new Set<string>();
    for (let at = textOf(byId.get(id ?? '')?.['ParentRoleId']); at !== null && !seen.has(at); at = textOf(byId.get(at)?.['ParentRoleId'])) {
      seen.add(at);
      names.push(at, String(byId.get(at)?.['Name']));
    }
    return names;
  };
  return {
    roles: (id) => (id !== null && byId.has(id) ? [id, String(byId.get(id)!['Name'])] : []),
    rolesAbove: above,
    groups: (user) => members.filter((row) => row['UserOrGroupId'] === user).flatMap(groupNames),
  };
}

function groupNames(row: SalesforceRow): string[] {
  return [String(row['GroupId']), String((row['Group'] as SalesforceRow | null)?.['Name'])];
}
