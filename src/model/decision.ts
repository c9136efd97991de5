import type { Flow, RecordRef } from './record.js';

export type Outcome = 'create' | 'update' | 'link' | 'unlink' | 'skip' | 'refuse';

/** What a rule concludes: plain data that can be printed, compared in a test and replayed. */
export type Conclusion<C = unknown> = {
  readonly outcome: Outcome;
  /** The rules that its table row rests on: `AE-13`, `IA-46`, `D-7`. */
  readonly rules: readonly string[];
  /** A code that never changes: `not-retroactive`, `sync-only-once`. */
  readonly reason: string;
  /** The sentence for people, with the facts that decided. */
  readonly text: string;
  readonly commands: readonly C[];
};

/** A conclusion as the journal keeps it. */
export type Decision = Conclusion & {
  readonly seq: number;
  readonly at: number;
  readonly flow: Flow;
  /** Every record it is about, on either side; `decision: { on: … }` in a scenario finds it by any of them. */
  readonly about: readonly RecordRef[];
  /** What the rule saw, small and printable. */
  readonly facts: Readonly<Record<string, unknown>>;
};

/** An error that people can see in the vendor's own place. */
export type SyncError = {
  readonly flow: Flow;
  readonly record: RecordRef;
  readonly text: string;
  readonly at: number;
};
