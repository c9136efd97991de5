import { businessFailure, queryFailed } from '../../errors.js';
import { FILTER_DEPTH_MAX, IN_VALUES_MAX } from '../../limits.js';
import type { Column } from '../../query/column.js';
import { ALL, and, type Condition, compare, type Operator, or, UnreadableValueError } from '../../query/condition.js';
import { childText, type XmlElement } from '../parse.js';

/** The filter's operators. Source: developer.intacct.com, "Queries". */
const OPERATORS: Readonly<Record<string, Operator>> = {
  equalto: '=',
  notequalto: '<>',
  lessthan: '<',
  lessthanorequalto: '<=',
  greaterthan: '>',
  greaterthanorequalto: '>=',
  between: 'between',
  in: 'in',
  notin: 'notin',
  like: 'like',
  notlike: 'notlike',
  isnull: 'isnull',
  isnotnull: 'isnotnull',
};

/**
 * Compiles the filter of a `query`: exactly one operator at the top; `and` and `or` take two or more within them.
 *
 * Assumed: the wording of refusals; dates that are not the vendor's are refused as readByQuery does.
 */
export function readFilter(element: XmlElement | undefined, column: (path: string) => Column, ignoreCase: boolean): Condition {
  if (element === undefined || element.children.length === 0) return ALL;
  if (element.children.length > 1) throw businessFailure('A filter must have exactly one operator at its top.');
  return readOperator(element.children[0]!, column, ignoreCase, 0);
}

function readOperator(element: XmlElement, column: (path: string) => Column, ignoreCase: boolean, depth: number): Condition {
  if (depth > FILTER_DEPTH_MAX) throw businessFailure('The filter is nested too deeply.');
  if (element.name === 'and' || element.name === 'or') {
    if (element.children.length < 2) throw businessFailure(`The operator '${element.name}' takes two or more operators.`);
    const parts = element.children.map((each) => readOperator(each, column, ignoreCase, depth + 1));
    return element.name === 'and' ? and(parts) : or(parts);
  }
  const operator = Object.hasOwn(OPERATORS, element.name) ? OPERATORS[element.name] : undefined;
  if (operator === undefined) throw businessFailure(`Invalid operator '${element.name}' in filter.`);
  const of = column(childText(element, 'field') ?? '');
  const values = element.children.filter((each) => each.name === 'value').map((each) => each.text.trim());
  demandCount(element.name, operator, values.length);
  try {
    return compare(of, operator, values, { codes: false, ignoreCase });
  } catch (error) {
    throw error instanceof UnreadableValueError ? queryFailed(`${of.name}: ${error.message}.`) : error;
  }
}

function demandCount(name: string, operator: Operator, count: number): void {
  const isList = operator === 'in' || operator === 'notin';
  const wanted = operator === 'between' ? 2 : operator === 'isnull' || operator === 'isnotnull' ? 0 : 1;
  if (isList && count > IN_VALUES_MAX) throw businessFailure(`The operator '${name}' takes at most ${IN_VALUES_MAX} values.`);
  if (isList ? count === 0 : count !== wanted) throw businessFailure(`The operator '${name}' was given ${count} values.`);
}
