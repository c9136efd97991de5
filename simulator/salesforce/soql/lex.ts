import { malformed, malformedAt } from './errors.js';

export type TokenKind = 'name' | 'string' | 'number' | 'date' | 'datetime' | 'time' | 'symbol' | 'end';

/** One word of a query. `text` is as written; `value` is what it stands for (texts without quotes and escapes, instants in ms). */
export type Token = { readonly kind: TokenKind; readonly text: string; readonly value: string | number; readonly at: number };

/** Characters a query may have. Source: [SOQL] "SOQL and SOSL Limits". */
export const STATEMENT_CHARS_MAX = 100_000;
/** Characters a text literal may have. Source: [SOQL] "SOQL and SOSL Limits". */
const LITERAL_CHARS_MAX = 4_000;

const SPACE = /\s*/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const INSTANT = /(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:?\d{2}))?(?![A-Za-z0-9_:])/iy;
const TIME = /([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,3}))?Z(?![A-Za-z0-9_:])/iy;
const NUMBER = /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![A-Za-z0-9_])/y;
const SYMBOL = /<>|<=|>=|!=|[=<>(),.:]/y;
const STRING = /'([^'\\]*(?:\\[\s\S][^'\\]*)*)'/y;

/** Cuts a query into words. Refuses what no query may contain, with the place. */
export function lex(source: string): readonly Token[] {
  if (source.length > STATEMENT_CHARS_MAX) throw malformed('SOQL statements cannot be longer than 100,000 characters.');
  const tokens: Token[] = [];
  let at = skipSpace(source, 0);
  while (at < source.length) {
    const token = nextToken(source, at);
    tokens.push(token);
    at = skipSpace(source, at + token.text.length);
  }
  tokens.push({ kind: 'end', text: '', value: '', at: source.length });
  return tokens;
}

function skipSpace(source: string, at: number): number {
  SPACE.lastIndex = at;
  SPACE.test(source);
  return SPACE.lastIndex;
}

function nextToken(source: string, at: number): Token {
  const name = match(NAME, source, at);
  if (name !== null) return { kind: 'name', text: name[0], value: name[0], at };
  if (source[at] === "'") return stringToken(source, at);
  const instant = match(INSTANT, source, at);
  if (instant !== null) return instantToken(source, instant, at);
  const time = match(TIME, source, at);
  if (time !== null) return { kind: 'time', text: time[0], value: timeText(time), at };
  const number = match(NUMBER, source, at);
  if (number !== null) return { kind: 'number', text: number[0], value: Number(number[0]), at };
  const symbol = match(SYMBOL, source, at);
  if (symbol !== null) return { kind: 'symbol', text: symbol[0], value: symbol[0], at };
  throw strangeCharacter(source, at);
}

/** A time of day as fields store it. */
function timeText([, hour, minute, second, fraction]: RegExpExecArray): string {
  return `${hour}:${minute}:${second}.${(fraction ?? '').padEnd(3, '0')}Z`;
}

function match(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

/** Assumed: the column counts from 0 and the line from 1, as the vendor's parser generator (ANTLR) does. */
function strangeCharacter(source: string, at: number): Error {
  const { line, column } = placeIn(source, at);
  return malformed(`line ${line}:${column} no viable alternative at character '${source[at]}'`);
}

function placeIn(source: string, at: number): { line: number; column: number } {
  const before = source.slice(0, at);
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: at - lastBreak - 1 };
}

function stringToken(source: string, at: number): Token {
  const found = match(STRING, source, at);
  if (found === null) {
    const { line, column } = placeIn(source, source.length);
    throw malformed(`line ${line}:${column} mismatched character '<EOF>' expecting '''`);
  }
  const raw = found[1]!;
  if (raw.length > LITERAL_CHARS_MAX)
    throw malformedAt(source, at, 'String literals in a WHERE clause cannot be longer than 4,000 characters.');
  return { kind: 'string', text: found[0], value: withoutEscapes(source, raw, at + 1), at };
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
  _: '_',
  '%': '%',
};

/** Source: [SOQL] "Quoted String Escape Sequences". */
function withoutEscapes(source: string, raw: string, start: number): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(
    /\\(?:[uU]([0-9a-fA-F]{4})|([\s\S]))/g,
    (_whole, code: string | undefined, letter: string | undefined, offset: number) => {
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      const plain = ESCAPES[letter!] ?? ESCAPES[letter!.toLowerCase()];
      if (plain === undefined) throw strangeCharacter(source, start + offset + 1);
      return plain;
    },
  );
}

/** Valid dates. Source: [SOQL] "Date Formats and Date Literals in WHERE": 1700-01-01 to 4000-12-31. */
const INSTANT_MIN = Date.UTC(1700, 0, 1);
const INSTANT_MAX = Date.UTC(4001, 0, 1) - 1;

function instantToken(source: string, found: RegExpExecArray, at: number): Token {
  const [text, year, month, day, hour, minute, second, fraction, zone] = found;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const isReal = midnight >= INSTANT_MIN && midnight <= INSTANT_MAX && new Date(midnight).getUTCDate() === Number(day);
  if (!isReal || Number(month) > 12) throw malformedAt(source, at, `Invalid date: ${text}`);
  if (hour === undefined) return { kind: 'date', text, value: text, at };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) throw malformedAt(source, at, `Invalid datetime: ${text}`);
  const millis = Number((fraction ?? '0').padEnd(3, '0').slice(0, 3));
  const local = midnight + Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second) * 1_000 + millis;
  return { kind: 'datetime', text, value: local - zoneOffset(zone!), at };
}

function zoneOffset(zone: string): number {
  if (zone === 'Z' || zone === 'z') return 0;
  const digits = zone.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
