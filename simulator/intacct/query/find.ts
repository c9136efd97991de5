import type { Row } from '../../kernel/table.js';
import type { ObjectDefinition } from '../objects/definition.js';
import type { IntacctCompany } from '../state/company.js';
import { isVisible } from '../state/visibility.js';
import { compareStored } from './coded-field.js';
import type { Column } from './column.js';
import { COLUMN_ROWS_MIN } from './company-columns.js';
import type { Condition } from './condition.js';
import { type Found, FoundRows } from './found.js';
import { searchColumns } from './search-columns.js';

export type View = { readonly entity: string; readonly showPrivate?: boolean };
export type Order = { readonly column: Column; readonly isDescending: boolean };

/**
 * The visible rows for which a condition holds, in the order asked for, else by record number.
 *
 * Assumed: the order of those that nothing orders, which the vendor leaves undefined.
 */
export function findRows(
  company: IntacctCompany,
  definition: ObjectDefinition,
  condition: Condition,
  view: View,
  orders: readonly Order[] = [],
): Found {
  const candidates = lookUp(company, definition, condition);
  if (candidates === null) return searchColumns(company, definition, condition, view, orders);
  const found: Row[] = [];
  for (const row of candidates) if (isVisible(row, view.entity, view.showPrivate ?? false) && condition.test(row)) found.push(row);
  if (orders.length > 0) found.sort((a, b) => compareRows(a, b, orders));
  return new FoundRows(found, definition.key);
}

/** Rows among which all matches are, when they are few; null when the columns are the better place to search. */
function lookUp(company: IntacctCompany, definition: ObjectDefinition, { keys, since }: Condition): Iterable<Row> | null {
  const table = company.table(definition.name);
  if (keys?.field === definition.key) return byNumber(distinct(keys.values).flatMap((key) => listed(table.get(key))));
  if (keys !== undefined && table.hasIndex(keys.field)) {
    return byNumber(distinct(keys.values).flatMap((key) => table.find(keys.field, key)));
  }
  if (since !== undefined && table.stampedAtMost(since) < Math.max(COLUMN_ROWS_MIN, table.size / 16)) return byNumber(table.stamped(since));
  return table.size < COLUMN_ROWS_MIN ? table.rows() : null;
}

function distinct(values: readonly string[]): readonly string[] {
  return values.length < 2 ? values : [...new Set(values)];
}

function byNumber(rows: Row[]): Row[] {
  return rows.sort((a, b) => Number(a['RECORDNO']) - Number(b['RECORDNO']));
}

function compareRows(a: Row, b: Row, orders: readonly Order[]): number {
  for (const { column, isDescending } of orders) {
    const result = compareStored(column.get(a), column.get(b));
    if (result !== 0) return isDescending ? -result : result;
  }
  return 0;
}

/** A row that was found, or nothing, as a list. */
export function listed(row: Row | undefined): readonly Row[] {
  return row === undefined ? [] : [row];
}
