import type { NamedRecord, PlayedStep, ScenarioFailure, ScenarioOutcome, ScenarioResult } from './result.js';
import type { TraceEntry } from './stage/trace.js';

/** One played scenario or row of examples as reports keep it: plain JSON data. */
export type ScenarioReport = {
  readonly file: string;
  readonly line: number;
  readonly title: string;
  readonly about: string | null;
  readonly tags: readonly string[];
  readonly rules: readonly string[];
  readonly example: Readonly<Record<string, unknown>> | null;
  readonly seed: number;
  readonly outcome: ScenarioOutcome;
  /** Real time that playing took, in milliseconds. */
  readonly ms: number;
  readonly failure: ScenarioFailure | null;
  readonly names: readonly NamedRecord[];
  readonly steps: readonly PlayedStep[];
  readonly trace: readonly TraceEntry[];
};

/** What `--reporter json` writes, and what shards are merged from. The shape is described in docs/reports.md. */
export type RunReport = {
  readonly backlot: 1;
  readonly passed: number;
  readonly failed: number;
  readonly scenarios: readonly ScenarioReport[];
};

export function reportOf(result: ScenarioResult, ms: number): ScenarioReport {
  const { file, line, title, about, tags, rules, example, seed, outcome, failure, names, steps, trace } = result;
  return { file, line, title, about, tags, rules, example, seed, outcome, ms, failure, names, steps, trace: trace.entries() };
}

export function runReport(scenarios: readonly ScenarioReport[]): RunReport {
  const passed = scenarios.filter(({ outcome }) => outcome === 'passed').length;
  return { backlot: 1, passed, failed: scenarios.length - passed, scenarios };
}
