import type { StandIn, WireRequest } from '../../simulator/kernel/wire.js';
import type { Chance } from './chance.js';

/** Something to be abused: what it answers, and what its clients usually send. */
export type Target = {
  readonly name: string;
  readonly standIn: StandIn;
  readonly host: string;
  readonly routes: readonly { readonly method: string; readonly path: string }[];
  /** Headers that make a call valid. */
  readonly headers: () => Readonly<Record<string, string>>;
  /** What a parameter of a path usually is. */
  readonly params: Readonly<Record<string, readonly string[]>>;
  /** What usually stands in queries. */
  readonly queries: readonly string[];
  /** Bodies that are valid somewhere: texts, or values to be printed as JSON; a type comes with them when it is another. */
  readonly bodies: readonly Body[];
  /** A call that must work whatever came before. */
  readonly proof: () => WireRequest;
};

export type Body = { readonly path?: string; readonly type?: string; readonly content: unknown };

/** What clients of the target saw in replies: ids, tokens and addresses, to be used again. */
export class Harvest {
  #found: string[] = [];

  take(text: string): void {
    for (const [found] of text.slice(0, 20_000).matchAll(/\b(?:[0-9A-Za-z]{15}[A-Z0-5]{3}|[1-9]\d{0,5}|[0-9a-f-]{36})\b/g)) {
      if (this.#found.length < 500) this.#found.push(found);
      else this.#found[(this.#found.length * found.length * 7 + found.charCodeAt(0)) % 500] = found;
    }
  }

  pick(chance: Chance): string {
    return this.#found.length === 0 ? '1' : chance.pick(this.#found);
  }
}
