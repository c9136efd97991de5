import type { EngagementClient } from '../../clients/engagement/client.js';
import type { SalesforceClient, SalesforceRow, SaveResult } from '../../clients/salesforce/client.js';
import { inLists } from '../../clients/salesforce/wire.js';
import type { Memory } from '../../journal/journal.js';
import { VendorFailure } from '../../model/failure.js';
import type { CommandOutcome, FlowContext } from '../flow.js';
import { prospectKey } from './keys.js';

/** The unique field that says which deed made a record. Source: docs/surfaces.md. */
export const KEY_FIELD = 'backlot__Key__c';

/** Whether records are made under keys: a call that arrives twice then makes none twice. Salesforce itself knows no such thing. */
export function isKeyed({ offers }: EngagementClient): boolean {
  return offers.surfaces;
}

/** The key of the next record of a prospect. One that is deleted or left behind has its own, so that another may follow. */
export function personKeyOf(context: FlowContext, unit: string, prospectId: string): string {
  return `${unit}/${prospectId}/${madeSoFar(context, unit, prospectId)}`;
}

/** What to remember when a prospect got a record. */
export function rememberMade(context: FlowContext, unit: string, prospectId: string): Memory {
  return { space: 'fact', key: `made:${prospectKey(unit, prospectId)}`, value: madeSoFar(context, unit, prospectId) + 1 };
}

function madeSoFar(context: FlowContext, unit: string, prospectId: string): number {
  return (context.recall('fact', `made:${prospectKey(unit, prospectId)}`) as number | null) ?? 0;
}

/** What became of a create under a key: where the key is taken already, the record is there, and is looked up. */
export function keyedOutcome(result: SaveResult & { readonly success: false }): CommandOutcome {
  const { failure } = result;
  if (failure.code !== 'DUPLICATE_VALUE' || !failure.message.includes(KEY_FIELD)) return { kind: 'failed', failure };
  return { kind: 'failed', failure: new VendorFailure('salesforce', 'unknown', failure.code, failure.message) };
}

/** Records by their keys, as far as they were made. */
export async function madeUnder(
  keys: readonly string[],
  object: string,
  columns: readonly string[],
  salesforce: SalesforceClient,
): Promise<ReadonlyMap<string, SalesforceRow>> {
  const made = new Map<string, SalesforceRow>();
  for (const list of inLists(keys)) {
    const soql = `SELECT Id, ${[...columns, KEY_FIELD].join(', ')} FROM ${object} WHERE ${KEY_FIELD} IN ${list}`;
    for (const row of await salesforce.query(soql)) made.set(String(row[KEY_FIELD]), row);
  }
  return made;
}
