import type { Memory, Space } from '../journal/journal.js';
import type { Conclusion } from '../model/decision.js';
import type { VendorFailure } from '../model/failure.js';
import type { Flow as FlowName, Link, RecordRef } from '../model/record.js';
import type { SystemName } from '../model/wire.js';
import type { Settings } from '../settings/settings.js';

/**
 * One pair of systems, as the frame runs it. The frame owns order, queue, journal, retry and batching; a flow owns what to ask,
 * what to load, which rules to call and how a command is spelt. A flow keeps nothing of its own between calls but caches.
 */
export interface Flow {
  readonly name: FlowName;
  /** Called at the start of each pass, before anything else: forget caches that must not outlive a pass. */
  begin?(context: FlowContext): void;
  /**
   * Standing queries: at most one per watched object when nothing changed. Throws a `VendorFailure` when they failed; then
   * nothing of this poll is kept, no cursor moves, and the pass goes on with the keys that wait already. A query that fails alone
   * is told as `Polled.failure`.
   */
  poll(context: FlowContext): Promise<Polled>;
  /**
   * Loads all that the keys need (pages and collections, never call by call) and decides each by pure rules. Keys come in one rank,
   * in order; at most `BATCH_KEYS_MAX`. Must not write. Throws a `VendorFailure` when a read failed: all keys of the batch are tried later.
   * A key that is left out of the answer is done, and nothing is recorded for it.
   */
  reconcile(keys: readonly PendingKey[], context: FlowContext): Promise<readonly Reconciled[]>;
  /**
   * Whether a change of a record of this object may be news to the standing queries: it is watched, or may show in what is. A driver that
   * leaves out idle polls asks.
   */
  watches(system: SystemName, object: string): boolean;
  /** Keys of different lanes are never reconciled together, so that a lane whose reads fail holds up no other: business units. */
  laneOf?(key: string): string;
  /** The instant (ms) of work that is due by the clock alone, though nothing changed: a scheduled job. Costs no call. */
  nextScheduled?(context: FlowContext): number | null;
  /** How commands are sent, in the order in which the kinds of one round are sent. */
  readonly handlers: readonly CommandHandler[];
}

/** Keys reconciled at once: one collection, one lookup, one envelope. */
export const BATCH_KEYS_MAX = 200;

/** What the frame lends a flow. */
export type FlowContext = {
  now(): number;
  readonly settings: Settings;
  /** What this flow remembers; it is written through `Polled`, `Reconciled` and `Aftermath` only. */
  recall(space: Space, key: string): unknown;
  recallAll(space: Space): Iterable<readonly [key: string, value: unknown]>;
};

/** Why a key is to be looked at. Plain JSON data. */
export type Trigger = {
  /** One key is reconciled by one caller at a time, with all its triggers. Any text: `0Uv…|00Q…`, `Account:001…`. */
  readonly key: string;
  /** A later trigger in the same slot replaces the earlier; others are kept in order: `change`, `request:<row id>`. */
  readonly slot: string;
  /** The instant of the change (ms), as the poll sees it, and the user who made it. */
  readonly at: number;
  readonly by: string | null;
  /** Keys of a lower rank are all reconciled before those of a higher one: deletes and merges, then pulls, then pushes. */
  readonly rank: number;
  /** Whatever else the flow must know when it reconciles. */
  readonly data?: unknown;
};

export type Polled = {
  readonly triggers: readonly Trigger[];
  /** Cursors and whatever the poll learnt, kept in one write with the triggers. */
  readonly remember: readonly Memory[];
  /** Why some of the queries found nothing. What the others found is kept; a failure that may pass is tried again before the next standing poll. */
  readonly failure?: VendorFailure | null;
};

/** A key that is due. */
export type PendingKey = { readonly key: string; readonly triggers: readonly Trigger[]; readonly attempts: number };

export type Reconciled = {
  readonly key: string;
  /** Usually one. Conclusions of one key are independent of each other; the commands of one conclusion are a chain. */
  readonly concluded: readonly Concluded[];
  /** Kept at once, together with the decisions and before any command is sent. */
  readonly remember?: readonly Memory[];
  /** Kept when every command of the key took effect, or there was none. */
  readonly whenDone?: readonly Memory[];
  /** Kept when a command was refused for good. */
  readonly whenRefused?: readonly Memory[];
  /** Looked at in this same pass, when every command of the key took effect: what its end makes worth a look. */
  readonly next?: readonly Trigger[];
  /** The key waits for something else than time (a paused connector): it is offered again in every pass. Deciding so must cost no call. */
  readonly parked?: boolean;
};

/**
 * A conclusion as a rule gave it, with the commands of the flow. Recorded unless it has no command and says the same as the last
 * conclusion of this key (and place in `concluded`). For "nothing to do, nothing new" conclude nothing at all.
 */
export type Concluded = {
  readonly conclusion: Conclusion<Command>;
  readonly about: readonly RecordRef[];
  readonly facts: Readonly<Record<string, unknown>>;
  /** The rest of what the last decision of this key (and place) began: its commands belong to that one, and no other is recorded. */
  readonly continues?: boolean;
};

/**
 * One write of one record, as plain JSON data. The commands of a conclusion run in order: the second is sent when the first took
 * effect; when one is refused, the rest is dropped. The frame sends the next command of many chains at once, grouped by kind and `batch`.
 */
export type Command = {
  readonly kind: string;
  /** Commands of a kind that differ in this may not share a call: another object, header or entity. */
  readonly batch?: string;
  /** The record that is written; its id is empty when the command makes it. */
  readonly record: RecordRef;
};

/** A command whose intent is recorded. `at` is the instant of the intent: nothing it wrote is older. */
export type Intent<C extends Command = Command> = { readonly id: string; readonly at: number; readonly command: C };

/** `retry`: not written, may be tried again. `unknown`: nobody knows. `refused`: final. `result` is plain JSON data. */
export type CommandOutcome =
  | { readonly kind: 'done'; readonly result?: unknown /** Records written; default 1. */; readonly writes?: number }
  | { readonly kind: 'failed'; readonly failure: VendorFailure };

export interface CommandHandler<C extends Command = Command> {
  readonly kind: C['kind'];
  /** Commands that fit one call. */
  readonly batchMax: number;
  /** Sends them in one call and says what became of each, in order. Throws a `VendorFailure` when the call as a whole failed. */
  apply(intents: readonly Intent<C>[], context: FlowContext): Promise<readonly CommandOutcome[]>;
  /**
   * What became of commands whose reply never came (a crash, a lost reply), looked up by what only they could have written:
   * `done`, or null when there is no trace. A first command without trace is dropped and its key decided anew from fresh state; a later one is
   * sent again. Leave it out where repeating is harmless: then there is never a trace.
   */
  lookUp?(intents: readonly Intent<C>[], context: FlowContext): Promise<readonly (CommandOutcome | null)[]>;
  /** What follows from an end: pure, from plain data. */
  after?(intent: Intent<C>, outcome: Ended, context: FlowContext): Aftermath;
}

export type Ended = { readonly kind: 'done'; readonly result: unknown } | { readonly kind: 'refused'; readonly failure: VendorFailure };

export type Aftermath = {
  /** Sent next in this chain, before what is left of it: the write-back of an id, or the error shown in the vendor's own place. */
  readonly commands?: readonly Command[];
  /** Links are written as `{ space: 'link', key, value: Link }`, sync errors as `{ space: 'error', key, value: SyncError }`. */
  readonly remember?: readonly Memory[];
  /** Records that the command made: the decision is about them too. */
  readonly about?: readonly RecordRef[];
};

/** A link as something to remember; `key` is the flow's own (one link a key). */
export function rememberLink(key: string, link: Link | null): Memory {
  return { space: 'link', key, value: link };
}
