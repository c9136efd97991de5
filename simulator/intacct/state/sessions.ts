import type { Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';
import { SESSION_MS } from '../limits.js';

/** A session is bound to a user and an entity. */
export type Session = {
  readonly id: string;
  readonly login: string;
  /** LOCATIONID; `''` is the top level. */
  readonly entity: string;
  readonly openedAt: number;
  readonly expiresAt: number;
};

/** Sessions of the company; each call in one moves its end. */
export class Sessions {
  #table: Table<Session>;

  constructor(private readonly world: World) {
    this.#table = world.table<Session>('intacct', { name: 'Session', key: (row) => row.id, logged: false });
  }

  open(login: string, entity: string): Session {
    this.#sweep();
    const now = this.world.clock.now();
    const id = `${this.world.random('intacct:sessions').text(38)}..`;
    return this.#table.put({ id, login, entity, openedAt: now, expiresAt: now + SESSION_MS });
  }

  /** The live session of an id, its end moved; undefined when it is unknown or over. */
  use(id: string): Session | undefined {
    const session = this.#table.get(id);
    const now = this.world.clock.now();
    if (session === undefined || session.expiresAt <= now) return undefined;
    return this.#table.put({ ...session, expiresAt: now + SESSION_MS });
  }

  end(id: string): void {
    this.#table.remove(id);
  }

  #sweep(): void {
    if (this.#table.size < SESSIONS_BEFORE_SWEEP) return;
    const now = this.world.clock.now();
    for (const session of this.#table.filter((each) => each.expiresAt <= now)) this.#table.remove(session.id);
    for (const session of this.#table.rows()) {
      if (this.#table.size < SESSIONS_BEFORE_SWEEP) return;
      this.#table.remove(session.id);
    }
  }
}

/** Sessions kept before ended ones are cleared away, then the oldest: a bound of ours for servers that run for days. */
const SESSIONS_BEFORE_SWEEP = 5_000;
