import type { Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';
import { OPEN_RESULTS_MAX } from '../limits.js';

/** What is left of a `readByQuery`: the keys of the whole result, and how far it was read. */
export type OpenResult = {
  readonly id: string;
  readonly login: string;
  readonly object: string;
  readonly columns: readonly string[];
  readonly keys: readonly string[];
  readonly position: number;
  readonly pageSize: number;
  readonly format: string;
};

/** Results that `readMore` goes on with. */
export class OpenResults {
  #table: Table<OpenResult>;

  constructor(private readonly world: World) {
    this.#table = world.table<OpenResult>('intacct', { name: 'OpenResult', key: (row) => row.id, logged: false });
  }

  open(result: Omit<OpenResult, 'id'>): OpenResult {
    if (this.#table.size >= OPEN_RESULTS_MAX) {
      const [oldest] = this.#table.rows();
      if (oldest !== undefined) this.#table.remove(oldest.id);
    }
    const id = `${this.world.random('intacct:results').text(24)}`;
    return this.#table.put({ ...result, id });
  }

  get(id: string): OpenResult | undefined {
    return this.#table.get(id);
  }

  /** The latest open result of a user over an object. */
  latest(login: string, object: string): OpenResult | undefined {
    return this.#table.filter((each) => each.login === login && each.object === object).at(-1);
  }

  advance(result: OpenResult, position: number): void {
    if (position >= result.keys.length) this.#table.remove(result.id);
    else this.#table.put({ ...result, position });
  }
}
