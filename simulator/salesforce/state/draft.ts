import type { Row } from '../../kernel/table.js';

/** A record on its way through a save: what was stored, what the call gave, and what the platform adds. */
export class Draft {
  #values: Record<string, unknown>;
  #given: Set<string>;

  constructor(
    /** Null while a record is created. */
    readonly before: Row | null,
    given: ReadonlyMap<string, unknown>,
    /** The writing user. */
    readonly by: string,
  ) {
    this.#values = before === null ? {} : { ...before };
    this.#given = new Set(given.keys());
    for (const [name, value] of given) this.#values[name] = value;
  }

  get id(): string | null {
    return (this.#values['Id'] as string | undefined) ?? null;
  }

  get(name: string): unknown {
    return this.#values[name] ?? null;
  }

  /** Whether the call gave a value (null counts). */
  isGiven(name: string): boolean {
    return this.#given.has(name);
  }

  /** Whether this save changes a stored value; every value of a new record counts as changed. */
  isChanged(name: string): boolean {
    return this.before === null ? this.get(name) !== null : (this.before[name] ?? null) !== this.get(name);
  }

  /** Sets a value that the platform decides. */
  set(name: string, value: unknown): void {
    this.#values[name] = value;
  }

  /** Sets a value where the call gave none. */
  setDefault(name: string, value: unknown): void {
    if (this.get(name) === null) this.#values[name] = value;
  }

  row(): Row {
    return this.#values;
  }
}
