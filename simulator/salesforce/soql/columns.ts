import type { Row } from '../../kernel/table.js';
import type { Field, FieldType } from '../schema.js';
import { malformedAt, unsupported } from './errors.js';
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

type ScalarFunction = {
  readonly takes: readonly FieldType[];
  readonly gives: FieldType;
  readonly of: (value: unknown, field: Field) => unknown;
};

const ofDate = (read: (date: Date) => number): ScalarFunction => ({
  takes: ['date', 'datetime'],
  gives: 'int',
  of: (value) => (value === null ? null : read(new Date(typeof value === 'number' ? value : `${String(value)}T00:00:00Z`))),
});
const dayOfYear = (date: Date): number => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0)) / 86_400_000) + 1;

/**
 * Functions of one field.
 *
 * Source:  [SOQL] "Date Functions", "toLabel()". WEEK_IN_MONTH and WEEK_IN_YEAR count from the first of the month and year.
 * Assumed: the fiscal year is the calendar year, the default of a new org.
 */
const FUNCTIONS: ReadonlyMap<string, ScalarFunction> = new Map(
  Object.entries({
    CALENDAR_YEAR: ofDate((date) => date.getUTCFullYear()),
    CALENDAR_QUARTER: ofDate((date) => Math.floor(date.getUTCMonth() / 3) + 1),
    CALENDAR_MONTH: ofDate((date) => date.getUTCMonth() + 1),
    FISCAL_YEAR: ofDate((date) => date.getUTCFullYear()),
    FISCAL_QUARTER: ofDate((date) => Math.floor(date.getUTCMonth() / 3) + 1),
    FISCAL_MONTH: ofDate((date) => date.getUTCMonth() + 1),
    DAY_IN_MONTH: ofDate((date) => date.getUTCDate()),
    DAY_IN_WEEK: ofDate((date) => date.getUTCDay() + 1),
    DAY_IN_YEAR: ofDate(dayOfYear),
    WEEK_IN_MONTH: ofDate((date) => Math.floor((date.getUTCDate() - 1) / 7) + 1),
    WEEK_IN_YEAR: ofDate((date) => Math.floor((dayOfYear(date) - 1) / 7) + 1),
    HOUR_IN_DAY: { ...ofDate((date) => date.getUTCHours()), takes: ['datetime'] },
    DAY_ONLY: {
      takes: ['datetime'],
      gives: 'date',
      of: (value) => (value === null ? null : new Date(value as number).toISOString().slice(0, 10)),
    },
    TOLABEL: {
      takes: ['picklist', 'multipicklist', 'combobox'],
      gives: 'string',
      of: (value, { picklist }) => picklist.find((each) => each.value === value)?.label ?? value,
    },
  } satisfies Record<string, ScalarFunction>),
);

/** The vendor knows these; backlot does not execute them yet. */
const KNOWN_ONLY = ['FORMAT', 'CONVERTCURRENCY', 'CONVERTTIMEZONE', 'DISTANCE', 'GEOLOCATION', 'GROUPING'];

function functionColumn(scope: Scope, call: FunctionCall): Column {
  const { name, argument, at } = call;
  const known = FUNCTIONS.get(name.text.toUpperCase());
  if (known === undefined && KNOWN_ONLY.includes(name.text.toUpperCase())) throw unsupported(scope.source, at, `${name.text}()`);
  if (known === undefined || argument === null) throw malformedAt(scope.source, at, `unexpected token: '${name.text}'`);
  const inner = columnOf(scope, argument);
  if (!known.takes.includes(inner.type)) {
    throw malformedAt(scope.source, at, `field ${inner.field.name} does not support the function ${name.text}`);
  }
  const bind: Bound<unknown> = (run) => {
    const read = inner.bind(run);
    return (row) => known.of(read(row), inner.field);
  };
  const text = `${name.text.toUpperCase()}(${inner.text})`;
  return { text, name: inner.name, type: known.gives, path: null, field: inner.field, at, bind };
}
