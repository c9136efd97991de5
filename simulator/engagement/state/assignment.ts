import { refusal } from '../errors.js';
import type { ActionTarget, AssignmentTrigger, PendingAssignment, Prospect, User } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';
import { nextMember } from './round-robin.js';
import { raiseSyncError } from './sync-errors.js';
import { writeProspect } from './write-prospect.js';

export type AssignmentOrder = { readonly target: ActionTarget; readonly trigger: AssignmentTrigger; readonly by: number | null };

/**
 * Assigns a prospect: to a user at once, to the member whose turn it is in a group, or to a queue or Salesforce's active
 * assignment rule as a target that the next sync answers.
 *
 * Source:  help.pardot.com 2133514 and 2128524; pardot.com/blog/assigning-prospects. Rules and completion actions skip prospects
 *          that already have an owner; people re-assign.
 * Assumed: D-2, an empty group assigns nobody and leaves an error on the Sync Errors page.
 */
export function assignProspect(engagement: Engagement, prospect: Prospect, order: AssignmentOrder): Prospect {
  if (order.trigger !== 'manual' && hasOwner(prospect)) return prospect;
  const { target } = order;
  if ('queue' in target)
    return settleOn(engagement, prospect, order, { target: 'queue', userId: null, queueId: queueId(engagement, target.queue) });
  if ('assignmentRule' in target) return settleOn(engagement, prospect, order, { target: 'assignmentRule', userId: null, queueId: null });
  const user = 'group' in target ? member(engagement, prospect, target.group) : liveUser(engagement, prospect.unit, target.user);
  return user === null ? prospect : settleOn(engagement, prospect, order, { target: 'user', userId: user.id, queueId: null });
}

/** Takes the assigned user and whatever target was pending away. Source: Account Engagement API v3/v4, "unassign". */
export function unassignProspect(engagement: Engagement, prospect: Prospect, by: number | null): Prospect {
  const isAssigned = hasOwner(prospect);
  return writeProspect(engagement, prospect, { assignedToId: null, assignment: null }, { by, triggersSync: isAssigned });
}

/** A prospect with an owner: a user, a target that waits for the sync, or a queue in Salesforce. */
export function hasOwner(prospect: Prospect): boolean {
  return prospect.assignedToId !== null || prospect.assignment !== null || (prospect.salesforceOwnerId?.startsWith('00G') ?? false);
}

/** What a prospect's record holds once a user has it; counts as the user's latest assignment when it was somebody else's. */
export function receivedBy(engagement: Engagement, prospect: Prospect | null, user: number | null): Partial<Prospect> {
  if (user === null) return { assignedToId: null };
  if (prospect?.assignedToId !== user) noteAssignment(engagement, user);
  return { assignedToId: user, firstAssignedAt: prospect?.firstAssignedAt ?? engagement.second() };
}

/** The live user of a unit. Refuses: code 10. */
export function liveUser(engagement: Engagement, unit: string, id: number): User {
  const user = liveInUnit(engagement.tables.users, unit, id);
  if (user === undefined) throw refusal(10, String(id));
  return user;
}

type Awaited = Pick<PendingAssignment, 'target' | 'userId' | 'queueId'>;

function settleOn(engagement: Engagement, prospect: Prospect, order: AssignmentOrder, target: Awaited): Prospect {
  const assignment = { ...target, at: engagement.now(), trigger: order.trigger };
  const received = receivedBy(engagement, prospect, target.userId);
  return writeProspect(engagement, prospect, { ...received, assignment }, { by: order.by, triggersSync: true });
}

function member(engagement: Engagement, prospect: Prospect, id: number): User | null {
  const group = liveInUnit(engagement.tables.groups, prospect.unit, id);
  if (group === undefined) throw refusal(12, String(id));
  const chosen = nextMember(engagement, group);
  if (chosen === null) raiseSyncError(engagement, prospect, `Group ${group.name} has no active member to assign this prospect to.`);
  return chosen;
}

function queueId(engagement: Engagement, wanted: string): string {
  const queue = engagement.salesforce.leadQueues().find(({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase());
  if (queue === undefined) throw refusal(51, `${wanted} is not a Salesforce queue for leads`);
  return queue.id;
}

function noteAssignment(engagement: Engagement, userId: number): void {
  engagement.tables.lastAssignments.put({ userId, order: engagement.nextId('Assignment') });
}
