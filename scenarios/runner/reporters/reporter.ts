import type { ScenarioResult } from '../result.js';

/** How a run ended. */
export type Summary = {
  readonly passed: number;
  /** Everything that did not pass, files that cannot be understood included. */
  readonly failed: number;
  readonly results: readonly ScenarioResult[];
};

/** Hears how a run goes. */
export interface Reporter {
  begin?(scenarios: number): void;
  started?(title: string): void;
  ended(result: ScenarioResult): void;
  finished(summary: Summary): void;
}
