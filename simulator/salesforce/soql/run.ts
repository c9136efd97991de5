import type { Row } from '../../kernel/table.js';
import type { SalesforceOrg } from '../state.js';

/** What queries need of an org; what the Tooling API asks is another view of it. */
export type QueriedOrg = Pick<
  SalesforceOrg,
  'world' | 'ids' | 'schema' | 'sharing' | 'table' | 'lookup' | 'value' | 'isIndexed' | 'findBy' | 'canRead'
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

/** Whether a record appears in this run at all. */
export function isVisible(run: Run): (row: Row) => boolean {
  const { org, userId, includesDeleted } = run;
  if (org.sharing.isEmpty) return includesDeleted ? () => true : (row) => row['IsDeleted'] !== true;
  return (row) => (includesDeleted || row['IsDeleted'] !== true) && org.canRead(userId, row);
}
