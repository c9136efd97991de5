import type { IndexKey, Row } from './table.js';

/** Slots of rows under what they are found by. Built when it is first asked; most rows stand alone under theirs, and cost no set. */
export class HashIndex<R extends Row> {
  #slots: Map<string, number | Set<number>> | null = null;

  constructor(private readonly keyOf: IndexKey<R>) {}

  get isBuilt(): boolean {
    return this.#slots !== null;
  }

  build(rows: readonly (R | undefined)[]): void {
    this.#slots = new Map();
    for (const [slot, row] of rows.entries()) if (row !== undefined) for (const each of listed(this.keyOf(row))) this.#add(each, slot);
  }

  /** Slots mean something else now; it will be built anew when it is asked. */
  drop(): void {
    this.#slots = null;
  }

  /** The one slot that stands under a text, or several. */
  get(text: string): number | ReadonlySet<number> | undefined {
    return this.#slots!.get(text);
  }

  /** A row came, changed or went. */
  write(slot: number, before: R | null, after: R | null): void {
    if (this.#slots === null) return;
    const from = before === null ? null : this.keyOf(before);
    const to = after === null ? null : this.keyOf(after);
    if (from === to) return;
    for (const text of listed(from)) this.#remove(text, slot);
    for (const text of listed(to)) this.#add(text, slot);
  }

  #add(text: string, slot: number): void {
    const known = this.#slots!.get(text);
    if (known === undefined) this.#slots!.set(text, slot);
    else if (typeof known !== 'number') known.add(slot);
    else if (known !== slot) this.#slots!.set(text, new Set([known, slot]));
  }

  #remove(text: string, slot: number): void {
    const known = this.#slots!.get(text);
    if (known === slot) this.#slots!.delete(text);
    if (known === undefined || typeof known === 'number') return;
    known.delete(slot);
    if (known.size === 0) this.#slots!.delete(text);
  }
}

function listed(keys: ReturnType<IndexKey<Row>>): readonly string[] {
  if (keys === null || keys === undefined) return [];
  return typeof keys === 'string' ? [keys] : keys;
}
