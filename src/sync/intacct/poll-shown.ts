import type { Memory } from '../../journal/journal.js';
import type { IntacctFields } from '../../model/intacct.js';
import type { FlowContext, Polled, Trigger } from '../flow.js';
import { contentHash } from '../hash.js';
import { cursorAfter, pollStart } from './cursor.js';
import { readRows } from './intacct-reads.js';
import { keyOf, rememberNumber } from './memory.js';
import type { IntacctParts } from './parts.js';
import { trigger } from './triggers.js';
import { fromVendorTime, toVendorTime } from './vendor-time.js';

/** Fields of order entry documents, of contracts and of their lines that Salesforce shows. */
export const DOCUMENT_SELECT = [
  ...['RECORDNO', 'DOCID', 'DOCNO', 'DOCPARID', 'CREATEDFROM', 'STATE', 'CUSTVENDID', 'WHENPOSTED', 'SUBTOTAL', 'TOTAL', 'MEGAENTITYID'],
  'WHENMODIFIED',
];
export const CONTRACT_SELECT = [
  ...['RECORDNO', 'CONTRACTID', 'CUSTOMERID', 'NAME', 'STATE', 'TERMNAME', 'BEGINDATE', 'ENDDATE', 'WHENMODIFIED'],
];
export const CONTRACT_LINE_SELECT = [
  ...['RECORDNO', 'CONTRACTID', 'LINENO', 'ITEMID', 'ITEMDESC', 'QUANTITY', 'PRICE', 'FLATAMOUNT', 'STATE', 'WHENMODIFIED'],
];

/** What Salesforce shows copies of: the fields, the record whose copy follows, and under which key a row was last seen. */
type Shown = {
  readonly select: readonly string[];
  readonly record: { readonly object: 'SODOCUMENT' | 'CONTRACT'; readonly key: string };
  readonly seenAs: (row: IntacctFields) => string;
};

const SHOWN = {
  SODOCUMENT: {
    select: DOCUMENT_SELECT,
    record: { object: 'SODOCUMENT', key: 'DOCID' },
    seenAs: (row) => keyOf('SODOCUMENT', row['DOCID'] ?? ''),
  },
  CONTRACT: {
    select: CONTRACT_SELECT,
    record: { object: 'CONTRACT', key: 'CONTRACTID' },
    seenAs: (row) => `mirrored:${keyOf('CONTRACT', row['RECORDNO'] ?? '')}`,
  },
  // A line brings its contract along.
  CONTRACTDETAIL: {
    select: CONTRACT_LINE_SELECT,
    record: { object: 'CONTRACT', key: 'CONTRACTID' },
    seenAs: (row) => `mirrored:${keyOf('CONTRACTDETAIL', row['RECORDNO'] ?? '')}`,
  },
} as const satisfies Readonly<Record<string, Shown>>;

/**
 * The standing query of what Salesforce shows: which records were made or changed, by people or by the core itself.
 *
 * Source: reference A.10: documents come back when they are added, changed or converted; contracts and their lines are shown.
 */
export async function pollShown(
  object: keyof typeof SHOWN,
  { intacct }: IntacctParts,
  context: FlowContext,
  isFull: boolean,
): Promise<Polled> {
  const shown: Shown = SHOWN[object];
  const start = pollStart(object, context, isFull);
  const operator = start.isAfter ? 'greaterthan' : 'greaterthanorequalto';
  const filter = { operator, field: 'WHENMODIFIED', value: toVendorTime(start.from) } as const;
  const rows = await readRows(intacct, { object, select: shown.select, filter, orderBy: 'WHENMODIFIED' }, 'poll');
  const triggers: Trigger[] = [];
  const remember: Memory[] = [];
  rows.forEach((row, index) => {
    const key = shown.seenAs(row);
    const now = contentHash(row);
    if (context.recall('seen', key) === now) return;
    const id = row[shown.record.key] ?? '';
    remember.push({ space: 'seen', key, value: now }, rememberNumber(object, row['RECORDNO'] ?? '', id));
    const record = { system: 'intacct', object: shown.record.object, id } as const;
    const at = fromVendorTime(row['WHENMODIFIED'] ?? '') ?? 0;
    triggers.push(trigger(record, 'saved', null, { kind: 'intacctSave', at, event: { record, what: 'changed' } }, index));
  });
  const stamps = rows.map((row) => fromVendorTime(row['WHENMODIFIED'] ?? ''));
  return { triggers, remember: [...remember, ...cursorAfter(start, stamps)] };
}
