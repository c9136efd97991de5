import { SalesforceError } from '../errors.js';

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'field'; readonly path: readonly string[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'operation'; readonly operator: string; readonly args: readonly Expression[] };

/** A formula that cannot be saved, in the words of the formula editor. */
export function formulaError(message: string): SalesforceError {
  return new SalesforceError('FIELD_INTEGRITY_EXCEPTION', `Error: Syntax error. ${message}`, { fields: ['errorConditionFormula'] });
}

const TOKEN =
  /\s*(?:(\d+(?:\.\d*)?|\.\d+)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\$?[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)|(<>|!=|<=|>=|==|&&|\|\||[-+*/^&=<>!(),]))/y;

const DEPTH_MAX = 100;
const LENGTH_MAX = 3_900;

type Token = { readonly kind: 'number' | 'text' | 'name' | 'sign' | 'end'; readonly text: string };

/** Operators from weak to strong; each line binds to the left. Source: Salesforce Help, "Formula Operators". */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['=', '==', '<>', '!='],
  ['<', '<=', '>', '>='],
  ['&', '+', '-'],
  ['*', '/'],
  ['^'],
];

/** Reads a formula. Refuses what it cannot read, over-long and over-deep ones; nothing is ever run that was not understood. */
export function parseFormula(text: string): Expression {
  if (text.length > LENGTH_MAX)
    throw formulaError(`Formula is too long (${text.length} characters). Maximum length is ${LENGTH_MAX} characters.`);
  const reader = new Reader(tokensOf(text));
  const expression = reader.level(0, 0);
  if (reader.peek().kind !== 'end') throw formulaError(`Extra '${reader.peek().text}'`);
  return expression;
}

class Reader {
  #index = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  peek(): Token {
    return this.tokens[this.#index]!;
  }

  take(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.#index += 1;
    return token;
  }

  takeSign(text: string): boolean {
    const found = this.peek().kind === 'sign' && this.peek().text === text;
    if (found) this.#index += 1;
    return found;
  }

  level(level: number, depth: number): Expression {
    if (depth > DEPTH_MAX) throw formulaError('Formula is too complex');
    const operators = LEVELS[level];
    if (operators === undefined) return this.unary(depth);
    let left = this.level(level + 1, depth + 1);
    while (this.peek().kind === 'sign' && operators.includes(this.peek().text)) {
      const operator = this.take().text;
      left = { kind: 'operation', operator, args: [left, this.level(level + 1, depth + 1)] };
    }
    return left;
  }

  unary(depth: number): Expression {
    if (depth > DEPTH_MAX) throw formulaError('Formula is too complex');
    for (const operator of ['-', '+', '!']) {
      if (this.takeSign(operator)) return { kind: 'operation', operator: `unary ${operator}`, args: [this.unary(depth + 1)] };
    }
    return this.primary(depth);
  }

  primary(depth: number): Expression {
    const token = this.take();
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) };
    if (token.kind === 'text') return { kind: 'literal', value: token.text };
    if (token.kind === 'name') return this.name(token.text, depth);
    if (token.kind === 'sign' && token.text === '(') {
      const inner = this.level(0, depth + 1);
      if (!this.takeSign(')')) throw formulaError("Missing ')'");
      return inner;
    }
    throw formulaError(token.kind === 'end' ? 'Unexpected end of formula' : `Found '${token.text}'`);
  }

  name(name: string, depth: number): Expression {
    if (this.takeSign('(')) return { kind: 'call', name: name.toUpperCase(), args: this.args(depth) };
    const upper = name.toUpperCase();
    if (upper === 'TRUE' || upper === 'FALSE') return { kind: 'literal', value: upper === 'TRUE' };
    if (upper === 'NULL') return { kind: 'literal', value: null };
    return { kind: 'field', path: name.split('.') };
  }

  args(depth: number): readonly Expression[] {
    const args: Expression[] = [];
    if (this.takeSign(')')) return args;
    do args.push(this.level(0, depth + 1));
    while (this.takeSign(','));
    if (!this.takeSign(')')) throw formulaError("Missing ')'");
    return args;
  }
}

function tokensOf(formula: string): readonly Token[] {
  const text = formula.replaceAll(/\/\*[\s\S]*?\*\//g, ' ').trimEnd();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) throw formulaError(`Found '${text.slice(from).trim()[0]}'`);
    const [, number, quoted, name, sign] = match;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: unquoted(quoted) });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else tokens.push({ kind: 'sign', text: sign! });
  }
  return [...tokens, { kind: 'end', text: '' }];
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function unquoted(quoted: string): string {
  return quoted.slice(1, -1).replaceAll(/\\(.)/gs, (_, character: string) => ESCAPES[character] ?? character);
}
