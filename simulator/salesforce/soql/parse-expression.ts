import { malformedAt, unsupported } from './errors.js';
import type { Expression, FunctionCall, Geolocation, Path } from './syntax.js';
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
  const from = name.text.toUpperCase() === 'DISTANCE' ? parseGeolocation(tokens) : null;
  if (tokens.isSymbol(',')) throw unsupported(`${name.text}() with several arguments`);
  const closing = tokens.needClosing();
  return { kind: 'call', name, argument, from, at: name.at, text: tokens.source.slice(name.at, closing.at + 1) };
}

/** `, GEOLOCATION(37.77, -122.42), 'mi'`. Source: [SOQL] "Location-Based SOQL Queries". */
function parseGeolocation(tokens: Tokens): Geolocation {
  tokens.needSymbol(',');
  const word = tokens.needName();
  if (word.text.toUpperCase() !== 'GEOLOCATION') throw malformedAt(tokens.source, word.at, `unexpected token: '${word.text}'`);
  tokens.needSymbol('(');
  const latitude = degrees(tokens, 90);
  tokens.needSymbol(',');
  const longitude = degrees(tokens, 180);
  tokens.needClosing();
  tokens.needSymbol(',');
  const { kind, value, at } = tokens.next;
  if (kind !== 'string' || (value !== 'mi' && value !== 'km'))
    throw malformedAt(tokens.source, at, "the unit of DISTANCE must be 'mi' or 'km'");
  tokens.take();
  return { latitude, longitude, unit: value };
}

function degrees(tokens: Tokens, max: number): number {
  const { kind, value, text, at } = tokens.next;
  if (kind !== 'number') throw malformedAt(tokens.source, at, `unexpected token: '${text}'`);
  if (Math.abs(Number(value)) > max)
    throw malformedAt(tokens.source, at, `latitude and longitude must be within 90 and 180 degrees: ${text}`);
  tokens.take();
  return Number(value);
}
