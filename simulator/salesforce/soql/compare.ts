import type { Column } from './columns.js';
import { filterErrorAt, invalidFieldAt } from './errors.js';
import { likeTest } from './like.js';
import { type Comparable, comparabilityOf, operandOf, type Span, textKey } from './literals.js';
import type { Bound } from './run.js';
import type { Comparison, Literal, Operator } from './syntax.js';

/** A comparison with written values, made a test of a record. */
export function compileComparison(source: string, column: Column, comparison: Comparison, literals: readonly Literal[]): Bound<boolean> {
  checkOperator(source, column, comparison);
  const { operator } = comparison;
  if (operator === 'LIKE') return compileLike(source, column, literals[0]!);
  if (operator === 'INCLUDES' || operator === 'EXCLUDES') return compileIncludes(column, literals, operator === 'EXCLUDES');
  const operands = literals.map((literal) => operandOf(source, column, literal));
  const key = keyReader(column);
  return (run) => {
    const read = column.bind(run);
    const test = spanTest(
      operator,
      operands.map((operand) => operand(run.now)),
    );
    return (row) => test(key(read(row)));
  };
}

/** Makes a stored value comparable; null when there is none. */
export function keyReader(column: Column): (value: unknown) => Comparable | null {
  if (comparabilityOf(column.type) !== 'text') return (value) => (value === null || value === undefined ? null : (value as Comparable));
  const { isCaseSensitive } = column.field;
  return (value) => {
    if (value === null || value === undefined || value === '') return null;
    return textKey(String(value), isCaseSensitive);
  };
}

type Test = (value: Comparable | null) => boolean;

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

function compileLike(source: string, column: Column, literal: Literal): Bound<boolean> {
  if (literal.kind !== 'string') operandOf(source, column, literal);
  const test = literal.kind === 'string' ? likeTest(literal.raw) : () => false;
  return (run) => {
    const read = column.bind(run);
    return (row) => {
      const value = read(row);
      return value !== null && value !== undefined && test(String(value));
    };
  };
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
  const isInvalid =
    (operator === 'LIKE' && (comparability !== 'text' || type === 'multipicklist')) ||
    ((operator === 'INCLUDES' || operator === 'EXCLUDES') && type !== 'multipicklist') ||
    (ORDERING.includes(operator) && (comparability === 'boolean' || type === 'multipicklist'));
  if (isInvalid) throw filterErrorAt(source, operatorAt, `invalid operator on ${comparability === 'id' ? 'id' : type} field`);
}
