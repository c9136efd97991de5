import type { Row, Table } from '../../kernel/table.js';
import type { CompiledCondition } from './conditions.js';
import { canSee, type Run } from './run.js';

/** Where records stand in their table. As bytes, because there can be as many as records. */
export type Places = Int32Array;

/** What a record must be besides what WHERE asks: visible, and in the scope of the query. */
export type Beside = (run: Run) => ((row: Row) => boolean) | null;

/**
 * Reads a whole table: the places of the records that match, in order, at most `count`. Stored fields are read from their columns, and
 * a record itself only where these do not tell.
 */
export function scan(run: Run, table: Table<Row>, where: CompiledCondition | null, within: Beside, count: number): Places {
  const { slots } = table;
  const isDeleted = run.includesDeleted ? null : deletedColumn(run, table);
  const sieve = where?.sieve?.byPlace(run, table) ?? null;
  const rest = restOf(run, where, within);
  const places = new Int32Array(Math.min(slots.length, count));
  let found = 0;
  for (let place = 0; place < slots.length && found < count; place += 1) {
    if (sieve !== null && !sieve(place)) continue;
    const row = slots[place];
    if (row === undefined || (isDeleted !== null && isDeleted[place] === true)) continue;
    if (rest !== null && !rest(row)) continue;
    places[found] = place;
    found += 1;
  }
  return places.subarray(0, found);
}

function deletedColumn(run: Run, table: Table<Row>) {
  const field = run.org.schema.type(table.name)?.field('IsDeleted');
  return field === undefined ? null : run.org.stored.keys(table, field);
}

/** What is left to ask of a record after the sieve. */
function restOf(run: Run, where: CompiledCondition | null, within: Beside): ((row: Row) => boolean) | null {
  const tests = [canSee(run), within(run), where === null || where.sieve?.isWhole ? null : where.bind(run)].filter((test) => test !== null);
  if (tests.length === 0) return null;
  return (row) => tests.every((test) => test(row));
}
