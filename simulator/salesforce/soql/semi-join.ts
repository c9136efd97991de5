import { isGrouped } from './aggregate.js';
import { columnOf } from './columns.js';
import { malformedAt } from './errors.js';
import { compileQuery } from './query.js';
import type { Run } from './run.js';
import type { Scope } from './scope.js';
import type { Comparison, Condition, SelectQuery } from './syntax.js';

/** Source: [SOQL] "Comparison Operators", "Semi-Joins with IN and Anti-Joins with NOT IN". */
const SEMI_JOINS_MAX = 2;
const NEVER_INSIDE = ['ActivityHistory', 'Attachment', 'Event', 'EventAttendee', 'Note', 'OpenActivity', 'Task'];

/** Compiles the SELECTs inside `IN (...)` of one WHERE; refuses what the vendor does not allow there. */
export function semiJoin(
  scope: Scope,
  where: Condition,
): (comparison: Comparison, inner: SelectQuery) => (run: Run) => ReadonlySet<string> {
  const found = semiJoinsIn(where, false);
  const { source } = scope;
  if (found.length > SEMI_JOINS_MAX) {
    throw malformedAt(source, found[SEMI_JOINS_MAX]!.inner.at, `Maximum ${SEMI_JOINS_MAX} semi join sub-selects are allowed`);
  }
  const underOr = found.find(({ isUnderOr }) => isUnderOr);
  if (underOr !== undefined) throw malformedAt(source, underOr.inner.at, 'Semi join sub-selects are not allowed with the OR operator');
  return (comparison, inner) => {
    checkOuter(scope, comparison);
    checkInner(scope, inner);
    const compiled = compileQuery(source, scope.schema, inner);
    if (compiled.kind !== 'records') throw malformedAt(source, inner.at, 'Only root queries support aggregate expressions');
    const [entry] = compiled.shape;
    if (entry?.kind !== 'value' || !['id', 'reference'].includes(entry.type)) {
      throw malformedAt(source, inner.at, 'Semi join sub-selects can only select an ID or a reference field');
    }
    return (run) => {
      const read = entry.bind(run);
      const ids = new Set<string>();
      for (const row of compiled.rows(run)) {
        const id = read(row);
        if (typeof id === 'string') ids.add(id);
      }
      return ids;
    };
  };
}

type SemiJoin = { readonly inner: SelectQuery; readonly isUnderOr: boolean };

function semiJoinsIn(condition: Condition, isUnderOr: boolean): readonly SemiJoin[] {
  switch (condition.kind) {
    case 'comparison':
      return 'select' in condition.right ? [{ inner: condition.right, isUnderOr }] : [];
    case 'not':
      return semiJoinsIn(condition.condition, isUnderOr);
    default:
      return condition.conditions.flatMap((each) => semiJoinsIn(each, isUnderOr || condition.kind === 'any'));
  }
}

function checkOuter(scope: Scope, { left }: Comparison): void {
  const column = columnOf(scope, left);
  const isOwnId = column.path !== null && column.path.hops.length === 0 && ['id', 'reference'].includes(column.type);
  if (!isOwnId)
    throw malformedAt(scope.source, left.at, 'The left operand of a semi join must be an ID or a reference field of the object itself');
}

function checkInner(scope: Scope, inner: SelectQuery): void {
  const { source, schema } = scope;
  if (inner.where !== null && semiJoinsIn(inner.where, false).length > 0) {
    throw malformedAt(source, inner.at, 'Nesting of semi join sub-selects is not supported');
  }
  if (isGrouped(inner) || inner.orderBy.length > 0 || inner.limit !== null || inner.offset !== null || inner.isForUpdate) {
    throw malformedAt(source, inner.at, 'Semi join sub-selects cannot have COUNT, GROUP BY, ORDER BY, LIMIT, OFFSET or FOR UPDATE');
  }
  const [item] = inner.select;
  if (inner.select.length !== 1 || item?.kind !== 'expression' || item.expression.kind !== 'path' || item.expression.names.length !== 1) {
    throw malformedAt(source, inner.at, 'Semi join sub-selects must select exactly one field of their own object');
  }
  const type = schema.type(inner.from.text);
  if (type === scope.type) throw malformedAt(source, inner.at, 'The inner and outer selects should not be on the same object type');
  if (type !== undefined && NEVER_INSIDE.includes(type.name)) {
    throw malformedAt(source, inner.from.at, `Entity '${type.name}' is not supported for semi join inner selects`);
  }
}
