import type { Row, Table } from '../../kernel/table.js';
import type { SalesforceOrg } from '../state.js';

/** What queries need of an org; what the Tooling API asks is another view of it. */
export type QueriedOrg = Pick<
  SalesforceOrg,
  'world' | 'ids' | 'schema' | 'sharing' | 'table' | 'lookup' | 'value' | 'isIndexed' | 'findBy' | 'canRead' | 'stored'
>;

/** One execution of a query: whose eyes it is seen with, when, and whether the recycle bin counts. */
export type Run = {
  readonly org: QueriedOrg;
  readonly userId: string;
  /** Milliseconds; what date literals are seen from. */
  readonly now: number;
  /** queryAll: deleted records too. */
  readonly includesDeleted: boolean;
};

/** What a compiled part of a query reads from, or says of, a record, once it is tied to a run. */
export type Bound<T> = (run: Run) => (row: Row) => T;

/** The same by the place that a record has in its table, for whoever reads the whole of it. */
export type ByPlace<T> = (run: Run, table: Table<Row>) => (place: number) => T;

/** Whether a record appears in this run at all. */
export function isVisible(run: Run): (row: Row) => boolean {
  const sees = canSee(run);
  if (run.includesDeleted) return sees ?? (() => true);
  return (row) => row['IsDeleted'] !== true && (sees === null || sees(row));
}

/** Whether the user sees a record; null when he sees all. */
export function canSee({ org, userId }: Run): ((row: Row) => boolean) | null {
  return org.sharing.isEmpty ? null : (row) => org.canRead(userId, row);
}
