import { refusal } from '../errors.js';
import type { List, ListMembership } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';
import { prospectOf } from './find-prospects.js';

export function listOf(engagement: Engagement, unit: string, id: number | null): List | undefined {
  return liveInUnit(engagement.tables.lists, unit, id);
}

/** The live membership of a pair. */
export function membershipOf(engagement: Engagement, listId: number, prospectId: number): ListMembership | undefined {
  return engagement.tables.memberships.find('pair', `${listId}:${prospectId}`).find(({ isDeleted }) => !isDeleted);
}

/**
 * Puts a prospect on a list.
 *
 * Source:  Account Engagement API v5, "List Membership"; errors 55 (list), 3 (prospect), 58 (already a member).
 * Refuses: dynamic lists with code 51. Assumed: that number; the page says only that their members are not edited.
 */
export function addMember(
  engagement: Engagement,
  unit: string,
  pair: { readonly listId: number; readonly prospectId: number; readonly optedOut?: boolean },
  by: number | null,
): ListMembership {
  const list = listOf(engagement, unit, pair.listId);
  if (list === undefined) throw refusal(55);
  if (prospectOf(engagement, unit, pair.prospectId) === undefined) throw refusal(3);
  if (list.isDynamic) throw refusal(51, 'the list is dynamic');
  if (membershipOf(engagement, pair.listId, pair.prospectId) !== undefined) throw refusal(58);
  return enlist(engagement, unit, pair, by);
}

/** A new membership, whoever may want it: what a dynamic list makes of whom it finds. */
export function enlist(
  engagement: Engagement,
  unit: string,
  pair: { readonly listId: number; readonly prospectId: number },
  by: number | null,
): ListMembership {
  const membership = { ...engagement.audit('ListMembership', unit, by), optedOut: false, ...pair };
  engagement.tables.memberships.put(membership);
  engagement.touch(pair.prospectId);
  return membership;
}

/** Takes a prospect off a list; the row stays as a deleted one. */
export function removeMember(engagement: Engagement, membership: ListMembership, by: number | null): void {
  const stamped = { ...membership, isDeleted: true, updatedAt: engagement.second(), updatedById: by };
  engagement.tables.memberships.put(stamped, { operation: 'delete' });
  engagement.touch(membership.prospectId);
}
