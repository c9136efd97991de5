import type { ScenarioResult } from '../result.js';

/** How a run ended. */
export type Summary = {
  readonly passed: number;
  /** Everything that did not pass, files that cannot be understood included. */
  readonly failed: number;
  readonly results: readonly ScenarioResult[];
  /** Scenarios that were left out because others had failed before. */
  readonly left: number;
};

/** How a scenario was played: its place in the whole run, shards and all, and the real time that it took, in milliseconds. */
export type Playing = { readonly order: number; readonly ms: number };

/** Hears how a run goes. */
export interface Reporter {
  begin?(scenarios: number): void;
  started?(title: string): void;
  ended(result: ScenarioResult, playing: Playing): void;
  finished(summary: Summary): void;
}
