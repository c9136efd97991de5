import { createHash } from 'node:crypto';
import type { Change } from '../../kernel/change-log.js';
import type { Row } from '../../kernel/table.js';
import type { Field, SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import { canBeCaptured, capturedFields } from './capture.js';
import { originOf } from './change-origin.js';
import type { ChangeEvent, WholeChange } from './stream-event.js';

/** All that one transaction did to one record. */
type Touched = { readonly type: SObjectType; readonly changes: Change[] };

/** Changes of a transaction that have events of their own. Source: Change Data Capture guide, "Overflow Events". */
const CHANGES_MAX = 100_000;
/** Source: Change Data Capture guide, "Gap Events"; Platform Event Allocations: an event has at most 1 MB. */
const EVENT_CHARS_MAX = 1_048_576;
/** What an overflow event names. Source: as above. */
const NO_RECORD = '000000000000000AAA';

/**
 * The change events of one transaction.
 *
 * Source:  Change Data Capture guide, "Change Event Message Structure", "Merged Change Events": several writes of a record are one event
 *          of the first's type with the last values; a record that came and went leaves none; the same change of several records is one.
 *          "Gap Events": what is too large for an event has one that tells only that it happened. "Overflow Events": one for each
 *          object whose changes are too many.
 */
export function changeEventsOf(org: SalesforceOrg, changes: readonly Change[], max = CHANGES_MAX): readonly ChangeEvent[] {
  const events: ChangeEvent[] = [];
  const transactionKey = keyOf(org, changes[0]!);
  const overflown = new Set<SObjectType>();
  let count = 0;
  for (const touched of byRecord(org, changes)) {
    count += 1;
    if (count > max) {
      if (!overflown.has(touched.type)) events.push(overflow(org, touched, transactionKey, events.length + 1));
      overflown.add(touched.type);
      continue;
    }
    const event = eventOf(org, touched, transactionKey, events.length + 1);
    if (event === null) continue;
    const last = events.at(-1);
    if (last !== undefined && isSame(last, event)) {
      events[events.length - 1] = { ...event, sequenceNumber: last.sequenceNumber, recordIds: [...last.recordIds, ...event.recordIds] };
    } else events.push(event);
  }
  return events;
}

/** Records in the order in which the transaction was done with them. */
function byRecord(org: SalesforceOrg, changes: readonly Change[]): readonly Touched[] {
  const found = new Map<string, Touched>();
  for (const change of changes) {
    const type = org.schema.type(change.object);
    if (type === undefined || !canBeCaptured(type) || !org.capture.isCaptured(type.name, change.seq)) continue;
    const key = `${type.name} ${change.id}`;
    const touched = found.get(key) ?? { type, changes: [] };
    touched.changes.push(change);
    // Put last: replay ids follow the last write.
    found.delete(key);
    found.set(key, touched);
  }
  return [...found.values()];
}

function eventOf(org: SalesforceOrg, touched: Touched, transactionKey: string, sequenceNumber: number): ChangeEvent | null {
  const { type, changes } = touched;
  const last = changes.at(-1)!;
  const happened = typeOfChange(changes);
  if (happened === null) return null;
  const values = valuesOf(type, happened, changes[0]!.before, last.after);
  if (happened === 'UPDATE' && values.size === 0) return null;
  const isGap = org.capture.hasGap(type.name, last.seq) || charsOf(values) > EVENT_CHARS_MAX;
  const told = isGap ? ({ changeType: `GAP_${happened}`, values: NOTHING } as const) : { changeType: happened, values };
  return { ...told, ...placeOf(org, touched, transactionKey, sequenceNumber), recordIds: [last.id] };
}

const NOTHING: ChangeEvent['values'] = new Map();

function overflow(org: SalesforceOrg, touched: Touched, transactionKey: string, sequenceNumber: number): ChangeEvent {
  const place = placeOf(org, touched, transactionKey, sequenceNumber);
  return { ...place, changeType: 'GAP_OVERFLOW', values: NOTHING, recordIds: [NO_RECORD] };
}

function charsOf(values: ChangeEvent['values']): number {
  let chars = 0;
  for (const value of values.values()) if (typeof value === 'string') chars += value.length;
  return chars;
}

/** What every event says of where it comes from. */
function placeOf(
  org: SalesforceOrg,
  { type, changes }: Touched,
  transactionKey: string,
  sequenceNumber: number,
): Omit<ChangeEvent, 'changeType' | 'values' | 'recordIds'> {
  const last = changes.at(-1)!;
  return {
    kind: 'change',
    replayId: last.seq,
    at: last.at,
    type,
    commitUser: commitUserOf(last),
    changeOrigin: originOf(org, last.cause),
    transactionKey,
    sequenceNumber,
  };
}

function typeOfChange(changes: readonly Change[]): WholeChange | null {
  const [first, last] = [changes[0]!.operation, changes.at(-1)!.operation];
  const isGone = last === 'delete' || last === 'remove';
  // Emptying the recycle bin is no event: the record went before.
  if (first === 'remove' && changes[0]!.before?.['IsDeleted'] === true) return null;
  if (isGone) return first === 'create' || first === 'undelete' ? null : 'DELETE';
  if (first === 'delete') return 'UPDATE';
  return first === 'create' ? 'CREATE' : first === 'undelete' ? 'UNDELETE' : 'UPDATE';
}

function valuesOf(type: SObjectType, changeType: WholeChange, before: Row | null, after: Row | null): ReadonlyMap<Field, unknown> {
  const values = new Map<Field, unknown>();
  if (changeType === 'DELETE' || after === null) return values;
  for (const field of capturedFields(type)) {
    const value = after[field.name] ?? null;
    if (changeType === 'UPDATE' ? value !== (before?.[field.name] ?? null) : value !== null) values.set(field, value);
  }
  const stamp = type.field('LastModifiedDate');
  // Stamps have whole seconds: a second write within one leaves the same text, and is a modification all the same.
  if (values.size > 0 && stamp !== undefined) values.set(stamp, after[stamp.name] ?? null);
  return values;
}

function commitUserOf({ actor, after }: Change): string {
  return actor.startsWith('005') ? actor : String(after?.['LastModifiedById'] ?? actor);
}

const MERGED: ReadonlySet<ChangeEvent['changeType']> = new Set(['UPDATE', 'DELETE', 'GAP_UPDATE', 'GAP_DELETE']);

/** Whether two events may be one: the same change, of other records. */
function isSame(one: ChangeEvent, other: ChangeEvent): boolean {
  if (one.type !== other.type || one.changeType !== other.changeType || one.values.size !== other.values.size) return false;
  if (!MERGED.has(one.changeType)) return false;
  for (const [field, value] of one.values) if (!other.values.has(field) || other.values.get(field) !== value) return false;
  return true;
}

/** A key like `0005b98c-7a0f-24f3-6c4d-6d5f9f1b4b7c`, the same for the same transaction whenever it is asked for. */
function keyOf(org: SalesforceOrg, { transaction, at }: Change): string {
  const hex = createHash('md5').update(`${org.world.seed}:${transaction}:${at}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
