import { soqlInstant } from '../../clients/salesforce/wire.js';
import type { Memory } from '../../journal/journal.js';
import type { FlowContext } from '../flow.js';

/**
 * How long a write may stay invisible to queries behind its own stamp: reading goes back that far.
 *
 * Source:  Account Engagement API v5: reads may lag writes by up to 60 seconds (reference B.1).
 * Assumed: the same for Salesforce, whose stamps are given before a long transaction commits.
 */
const LAG_MS = 60_000;

/**
 * How often everything is read from the beginning, as a net for what the cursors passed over.
 *
 * Assumed: a day. What it finds unchanged costs nothing but its pages.
 */
export const FULL_RECONCILE_MS = 24 * 3_600_000;

/** Up to where one source was read. `isSettled`: nothing more can appear at or before the stamp, so that reading goes on behind it. */
export type Cursor = { readonly stamp: number; readonly isSettled: boolean };

/** What one poll starts from. */
export type PollStart = {
  readonly startedAt: number;
  /** Reads everything, cursors aside. */
  readonly isFull: boolean;
};

export function pollStart(context: FlowContext): PollStart {
  const startedAt = context.now();
  const last = context.recall('cursor', FULL) as number | null;
  return { startedAt, isFull: last !== null && startedAt - last >= FULL_RECONCILE_MS };
}

/** What to remember when every source answered: the first poll of all reads everything, too. */
export function fullReconciled(context: FlowContext, { startedAt, isFull }: PollStart): Memory[] {
  const isFirst = context.recall('cursor', FULL) === null;
  return isFull || isFirst ? [{ space: 'cursor', key: FULL, value: startedAt }] : [];
}

const FULL = 'full-reconcile';

export function cursorOf(context: FlowContext, source: string): Cursor | null {
  return context.recall('cursor', source) as Cursor | null;
}

/** `WHERE SystemModstamp > …`, or nothing to read all. */
export function sinceCursor(cursor: Cursor | null): string {
  if (cursor === null) return '';
  return ` WHERE SystemModstamp ${cursor.isSettled ? '>' : '>='} ${soqlInstant(cursor.isSettled ? cursor.stamp : cursor.stamp - LAG_MS)}`;
}

/** For sources that only know "at or after": one millisecond on stands for "after". */
export function firstInstant(cursor: Cursor): number {
  return cursor.isSettled ? cursor.stamp + 1 : cursor.stamp - LAG_MS;
}

/**
 * The cursor after a poll: the highest stamp seen, never the present. It is settled by a poll that began long enough after it;
 * twice the lag, for the two clocks may differ.
 */
export function moved(context: FlowContext, source: string, stamps: readonly number[], startedAt: number): Memory[] {
  const before = cursorOf(context, source);
  const stamp = stamps.reduce((highest, at) => Math.max(highest, at), before?.stamp ?? Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(stamp)) return [];
  const isSettled = startedAt - stamp > 2 * LAG_MS;
  if (before?.stamp === stamp && before.isSettled === isSettled) return [];
  return [{ space: 'cursor', key: source, value: { stamp, isSettled } }];
}
