import type { Memory } from '../../journal/journal.js';
import type { IntacctFields } from '../../model/intacct.js';
import { carriedBack } from '../../rules/intacct/customer-to-account.js';
import type { Mapping } from '../../rules/intacct/mapping.js';
import type { FlowContext, Polled, Trigger } from '../flow.js';
import { contentHash } from '../hash.js';
import { cursorAfter, pollStart } from './cursor.js';
import { contactSelect, customerSelect, readRows } from './intacct-reads.js';
import { keyOf } from './memory.js';
import type { IntacctParts } from './parts.js';
import { trigger } from './triggers.js';
import { fromVendorTime, toVendorTime } from './vendor-time.js';

/** What was last seen of an Intacct record. */
type SeenInIntacct = { readonly stamp: string; readonly by: string; readonly hash: string; readonly columns: string };

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
  isFull: boolean,
): Promise<Polled> {
  const start = pollStart(object, context, isFull);
  const key = object === 'CUSTOMER' ? 'CUSTOMERID' : 'CONTACTNAME';
  const select = object === 'CUSTOMER' ? customerSelect(mappings) : contactSelect(mappings);
  const operator = start.isAfter ? 'greaterthan' : 'greaterthanorequalto';
  const filter = { operator, field: 'WHENMODIFIED', value: toVendorTime(start.from) } as const;
  const columns = contentHash(select);
  const rows = await readRows(parts.intacct, { object, select, filter, orderBy: 'WHENMODIFIED' }, 'poll');
  const own = rows.length === 0 ? '' : await parts.ownUser.recordNumber();
  const triggers: Trigger[] = [];
  const remember: Memory[] = [];
  rows.forEach((row, index) => {
    const id = row[key] ?? '';
    const seen = (context.recall('seen', keyOf(object, id)) as SeenInIntacct | null | undefined) ?? null;
    const now = { ...seenOf(row), columns };
    const isSameSave = seen !== null && seen.stamp === now.stamp && seen.by === now.by;
    if (isSameSave && seen.columns === columns && seen.hash === now.hash) return;
    remember.push({ space: 'seen', key: keyOf(object, id), value: now });
    // Other columns than before tell nothing of a save.
    const isNews = !isSameSave || seen.columns === columns;
    if (isNews && now.by !== own) triggers.push(savedTrigger(object, id, row, index));
  });
  const stamps = rows.map((row) => fromVendorTime(row['WHENMODIFIED'] ?? ''));
  return { triggers, remember: [...remember, ...cursorAfter(start, stamps)] };
}

function savedTrigger(object: 'CUSTOMER' | 'CONTACT', id: string, row: IntacctFields, order: number): Trigger {
  const record = { system: 'intacct', object, id } as const;
  const at = fromVendorTime(row['WHENMODIFIED'] ?? '') ?? 0;
  return trigger(record, 'saved', null, { kind: 'intacctSave', at, event: { record, what: 'changed' } }, order);
}

function seenOf(row: IntacctFields): Omit<SeenInIntacct, 'columns'> {
  return { stamp: row['WHENMODIFIED'] ?? '', by: row['MODIFIEDBY'] ?? '', hash: contentHash(carriedBack(row)) };
}
