import type { Spot } from '../../simulator/yaml/spot.js';
import type { Trace } from './stage/trace.js';

/** `failed`: a promise did not hold. `invalid`: the file cannot be understood. `broken`: backlot itself failed. */
export type ScenarioOutcome = 'passed' | 'failed' | 'invalid' | 'broken';

/** What became of one scenario, or of one row of its examples. */
export type ScenarioResult = {
  readonly file: string;
  readonly line: number;
  readonly title: string;
  readonly tags: readonly string[];
  readonly rules: readonly string[];
  readonly about: string | null;
  /** The row of examples that it played. */
  readonly example: Readonly<Record<string, unknown>> | null;
  readonly seed: number;
  /** Names that the story gave to records. */
  readonly names: readonly NamedRecord[];
  readonly outcome: ScenarioOutcome;
  readonly failure: ScenarioFailure | null;
  /** What each step did, in order, with the virtual instant at which it ended. */
  readonly steps: readonly PlayedStep[];
  readonly trace: Trace;
};

/** A record by the name that a story gave it. */
export type NamedRecord = { readonly name: string; readonly system: string; readonly object: string; readonly id: string };

export type PlayedStep = {
  readonly text: string;
  readonly at: number;
  readonly phase: 'given' | 'steps';
  readonly isNote: boolean;
  /** `held at 2026-03-02T09:04:00Z`. */
  readonly remarks: readonly string[];
};

/** Why a scenario did not pass, as data; `report` is the same as text. */
export type ScenarioFailure = {
  readonly spot: Spot | null;
  /** The step that was being played: `step 3 (expect)`. */
  readonly step: string | null;
  readonly expected: string | null;
  readonly actual: string;
  /** When the records in question changed last, and by what. */
  readonly changes: readonly string[];
  /** The last decisions about them, with their rules. */
  readonly decisions: readonly string[];
  readonly hint: string | null;
  /** The line that replays it. */
  readonly replay: string | null;
  readonly report: string;
};
