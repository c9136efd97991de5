import type { Playing, Reporter, Summary } from './reporters/reporter.js';
import type { ScenarioResult } from './result.js';

/** How far a run has come: counts, tells the reporter, and knows when enough has failed. */
export class Progress {
  readonly #results: ScenarioResult[] = [];
  #failed = 0;

  constructor(
    private readonly reporter: Reporter,
    private readonly planned: number,
    /** After how many failures the run is over. */
    private readonly bail: number,
  ) {
    reporter.begin?.(planned);
  }

  get isOver(): boolean {
    return this.#failed >= this.bail;
  }

  ended(result: ScenarioResult, playing: Playing): void {
    if (result.outcome !== 'passed') this.#failed += 1;
    this.#results.push(result);
    this.reporter.ended(result, playing);
  }

  finished(): Summary {
    const [results, failed] = [this.#results, this.#failed];
    const summary = { passed: results.length - failed, failed, results, left: this.planned - results.length };
    this.reporter.finished(summary);
    return summary;
  }
}
