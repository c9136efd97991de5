import type { Memory } from '../../journal/journal.js';
import type { IntacctFields } from '../../model/intacct.js';
import { carriedBack } from '../../rules/intacct/customer-to-account.js';
import type { Mapping } from '../../rules/intacct/mapping.js';
import type { FlowContext, Polled, Trigger } from '../flow.js';
import { contentHash } from '../hash.js';
import { contactSelect, customerSelect, readRows } from './intacct-reads.js';
import { keyOf } from './memory.js';
import type { IntacctParts } from './parts.js';
import { FIRST_POLL_REACH_MS } from './poll-records.js';
import { trigger } from './triggers.js';
import { fromVendorTime, toVendorTime } from './vendor-time.js';

/** What was last seen of an Intacct record. */
type SeenInIntacct = { readonly stamp: string; readonly by: string; readonly hash: string };

/**
 * The standing query of customers (or contacts): which were saved in Intacct, and by whom.
 *
 * Source: IA-42, IA-47: the leg to Salesforce starts at a save in Intacct. D-19: the core's own writes are told by what they carry.
 */
export async function pollIntacct(
  object: 'CUSTOMER' | 'CONTACT',
  mappings: readonly Mapping[],
  parts: IntacctParts,
  context: FlowContext,
): Promise<Polled> {
  const cursor = (context.recall('cursor', object) as string | null | undefined) ?? toVendorTime(context.now() - FIRST_POLL_REACH_MS);
  const key = object === 'CUSTOMER' ? 'CUSTOMERID' : 'CONTACTNAME';
  const select = object === 'CUSTOMER' ? customerSelect(mappings) : contactSelect(mappings);
  const filter = { operator: 'greaterthanorequalto', field: 'WHENMODIFIED', value: cursor } as const;
  const rows = await readRows(parts.intacct, { object, select, filter, orderBy: 'WHENMODIFIED' }, 'poll');
  const own = rows.length === 0 ? '' : await parts.ownUser.recordNumber();
  const triggers: Trigger[] = [];
  const remember: Memory[] = [];
  rows.forEach((row, index) => {
    const id = row[key] ?? '';
    const seen = (context.recall('seen', keyOf(object, id)) as SeenInIntacct | null | undefined) ?? null;
    const now = seenOf(row);
    if (seen !== null && seen.stamp === now.stamp && seen.by === now.by && seen.hash === now.hash) return;
    remember.push({ space: 'seen', key: keyOf(object, id), value: now });
    if (now.by !== own) triggers.push(savedTrigger(object, id, row, index));
  });
  const last = rows.at(-1)?.['WHENMODIFIED'];
  if (last !== undefined || context.recall('cursor', object) === undefined)
    remember.push({ space: 'cursor', key: object, value: last ?? cursor });
  return { triggers, remember };
}

function savedTrigger(object: 'CUSTOMER' | 'CONTACT', id: string, row: IntacctFields, order: number): Trigger {
  const record = { system: 'intacct', object, id } as const;
  const at = fromVendorTime(row['WHENMODIFIED'] ?? '') ?? 0;
  return trigger(record, 'saved', null, { kind: 'intacctSave', at, event: { record, what: 'changed' } }, order);
}

function seenOf(row: IntacctFields): SeenInIntacct {
  return { stamp: row['WHENMODIFIED'] ?? '', by: row['MODIFIEDBY'] ?? '', hash: contentHash(carriedBack(row)) };
}
