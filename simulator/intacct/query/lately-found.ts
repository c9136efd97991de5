import type { Found } from './found.js';

/** Results that are kept. Assumed: a bound of ours; clients page through one or two at a time. */
const RESULTS_MAX = 8;

/** The rows that the last few queries found, for as long as no record changes: clients ask for the same result page by page. */
export class LatelyFound {
  #results = new Map<string, Found>();
  #revision = -1;

  /** The rows of a query, found again when records changed since. */
  rows(query: string, revision: number, find: () => Found): Found {
    if (revision !== this.#revision) {
      this.#results.clear();
      this.#revision = revision;
    }
    const rows = this.#results.get(query) ?? find();
    this.#results.delete(query);
    this.#results.set(query, rows);
    if (this.#results.size > RESULTS_MAX) this.#results.delete(this.#results.keys().next().value!);
    return rows;
  }
}
