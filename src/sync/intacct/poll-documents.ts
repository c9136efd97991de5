import type { Memory } from '../../journal/journal.js';
import type { FlowContext, Polled, Trigger } from '../flow.js';
import { contentHash } from '../hash.js';
import { cursorAfter, pollStart } from './cursor.js';
import { readRows } from './intacct-reads.js';
import { keyOf, rememberNumber } from './memory.js';
import type { IntacctParts } from './parts.js';
import { trigger } from './triggers.js';
import { fromVendorTime, toVendorTime } from './vendor-time.js';

/** Fields of a document that Salesforce shows. */
export const DOCUMENT_SELECT = [
  ...[
    'RECORDNO',
    'DOCID',
    'DOCNO',
    'DOCPARID',
    'CREATEDFROM',
    'STATE',
    'CUSTVENDID',
    'WHENPOSTED',
    'SUBTOTAL',
    'TOTAL',
    'MEGAENTITYID',
    'WHENMODIFIED',
  ],
];

/**
 * The standing query of order entry documents: which were made or changed, by people or by the core itself.
 *
 * Source: reference A.10: documents come back to Salesforce when they are added, changed or converted.
 */
export async function pollDocuments({ intacct }: IntacctParts, context: FlowContext, isFull: boolean): Promise<Polled> {
  const object = 'SODOCUMENT';
  const start = pollStart(object, context, isFull);
  const operator = start.isAfter ? 'greaterthan' : 'greaterthanorequalto';
  const filter = { operator, field: 'WHENMODIFIED', value: toVendorTime(start.from) } as const;
  const rows = await readRows(intacct, { object, select: DOCUMENT_SELECT, filter, orderBy: 'WHENMODIFIED' }, 'poll');
  const triggers: Trigger[] = [];
  const remember: Memory[] = [];
  rows.forEach((row, index) => {
    const key = keyOf(object, row['DOCID'] ?? '');
    const now = contentHash(row);
    if (context.recall('seen', key) === now) return;
    remember.push({ space: 'seen', key, value: now }, rememberNumber(object, row['RECORDNO'] ?? '', row['DOCID'] ?? ''));
    const record = { system: 'intacct', object, id: row['DOCID'] ?? '' } as const;
    const at = fromVendorTime(row['WHENMODIFIED'] ?? '') ?? 0;
    triggers.push(trigger(record, 'saved', null, { kind: 'intacctSave', at, event: { record, what: 'changed' } }, index));
  });
  const stamps = rows.map((row) => fromVendorTime(row['WHENMODIFIED'] ?? ''));
  return { triggers, remember: [...remember, ...cursorAfter(start, stamps)] };
}
