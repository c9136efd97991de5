import type { Decision, SyncError } from '../model/decision.js';
import type { Flow, Link, RecordRef } from '../model/record.js';

/**
 * What kinds of things are remembered, each by key:
 * `cursor` up to where changes were read · `pending` keys that wait to be reconciled · `intent` chains of commands without outcome ·
 * `link` (values are `Link`) · `error` (values are `SyncError`) · `seen` hashes of field values last seen or written per side ·
 * `decided` the latest decision of a key · `fact` whatever else a flow must know later · `number` running numbers.
 */
export type Space = 'cursor' | 'pending' | 'intent' | 'link' | 'error' | 'seen' | 'decided' | 'fact' | 'number';

/** One thing to remember; `null` forgets. Values are plain JSON data and are never changed in place. */
export type Memory = { readonly space: Space; readonly key: string; readonly value: unknown };

/**
 * What the core remembers, and all that survives a crash. Reads are from memory; writes are applied at once and are durable after
 * `flush`. The core flushes before it sends a command and at the end of each pass.
 */
export interface Journal {
  /** Called once by a new core: what the last one wrote and did not flush is gone. */
  open(): Promise<void>;
  read(flow: Flow, space: Space, key: string): unknown;
  /** In order of first writing. */
  entries(flow: Flow, space: Space): Iterable<readonly [key: string, value: unknown]>;
  /** Writes that belong together: after a crash all of them are there or none. */
  write(flow: Flow, memories: readonly Memory[]): void;
  /** Adds a decision; gives it the next number. */
  decide(decision: Omit<Decision, 'seq'>): Decision;
  /** Adds records to what a decision is about: those that its commands made. */
  relate(seq: number, about: readonly RecordRef[]): void;
  links(): readonly Link[];
  decisions(): readonly Decision[];
  syncErrors(): readonly SyncError[];
  flush(flow: Flow): Promise<void>;
}
