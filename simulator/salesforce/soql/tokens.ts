import { malformed, malformedAt } from './errors.js';
import { lex, type Token } from './lex.js';
import type { Name } from './syntax.js';

/** Where a parser stands in a query: looks at the next word, takes it, or refuses it in the vendor's words. */
export class Tokens {
  #tokens: readonly Token[];
  #index = 0;

  constructor(readonly source: string) {
    this.#tokens = lex(source);
  }

  get next(): Token {
    return this.#tokens[this.#index]!;
  }

  /** The word after the next one, or further on. */
  ahead(distance: number): Token {
    return this.#tokens[Math.min(this.#index + distance, this.#tokens.length - 1)]!;
  }

  take(): Token {
    const token = this.next;
    if (token.kind !== 'end') this.#index += 1;
    return token;
  }

  /** Whether the next word is one of these keywords (given in capitals). */
  isWord(...words: readonly string[]): boolean {
    return this.next.kind === 'name' && words.includes(this.next.text.toUpperCase());
  }

  isSymbol(symbol: string): boolean {
    return this.next.kind === 'symbol' && this.next.text === symbol;
  }

  /** Takes the next word if it is this keyword. */
  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.take();
    return true;
  }

  takeSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false;
    this.take();
    return true;
  }

  needWord(word: string): Token {
    if (!this.isWord(word)) throw this.unexpected();
    return this.take();
  }

  needSymbol(symbol: string): Token {
    if (!this.isSymbol(symbol)) throw this.unexpected();
    return this.take();
  }

  needName(): Name {
    if (this.next.kind !== 'name') throw this.unexpected();
    const { text, at } = this.take();
    return { text, at };
  }

  /** Source: MALFORMED_QUERY recorded from real orgs: a bracket that is missing has its own text. */
  needClosing(): Token {
    if (!this.isSymbol(')')) throw malformed(`expecting a right parentheses, found '${this.#shown()}'`);
    return this.take();
  }

  /** A refusal of the next word. */
  unexpected(token: Token = this.next): Error {
    if (token.kind === 'end') return malformedAt(this.source, token.at, 'unexpected token: <EOF>');
    return malformedAt(this.source, token.at, `unexpected token: '${token.text}'`);
  }

  expectingFrom(): Error {
    return malformed(`expecting 'from', found '${this.#shown()}'`);
  }

  #shown(): string {
    return this.next.kind === 'end' ? '<EOF>' : this.next.text;
  }
}
