import { columnOf } from './columns.js';
import type { CompiledCondition } from './conditions.js';
import { invalidFieldAt, malformed, malformedAt, soqlErrorAt } from './errors.js';
import { compileChildren } from './query.js';
import type { Scope } from './scope.js';
import { addPath, type ShapeEntry } from './shape.js';
import type { FieldsGroup, SelectItem, SelectQuery } from './syntax.js';
import { typeOfEntry } from './type-of.js';

/** Source: [SOQL] "FIELDS()": unbounded groups need a limit. */
const FIELDS_ROWS_MAX = 200;
/** Source: [SOQL] "Relationship Query Limitations". */
const SUBQUERIES_MAX = 20;

/** The shape of a result from a SELECT list. */
export function selectEntries(scope: Scope, query: SelectQuery, where: CompiledCondition | null): readonly ShapeEntry[] {
  const entries: ShapeEntry[] = [];
  const chosen = new Set<string>();
  let children = 0;
  for (const item of query.select) {
    if (item.kind === 'subquery') {
      children += 1;
      if (children > SUBQUERIES_MAX) throw malformedAt(scope.source, item.at, 'SOQL queries cannot have more than 20 subqueries');
      addChildren(scope, query, item.query, entries, children - 1);
    } else if (item.kind === 'typeof') entries.push(typeOfEntry(scope, query, item));
    else if (item.kind === 'fields') addFields(scope, query, item, where, entries, chosen);
    else addField(scope, item, entries, chosen);
  }
  return entries;
}

function addField(scope: Scope, item: SelectItem & { kind: 'expression' }, entries: ShapeEntry[], chosen: Set<string>): void {
  const column = columnOf(scope, item.expression);
  if (item.alias !== null && item.expression.kind === 'path')
    throw malformedAt(scope.source, item.alias.at, 'only aggregate expressions use field aliasing');
  if (chosen.has(column.text)) throw invalidFieldAt(scope.source, column.at, `duplicate field selected: ${column.text}`);
  chosen.add(column.text);
  const unnamed = entries.filter((entry) => /^expr\d+$/.test(entry.name)).length;
  const name = item.alias?.text ?? (column.name === 'expr0' ? `expr${unnamed}` : column.name);
  if (column.path === null && entries.some((entry) => entry.name === name))
    throw malformedAt(scope.source, column.at, `duplicate alias: ${name}`);
  addPath(entries, column, name);
}

function addFields(
  scope: Scope,
  query: SelectQuery,
  { group, at }: SelectItem & { kind: 'fields' },
  where: CompiledCondition | null,
  entries: ShapeEntry[],
  chosen: Set<string>,
): void {
  if (group !== 'STANDARD' && !isBounded(query, where)) {
    throw malformed(`The SOQL FIELDS function must have a LIMIT of at most ${FIELDS_ROWS_MAX}`);
  }
  const fields = scope.type.fields.filter((field) => isIn(group, field.isCustom));
  if (fields.length === 0) throw malformed("'FIELDS(...)' expansion function must result in at least one field being selected.");
  for (const field of fields) {
    if (chosen.has(field.name)) throw soqlErrorAt('INVALID_FIELD', scope.source, at, `duplicate field selected: ${field.name}`);
    chosen.add(field.name);
    addPath(entries, columnOf(scope, { kind: 'path', names: [{ text: field.name, at }], at }));
  }
}

function isIn(group: FieldsGroup, isCustom: boolean): boolean {
  return group === 'ALL' || (group === 'CUSTOM') === isCustom;
}

/** A LIMIT, or ids, of at most 200. */
function isBounded(query: SelectQuery, where: CompiledCondition | null): boolean {
  if (query.limit !== null && query.limit <= FIELDS_ROWS_MAX) return true;
  return (where?.required ?? []).some(
    ({ column, comparison, literals, ids }) =>
      column.text === 'Id' && ids === null && ['=', 'IN'].includes(comparison.operator) && literals.length <= FIELDS_ROWS_MAX,
  );
}

function addChildren(scope: Scope, outer: SelectQuery, query: SelectQuery, entries: ShapeEntry[], index: number): void {
  // Source: [SOQL] "OFFSET": in a subquery only when the parent query has LIMIT 1.
  if (query.offset !== null && outer.limit !== 1) {
    throw malformedAt(scope.source, query.offsetAt, 'OFFSET is only allowed in a subquery when the parent query has LIMIT 1');
  }
  const { name, compiled } = compileChildren(scope, query);
  if (entries.some((entry) => entry.kind === 'children' && entry.name === name)) {
    throw malformedAt(scope.source, query.from.at, `duplicate alias: ${name}`);
  }
  entries.push({ kind: 'children', name, query: compiled, index });
}
