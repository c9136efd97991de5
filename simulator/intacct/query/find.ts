import type { Row } from '../../kernel/table.js';
import type { ObjectDefinition } from '../objects/definition.js';
import type { IntacctCompany } from '../state/company.js';
import { isVisible } from '../state/visibility.js';
import type { Condition } from './condition.js';

/**
 * The visible rows for which a condition holds, by record number.
 *
 * Assumed: the order, which the vendor leaves undefined.
 */
export function findRows(
  company: IntacctCompany,
  definition: ObjectDefinition,
  condition: Condition,
  view: { readonly entity: string; readonly showPrivate?: boolean },
): Row[] {
  const showPrivate = view.showPrivate ?? false;
  const found: Row[] = [];
  for (const row of candidates(company, definition, condition)) {
    if (isVisible(row, view.entity, showPrivate) && condition.test(row)) found.push(row);
  }
  return found;
}

function candidates(company: IntacctCompany, definition: ObjectDefinition, { keys, since }: Condition): Iterable<Row> {
  const table = company.table(definition.name);
  if (keys?.field === definition.key) return byNumber(distinct(keys.values).flatMap((key) => listed(table.get(key))));
  if (keys !== undefined && table.hasIndex(keys.field)) {
    return byNumber(distinct(keys.values).flatMap((key) => table.find(keys.field, key)));
  }
  if (since !== undefined) return byNumber(table.stamped(since));
  return table.rows();
}

function distinct(values: readonly string[]): readonly string[] {
  return values.length < 2 ? values : [...new Set(values)];
}

function byNumber(rows: Row[]): Row[] {
  return rows.sort((a, b) => Number(a['RECORDNO']) - Number(b['RECORDNO']));
}

/** A row that was found, or nothing, as a list. */
export function listed(row: Row | undefined): readonly Row[] {
  return row === undefined ? [] : [row];
}
