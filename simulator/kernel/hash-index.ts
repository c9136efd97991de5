import type { IndexKey, Row } from './table.js';

/** Keys of rows under what they are found by. Built when it is first asked; most rows stand alone under theirs, and cost no set. */
export class HashIndex<R extends Row> {
  #keys: Map<string, string | Set<string>> | null = null;

  constructor(
    private readonly keyOf: IndexKey<R>,
    private readonly key: (row: R) => string,
  ) {}

  get isBuilt(): boolean {
    return this.#keys !== null;
  }

  build(rows: Iterable<R>): void {
    this.#keys = new Map();
    for (const row of rows) for (const each of listed(this.keyOf(row))) this.#add(each, this.key(row));
  }

  /** The one key that stands under a text, or several. */
  get(text: string): string | ReadonlySet<string> | undefined {
    return this.#keys!.get(text);
  }

  /** A row came, changed or went. */
  write(key: string, before: R | null, after: R | null): void {
    if (this.#keys === null) return;
    const from = before === null ? null : this.keyOf(before);
    const to = after === null ? null : this.keyOf(after);
    if (from === to) return;
    for (const text of listed(from)) this.#remove(text, key);
    for (const text of listed(to)) this.#add(text, key);
  }

  #add(text: string, key: string): void {
    const known = this.#keys!.get(text);
    if (known === undefined) this.#keys!.set(text, key);
    else if (typeof known !== 'string') known.add(key);
    else if (known !== key) this.#keys!.set(text, new Set([known, key]));
  }

  #remove(text: string, key: string): void {
    const known = this.#keys!.get(text);
    if (known === key) this.#keys!.delete(text);
    if (known === undefined || typeof known === 'string') return;
    known.delete(key);
    if (known.size === 0) this.#keys!.delete(text);
  }
}

function listed(keys: ReturnType<IndexKey<Row>>): readonly string[] {
  if (keys === null || keys === undefined) return [];
  return typeof keys === 'string' ? [keys] : keys;
}
