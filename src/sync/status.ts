import type { Journal } from '../journal/journal.js';
import type { SyncError } from '../model/decision.js';
import type { Flow } from '../model/record.js';
import type { Pending } from './queue.js';

/** How a flow stands, as its journal has it. */
export type FlowStatus = {
  readonly flow: Flow;
  /** Records that wait to be looked at; some of them for a failed call or for a paused connector. */
  readonly waiting: number;
  readonly failing: number;
  readonly parked: number;
  /** Writes that were begun and whose outcome is not known yet. */
  readonly underWay: number;
  /** How long the oldest waiting change has waited, in milliseconds; 0 when nothing waits. */
  readonly lagMs: number;
  /** The instant (ms) of the next attempt after a failure, or null. */
  readonly nextAttemptAt: number | null;
  readonly links: number;
  readonly errors: readonly SyncError[];
};

/** Reads how a flow stands from what is remembered. */
export function statusOf(journal: Journal, flow: Flow, now: number): FlowStatus {
  const pending = [...journal.entries(flow, 'pending')].map(([, value]) => value as Pending);
  const failing = pending.filter(({ attempts }) => attempts > 0);
  const waitingSince = pending.flatMap(({ triggers }) => triggers.map(({ at }) => at));
  return {
    flow,
    waiting: pending.length,
    failing: failing.length,
    parked: pending.filter(({ isParked }) => isParked).length,
    underWay: [...journal.entries(flow, 'intent')].length,
    lagMs: waitingSince.reduce((longest, at) => Math.max(longest, now - at), 0),
    nextAttemptAt: failing.length === 0 ? null : failing.reduce((first, { dueAt }) => Math.min(first, dueAt), Number.POSITIVE_INFINITY),
    links: journal.links().filter((link) => link.flow === flow).length,
    errors: journal.syncErrors().filter((error) => error.flow === flow),
  };
}
