import type { Memory } from '../../../journal/journal.js';
import type { FlowContext, Trigger } from '../../flow.js';
import { type Cursor, cursorOf } from '../cursor.js';
import { RANK, rolesKey, salesKey } from '../keys.js';

/** Objects that are asked for only once a contact is linked: nothing of them matters before. */
export type Watched = 'Account' | 'Opportunity';

/** Begins to watch an object, from now on; what there was before is read for each contact that is linked. */
export function watchFromNow(context: FlowContext, object: Watched): Memory[] {
  if (context.recall('fact', `watch:${object}`) !== null) return [];
  return [{ space: 'fact', key: `watch:${object}`, value: context.now() }];
}

/** Up to where a watched object was read; null while it is not watched. */
export function watchedCursor(context: FlowContext, object: Watched, source: string = object): Cursor | null {
  const since = context.recall('fact', `watch:${object}`) as number | null;
  return since === null ? null : (cursorOf(context, source) ?? { stamp: since, isSettled: false });
}

/** What a contact that is linked brings along: its account, and the opportunities in which it has a role. */
export function companyOf(unit: string, contactId: string, accountId: string | null, at: number): Trigger[] {
  const roles: Trigger = { key: rolesKey(unit, contactId), slot: 'contact', at, by: null, rank: RANK.roles };
  return accountId === null ? [roles] : [lookAtAccount(unit, accountId, at), roles];
}

export function lookAtAccount(unit: string, accountId: string, at: number): Trigger {
  return { key: salesKey(unit, accountId), slot: 'contact', at, by: null, rank: RANK.accounts };
}

export function lookAtOpportunity(unit: string, id: string, at: number): Trigger {
  return { key: salesKey(unit, id), slot: 'contact', at, by: null, rank: RANK.opportunities };
}
