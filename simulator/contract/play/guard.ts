import type { MadeRecord, System, Unsigned } from '../systems/system.js';

/** What a probe made so far, and whose records it may therefore touch. */
export class Guard {
  readonly #made = new Map<string, MadeRecord>();
  readonly #removed = new Set<string>();

  constructor(
    private readonly system: System,
    /** The run's prefix: it stands in every record that the run makes. */
    private readonly run: string,
  ) {}

  /** Why a request must not be sent: it would touch what the run did not make. Null when it may. */
  objection(request: Unsigned): string | null {
    const effect = this.system.effect(request);
    switch (effect.kind) {
      case 'read':
        return null;
      case 'unknown':
        return `nobody can tell which records ${request.method} ${request.path} writes`;
      case 'make':
        return this.#isMarked(effect.text)
          ? null
          : 'it would make a record that does not carry {run}, so that nobody could tell whose it is';
      case 'touch': {
        const foreign = effect.keys.find((key) => !this.#isOwn(key));
        return foreign === undefined
          ? null
          : `it would write to ${foreign === '' ? 'a record it does not name' : foreign}, which it did not make`;
      }
    }
  }

  /** Keeps account of what a request made and removed. */
  note(request: Unsigned, reply: Parameters<System['made']>[1]): void {
    for (const record of this.system.made(request, reply)) this.#made.set(record.key, record);
    for (const key of this.system.removed(request, reply)) this.#removed.add(this.system.keyOf(key));
  }

  /** Takes records for the run's own that the vendor made beside others. */
  adopt(records: readonly MadeRecord[]): void {
    for (const record of records) this.#made.set(record.key, record);
  }

  /** Everything that it made, removed or not. */
  get made(): readonly MadeRecord[] {
    return [...this.#made.values()];
  }

  /** Records that are still there, youngest first: what was made last may hang on what was made first. */
  get left(): readonly MadeRecord[] {
    return [...this.#made.values()].filter(({ key }) => !this.#removed.has(key)).reverse();
  }

  #isOwn(key: string): boolean {
    return key.includes(this.run) || this.#made.has(this.system.keyOf(key));
  }

  #isMarked(text: string): boolean {
    return text.includes(this.run) || [...this.#made.values()].some(({ id }) => text.includes(id));
  }
}
