/**
 * Values by text, of which the last used stay. A text that comes once is only remembered: most never come again, and what is not kept
 * costs nothing to keep.
 */
export class OftenUsed<V> {
  #kept = new Map<string, V>();
  /** Texts that came once. */
  #seen = new Set<string>();

  constructor(private readonly max: number) {}

  /** The value of a text: the one that is kept, or a new one. `make` hears whether it will be kept. */
  of(text: string, make: (isKept: boolean) => V): V {
    const known = this.#kept.get(text);
    if (known !== undefined) {
      this.#kept.delete(text);
      this.#kept.set(text, known);
      return known;
    }
    const isKept = this.#seen.delete(text);
    const value = make(isKept);
    if (isKept) bounded(this.#kept.set(text, value), this.max);
    else bounded(this.#seen.add(text), this.max);
    return value;
  }
}

/** Lets the oldest go where there are too many. */
function bounded(texts: Map<string, unknown> | Set<string>, max: number): void {
  if (texts.size > max) texts.delete(texts.keys().next().value!);
}
