import type { Row } from '../../kernel/table.js';
import type { Field, FieldType } from '../schema.js';
import { distanceColumn } from './distance.js';
import { malformedAt } from './errors.js';
import { FUNCTIONS } from './functions.js';
import { polymorphicValue } from './polymorphic.js';
import type { Bound, Run } from './run.js';
import type { Hop, ResolvedPath, Scope } from './scope.js';
import type { Expression, FunctionCall } from './syntax.js';

/** Something that a query reads from each record: a field, a parent's field, a function of one. */
export type Column = {
  /** The canonical text of the expression: equal columns have equal texts. */
  readonly text: string;
  /** The key in a result, `Name` for `Account.Name`. */
  readonly name: string;
  /** How its values compare and print. */
  readonly type: FieldType;
  /** The field that it reads, when it reads one without a function. */
  readonly path: ResolvedPath | null;
  readonly field: Field;
  readonly at: number;
  readonly bind: Bound<unknown>;
};

/** Finds the column of an expression that stands outside of aggregates. */
export function columnOf(scope: Scope, expression: Expression): Column {
  if (expression.kind === 'call') return functionColumn(scope, expression);
  return columnFrom(scope.resolve(expression), expression.at);
}

/** The column of a path that is already looked up. */
export function columnFrom(path: ResolvedPath, at: number): Column {
  const { field, text } = path;
  return { text, name: field.name, type: field.type, path, field, at, bind: bindPath(path) };
}

/** Walks from a record over its parents to a field. */
function bindPath({ hops, field, owner }: ResolvedPath): Bound<unknown> {
  return ({ org, userId }) => {
    const read = owner === null ? (row: Row) => polymorphicValue(org, field, row) : readerOf(field, org.lookup);
    if (hops.length === 0) return read;
    const climb = climber(hops, org, userId);
    return (row) => {
      const parent = climb(row);
      return parent === null ? null : read(parent);
    };
  };
}

function readerOf(field: Field, lookup: (id: unknown) => Row | undefined): (row: Row) => unknown {
  const { name, derive } = field;
  if (derive !== null) return (row) => derive(row, lookup);
  const absent = field.type === 'boolean' ? false : null;
  return (row) => row[name] ?? absent;
}

/** The record at the end of some hops; null when a reference on the way is empty or leads to what the user may not see. */
export function climber(hops: readonly Hop[], org: Run['org'], userId: string): (row: Row) => Row | null {
  const names = hops.map((hop) => hop.reference.name);
  return (row) => {
    let at: Row = row;
    for (const name of names) {
      const id = at[name];
      const parent = typeof id === 'string' ? org.lookup(id) : undefined;
      if (parent === undefined || !org.canRead(userId, parent)) return null;
      at = parent;
    }
    return at;
  };
}

function functionColumn(scope: Scope, call: FunctionCall): Column {
  const { argument } = call;
  return applied(scope.source, call, argument === null ? null : columnOf(scope, argument));
}

/** The column of a function whose argument is known. Refuses what the function does not take. */
export function applied(source: string, call: FunctionCall, inner: Column | null): Column {
  const { name, at } = call;
  if (name.text.toUpperCase() === 'DISTANCE') return distanceColumn(source, call, inner);
  const known = FUNCTIONS.get(name.text.toUpperCase());
  if (known === undefined || inner === null) throw malformedAt(source, at, `unexpected token: '${name.text}'`);
  if (!known.takes.includes(inner.type)) {
    throw malformedAt(source, at, `field ${inner.field.name} does not support the function ${name.text}`);
  }
  const bind: Bound<unknown> = (run) => {
    const read = inner.bind(run);
    return (row) => known.of(read(row), inner.field, inner.type);
  };
  const text = `${name.text.toUpperCase()}(${inner.text})`;
  return { text, name: inner.name, type: known.gives ?? inner.type, path: null, field: inner.field, at, bind };
}
