import type { Memory } from '../../journal/journal.js';
import type { FlowContext } from '../flow.js';

/** A first poll reaches this far back: older records were there before the core and are no news. */
const FIRST_POLL_REACH_MS = 24 * 3_600_000;

/**
 * How long a write may stay invisible to queries behind its own stamp: reading goes back that far.
 *
 * Assumed: a minute, for both vendors: stamps are given before a long transaction commits, and have whole seconds.
 */
const LAG_MS = 60_000;

const begunKey = (source: string): string => `begun:${source}`;

/** Up to where a source was read. `isSettled`: nothing more can appear at or before the stamp, so that reading goes on behind it. */
type Cursor = { readonly stamp: number; readonly isSettled: boolean };

/**
 * How often everything since the beginning is read again, for what a query could not show when it was due: a record that nobody shared
 * with the core's user yet.
 *
 * Assumed: a day. D-31: what is found unchanged is left as it is, drift included.
 */
export const FULL_RECONCILE_MS = 24 * 3_600_000;

/** Whether this poll reads everything; a first one does so by itself. */
export function isFullDue(context: FlowContext): boolean {
  const last = (context.recall('cursor', FULL) as number | null | undefined) ?? null;
  return last !== null && context.now() - last >= FULL_RECONCILE_MS;
}

/** What to remember of a poll that heard from every source. */
export function fullReconciled(context: FlowContext, isFull: boolean): Memory[] {
  const isFirst = (context.recall('cursor', FULL) ?? null) === null;
  return isFull || isFirst ? [{ space: 'cursor', key: FULL, value: context.now() }] : [];
}

const FULL = 'full-reconcile';

/** Where a poll begins to read. */
export type PollStart = {
  readonly source: string;
  /** The instant (ms) from which on records are read; `isAfter`: itself left out. */
  readonly from: number;
  readonly isAfter: boolean;
  readonly before: Cursor | null;
  /** When the poll began. */
  readonly at: number;
};

/** `isFull`: from where the first poll began. */
export function pollStart(source: string, context: FlowContext, isFull = false): PollStart {
  const before = (context.recall('cursor', source) as Cursor | null | undefined) ?? null;
  const at = context.now();
  if (before === null) return { source, from: at - FIRST_POLL_REACH_MS, isAfter: false, before, at };
  const begun = isFull ? ((context.recall('cursor', begunKey(source)) as number | null | undefined) ?? null) : null;
  if (begun !== null) return { source, from: begun, isAfter: false, before, at };
  return { source, from: before.isSettled ? before.stamp : before.stamp - LAG_MS, isAfter: before.isSettled, before, at };
}

/**
 * The cursor after a poll: the highest stamp seen, never the present. It is settled by a poll that began long enough after it;
 * twice the lag, for the two clocks may differ. What a first poll did not reach stays behind it.
 */
export function cursorAfter({ source, from, before, at }: PollStart, stamps: readonly (number | null)[]): Memory[] {
  const known = stamps.filter((stamp) => stamp !== null);
  const stamp = known.reduce((highest, each) => Math.max(highest, each), before?.stamp ?? from);
  const isSettled = at - stamp > 2 * LAG_MS;
  const begun: Memory[] = before === null ? [{ space: 'cursor', key: begunKey(source), value: from }] : [];
  if (before?.stamp === stamp && before.isSettled === isSettled) return [];
  return [...begun, { space: 'cursor', key: source, value: { stamp, isSettled } }];
}
