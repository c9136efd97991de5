import { queryFailed } from '../errors.js';
import { FILTER_DEPTH_MAX, IN_VALUES_MAX } from '../limits.js';
import type { Column } from './column.js';
import { ALL, and, type Comparing, type Condition, compare, not, type Operator, or, UnreadableValueError } from './condition.js';

/** Finds the column that a name in the text means; null when there is none. */
export type Columns = (name: string) => Column | null;

/**
 * Compiles the filter of `readByQuery`: comparisons joined with AND, OR, NOT and parentheses. Blank means all.
 *
 * Source:  "XML functions", readByQuery: the grammar; choices and booleans compare by their codes.
 * Refuses: DL02000001 for whatever is not in the grammar (ORDER BY, joins), unknown fields and ISO dates.
 */
export function compileWhere(text: string, columns: Columns): Condition {
  if (text.trim() === '') return ALL;
  const parser = new Parser(tokenise(text), columns);
  return parser.whole();
}

type Token = { readonly kind: 'word' | 'text' | 'number' | 'mark'; readonly value: string };

const TOKEN = /\s*(?:'((?:[^'\\]|\\.|'')*)'|([A-Za-z_][\w.]*)|([+-]?(?:\d+\.?\d*|\.\d+))|(<=|>=|<>|!=|[<>=(),]))/y;

function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  const source = text.trimEnd();
  TOKEN.lastIndex = 0;
  let place = 0;
  while (place < source.length) {
    TOKEN.lastIndex = place;
    const found = TOKEN.exec(source);
    if (found === null) throw queryFailed(`The query is not valid near '${source.slice(place, place + 20).trim()}'.`);
    place = TOKEN.lastIndex;
    if (found[1] !== undefined) tokens.push({ kind: 'text', value: found[1].replace(/\\(.)|''/g, (_whole, escaped) => escaped ?? "'") });
    else if (found[2] !== undefined) tokens.push({ kind: 'word', value: found[2] });
    else if (found[3] !== undefined) tokens.push({ kind: 'number', value: found[3] });
    else tokens.push({ kind: 'mark', value: found[4]! });
  }
  return tokens;
}

const COMPARING: Comparing = { codes: true, ignoreCase: false };
const MARKS: Readonly<Record<string, Operator>> = { '=': '=', '<>': '<>', '!=': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };

class Parser {
  #next = 0;
  #depth = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly columns: Columns,
  ) {}

  whole(): Condition {
    const condition = this.#either();
    if (this.#peek() !== undefined) throw this.#unexpected();
    return condition;
  }

  #either(): Condition {
    const parts = [this.#both()];
    while (this.#takeWord('or')) parts.push(this.#both());
    if (parts.length > 1) this.#demandNoLimit(parts);
    return parts.length === 1 ? parts[0]! : or(parts);
  }

  #both(): Condition {
    const parts = [this.#single()];
    while (this.#takeWord('and')) parts.push(this.#single());
    return parts.length === 1 ? parts[0]! : and(parts);
  }

  #single(): Condition {
    this.#depth += 1;
    if (this.#depth > FILTER_DEPTH_MAX) throw queryFailed('The query is nested too deeply.');
    const condition = this.#takeWord('not') ? this.#opposite() : this.#takeMark('(') ? this.#group() : this.#comparison();
    this.#depth -= 1;
    return condition;
  }

  #opposite(): Condition {
    const part = this.#single();
    this.#demandNoLimit([part]);
    return not(part);
  }

  #demandNoLimit(parts: readonly Condition[]): void {
    if (parts.some((part) => part.limit !== undefined)) throw queryFailed('rownum can stand beside AND only.');
  }

  #group(): Condition {
    const condition = this.#either();
    if (!this.#takeMark(')')) throw this.#unexpected();
    return condition;
  }

  #comparison(): Condition {
    const token = this.#take();
    if (token.kind !== 'word') throw this.#unexpected(token);
    if (token.value.toLowerCase() === 'rownum') return this.#rowNumber();
    const column = this.columns(token.value);
    if (column === null) throw queryFailed(`The field ${token.value} is not valid.`);
    const [operator, values] = this.#predicate();
    try {
      return compare(column, operator, values, COMPARING);
    } catch (error) {
      throw error instanceof UnreadableValueError ? queryFailed(`${token.value}: ${error.message}.`) : error;
    }
  }

  /** Source: "XML functions", readByQuery: the pseudo-column rownum. As in Oracle, it can only say how many rows there may be. */
  #rowNumber(): Condition {
    const [operator, [text = '']] = this.#predicate();
    const number = Number(text);
    const limit =
      operator === '<' ? Math.ceil(number) - 1 : operator === '<=' || (operator === '=' && number === 1) ? Math.floor(number) : Number.NaN;
    if (Number.isNaN(limit)) throw queryFailed('rownum can be compared with < and <= only.');
    return { ...ALL, limit: Math.max(0, limit) };
  }

  #predicate(): [Operator, readonly string[]] {
    const token = this.#take();
    const mark = token.kind === 'mark' ? MARKS[token.value] : undefined;
    if (mark !== undefined) return [mark, [this.#value()]];
    if (token.kind !== 'word') throw this.#unexpected(token);
    switch (token.value.toLowerCase()) {
      case 'like':
        return ['like', [this.#value()]];
      case 'in':
        return ['in', this.#list()];
      case 'not':
        if (this.#takeWord('like')) return ['notlike', [this.#value()]];
        if (this.#takeWord('in')) return ['notin', this.#list()];
        throw this.#unexpected();
      case 'is': {
        const isNot = this.#takeWord('not');
        if (!this.#takeWord('null')) throw this.#unexpected();
        return [isNot ? 'isnotnull' : 'isnull', []];
      }
      default:
        throw this.#unexpected(token);
    }
  }

  #list(): readonly string[] {
    if (!this.#takeMark('(')) throw this.#unexpected();
    const values = [this.#value()];
    while (this.#takeMark(',')) values.push(this.#value());
    if (!this.#takeMark(')')) throw this.#unexpected();
    if (values.length > IN_VALUES_MAX) throw queryFailed(`More than ${IN_VALUES_MAX} values in a list.`);
    return values;
  }

  #value(): string {
    const token = this.#take();
    if (token.kind === 'text' || token.kind === 'number') return token.value;
    throw this.#unexpected(token);
  }

  #peek(): Token | undefined {
    return this.tokens[this.#next];
  }

  #take(): Token {
    const token = this.tokens[this.#next];
    if (token === undefined) throw queryFailed('The query ends too early.');
    this.#next += 1;
    return token;
  }

  #takeWord(word: string): boolean {
    const token = this.#peek();
    const isIt = token?.kind === 'word' && token.value.toLowerCase() === word;
    if (isIt) this.#next += 1;
    return isIt;
  }

  #takeMark(mark: string): boolean {
    const token = this.#peek();
    const isIt = token?.kind === 'mark' && token.value === mark;
    if (isIt) this.#next += 1;
    return isIt;
  }

  #unexpected(token = this.#peek()): Error {
    return queryFailed(token === undefined ? 'The query ends too early.' : `The query is not valid near '${token.value}'.`);
  }
}
