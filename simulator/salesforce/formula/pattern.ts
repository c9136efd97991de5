import { formulaError } from './parse.js';

/** Tests whole texts. */
export type Pattern = (text: string) => boolean;

type Instruction =
  | { readonly kind: 'character'; readonly test: (character: string) => boolean }
  | { readonly kind: 'split'; readonly ways: readonly number[] }
  | { readonly kind: 'place'; readonly test: (text: readonly string[], at: number) => boolean };

/** Instructions of one pattern. Bound of ours. */
const INSTRUCTIONS_MAX = 5_000;
const DEPTH_MAX = 50;

/**
 * Compiles a pattern of REGEX(). All ways through it are walked at once, letter by letter, so that no pattern takes longer than its length
 * times the text's.
 *
 * Source:  Salesforce Help, "REGEX": the syntax is that of Java's patterns, and the whole text must match.
 * Refuses: what is no pattern; references back and looks behind, which are not available.
 */
export function compilePattern(source: string): Pattern {
  const ignoresCase = source.startsWith('(?i)');
  const program = new PatternReader([...(ignoresCase ? source.slice(4) : source)], ignoresCase).read();
  return (text) => run(program, 0, [...text], 0, true);
}

/** Whether a program gets through from a place on; `isWhole` when it must end where the text does. */
function run(program: readonly Instruction[], start: number, text: readonly string[], from: number, isWhole: boolean): boolean {
  let here = reach(program, [start], text, from);
  for (let at = from; ; at += 1) {
    if (here.has(program.length) && (!isWhole || at === text.length)) return true;
    if (at >= text.length || here.size === 0) return false;
    const next: number[] = [];
    for (const place of here) {
      const instruction = program[place];
      if (instruction?.kind === 'character' && instruction.test(text[at]!)) next.push(place + 1);
    }
    here = reach(program, next, text, at + 1);
  }
}

/** Every place that is reached without a letter. */
function reach(program: readonly Instruction[], starts: readonly number[], text: readonly string[], at: number): Set<number> {
  const reached = new Set<number>();
  const waiting = [...starts];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (reached.has(place)) continue;
    reached.add(place);
    const instruction = program[place];
    if (instruction?.kind === 'split') waiting.push(...instruction.ways);
    if (instruction?.kind === 'place' && instruction.test(text, at)) waiting.push(place + 1);
  }
  return reached;
}

const CLASSES: Readonly<Record<string, RegExp>> = { d: /[0-9]/, w: /[A-Za-z0-9_]/, s: /[ \t\n\v\f\r]/ };
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f' };

/** Reads a pattern from left to right into instructions; offsets in `split` count from the instruction's own place. */
class PatternReader {
  #at = 0;

  constructor(
    private readonly source: readonly string[],
    private readonly ignoresCase: boolean,
  ) {}

  read(): readonly Instruction[] {
    const program = this.#alternatives(0);
    if (this.#at < this.source.length) throw invalid();
    return resolved(program);
  }

  #alternatives(depth: number): readonly Instruction[] {
    if (depth > DEPTH_MAX) throw invalid();
    let program = this.#sequence(depth);
    while (this.#take('|')) {
      const other = this.#sequence(depth);
      program = [split(1, program.length + 2), ...program, split(other.length + 1), ...other];
    }
    return program;
  }

  #sequence(depth: number): readonly Instruction[] {
    const program: Instruction[] = [];
    while (this.#at < this.source.length && !['|', ')'].includes(this.source[this.#at]!)) {
      const piece = this.#quantified(this.#piece(depth));
      if (program.length + piece.length > INSTRUCTIONS_MAX) throw invalid();
      program.push(...piece);
    }
    return program;
  }

  #piece(depth: number): readonly Instruction[] {
    const sign = this.source[this.#at]!;
    this.#at += 1;
    switch (sign) {
      case '(':
        return this.#group(depth);
      case '[':
        return [this.#character(this.#set())];
      case '.':
        return [this.#character((letter) => letter !== '\n' && letter !== '\r')];
      case '^':
        return [{ kind: 'place', test: (_text, at) => at === 0 }];
      case '$':
        return [{ kind: 'place', test: (text, at) => at === text.length }];
      case '\\':
        return [this.#escaped()];
      case '*':
      case '+':
      case '?':
      case '{':
        throw invalid();
      default:
        return [this.#character((letter) => letter === sign)];
    }
  }

  #group(depth: number): readonly Instruction[] {
    const looks = this.#takeAll('?=') ? true : this.#takeAll('?!') ? false : null;
    if (looks === null && !this.#takeAll('?:') && this.source[this.#at] === '?') throw invalid();
    const inside = this.#alternatives(depth + 1);
    if (!this.#take(')')) throw invalid();
    if (looks === null) return inside;
    const program = resolved(inside);
    return [{ kind: 'place', test: (text, at) => run(program, 0, text, at, false) === looks }];
  }

  #quantified(piece: readonly Instruction[]): readonly Instruction[] {
    const [min, max] = this.#counts();
    // Lazy and possessive forms lead through the same texts.
    if (min !== 1 || max !== 1) this.#take('?') || this.#take('+');
    if (piece.length * Math.max(min, Number.isFinite(max) ? max : min + 1) > INSTRUCTIONS_MAX) throw invalid();
    const program = Array.from({ length: min }, () => piece).flat();
    if (max === Number.POSITIVE_INFINITY) return [...program, split(1, piece.length + 2), ...piece, split(-piece.length - 1)];
    const optional = Array.from({ length: max - min }, (_each, index) => [split(1, (max - min - index) * (piece.length + 1)), ...piece]);
    return [...program, ...optional.flat()];
  }

  #counts(): readonly [min: number, max: number] {
    if (this.#take('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.#take('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.#take('?')) return [0, 1];
    if (this.source[this.#at] !== '{') return [1, 1];
    const [whole, min, comma, max] = /^\{(\d{1,4})(,?)(\d{0,4})\}/.exec(this.source.slice(this.#at, this.#at + 12).join('')) ?? [];
    if (whole === undefined) throw invalid();
    this.#at += whole.length;
    const most = max === '' ? (comma === ',' ? Number.POSITIVE_INFINITY : Number(min)) : Number(max);
    if (most < Number(min)) throw invalid();
    return [Number(min), most];
  }

  #set(): (letter: string) => boolean {
    const isNegated = this.#take('^');
    const tests: ((letter: string) => boolean)[] = [];
    while (tests.length === 0 || this.source[this.#at] !== ']') {
      const start = this.#setMember();
      if (typeof start !== 'string') tests.push(start);
      else if (this.source[this.#at] === '-' && this.source[this.#at + 1] !== ']') {
        this.#at += 1;
        const end = this.#setMember();
        if (typeof end !== 'string' || end < start) throw invalid();
        tests.push((letter) => letter >= start && letter <= end);
      } else tests.push((letter) => letter === start);
    }
    this.#at += 1;
    return (letter) => tests.some((test) => test(letter)) !== isNegated;
  }

  #setMember(): string | ((letter: string) => boolean) {
    const sign = this.source[this.#at];
    if (sign === undefined) throw invalid();
    this.#at += 1;
    if (sign !== '\\') return sign;
    const escaped = this.source[this.#at];
    if (escaped === undefined) throw invalid();
    this.#at += 1;
    return classOf(escaped) ?? letterOf(escaped);
  }

  #escaped(): Instruction {
    const sign = this.source[this.#at];
    if (sign === undefined) throw invalid();
    this.#at += 1;
    if (sign === 'b' || sign === 'B') return { kind: 'place', test: (text, at) => isEdge(text, at) === (sign === 'b') };
    const test = classOf(sign);
    if (test !== null) return this.#character(test);
    const letter = letterOf(sign);
    return this.#character((each) => each === letter);
  }

  #character(test: (letter: string) => boolean): Instruction {
    if (!this.ignoresCase) return { kind: 'character', test };
    return { kind: 'character', test: (letter) => test(letter.toLowerCase()) || test(letter.toUpperCase()) };
  }

  #take(sign: string): boolean {
    if (this.source[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #takeAll(signs: string): boolean {
    if (this.source.slice(this.#at, this.#at + signs.length).join('') !== signs) return false;
    this.#at += signs.length;
    return true;
  }
}

function classOf(sign: string): ((letter: string) => boolean) | null {
  const known = CLASSES[sign.toLowerCase()];
  if (known === undefined) return null;
  return sign === sign.toLowerCase() ? (letter) => known.test(letter) : (letter) => !known.test(letter);
}

/** Letters behind a backslash that mean nothing here are no patterns: they may mean something to the vendor. */
function letterOf(sign: string): string {
  const letter = ESCAPES[sign];
  if (letter !== undefined) return letter;
  if (/[A-Za-z0-9]/.test(sign)) throw invalid();
  return sign;
}

const isWord = (letter: string | undefined): boolean => letter !== undefined && CLASSES['w']!.test(letter);
const isEdge = (text: readonly string[], at: number): boolean => isWord(text[at - 1]) !== isWord(text[at]);

const split = (...ways: readonly number[]): Instruction => ({ kind: 'split', ways });

/** Ways from a place become places. */
function resolved(program: readonly Instruction[]): readonly Instruction[] {
  return program.map((each, place) => (each.kind === 'split' ? split(...each.ways.map((way) => place + way)) : each));
}

const invalid = () => formulaError('Invalid regular expression, or one that is not available');
