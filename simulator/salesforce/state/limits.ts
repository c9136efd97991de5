import type { Cell, World } from '../../kernel/world.js';

/** What can be limited, with the limit that holds when nobody set one; null is none. Source: App Limits cheat sheet, Developer Edition. */
const STANDARD = {
  /** Calls in a day. The vendor's limit of 15,000 is soft, so it is told and refuses nothing. */
  'api requests a day': null,
  /** Requests that take longer than 20 seconds. */
  'long requests at once': 5,
  'logins an hour': 3_600,
  /**
   * Live access tokens of one user and app; a further one ends the oldest.
   * Assumed: none, though the vendor has 5, because clients that sign in once and again in one test would lose their first session.
   */
  'tokens of an app': null,
} as const satisfies Readonly<Record<string, number | null>>;

export type LimitName = keyof typeof STANDARD;
export const LIMIT_NAMES = Object.keys(STANDARD) as readonly LimitName[];

/** The limits of an org. */
export class Limits {
  #set: Cell<Readonly<Partial<Record<LimitName, number>>>>;

  constructor(world: World) {
    this.#set = world.cell('salesforce:limits', {});
  }

  of(name: LimitName): number | null {
    return this.#set.get()[name] ?? STANDARD[name];
  }

  /** The limits that somebody set. */
  get given(): Readonly<Partial<Record<LimitName, number>>> {
    return this.#set.get();
  }

  /** Sets a limit; null gives the standard one back. */
  set(name: LimitName, value: number | null): void {
    const { [name]: _old, ...others } = this.#set.get();
    this.#set.set(value === null ? others : { ...others, [name]: value });
  }
}
