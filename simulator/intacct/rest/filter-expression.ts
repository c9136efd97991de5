import { FILTER_DEPTH_MAX } from '../limits.js';
import { and, type Condition, or } from '../query/condition.js';
import { invalidRequest } from './errors.js';

/** Compiles `(1 and 2) or 3`: numbers are filters, from 1. Source: developer.sage.com, "Query service", filterExpression. */
export function compileExpression(text: string, conditions: readonly Condition[]): Condition {
  const tokens = text.match(/\d+|and|or|[()]|\S/g) ?? [];
  let next = 0;
  let depth = 0;
  const fail = (): never => {
    throw invalidRequest(`The filterExpression ${text.slice(0, 100)} is not valid`, 'filterExpression');
  };
  const take = (token: string): boolean => {
    if (tokens[next] !== token) return false;
    next += 1;
    return true;
  };
  const single = (): Condition => {
    depth += 1;
    if (depth > FILTER_DEPTH_MAX) fail();
    const token = tokens[next];
    next += 1;
    let condition: Condition | undefined;
    if (token === '(') {
      condition = either();
      if (!take(')')) fail();
    } else condition = conditions[Number(token) - 1];
    depth -= 1;
    return condition ?? fail();
  };
  const both = (): Condition => {
    const parts = [single()];
    while (take('and')) parts.push(single());
    return parts.length === 1 ? parts[0]! : and(parts);
  };
  const either = (): Condition => {
    const parts = [both()];
    while (take('or')) parts.push(both());
    return parts.length === 1 ? parts[0]! : or(parts);
  };
  const whole = either();
  return next === tokens.length ? whole : fail();
}
