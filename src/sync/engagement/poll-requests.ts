import type { SalesforceClient } from '../../clients/salesforce/client.js';
import { instantOf, soqlInstant, textOf } from '../../clients/salesforce/wire.js';
import type { FlowContext, Polled } from '../flow.js';
import { personKey, RANK } from './keys.js';

/** Presses of *Send to Pardot*: rows that are never changed, in order of their ids. Source: docs/surfaces.md. */
export async function pollRequests(salesforce: SalesforceClient, context: FlowContext): Promise<Polled> {
  const last = context.recall('cursor', 'requests') as { readonly at: number; readonly id: string } | null;
  const from = last === null ? '' : ` AND CreatedDate >= ${soqlInstant(last.at)}`;
  const columns = 'Id, backlot__Record__c, CreatedDate, CreatedById';
  const soql = `SELECT ${columns} FROM backlot__Request__c WHERE backlot__Kind__c = 'send-to-engagement'${from} ORDER BY Id`;
  const rows = (await salesforce.query(soql, { purpose: 'poll' })).filter((row) => last === null || String(row['Id']) > last.id);
  const triggers = rows.flatMap((row) => {
    const record = textOf(row['backlot__Record__c']);
    if (record === null) return [];
    const at = instantOf(row['CreatedDate']) ?? 0;
    const [slot, by] = [`request:${row['Id']}`, textOf(row['CreatedById'])];
    return context.settings
      .units()
      .map((unit) => ({ key: personKey(unit, record), slot, at, by, rank: RANK.pulls, data: { isPushed: true } }));
  });
  const newest = rows.at(-1);
  if (newest === undefined) return { triggers, remember: [] };
  const value = { at: instantOf(newest['CreatedDate']) ?? 0, id: String(newest['Id']) };
  return { triggers, remember: [{ space: 'cursor', key: 'requests', value }] };
}
