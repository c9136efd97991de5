/**
 * Values by text, of which the last used stay. A text that comes once is only remembered: most never come again, and what is not kept
 * costs nothing to keep.
 */
export class OftenUsed<V> {
  #kept = new Map<string, V>();
  /** Texts that came once. */
  #seen = new Set<string>();

  constructor(private readonly max: number) {}

  get(text: string): V | undefined {
    const known = this.#kept.get(text);
    if (known === undefined) return undefined;
    this.#kept.delete(text);
    this.#kept.set(text, known);
    return known;
  }

  /** Whether a text came before, so that its value is worth keeping. */
  comesAgain(text: string): boolean {
    if (this.#seen.delete(text)) return true;
    this.#seen.add(text);
    if (this.#seen.size > this.max) this.#seen.delete(this.#seen.values().next().value!);
    return false;
  }

  keep(text: string, value: V): V {
    this.#kept.set(text, value);
    if (this.#kept.size > this.max) this.#kept.delete(this.#kept.keys().next().value!);
    return value;
  }
}
