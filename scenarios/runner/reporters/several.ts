import { reportOf, type ScenarioReport } from '../report.js';
import type { Reporter } from './reporter.js';

/** One played scenario with its place in the whole run. */
export type Entry = { readonly order: number; readonly scenario: ScenarioReport };

/** A reporter that writes once the run is over. */
export function atTheEnd(write: (entries: readonly Entry[]) => void): Reporter {
  const entries: Entry[] = [];
  return {
    ended: (result, { order, ms }) => void entries.push({ order, scenario: reportOf(result, ms) }),
    finished: () => write(entries),
  };
}

/** Several reporters that hear of the same run. */
export function several(reporters: readonly Reporter[]): Reporter {
  return {
    begin: (scenarios) => reporters.forEach((each) => void each.begin?.(scenarios)),
    started: (title) => reporters.forEach((each) => void each.started?.(title)),
    ended: (result, playing) => reporters.forEach((each) => void each.ended(result, playing)),
    finished: (summary) => reporters.forEach((each) => void each.finished(summary)),
  };
}
