import { liveInUnit } from '../state.js';
import type { Stored } from '../v5/object.js';
import type { OlderCall } from './call.js';

/** Source: pardot/api-docs, "Users": who is no administrator sees only himself. */
export function seenUsers(call: OlderCall): (row: Stored) => boolean {
  return (row) => isAdministrator(call) || row.id === call.by;
}

/** The connector, which is no user, sees everybody. */
export function isAdministrator({ state, unit, by }: OlderCall): boolean {
  return by === null || liveInUnit(state.tables.users, unit.key, by)?.roleName === 'Administrator';
}
