import { malformedAt, unsupported } from './errors.js';
import type { Expression, FunctionCall, Path } from './syntax.js';
import type { Tokens } from './tokens.js';

/** Functions may stand inside functions only this deep: `CALENDAR_YEAR(convertTimezone(CreatedDate))`. */
const CALL_DEPTH_MAX = 3;

/** Reads a field path or a function call. */
export function parseExpression(tokens: Tokens, depth = 0): Expression {
  const ahead = tokens.ahead(1);
  const isCall = tokens.next.kind === 'name' && ahead.kind === 'symbol' && ahead.text === '(';
  return isCall ? parseCall(tokens, depth) : parsePath(tokens);
}

/** Reads a dotted path. */
export function parsePath(tokens: Tokens): Path {
  const names = [tokens.needName()];
  while (tokens.takeSymbol('.')) names.push(tokens.needName());
  return { kind: 'path', names, at: names[0]!.at };
}

function parseCall(tokens: Tokens, depth: number): FunctionCall {
  const name = tokens.needName();
  if (depth >= CALL_DEPTH_MAX) throw malformedAt(tokens.source, name.at, `unexpected token: '${name.text}'`);
  tokens.needSymbol('(');
  const argument = tokens.isSymbol(')') ? null : parseExpression(tokens, depth + 1);
  if (tokens.isSymbol(',')) throw unsupported(`${name.text}() with several arguments`);
  const closing = tokens.needClosing();
  return { kind: 'call', name, argument, at: name.at, text: tokens.source.slice(name.at, closing.at + 1) };
}
