import type { Prospect } from '../records.js';
import type { Engagement } from '../state.js';
import { inUnit, liveInUnit } from '../state.js';
import { unitKey } from '../tables.js';

/** Every prospect of a unit with an email address, the recycle bin included. Addresses compare trimmed and without letter case. */
export function withEmail(engagement: Engagement, unit: string, email: string): Prospect[] {
  return engagement.tables.prospects.find('email', unitKey(unit, email));
}

/**
 * The prospect that an email address stands for when several have it: the latest active one.
 *
 * Source:  Account Engagement API v5, "Upsert Latest by Email"; help, "Considerations for Accounts That Allow Multiple Prospects".
 * Assumed: without any activity the latest updated one, and then the oldest.
 */
export function latestActive(candidates: readonly Prospect[]): Prospect | undefined {
  return [...candidates].sort((a, b) => (b.lastActivityAt ?? 0) - (a.lastActivityAt ?? 0) || b.updatedAt - a.updatedAt || a.id - b.id)[0];
}

export function liveWithEmail(engagement: Engagement, unit: string, email: string): Prospect | undefined {
  return latestActive(withEmail(engagement, unit, email).filter((prospect) => !prospect.isDeleted));
}

export function archivedWithEmail(engagement: Engagement, unit: string, email: string): Prospect | undefined {
  return latestActive(withEmail(engagement, unit, email).filter((prospect) => prospect.isDeleted));
}

/** Prospects of a unit that hold a Salesforce id in any link field, whatever the state of the link; live ones first. */
export function withCrmId(engagement: Engagement, unit: string, id: string): Prospect[] {
  const found = engagement.tables.prospects.find('crm', `${unit}:${id}`);
  return found.sort((a, b) => Number(a.isDeleted) - Number(b.isDeleted) || a.id - b.id);
}

export function prospectOf(engagement: Engagement, unit: string, id: number | null): Prospect | undefined {
  return inUnit(engagement.tables.prospects, unit, id);
}

export function liveProspectOf(engagement: Engagement, unit: string, id: number | null): Prospect | undefined {
  return liveInUnit(engagement.tables.prospects, unit, id);
}
