import type { Prospect } from '../records.js';
import type { Engagement } from '../state.js';
import { taggable } from './actions.js';
import { addMember, membershipOf } from './lists.js';
import { scored } from './scoring.js';
import { putTag, tagsOf } from './tags.js';
import { writeProspect } from './write-prospect.js';

/**
 * What is left of two prospects when Salesforce merged their records: the loser's activities, tags, lists and Salesforce campaigns
 * are copied to the winner; the loser goes to the recycle bin with its link marked as deleted.
 *
 * Source:  help, "Automatically Merge and Delete Prospects". A repeated merge copies nothing twice.
 */
export function mergeProspects(engagement: Engagement, winner: Prospect, loser: Prospect): Prospect {
  if (loser.isDeleted && loser.crmState === 'deleted') return winner;
  copyTags(engagement, winner, loser);
  copyLists(engagement, winner, loser);
  copyCampaigns(engagement, winner, loser);
  copyActivities(engagement, winner, loser);
  writeProspect(
    engagement,
    loser,
    { isDeleted: true, crmState: 'deleted' },
    { by: null, triggersSync: false, isConnector: true, operation: 'delete' },
  );
  const before = engagement.tables.prospects.get(String(winner.id))!;
  const patch = {
    ...scored(engagement, before, loser.tally),
    firstActivityAt: earliest(before.firstActivityAt, loser.firstActivityAt),
    lastActivityAt: latest(before.lastActivityAt, loser.lastActivityAt),
  };
  return writeProspect(engagement, before, patch, { by: null, triggersSync: false, isConnector: true });
}

export function copyTags(engagement: Engagement, winner: Prospect, loser: Prospect): void {
  for (const tag of tagsOf(engagement, 'prospect', loser.id)) putTag(engagement, winner.unit, tag.name, taggable(winner), null);
}

export function copyLists(engagement: Engagement, winner: Prospect, loser: Prospect): void {
  for (const { listId, isDeleted, optedOut } of engagement.tables.memberships.find('prospect', String(loser.id))) {
    const list = engagement.tables.lists.get(String(listId));
    if (isDeleted || list?.isDeleted !== false || list.isDynamic || membershipOf(engagement, listId, winner.id) !== undefined) continue;
    addMember(engagement, winner.unit, { listId, prospectId: winner.id, optedOut }, null);
  }
}

export function copyCampaigns(engagement: Engagement, winner: Prospect, loser: Prospect): void {
  for (const request of engagement.tables.campaignRequests.find('prospect', String(loser.id))) {
    const copy = { ...request, ...engagement.audit('CampaignRequest', winner.unit, null), prospectId: winner.id };
    engagement.tables.campaignRequests.put(copy);
  }
}

function copyActivities(engagement: Engagement, winner: Prospect, loser: Prospect): void {
  for (const activity of engagement.tables.activities.find('prospect', String(loser.id))) {
    engagement.tables.activities.put({ ...activity, id: engagement.nextId('VisitorActivity'), prospectId: winner.id });
  }
}

export function earliest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

export function latest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}
