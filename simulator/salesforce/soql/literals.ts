import { parseId } from '../ids.js';
import type { FieldType } from '../schema.js';
import type { Column } from './columns.js';
import { rangeOf } from './date-ranges.js';
import { filterErrorAt, invalidFieldAt } from './errors.js';
import type { Literal } from './syntax.js';

/** How the values of a field type are compared. `none`: they cannot be filtered. */
export type Comparability = 'text' | 'id' | 'number' | 'boolean' | 'date' | 'datetime' | 'time' | 'none';

const COMPARABILITY: Readonly<Record<FieldType, Comparability>> = {
  id: 'id',
  reference: 'id',
  string: 'text',
  phone: 'text',
  url: 'text',
  email: 'text',
  picklist: 'text',
  multipicklist: 'text',
  combobox: 'text',
  textarea: 'text',
  boolean: 'boolean',
  int: 'number',
  double: 'number',
  currency: 'number',
  percent: 'number',
  date: 'date',
  datetime: 'datetime',
  time: 'time',
  address: 'none',
  location: 'none',
  base64: 'none',
  anyType: 'text',
  complexvalue: 'text',
};

export function comparabilityOf(type: FieldType): Comparability {
  return COMPARABILITY[type];
}

/** The span of values that a literal stands for, as stored; `from` and `to` are the same but for date literals. Null is no value. */
export type Span = { readonly from: Comparable; readonly to: Comparable } | null;

/** Values in the form in which they compare: texts in lower case, dates as text, instants as milliseconds. */
export type Comparable = string | number | boolean;

/** A literal checked against a column; date literals wait for the instant of the run. */
export type Operand = (now: number) => Span;

const TYPE_WORDS: Readonly<Record<Comparability, string>> = {
  text: 'string and should be enclosed in quotes',
  id: 'string and should be enclosed in quotes',
  number: 'double and should not be enclosed in quotes',
  boolean: 'boolean and should not be enclosed in quotes',
  date: 'date and should not be enclosed in quotes',
  datetime: 'dateTime and should not be enclosed in quotes',
  time: 'time and should not be enclosed in quotes',
  none: '',
};

/** Checks that a literal fits a column. Source: [SOQL] "Field Expression Syntax"; texts recorded from real orgs. */
export function operandOf(source: string, column: Column, literal: Literal): Operand {
  if (literal.kind === 'null') return () => null;
  const comparability = comparabilityOf(column.type);
  const constant = constantOf(source, column, literal, comparability);
  if (constant !== undefined) return () => constant;
  if (literal.kind === 'range' && comparability === 'datetime') {
    return (now) => {
      const { from, to } = rangeOf(literal.name, literal.count, now);
      return { from, to: to - 1 };
    };
  }
  if (literal.kind === 'range' && comparability === 'date') {
    return (now) => {
      const { from, to } = rangeOf(literal.name, literal.count, now);
      return { from: dateText(from), to: dateText(to - 1) };
    };
  }
  const wanted = column.type === 'int' ? 'integer and should not be enclosed in quotes' : TYPE_WORDS[comparability];
  throw invalidFieldAt(source, column.at, `value of filter criterion for field '${column.field.name}' must be of type ${wanted}`);
}

function constantOf(source: string, column: Column, literal: Literal, comparability: Comparability): Span | undefined {
  if (literal.kind === 'string' && comparability === 'text') return textSpan(literal.value, column);
  if (literal.kind === 'string' && comparability === 'id') return idSpan(source, column, literal.value);
  const isPlain = literal.kind === 'number' || literal.kind === 'boolean' || literal.kind === 'date' || literal.kind === 'time';
  if (isPlain && literal.kind === comparability) return { from: literal.value, to: literal.value };
  if (literal.kind === 'datetime' && comparability === 'datetime') return { from: literal.value, to: literal.value };
  return undefined;
}

/** Trailing spaces do not count, and an empty text is no value. */
function textSpan(value: string, column: Column): Span {
  const text = textKey(value, column.field.isCaseSensitive);
  return text === '' ? null : { from: text, to: text };
}

export function textKey(value: string, isCaseSensitive: boolean): string {
  return isCaseSensitive ? value.trimEnd() : value.trimEnd().toLowerCase();
}

function idSpan(source: string, column: Column, value: string): Span {
  if (value === '') return null;
  const id = parseId(value);
  if (id === null) throw filterErrorAt(source, column.at, `invalid ID field: ${value}`);
  return { from: id, to: id };
}

/** The date of an instant; instants beyond the calendar's four-digit years are cut to its ends. */
function dateText(instant: number): string {
  const bounded = Math.min(Math.max(instant, Date.UTC(0, 0)), Date.UTC(9999, 11, 31));
  return new Date(Number.isNaN(bounded) ? Date.UTC(9999, 11, 31) : bounded).toISOString().slice(0, 10);
}
