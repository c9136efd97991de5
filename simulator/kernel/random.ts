/** A stream of chance that depends on the world's seed and the stream's name only, so that a new stream renames nothing. */
export class Random {
  constructor(private readonly cell: { get(): number; set(value: number): void }) {}

  /** The next number in [0, 1). Source: mulberry32, a 32-bit generator in the public domain. */
  next(): number {
    const state = (this.cell.get() + 0x6d2b79f5) | 0;
    this.cell.set(state);
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number in [0, below). */
  int(below: number): number {
    return Math.floor(this.next() * below);
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.int(choices.length)];
    if (choice === undefined) throw new RangeError('nothing to pick from');
    return choice;
  }

  /** Text of the given length over an alphabet; for tokens, which must look random yet repeat. */
  text(length: number, alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'): string {
    let result = '';
    for (let index = 0; index < length; index += 1) result += alphabet[this.int(alphabet.length)];
    return result;
  }
}

/** Where a stream starts: FNV-1a over the seed and the stream's name. */
export function seedOf(seed: number, stream: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let index = 0; index < stream.length; index += 1) hash = Math.imul(hash ^ stream.charCodeAt(index), 0x01000193);
  return hash | 0;
}
