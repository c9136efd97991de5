import type { Prospect } from '../records.js';
import type { Engagement } from '../state.js';

/**
 * Deletes a prospect of the recycle bin for good, with what belongs to it alone.
 *
 * Source:  Account Engagement API v5, "Bulk Action": permanent deletion.
 * Assumed: its lists, tags, activities, emails and steps go with it; browsers, visits and page views stay, anonymous again.
 */
export function purgeProspect(engagement: Engagement, prospect: Prospect): void {
  const { tables } = engagement;
  const key = String(prospect.id);
  for (const row of tables.memberships.find('prospect', key)) tables.memberships.remove(String(row.id));
  for (const row of tables.taggedObjects.find('object', `prospect:${key}`)) tables.taggedObjects.remove(String(row.id));
  for (const row of tables.activities.find('prospect', key)) tables.activities.remove(String(row.id));
  for (const row of tables.campaignRequests.find('prospect', key)) tables.campaignRequests.remove(String(row.id));
  for (const row of tables.ruleMatches.find('prospect', key)) tables.ruleMatches.remove(row.id);
  for (const kind of ['Email', 'ExternalActivity', 'LifecycleHistory'] as const) {
    for (const row of tables.kept[kind].find('prospectId', key)) tables.kept[kind].remove(String(row.id));
  }
  for (const visitor of tables.visitors.find('prospect', key)) {
    for (const visit of tables.visits.find('visitor', String(visitor.id))) tables.visits.put({ ...visit, prospectId: null });
    tables.visitors.put({ ...visitor, prospectId: null, updatedAt: engagement.second() });
  }
  tables.syncErrors.remove(key);
  tables.triggers.remove(key);
  tables.prospects.remove(key);
}
