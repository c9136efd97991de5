import { refusal } from '../errors.js';
import type { Criterion, List, Prospect } from '../records.js';
import type { Engagement } from '../state.js';
import { criteriaWithin, matchesCriteria } from './criteria.js';
import { enlist, membershipOf, removeMember } from './lists.js';

/** A list whose members are whoever meets its criteria. */
export type DynamicList = List & { readonly match: 'all' | 'any'; readonly criteria: readonly Criterion[] };

/** Looks at every prospect that changed, once rules have looked: dynamic lists take in who meets their criteria, and let go who does not. */
export function keepDynamicListsOnTouch(engagement: Engagement): void {
  const before = engagement.onTouched;
  engagement.onTouched = (prospects) => {
    before?.(prospects);
    const lists = dynamicLists(engagement);
    if (lists.length === 0) return;
    for (const id of prospects) {
      const prospect = engagement.tables.prospects.get(String(id));
      if (prospect !== undefined && !prospect.isDeleted) for (const list of lists) keepMember(engagement, list, prospect);
    }
  };
}

/**
 * Saves what a dynamic list looks for; everybody is looked at.
 * Source: help, "Dynamic Lists": members follow the criteria, retroactively. Refuses: 154 for a list that looks at itself.
 */
export function saveDynamicList(engagement: Engagement, list: DynamicList): DynamicList {
  const namesItself = (each: Criterion): boolean => each.test === 'list' && each.list === list.id;
  if (criteriaWithin(list.criteria).some(namesItself)) throw refusal(154, 'a dynamic list cannot look for its own members');
  engagement.tables.lists.put(list);
  for (const prospect of engagement.tables.prospects.rows()) {
    if (prospect.unit === list.unit && !prospect.isDeleted) engagement.touch(prospect.id);
  }
  return list;
}

/** The live dynamic lists that have criteria; one without them has no members. */
export function dynamicLists({ tables }: Engagement): DynamicList[] {
  return tables.lists.filter((list) => list.isDynamic && !list.isDeleted && (list.criteria?.length ?? 0) > 0) as DynamicList[];
}

function keepMember(engagement: Engagement, list: DynamicList, prospect: Prospect): void {
  if (list.unit !== prospect.unit) return;
  const isWanted = matchesCriteria(engagement, prospect, list.match, list.criteria);
  const membership = membershipOf(engagement, list.id, prospect.id);
  if (isWanted && membership === undefined) enlist(engagement, list.unit, { listId: list.id, prospectId: prospect.id }, null);
  if (!isWanted && membership !== undefined) removeMember(engagement, membership, null);
}
