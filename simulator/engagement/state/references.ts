import type { Table } from '../../kernel/table.js';
import type { Kept } from '../records.js';

/** A table of whatever records; what they hold is known from elsewhere. */
export type AnyTable = Pick<Table, 'name' | 'size'>;

/** Whether a live record of any table names a record by its number. For deletions, which are few: it scans. */
export function isNamed(tables: readonly AnyTable[], field: string, id: number): boolean {
  return tables.some((table) => [...(table as unknown as Table<Kept>).rows()].some((row) => row[field] === id && !row.isDeleted));
}
