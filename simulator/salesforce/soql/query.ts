import type { Row } from '../../kernel/table.js';
import type { ChildRelationship, Schema, SObjectType } from '../schema.js';
import { Groups, isAggregate, isGrouped } from './aggregate.js';
import { type Column, columnOf } from './columns.js';
import { type CompiledCondition, type ConditionContext, compileCondition } from './conditions.js';
import { malformed, malformedAt, noSuchChildAt, SoqlError } from './errors.js';
import { finderOf } from './finder.js';
import { compileOrder } from './order.js';
import type { Run } from './run.js';
import { rootType, Scope } from './scope.js';
import { selectEntries } from './select.js';
import { semiJoin } from './semi-join.js';
import type { ShapeEntry } from './shape.js';
import type { Expression, SelectItem, SelectQuery } from './syntax.js';

/** A query that lists records. */
export type RecordQuery = {
  readonly kind: 'records';
  readonly type: SObjectType;
  /** The indexed field that leads to the records; null when all are read. */
  readonly leadingField: string | null;
  readonly shape: readonly ShapeEntry[];
  /** The matching records in order, cut by LIMIT and OFFSET. */
  readonly rows: (run: Run) => readonly Row[];
  /** Whether one record matches, whatever stands in the table. */
  readonly matches: (run: Run) => (row: Row) => boolean;
  /** In a subquery: the matching children of a parent. */
  readonly childrenOf: (run: Run) => (parent: Row) => readonly Row[];
};

/** `SELECT COUNT() FROM ...` */
export type CountQuery = {
  readonly kind: 'count';
  readonly type: SObjectType;
  readonly leadingField: string | null;
  readonly count: (run: Run) => number;
};

/** A key of an aggregate result. */
export type GroupEntry = { readonly name: string; readonly column: Column; readonly label: string };

export type GroupQuery = {
  readonly kind: 'groups';
  readonly type: SObjectType;
  readonly leadingField: string | null;
  readonly entries: readonly GroupEntry[];
  readonly isGroupedBy: boolean;
  readonly rows: (run: Run) => readonly Row[];
};

export type CompiledQuery = RecordQuery | CountQuery | GroupQuery;

/** Groups that one aggregate query may give. Source: [REST] "Query"; aggregate results have no further pages. */
const GROUPS_MAX = 2_000;

/** Looks a parsed query up in a schema and makes it executable; every semantic error is found here. */
export function compileQuery(source: string, schema: Schema, query: SelectQuery): CompiledQuery {
  const scope = new Scope(source, schema, rootType(source, schema, query.from), query);
  if (isCountOnly(query)) return compileCount(scope, query);
  return isGrouped(query) ? compileGroups(scope, query) : compileRecords(scope, query, null);
}

/** A subquery over the children of a parent type. */
export function compileChildren(parent: Scope, query: SelectQuery): { readonly name: string; readonly compiled: RecordQuery } {
  const { source, schema } = parent;
  const relationship = schema.child(parent.type, query.from.text);
  const type = relationship === undefined ? undefined : schema.type(relationship.childType);
  if (relationship === undefined || type === undefined) throw noSuchChildAt(source, query.from.at, query.from.text);
  if (isCountOnly(query) || isGrouped(query)) throw malformedAt(source, query.at, 'Only root queries support aggregate expressions');
  const compiled = compileRecords(new Scope(source, schema, type, query), query, relationship);
  return { name: relationship.relationshipName!, compiled };
}

function isCountOnly(query: SelectQuery): boolean {
  return query.select.some((item) => isBareCount(item));
}

function isBareCount(item: SelectItem): boolean {
  return item.kind === 'expression' && isAggregate(item.expression) && item.expression.argument === null;
}

function compileRecords(scope: Scope, query: SelectQuery, parent: ChildRelationship | null): RecordQuery {
  if (query.isForUpdate && query.orderBy.length > 0)
    throw malformedAt(scope.source, query.orderAt, 'ORDER BY not allowed in locking query');
  const where = compileWhere(scope, query);
  if (parent === null) checkLinkFilter(scope.type, where);
  const shape = selectEntries(scope, query, where);
  const sorter = compileOrder(scope.source, query.orderBy, (expression) => columnOf(scope, expression));
  const finder = finderOf(scope, query, where);
  const skipped = query.offset ?? 0;
  const wanted = (query.limit ?? Number.POSITIVE_INFINITY) + skipped;
  const cut = (rows: readonly Row[]): readonly Row[] => (skipped === 0 ? rows : rows.slice(skipped));
  return {
    kind: 'records',
    type: scope.type,
    leadingField: finder.leadingField,
    shape,
    matches: finder.matching,
    rows: (run) => cut(finder.sorted(run, sorter, wanted)),
    childrenOf: (run) => {
      const test = finder.matching(run);
      return (row) => cut(sorter.rows(run, run.org.findBy(scope.type, parent!.field, row['Id'] as string).filter(test), wanted));
    },
  };
}

/** Source: Object Reference, "ContentDocumentLink", "Usage". */
function checkLinkFilter({ name }: SObjectType, where: CompiledCondition | null): void {
  if (name !== 'ContentDocumentLink') return;
  const isFiltered = (where?.required ?? []).some(
    ({ column, comparison }) =>
      ['ContentDocumentId', 'LinkedEntityId', 'Id'].includes(column.text) && ['=', 'IN'].includes(comparison.operator),
  );
  if (isFiltered) return;
  throw malformed(
    "Implementation restriction: ContentDocumentLink requires a filter by a single Id on ContentDocumentId or LinkedEntityId using the equals operator or multiple Id's using the IN operator.",
  );
}

function compileCount(scope: Scope, query: SelectQuery): CountQuery {
  if (query.select.length > 1) throw malformedAt(scope.source, query.at, 'COUNT() must be the only element in the SELECT list');
  if (query.groupBy !== null) throw malformedAt(scope.source, query.groupBy.at, 'GROUP BY is not allowed with COUNT()');
  const [first] = query.orderBy;
  if (first !== undefined) {
    throw malformedAt(scope.source, first.expression.at, `Field must be grouped or aggregated: ${textOf(first.expression)}`);
  }
  const where = compileWhere(scope, query);
  const finder = finderOf(scope, query, where);
  const count = (run: Run): number =>
    Math.min(Math.max(0, finder.count(run) - (query.offset ?? 0)), query.limit ?? Number.POSITIVE_INFINITY);
  return { kind: 'count', type: scope.type, leadingField: finder.leadingField, count };
}

function compileGroups(scope: Scope, query: SelectQuery): GroupQuery {
  if (query.isForUpdate) throw malformedAt(scope.source, query.at, 'FOR UPDATE is not allowed with aggregate expressions');
  const groups = new Groups(scope, query);
  const entries = groupEntries(scope, query, groups);
  const context: ConditionContext = { source: scope.source, columnOf: groups.columnOf, idsOf: null };
  const having = query.having === null ? null : compileCondition(context, query.having);
  const sorter = compileOrder(scope.source, query.orderBy, groups.columnOf);
  const where = compileWhere(scope, query);
  const finder = finderOf(scope, query, where);
  const skipped = query.offset ?? 0;
  const rows = (run: Run): readonly Row[] => {
    const folded = groups.fold(finder.rows(run), run);
    const kept = having === null ? folded : folded.filter(having.bind(run));
    const sorted = sorter.rows(run, kept, (query.limit ?? Number.POSITIVE_INFINITY) + skipped).slice(skipped);
    if (sorted.length > GROUPS_MAX) throw tooManyGroups();
    return sorted;
  };
  return { kind: 'groups', type: scope.type, leadingField: finder.leadingField, entries, isGroupedBy: query.groupBy !== null, rows };
}

const tooManyGroups = () =>
  new SoqlError('EXCEEDED_ID_LIMIT', 'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch');

/** Names the keys of an aggregate result. Source: [SOQL] "Using Aliases with GROUP BY": unnamed aggregates are expr0, expr1 and so on. */
function groupEntries(scope: Scope, query: SelectQuery, groups: Groups): readonly GroupEntry[] {
  let unnamed = 0;
  const taken = new Set<string>();
  return query.select.map((item): GroupEntry => {
    if (item.kind !== 'expression') throw malformed('Aggregate queries can select grouped fields and aggregates only');
    const column = groups.columnOf(item.expression);
    const isField = item.expression.kind === 'path';
    const name = item.alias?.text ?? (isField ? column.name : `expr${unnamed++}`);
    if (taken.has(name.toLowerCase())) throw malformedAt(scope.source, item.expression.at, `duplicate alias: ${name}`);
    taken.add(name.toLowerCase());
    return { name, column, label: textOf(item.expression) };
  });
}

function textOf(expression: Expression): string {
  return expression.kind === 'call' ? expression.text : expression.names.map(({ text }) => text).join('.');
}

function compileWhere(scope: Scope, query: SelectQuery): CompiledCondition | null {
  if (query.where === null) return null;
  const columns = (expression: Expression): Column => {
    if (isAggregate(expression)) throw malformedAt(scope.source, expression.at, `unexpected token: '${expression.name.text}'`);
    return columnOf(scope, expression);
  };
  return compileCondition({ source: scope.source, columnOf: columns, idsOf: semiJoin(scope, query.where) }, query.where);
}
