import type { Row, Table } from '../../kernel/table.js';

/** Deployments, and retrievals, that are kept; older ones are forgotten. Bound of ours: their zips are in memory. */
const KEPT_MAX = 100;

/** Keeps a row, and forgets the oldest beyond the bound. */
export function keep<R extends Row & { readonly Id: string }>(table: Table<R>, row: R): R {
  const kept = table.put(row);
  while (table.size > KEPT_MAX) {
    const [oldest] = table.rows();
    table.remove(oldest!.Id);
  }
  return kept;
}
