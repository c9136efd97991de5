import { SalesforceError } from '../errors.js';
import type { SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Source: SOAP API guide, "getUpdated()": results reach back 30 days. */
const REACH_MS = 30 * DAY_MS;

export type Window = { readonly start: number; readonly end: number };

/**
 * Checks the window of getUpdated and getDeleted; seconds are ignored.
 *
 * Source:  SOAP API guide, "getUpdated()".
 * Assumed: the wording of the refusals.
 */
export function replicationWindow(org: SalesforceOrg, type: SObjectType, given: Window): Window {
  if (!type.definition.isReplicateable) throw new SalesforceError('INVALID_TYPE_FOR_OPERATION', `${type.name} is not replicable`);
  const start = toMinute(given.start);
  const end = toMinute(given.end);
  if (end - start < MINUTE_MS) throw refused('startDate and endDate must be at least one minute apart');
  if (start < org.world.clock.now() - REACH_MS) throw refused('specified start date is more than 30 days ago');
  return { start, end };
}

/** Ids of live records that were created or changed in the window, oldest change first. */
export function updatedIds(org: SalesforceOrg, type: SObjectType, { start, end }: Window, by: string): readonly string[] {
  return org
    .table(type)
    .stamped(start, end - 1)
    .filter((row) => row['IsDeleted'] !== true && org.canRead(by, row))
    .map((row) => row['Id'] as string);
}

/** Records that were deleted in the window, also those that left the recycle bin for good; losers of merges among them. */
export function deletedRecords(org: SalesforceOrg, type: SObjectType, { start, end }: Window) {
  return org.recycleBin.between(type.name, start, end - 1);
}

/** The time up to which a window is covered: its end, or the minute of now when that lies ahead: what follows in it is for the next window. */
export function coveredUntil(org: SalesforceOrg, { end }: Window): number {
  return Math.min(end, toMinute(org.world.clock.now()));
}

/** The oldest instant that the deleted list still knows. */
export function earliestAvailable(org: SalesforceOrg): number {
  return toMinute(org.world.clock.now() - REACH_MS);
}

function toMinute(instant: number): number {
  return Math.floor(instant / MINUTE_MS) * MINUTE_MS;
}

function refused(message: string): SalesforceError {
  return new SalesforceError('INVALID_REPLICATION_DATE', message);
}
