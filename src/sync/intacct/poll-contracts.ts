import type { Memory } from '../../journal/journal.js';
import type { FlowContext, Polled, Trigger } from '../flow.js';
import { contentHash } from '../hash.js';
import { cursorAfter, pollStart } from './cursor.js';
import { readRows } from './intacct-reads.js';
import { keyOf, rememberNumber } from './memory.js';
import type { IntacctParts } from './parts.js';
import { trigger } from './triggers.js';
import { fromVendorTime, toVendorTime } from './vendor-time.js';

/** Fields of contracts and of their lines that Salesforce shows. */
export const CONTRACT_MIRRORED = [
  ...['RECORDNO', 'CONTRACTID', 'CUSTOMERID', 'NAME', 'STATE', 'TERMNAME', 'BEGINDATE', 'ENDDATE', 'WHENMODIFIED'],
];
export const CONTRACT_LINE_MIRRORED = [
  ...['RECORDNO', 'CONTRACTID', 'LINENO', 'ITEMID', 'ITEMDESC', 'QUANTITY', 'PRICE', 'FLATAMOUNT', 'STATE', 'WHENMODIFIED'],
];

const WATCHED = { CONTRACT: CONTRACT_MIRRORED, CONTRACTDETAIL: CONTRACT_LINE_MIRRORED } as const;

/**
 * The standing query of contracts (or of their lines): which were made or changed, by people or by the core itself. A line brings its
 * contract along.
 *
 * Source: reference A.10: contracts and their lines are shown in Salesforce.
 */
export async function pollContracts(
  object: keyof typeof WATCHED,
  { intacct }: IntacctParts,
  context: FlowContext,
  isFull: boolean,
): Promise<Polled> {
  const start = pollStart(object, context, isFull);
  const operator = start.isAfter ? 'greaterthan' : 'greaterthanorequalto';
  const filter = { operator, field: 'WHENMODIFIED', value: toVendorTime(start.from) } as const;
  const rows = await readRows(intacct, { object, select: WATCHED[object], filter, orderBy: 'WHENMODIFIED' }, 'poll');
  const triggers: Trigger[] = [];
  const remember: Memory[] = [];
  rows.forEach((row, index) => {
    const id = row['CONTRACTID'] ?? '';
    const number = row['RECORDNO'] ?? '';
    const key = `mirrored:${keyOf(object, number)}`;
    const now = contentHash(row);
    if (context.recall('seen', key) === now) return;
    remember.push({ space: 'seen', key, value: now }, rememberNumber(object, number, id));
    const record = { system: 'intacct', object: 'CONTRACT', id } as const;
    const at = fromVendorTime(row['WHENMODIFIED'] ?? '') ?? 0;
    triggers.push(trigger(record, 'saved', null, { kind: 'intacctSave', at, event: { record, what: 'changed' } }, index));
  });
  const stamps = rows.map((row) => fromVendorTime(row['WHENMODIFIED'] ?? ''));
  return { triggers, remember: [...remember, ...cursorAfter(start, stamps)] };
}
