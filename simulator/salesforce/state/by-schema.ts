import { OftenUsed } from '../../kernel/often-used.js';
import type { Schema } from '../schema.js';

/** What is worked out of a schema and a text alone: orgs with the same schema share it, and it goes with the schema. */
export class BySchema<V> {
  readonly #all = new WeakMap<Schema, OftenUsed<V>>();

  /** `max`: how many values stay, of each schema. */
  constructor(private readonly max: number) {}

  of(schema: Schema, text: string, make: () => V): V {
    const values = this.#all.get(schema) ?? new OftenUsed<V>(this.max);
    this.#all.set(schema, values);
    return values.of(text, make);
  }
}
