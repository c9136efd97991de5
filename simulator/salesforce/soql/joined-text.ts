import type { Key } from './keys.js';

/** Stands between the texts of two places. A text to look for that has it in itself is not looked for here. */
const BETWEEN = '\0';

/** The texts of a column as one: to find a piece in it is one search instead of one for each record. */
export class JoinedText {
  readonly #text: string;
  /** Where the text of each place begins, and behind the last the end of all. */
  readonly #starts: Int32Array;

  constructor(keys: readonly Key[]) {
    const texts = keys.map((key) => (typeof key === 'string' ? key : ''));
    this.#text = texts.join(BETWEEN);
    this.#starts = new Int32Array(texts.length + 1);
    for (let place = 0, at = 0; place < texts.length; place += 1) {
      at += texts[place]!.length + BETWEEN.length;
      this.#starts[place + 1] = at;
    }
  }

  /** Whether a piece can be looked for here. */
  static suits(piece: string): boolean {
    return piece !== '' && !piece.includes(BETWEEN);
  }

  /** A test of places, to be asked in rising order: whether the text there has the piece in it. */
  finder(piece: string): (place: number) => boolean {
    const text = this.#text;
    const starts = this.#starts;
    let found = -1;
    return (place) => {
      if (place <= found) return place === found;
      const at = text.indexOf(piece, starts[place]);
      if (at < 0) found = starts.length;
      else for (found = place; starts[found + 1]! <= at; found += 1);
      return place === found;
    };
  }
}
