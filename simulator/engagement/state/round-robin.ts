import type { Group, User } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';

/**
 * The member of a group whose turn it is: members who never received an assignment first, by the creation of their users; then
 * the one whose most recent assignment, in this group or outside it, is the oldest. Null when nobody can be chosen.
 *
 * Source:  help.pardot.com 2128524.
 * Assumed: D-27, deleted users are skipped.
 */
export function nextMember(engagement: Engagement, group: Group): User | null {
  const members = group.members.flatMap((id) => liveInUnit(engagement.tables.users, group.unit, id) ?? []);
  const turn = (user: User): number => engagement.tables.lastAssignments.get(String(user.id))?.order ?? 0;
  return members.sort((a, b) => turn(a) - turn(b) || a.id - b.id)[0] ?? null;
}
