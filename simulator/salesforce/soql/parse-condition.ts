import { isRangeWord, RANGE_COUNT_MAX } from './date-ranges.js';
import { malformedAt, tooComplicated } from './errors.js';
import type { Token } from './lex.js';
import { parseExpression } from './parse-expression.js';
import type { Comparison, Condition, Literal, Operator, SelectQuery } from './syntax.js';
import type { Tokens } from './tokens.js';

/** Brackets and NOTs may nest this deep; deeper is refused, so that a text cannot exhaust the stack. */
const CONDITION_DEPTH_MAX = 100;

/** Reads the SELECT of a semi-join; handed in, because statements contain conditions and conditions statements. */
export type ParseInner = (tokens: Tokens) => SelectQuery;

/**
 * Reads a WHERE or HAVING condition.
 *
 * Source: [SOQL] "Logical Operators": AND and OR may not be mixed at one level without brackets.
 */
export function parseCondition(tokens: Tokens, parseInner: ParseInner, depth = 0): Condition {
  if (depth > CONDITION_DEPTH_MAX) throw tooComplicated();
  const first = parseOne(tokens, parseInner, depth);
  const word = tokens.isWord('AND') ? 'AND' : 'OR';
  const conditions = [first];
  while (tokens.takeWord(word)) conditions.push(parseOne(tokens, parseInner, depth));
  if (tokens.isWord('AND', 'OR')) throw tokens.unexpected();
  if (conditions.length === 1) return first;
  return { kind: word === 'AND' ? 'all' : 'any', conditions };
}

function parseOne(tokens: Tokens, parseInner: ParseInner, depth: number): Condition {
  if (depth > CONDITION_DEPTH_MAX) throw tooComplicated();
  if (tokens.takeWord('NOT')) return { kind: 'not', condition: parseOne(tokens, parseInner, depth + 1) };
  if (tokens.takeSymbol('(')) {
    const condition = parseCondition(tokens, parseInner, depth + 1);
    tokens.needClosing();
    return condition;
  }
  return parseComparison(tokens, parseInner);
}

function parseComparison(tokens: Tokens, parseInner: ParseInner): Comparison {
  const left = parseExpression(tokens);
  const operatorAt = tokens.next.at;
  const operator = parseOperator(tokens);
  const takesList = operator === 'IN' || operator === 'NOT IN' || operator === 'INCLUDES' || operator === 'EXCLUDES';
  const right = takesList ? parseList(tokens, parseInner) : [parseLiteral(tokens)];
  return { kind: 'comparison', left, operator, operatorAt, right };
}

const SYMBOL_OPERATORS: Readonly<Record<string, Operator>> = {
  '=': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

function parseOperator(tokens: Tokens): Operator {
  const token = tokens.next;
  if (token.kind === 'symbol') {
    const operator = SYMBOL_OPERATORS[token.text];
    if (operator === undefined) throw tokens.unexpected();
    tokens.take();
    return operator;
  }
  if (tokens.takeWord('LIKE')) return 'LIKE';
  if (tokens.takeWord('IN')) return 'IN';
  if (tokens.takeWord('INCLUDES')) return 'INCLUDES';
  if (tokens.takeWord('EXCLUDES')) return 'EXCLUDES';
  if (!tokens.takeWord('NOT')) throw tokens.unexpected();
  tokens.needWord('IN');
  return 'NOT IN';
}

function parseList(tokens: Tokens, parseInner: ParseInner): readonly Literal[] | SelectQuery {
  if (tokens.isSymbol(':')) throw bindVariable(tokens);
  tokens.needSymbol('(');
  if (tokens.isWord('SELECT')) {
    const inner = parseInner(tokens);
    tokens.needClosing();
    return inner;
  }
  const literals = [parseLiteral(tokens)];
  while (tokens.takeSymbol(',')) literals.push(parseLiteral(tokens));
  tokens.needClosing();
  return literals;
}

function parseLiteral(tokens: Tokens): Literal {
  const { kind, text, value, at } = tokens.next;
  if (kind === 'symbol' && text === ':') throw bindVariable(tokens);
  if (kind === 'symbol' || kind === 'end') throw tokens.unexpected();
  const token = tokens.take();
  switch (kind) {
    case 'string':
      return { kind, value: value as string, raw: text.slice(1, -1), at };
    case 'number':
      return { kind, value: value as number, text, at };
    case 'date':
    case 'time':
      return { kind, value: value as string, at };
    case 'datetime':
      return { kind, value: value as number, at };
    case 'name':
      return parseWord(tokens, token);
  }
}

function parseWord(tokens: Tokens, token: Token): Literal {
  const { at } = token;
  const word = token.text.toUpperCase();
  if (word === 'TRUE' || word === 'FALSE') return { kind: 'boolean', value: word === 'TRUE', at };
  if (word === 'NULL') return { kind: 'null', at };
  if (isRangeWord(word))
    return { kind: 'range', name: word, count: word.includes('_N_') || word.startsWith('N_') ? parseCount(tokens) : 1, at };
  throw tokens.unexpected(token);
}

/** The `:n` of `LAST_N_DAYS:n`. */
function parseCount(tokens: Tokens): number {
  tokens.needSymbol(':');
  const { kind, value } = tokens.next;
  if (kind !== 'number' || !Number.isInteger(value) || (value as number) < 0 || (value as number) > RANGE_COUNT_MAX)
    throw tokens.unexpected();
  tokens.take();
  return value as number;
}

function bindVariable(tokens: Tokens): Error {
  return malformedAt(tokens.source, tokens.next.at, 'Bind variables only allowed in Apex code');
}
