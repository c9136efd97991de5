import type { Row } from '../../kernel/table.js';

/** So many records are worth remembering; who reads more goes through them once. */
const RECORDS_MAX = 2_000;

/**
 * What was worked out of records, as long as each is as it was. A new version of a record takes the place of the old one: the change log
 * may hold the old for long, and what hangs on it would be held, too.
 */
export class RowCache<V> {
  #entries = new Map<string, { readonly row: Row; readonly value: V }>();

  get(row: Row): V | undefined {
    const entry = this.#entries.get(row['Id'] as string);
    return entry?.row === row ? entry.value : undefined;
  }

  set(row: Row, value: V): void {
    const id = row['Id'] as string;
    if (this.#entries.size >= RECORDS_MAX && !this.#entries.has(id)) this.#entries.clear();
    this.#entries.set(id, { row, value });
  }
}
