import type { Operation } from '../../kernel/change-log.js';
import type { Prospect } from '../records.js';
import type { Engagement } from '../state.js';

/** Whose write it is and what follows from it. */
export type ProspectWrite = {
  /** The Account Engagement user; null for automation and visitors. */
  readonly by: number | null;
  /** Whether the connector must look at the prospect again (reference of triggers: help, "Considerations for Using the Salesforce Connector"). */
  readonly triggersSync: boolean;
  readonly operation?: Operation;
  /** The connector's own writes: they are news from Salesforce, not changes made here. */
  readonly isConnector?: boolean;
};

/**
 * Fields that change without the record counting as edited: links, activities, the stand-in's own books.
 *
 * Assumed: `updatedAt` follows the values that people and clients edit and the score, not links or activities, because the vendor
 * lists `updatedAt` and `lastActivityAt` as two separate reasons to sync.
 */
const NOT_EDITS: ReadonlySet<string> = new Set([
  ...['salesforceId', 'salesforceLeadId', 'salesforceContactId', 'salesforceOwnerId', 'salesforceAccountId', 'salesforceUrl'],
  ...['salesforceLastSync', 'crmState', 'recreateAllowed', 'assignment', 'manualSyncAt', 'optedOutChangedAt', 'emailChangedAt'],
  ...[
    'changedAt',
    'firstActivityAt',
    'lastActivityAt',
    'firstAssignedAt',
    'tally',
    'scoreAdjustment',
    'prospectAccountId',
    'lifecycleStageId',
  ],
]);

/** The one way in which a stored prospect changes: stamps, the connector's trigger and automation follow from what differs. */
export function writeProspect(engagement: Engagement, before: Prospect, patch: Partial<Prospect>, write: ProspectWrite): Prospect {
  const changed = Object.keys(patch).filter((name) => !isSame(heldValue(before, name), heldValue(patch, name)));
  if (changed.length === 0 && !write.triggersSync) return before;
  const isEdit = changed.some((name) => !NOT_EDITS.has(name) && !(write.isConnector === true && name === 'assignedToId'));
  const after: Prospect = {
    ...before,
    ...patch,
    ...(isEdit ? { updatedAt: engagement.second(), updatedById: write.by } : {}),
    ...(write.triggersSync ? { changedAt: engagement.now() } : {}),
    ...(write.isConnector === true ? {} : ownChanges(engagement, changed)),
  };
  return storeProspect(engagement, after, write.operation ?? 'update');
}

/** Stores a prospect with its place in the connector's queue, and tells automation. */
export function storeProspect(engagement: Engagement, prospect: Prospect, operation: Operation): Prospect {
  engagement.tables.prospects.put(prospect, { operation });
  if (prospect.changedAt > 0) {
    const key = String(prospect.id);
    if (engagement.tables.triggers.get(key)?.at !== prospect.changedAt) {
      engagement.tables.triggers.put({ id: prospect.id, unit: prospect.unit, at: prospect.changedAt });
    }
  }
  engagement.touch(prospect.id);
  return prospect;
}

/** When the values whose own age counts in the sync changed here. */
function ownChanges(engagement: Engagement, changed: readonly string[]): Partial<Prospect> {
  return {
    ...(changed.includes('optedOut') ? { optedOutChangedAt: engagement.now() } : {}),
    ...(changed.includes('email') ? { emailChangedAt: engagement.now() } : {}),
  };
}

function heldValue(row: Partial<Prospect>, name: string): unknown {
  return (row as Readonly<Record<string, unknown>>)[name];
}

/** Values are primitives, or small plain data that is replaced whole. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  return JSON.stringify(a) === JSON.stringify(b);
}
