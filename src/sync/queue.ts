import type { Journal, Memory } from '../journal/journal.js';
import type { Flow as FlowName } from '../model/record.js';
import { BATCH_KEYS_MAX, type PendingKey, type Trigger } from './flow.js';

/** A trigger with its running number, so that those that came after a reconcile began are not taken for handled. */
export type NumberedTrigger = Trigger & { readonly n: number };

/** A key that waits, as the journal keeps it. */
export type Pending = {
  readonly triggers: readonly NumberedTrigger[];
  /** Failed attempts since the last success. */
  readonly attempts: number;
  /** Not before this instant (ms). */
  readonly dueAt: number;
  /** Waits for something else than time. */
  readonly isParked: boolean;
  /** While commands are under way: the last trigger that was seen when they were decided, and what to remember when they end. */
  readonly taken: Taken | null;
};

export type Taken = {
  readonly upTo: number;
  readonly whenDone: readonly Memory[];
  readonly whenRefused: readonly Memory[];
  readonly next: readonly Trigger[];
  readonly isRefused: boolean;
  /** A chain was dropped for a passing reason: the key is decided anew when the others ended. */
  readonly isToRepeat: boolean;
};

/** The keys of one flow that wait to be reconciled: duplicates collapse, the order is by rank, instant and key. Lives in the journal. */
export class Queue {
  constructor(
    private readonly journal: Journal,
    private readonly flow: FlowName,
    private readonly laneOf: (key: string) => string = () => '',
  ) {}

  get(key: string): Pending | null {
    return this.journal.read(this.flow, 'pending', key) as Pending | null;
  }

  /** What to remember when triggers arrive. Triggers of one slot collapse to the last. */
  arriving(triggers: readonly Trigger[], now: number): Memory[] {
    let n = (this.journal.read(this.flow, 'number', 'trigger') as number | null) ?? 0;
    const changed = new Map<string, Pending>();
    for (const trigger of triggers) {
      const before = changed.get(trigger.key) ?? this.get(trigger.key) ?? { ...NEW, dueAt: now };
      n += 1;
      const others = before.triggers.filter(({ slot }) => slot !== trigger.slot);
      changed.set(trigger.key, { ...before, triggers: [...others, { ...trigger, n }] });
    }
    if (changed.size === 0) return [];
    const memories: Memory[] = [...changed].map(([key, value]) => ({ space: 'pending', key, value }));
    return [...memories, { space: 'number', key: 'trigger', value: n }];
  }

  /** Keys that are due, in batches of one rank and one lane, in order. */
  due(now: number, without: ReadonlySet<string> = new Set()): PendingKey[][] {
    const keys: (PendingKey & { rank: number; at: number })[] = [];
    for (const [key, value] of this.journal.entries(this.flow, 'pending')) {
      const { triggers, attempts, dueAt, taken } = value as Pending;
      if (dueAt > now || taken !== null || without.has(key)) continue;
      const rank = Math.min(...triggers.map((trigger) => trigger.rank));
      keys.push({ key, triggers, attempts, rank, at: Math.min(...triggers.map((trigger) => trigger.at)) });
    }
    keys.sort((a, b) => a.rank - b.rank || a.at - b.at || (a.key < b.key ? -1 : 1));
    return batchesOf(keys, this.laneOf);
  }

  /** Keys left for later and the earliest instant of them; parked keys wait for no instant. */
  waiting(): { readonly left: number; readonly parked: number; readonly nextDue: number | null } {
    let left = 0;
    let parked = 0;
    let nextDue: number | null = null;
    for (const [, value] of this.journal.entries(this.flow, 'pending')) {
      const { dueAt, isParked } = value as Pending;
      if (isParked) {
        parked += 1;
        continue;
      }
      left += 1;
      nextDue = nextDue === null ? dueAt : Math.min(nextDue, dueAt);
    }
    return { left, parked, nextDue };
  }

  /** What to remember when all triggers up to a number were answered. */
  answered(key: string, upTo: number, now: number): Memory[] {
    const pending = this.get(key);
    if (pending === null) return [];
    const triggers = pending.triggers.filter(({ n }) => n > upTo);
    return [{ space: 'pending', key, value: triggers.length === 0 ? null : { ...NEW, triggers, dueAt: now } }];
  }

  changed(key: string, change: Partial<Pending>): Memory[] {
    const pending = this.get(key);
    return pending === null ? [] : [{ space: 'pending', key, value: { ...pending, ...change } }];
  }
}

const NEW: Omit<Pending, 'dueAt'> = { triggers: [], attempts: 0, isParked: false, taken: null };

/** Ranks stay apart and in order; lanes of a rank come in the order of their first keys. */
function batchesOf<K extends { readonly key: string; readonly rank: number }>(keys: readonly K[], laneOf: (key: string) => string): K[][] {
  const batches: K[][] = [];
  let open = new Map<string, K[]>();
  let rank: number | null = null;
  for (const key of keys) {
    if (key.rank !== rank) open = new Map();
    rank = key.rank;
    const lane = laneOf(key.key);
    const batch = open.get(lane);
    if (batch !== undefined && batch.length < BATCH_KEYS_MAX) batch.push(key);
    else {
      const opened = [key];
      open.set(lane, opened);
      batches.push(opened);
    }
  }
  return batches;
}
