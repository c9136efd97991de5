import type { Column } from './columns.js';
import { filterErrorAt, invalidFieldAt } from './errors.js';
import { JoinedText } from './joined-text.js';
import { type Key, keyReader, storedField } from './keys.js';
import { likeTest, onlyPiece } from './like.js';
import { comparabilityOf, operandOf, type Span } from './literals.js';
import type { Bound, ByPlace } from './run.js';
import type { Comparison, Literal, Operator } from './syntax.js';

/** A comparison as a test of a record and, where it reads a stored field, of the record's place in its table. */
export type CompiledTest = { readonly bind: Bound<boolean>; readonly byPlace: ByPlace<boolean> | null };

/** A comparison with written values, made a test. */
export function compileComparison(source: string, column: Column, comparison: Comparison, literals: readonly Literal[]): CompiledTest {
  checkOperator(source, column, comparison);
  const { operator } = comparison;
  if (operator === 'LIKE') return compileLike(source, column, literals[0]!);
  if (operator === 'INCLUDES' || operator === 'EXCLUDES') {
    return { bind: compileIncludes(column, literals, operator === 'EXCLUDES'), byPlace: null };
  }
  const operands = literals.map((literal) => operandOf(source, column, literal));
  return keyTest(column, (now) =>
    spanTest(
      operator,
      operands.map((operand) => operand(now)),
    ),
  );
}

/** A test of what a column's values compare by. */
export function keyTest(column: Column, testAt: (now: number) => Test): CompiledTest {
  const key = keyReader(column);
  const stored = storedField(column);
  return {
    bind: (run) => {
      const [read, test] = [column.bind(run), testAt(run.now)];
      return (row) => test(key(read(row)));
    },
    byPlace:
      stored &&
      ((run, table) => {
        const [keys, test] = [run.org.stored.keys(table, stored), testAt(run.now)];
        return (place) => test(keys[place]!);
      }),
  };
}

type Test = (value: Key) => boolean;

/** Source: [SOQL] "Comparison Operators": null is a value for `!=` and `NOT IN`, and matches no order. */
function spanTest(operator: Operator, spans: readonly Span[]): Test {
  const span = spans[0] ?? null;
  switch (operator) {
    case '=':
      return equalTest(span);
    case '!=':
      return negated(equalTest(span));
    case 'IN':
      return memberTest(spans);
    case 'NOT IN':
      return negated(memberTest(spans));
    case '<':
      return (value) => value !== null && span !== null && value < span.from;
    case '<=':
      return (value) => value !== null && span !== null && value <= span.to;
    case '>':
      return (value) => value !== null && span !== null && value > span.to;
    case '>=':
      return (value) => value !== null && span !== null && value >= span.from;
    default:
      throw new RangeError(`${operator} compares no spans`);
  }
}

function equalTest(span: Span): Test {
  if (span === null) return (value) => value === null;
  if (span.from === span.to) return (value) => value === span.from;
  return (value) => value !== null && value >= span.from && value <= span.to;
}

function memberTest(spans: readonly Span[]): Test {
  const exact = new Set(spans.filter((span) => span === null || span.from === span.to).map((span) => span?.from ?? null));
  const wide = spans.filter((span) => span !== null && span.from !== span.to).map(equalTest);
  return (value) => exact.has(value) || wide.some((test) => test(value));
}

function negated(test: Test): Test {
  return (value) => !test(value);
}

function compileLike(source: string, column: Column, literal: Literal): CompiledTest {
  if (literal.kind !== 'string') operandOf(source, column, literal);
  const test = literal.kind === 'string' ? likeTest(literal.raw) : () => false;
  // Letter case never counts here, so that the keys of fields that mind it do not serve.
  if (!column.field.isCaseSensitive)
    return pieceTest(
      column,
      literal,
      keyTest(column, () => test),
    );
  const bind: Bound<boolean> = (run) => {
    const read = column.bind(run);
    return (row) => {
      const value = read(row);
      return test(value === null || value === undefined ? null : String(value).toLowerCase());
    };
  };
  return { bind, byPlace: null };
}

/** `LIKE '%piece%'`, the usual pattern, is looked for in all texts at once where they were joined. */
function pieceTest(column: Column, literal: Literal, one: CompiledTest): CompiledTest {
  const stored = storedField(column);
  const piece = literal.kind === 'string' ? onlyPiece(literal.raw) : null;
  const { bind, byPlace } = one;
  if (stored === null || byPlace === null || piece === null || !JoinedText.suits(piece)) return one;
  return { bind, byPlace: (run, table) => run.org.stored.joined(table, stored)?.finder(piece) ?? byPlace(run, table) };
}

/** Source: [SOQL] "Querying Multi-Select Picklists": a semicolon in a value means "and", a comma between values "or". */
function compileIncludes(column: Column, literals: readonly Literal[], isNegated: boolean): Bound<boolean> {
  const wanted = literals.map((literal) => (literal.kind === 'string' ? literal.value.toLowerCase().split(';') : []));
  return (run) => {
    const read = column.bind(run);
    return (row) => {
      const value = read(row);
      const chosen = new Set(value === null || value === undefined ? [] : String(value).toLowerCase().split(';'));
      const isIncluded = wanted.some((all) => all.length > 0 && all.every((one) => chosen.has(one)));
      return isIncluded !== isNegated;
    };
  };
}

const ORDERING: readonly Operator[] = ['<', '<=', '>', '>='];

/** Source: [SOQL] "Comparison Operators"; field types whose values cannot be filtered are told by describe's `filterable`. */
function checkOperator(source: string, column: Column, { operator, operatorAt }: Comparison): void {
  const { field, type } = column;
  const comparability = comparabilityOf(type);
  if (!field.isFilterable || comparability === 'none') {
    throw invalidFieldAt(source, column.at, `field '${field.name}' can not be filtered in a query call`);
  }
  const isDistance = column.text.startsWith('DISTANCE(');
  const isInvalid =
    // Source: [SOQL] "Location-Based SOQL Queries": DISTANCE is compared with < and > only.
    (isDistance && operator !== '<' && operator !== '>') ||
    (operator === 'LIKE' && (comparability !== 'text' || type === 'multipicklist')) ||
    ((operator === 'INCLUDES' || operator === 'EXCLUDES') && type !== 'multipicklist') ||
    (ORDERING.includes(operator) && (comparability === 'boolean' || type === 'multipicklist'));
  if (isInvalid) throw filterErrorAt(source, operatorAt, `invalid operator on ${comparability === 'id' ? 'id' : type} field`);
}
