import type { Key } from './keys.js';

const ANY = 0;
const ONE = 1;
type Part = string | typeof ANY | typeof ONE;

const PLAIN: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/**
 * Makes a test of texts in lower case (null is no text) for a LIKE pattern: `%` any text, `_` one character, `\%` and `\_` themselves; letter case aside.
 * `raw` is the text literal with its escapes. The test takes time in proportion to pattern times text, never more.
 */
export function likeTest(raw: string): (lowered: Key) => boolean {
  const pieces = piecesOf(partsOf(raw));
  const [first, last] = [pieces[0]!, pieces[pieces.length - 1]!];
  if (pieces.length === 1) return ofText((text) => text.length === first.length && first.isAt(text, 0));
  const between = pieces.slice(1, -1).filter(({ length }) => length > 0);
  const lengthMin = pieces.reduce((sum, { length }) => sum + length, 0);
  const [only] = between;
  if (between.length === 1 && first.length === 0 && last.length === 0) {
    const { text: wanted, find } = only!;
    // The usual pattern, kept as short as can be: whole tables are read with it.
    return wanted === null ? ofText((text) => find(text, 0) >= 0) : (text) => typeof text === 'string' && text.indexOf(wanted) >= 0;
  }
  return ofText((text) => {
    const end = text.length - last.length;
    if (text.length < lengthMin || !first.isAt(text, 0) || !last.isAt(text, end)) return false;
    let from = first.length;
    for (const piece of between) {
      const at = piece.find(text, from);
      if (at < 0) return false;
      from = at + piece.length;
    }
    return from <= end;
  });
}

/** What a pattern asks to be somewhere in a text, if that is all that it asks. */
export function onlyPiece(raw: string): string | null {
  const [first, piece, last, ...others] = piecesOf(partsOf(raw));
  if (first?.length !== 0 || last?.length !== 0 || others.length > 0) return null;
  return piece!.text;
}

function ofText(test: (text: string) => boolean): (key: Key) => boolean {
  return (key) => typeof key === 'string' && test(key);
}

function partsOf(raw: string): readonly Part[] {
  const parts: Part[] = [];
  for (let index = 0; index < raw.length; index += 1) {
    const character = raw[index]!;
    if (character === '%') parts.push(ANY);
    else if (character === '_') parts.push(ONE);
    else if (character !== '\\') parts.push(character.toLowerCase());
    else {
      index += 1;
      const escaped = raw[index]!;
      const code = escaped.toLowerCase() === 'u' ? raw.slice(index + 1, index + 5) : '';
      if (code !== '') index += 4;
      parts.push(
        code === ''
          ? (PLAIN[escaped.toLowerCase()] ?? escaped.toLowerCase())
          : String.fromCharCode(Number.parseInt(code, 16)).toLowerCase(),
      );
    }
  }
  return parts;
}

/** What stands between two `%`: the first place where it is found leaves most text for the pieces after it. */
type Piece = {
  /** Null when it has a `_` in it. */
  readonly text: string | null;
  readonly length: number;
  readonly isAt: (text: string, at: number) => boolean;
  readonly find: (text: string, from: number) => number;
};

function piecesOf(parts: readonly Part[]): readonly Piece[] {
  const pieces: Exclude<Part, typeof ANY>[][] = [[]];
  for (const part of parts) {
    if (part === ANY) pieces.push([]);
    else pieces[pieces.length - 1]!.push(part);
  }
  return pieces.map((each) => pieceOf(each));
}

function pieceOf(parts: readonly (string | typeof ONE)[]): Piece {
  const wanted = parts.includes(ONE) ? null : parts.join('');
  const codes = parts.map((part) => (part === ONE ? -1 : part.charCodeAt(0)));
  const { length } = codes;
  const isAt = (text: string, at: number): boolean => {
    if (at < 0 || at + length > text.length) return false;
    for (let index = 0; index < length; index += 1) if (codes[index]! >= 0 && codes[index] !== text.charCodeAt(at + index)) return false;
    return true;
  };
  const find = (text: string, from: number): number => {
    if (wanted !== null) return text.indexOf(wanted, from);
    for (let at = from; at + length <= text.length; at += 1) if (isAt(text, at)) return at;
    return -1;
  };
  return { text: wanted, length, isAt, find };
}
