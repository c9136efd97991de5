import type { Row } from '../../kernel/table.js';
import type { Stored } from '../objects/definition.js';
import type { Column } from './column.js';

/** One thing that a query selects: a field as it is, or a sum of it. */
export type Selected = {
  readonly name: string;
  readonly column: Column;
  readonly aggregate: 'count' | 'avg' | 'min' | 'max' | 'sum' | null;
};

/** Aggregates by group: the plain fields of the selection make the groups. Source: "Queries", aggregate functions. */
export function aggregateRows(rows: readonly Row[], selected: readonly Selected[]): Stored[][] {
  const plain = selected.filter((each) => each.aggregate === null);
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(plain.map((each) => each.column.get(row)));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  if (groups.size === 0 && plain.length === 0) groups.set('', []);
  return [...groups.values()].map((group) => selected.map((each) => aggregate(each, group)));
}

function aggregate({ aggregate: kind, column }: Selected, rows: readonly Row[]): Stored {
  if (kind === null) return rows.length === 0 ? null : column.get(rows[0]!);
  const values = rows.map(column.get).filter((value) => value !== null && value !== '');
  if (kind === 'count') return values.length;
  if (values.length === 0) return null;
  if (kind === 'min' || kind === 'max')
    return values.reduce((best, value) => ((kind === 'min' ? value! < best! : value! > best!) ? value : best));
  const sum = values.reduce<number>((total, value) => total + Number(value), 0);
  return kind === 'sum' ? sum : sum / values.length;
}
