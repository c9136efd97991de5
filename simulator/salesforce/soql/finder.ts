import type { Row } from '../../kernel/table.js';
import { candidatesOf } from './candidates.js';
import type { CompiledCondition } from './conditions.js';
import type { Sorter } from './order.js';
import { isVisible, type Run } from './run.js';
import { type Places, scan } from './scan.js';
import type { Scope } from './scope.js';
import type { SelectQuery } from './syntax.js';
import { scopeTest } from './using-scope.js';

/** Finds the records of one FROM and WHERE: over an index where one helps, else in the whole table. */
export type Finder = {
  readonly leadingField: string | null;
  /** Whether one record matches, whatever stands in the table. */
  readonly matching: (run: Run) => (row: Row) => boolean;
  readonly rows: (run: Run) => readonly Row[];
  readonly count: (run: Run) => number;
  /** The first `count` matches in order. */
  readonly sorted: (run: Run, sorter: Sorter, count: number) => readonly Row[];
};

export function finderOf(scope: Scope, query: SelectQuery, where: CompiledCondition | null): Finder {
  const { type } = scope;
  const { leadingField, rows: candidates } = candidatesOf(scope.source, type, where?.required ?? []);
  const inScope = scopeTest(scope, query);
  const within = (run: Run) => inScope?.(run) ?? null;
  const matching = (run: Run): ((row: Row) => boolean) => {
    const [visible, isWithin, test] = [isVisible(run), within(run), where?.bind(run) ?? null];
    return (row) => visible(row) && (isWithin === null || isWithin(row)) && (test === null || test(row));
  };
  const matches = (run: Run): readonly Row[] | null => candidates(run)?.filter(matching(run)) ?? null;
  const places = (run: Run, count = Number.POSITIVE_INFINITY) => scan(run, run.org.table(type), where, within, count);
  const rowsAt = (run: Run, found: Places): readonly Row[] => {
    const { slots } = run.org.table(type);
    return Array.from(found, (place) => slots[place]!);
  };
  const rows = (run: Run): readonly Row[] => matches(run) ?? rowsAt(run, places(run));
  return {
    leadingField,
    matching,
    rows,
    count: (run) => matches(run)?.length ?? places(run).length,
    sorted: (run, sorter, count) => {
      const found = matches(run);
      if (found !== null) return sorter.rows(run, found, count);
      if (sorter.places === null) return sorter.rows(run, rowsAt(run, places(run)), count);
      const enough = query.orderBy.length === 0 ? count : Number.POSITIVE_INFINITY;
      return rowsAt(run, sorter.places(run, run.org.table(type), places(run, enough), count));
    },
  };
}
