import type { EngagementUser, PendingAssignment, Prospect, SalesforceUser } from '../../model/engagement.js';
import type { ConnectorSettings } from './settings.js';

/** The users of both sides, for the two owner look-ups. */
export type UserDirectory = {
  readonly engagementUsers: readonly EngagementUser[];
  readonly salesforceUsers: ReadonlyMap<string, SalesforceUser>;
  readonly connectorUserId: string;
};

/** How a new Salesforce record gets its owner: a named owner, or Salesforce's active assignment rules. */
export type Ownership = { readonly ownerId: string } | { readonly useAssignmentRule: true };

/**
 * The owner of a record that is about to be created for an assigned prospect.
 *
 * Source:  help.pardot.com 2133514, "Assigning prospects"; reference A.2, tables of targets and owner mapping. AE-5, AE-6.
 * Assumed: D-13, a mapping to a partner or portal user made before the box was ticked counts as no mapping.
 */
export function ownershipOf(prospect: Prospect, directory: UserDirectory, settings: ConnectorSettings): Ownership {
  const assignment = targetOf(prospect);
  if (assignment?.target === 'assignmentRule') return { useAssignmentRule: true };
  if (assignment?.target === 'queue') return { ownerId: assignment.queueId };
  const user = directory.engagementUsers.find(({ id }) => id === assignment?.userId);
  const mapped = user?.crmUserId ?? null;
  if (mapped === null || isExcluded(directory.salesforceUsers.get(mapped), settings)) return { ownerId: directory.connectorUserId };
  return { ownerId: mapped };
}

/** To whom a prospect is assigned: what is still pending, else its assigned user; null when it is unassigned. */
export function targetOf(prospect: Prospect): PendingAssignment | null {
  if (prospect.assignment !== null) return prospect.assignment;
  return prospect.assignedToId === null ? null : { target: 'user', userId: prospect.assignedToId };
}

/**
 * The Account Engagement user who holds a linked prospect: always the one of the Salesforce owner.
 *
 * Source:  help.pardot.com 2128349; reference A.2, owner mapping table.
 * Assumed: D-3, an owner without a user in the unit, and a queue, leave the prospect without an assigned user.
 */
export function assignedUserOf(person: { readonly ownerId: string | null }, directory: UserDirectory): string | null {
  if (person.ownerId === null) return null;
  return directory.engagementUsers.find(({ crmUserId }) => crmUserId === person.ownerId)?.id ?? null;
}

/** User types that *Exclude Salesforce "Partner" and "Customer Portal" users* keeps out. Source: reference A.8. AE-18. */
const EXCLUDED_TYPES: ReadonlySet<string> = new Set([
  'PowerPartner',
  'Partner',
  'CustomerSuccess',
  'PowerCustomerSuccess',
  'CspLitePortal',
]);

/** Whether a Salesforce user is kept out of prospect assignment under the settings. */
export function isExcluded(user: SalesforceUser | undefined, settings: Pick<ConnectorSettings, 'excludePartnerAndPortalUsers'>): boolean {
  return settings.excludePartnerAndPortalUsers && user !== undefined && EXCLUDED_TYPES.has(user.userType);
}
