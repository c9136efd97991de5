import { instantOf, soqlInstant } from '../../clients/salesforce/wire.js';
import type { Memory } from '../../journal/journal.js';
import type { SalesforceRow } from '../../model/intacct.js';
import type { RecordRef } from '../../model/record.js';
import { textOf } from '../../rules/intacct/standard-mappings.js';
import { WRITTEN_BACK } from '../../rules/intacct/write-back.js';
import type { FlowContext, Polled, Trigger } from '../flow.js';
import { contentHash } from '../hash.js';
import { peoplesHash } from './columns.js';
import { cursorAfter, pollStart } from './cursor.js';
import { keyOf, linkOf, rememberMerged } from './memory.js';
import { movedByHand } from './moved-contacts.js';
import type { IntacctParts } from './parts.js';
import { trigger } from './triggers.js';

/** What was last seen of a record: whose save it was, and what people keep in it. */
export type Seen = {
  readonly stamp: string;
  readonly by: string;
  readonly name: string;
  readonly intacctId: string;
  readonly isTicked: boolean;
  readonly hash: string;
  /** The account of a contact. Unknown to journals of before it was kept. */
  readonly accountId?: string;
  /** Which columns the hash is of: other columns tell nothing of a save. */
  readonly columns: string;
};

/**
 * The standing query of one Salesforce object: which records were saved, by whom, and what kind of save it was. One query, deleted
 * records included.
 *
 * Source: reference A.3; "Reentrancy": the core's own write-back must not trigger a sync (D-19: told by the values, the user is a hint).
 */
export async function pollRecords(
  object: 'Account' | 'Contact',
  columns: readonly string[],
  parts: IntacctParts,
  context: FlowContext,
  isFull: boolean,
): Promise<Polled> {
  const { salesforce } = parts;
  const start = pollStart(object, context, isFull);
  const condition = `SystemModstamp ${start.isAfter ? '>' : '>='} ${soqlInstant(start.from)}`;
  const soql = `SELECT ${columns.join(', ')} FROM ${object} WHERE ${condition} ORDER BY SystemModstamp, Id`;
  const rows = (await salesforce.query(soql, { purpose: 'poll', all: true })) as readonly SalesforceRow[];
  const own = await salesforce.userId();
  const columnsHash = contentHash(columns);
  const lastSeen = (id: string) => (context.recall('seen', keyOf(object, id)) as Seen | null | undefined) ?? null;
  const moved = object === 'Contact' ? await movedByHand(rows, (id) => lastSeen(id)?.accountId, parts) : NONE;
  const triggers: Trigger[] = [];
  const remember: Memory[] = [];
  rows.forEach((row, index) => {
    const seen = lastSeen(row.Id);
    const now = seenOf(row, columnsHash);
    const isKnown = seen !== null && isSame(seen, now);
    if (!isKnown || seen.columns !== now.columns) remember.push({ space: 'seen', key: keyOf(object, row.Id), value: now });
    if (isKnown && row['IsDeleted'] !== true) return;
    if (context.recall('fact', `gone:${row.Id}`) === true && row['IsDeleted'] !== true) {
      remember.push({ space: 'fact', key: `gone:${row.Id}`, value: null });
    }
    triggers.push(...triggersOf(object, row, seen, now, { own, from: start.from, order: index, context, remember, moved }));
  });
  const stamps = rows.map((row) => instantOf(row['SystemModstamp']));
  return { triggers, remember: [...remember, ...cursorAfter(start, stamps)] };
}

type PolledRow = {
  readonly own: string;
  readonly from: number;
  readonly order: number;
  readonly context: FlowContext;
  readonly remember: Memory[];
  readonly moved: ReadonlySet<string>;
};

const NONE: ReadonlySet<string> = new Set();

function triggersOf(
  object: 'Account' | 'Contact',
  row: SalesforceRow,
  seen: Seen | null,
  now: Seen,
  polled: PolledRow,
): readonly Trigger[] {
  const record: RecordRef = { system: 'salesforce', object, id: row.Id };
  const savedAt = instantOf(row['SystemModstamp'])!;
  const changed = { record, what: 'changed' } as const;
  if (row['IsDeleted'] === true) return goneTriggers(record, row, savedAt, polled);
  const createdAt = instantOf(row['CreatedDate'])!;
  const isNew = seen === null && createdAt >= polled.from;
  if (isNew) {
    const created = trigger(
      record,
      'insert',
      textOf(row['CreatedById']),
      { kind: 'insert', at: createdAt, event: { record, what: 'created' } },
      polled.order,
    );
    if (!now.isTicked && createdAt === savedAt) return [created];
    return [created, trigger(record, 'save', now.by, { kind: 'save', at: savedAt, event: changed }, polled.order)];
  }
  // A save by the core itself that left everything of people's as it was is its own write-back.
  if (seen !== null && now.by === polled.own && isSameContent(seen, now)) return [];
  const save = trigger(record, 'save', now.by, { kind: 'save', at: savedAt, event: changed }, polled.order);
  const isRelevant = seen === null || (object === 'Account' ? seen.name !== now.name : seen.hash !== now.hash || polled.moved.has(row.Id));
  return isRelevant ? [trigger(record, 'rename', now.by, { kind: 'rename', at: savedAt, event: changed }, polled.order), save] : [save];
}

/** A record that went away matters when Intacct ties something to it. */
function goneTriggers(record: RecordRef, row: SalesforceRow, at: number, { order, context, remember }: PolledRow): readonly Trigger[] {
  const master = textOf(row['MasterRecordId']);
  const known = linkOf(context, record.object, record.id) !== null;
  if (!known || context.recall('fact', `gone:${record.id}`) === true) return [];
  remember.push({ space: 'fact', key: `gone:${record.id}`, value: true });
  if (master !== '') remember.push(rememberMerged(record.id, master));
  const data = { kind: 'gone', at, event: { record, what: 'changed' }, mergedInto: master === '' ? null : master } as const;
  return [trigger(record, 'gone', textOf(row['LastModifiedById']), data, order)];
}

function seenOf(row: SalesforceRow, columns: string): Seen {
  return {
    stamp: textOf(row['SystemModstamp']),
    by: textOf(row['LastModifiedById']),
    name: textOf(row['Name']),
    intacctId: textOf(row[WRITTEN_BACK.id]),
    isTicked: row[WRITTEN_BACK.checkbox] === true,
    hash: peoplesHash(row),
    ...(row['AccountId'] === undefined ? {} : { accountId: textOf(row['AccountId']) }),
    columns,
  };
}

function isSame(one: Seen, other: Seen): boolean {
  const isSameSave = one.stamp === other.stamp && one.by === other.by;
  return isSameSave && (one.columns !== other.columns || isSameContent(one, other));
}

function isSameContent(one: Seen, other: Seen): boolean {
  return one.hash === other.hash && one.intacctId === other.intacctId && one.isTicked === other.isTicked;
}
