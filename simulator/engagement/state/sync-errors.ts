import type { Prospect } from '../records.js';
import type { Engagement } from '../state.js';

/** Shows an error of a prospect on the connector's Sync Errors page; one row for each prospect, the latest text. */
export function raiseSyncError(engagement: Engagement, prospect: Prospect, text: string): void {
  const id = String(prospect.id);
  if (engagement.tables.syncErrors.get(id)?.text === text) return;
  engagement.tables.syncErrors.put({ id, unit: prospect.unit, prospectId: prospect.id, text, at: engagement.now() });
}

/** Takes a prospect's error away. Source: help.pardot.com 2128382: a row clears when a later sync of that prospect succeeds. */
export function clearSyncError(engagement: Engagement, prospect: Prospect): void {
  engagement.tables.syncErrors.remove(String(prospect.id));
}
