import type { Cell, World } from '../../kernel/world.js';
import type { Limits } from './limits.js';

const HOUR_MS = 3_600_000;

/** How often users signed in within this hour. Assumed: an hour of the clock stands for the vendor's sliding one. */
export class Logins {
  #counts: Cell<{ readonly hour: number; readonly byUser: Readonly<Record<string, number>> }>;

  constructor(
    private readonly world: World,
    private readonly limits: Limits,
  ) {
    this.#counts = world.cell('salesforce:logins', { hour: 0, byUser: {} });
  }

  /** Counts a sign-in. False when the user's sign-ins of the hour are used up. */
  count(userId: string): boolean {
    const hour = Math.floor(this.world.clock.now() / HOUR_MS);
    const known = this.#counts.get();
    const byUser = known.hour === hour ? known.byUser : {};
    const count = byUser[userId] ?? 0;
    const max = this.limits.of('logins an hour');
    if (max !== null && count >= max) return false;
    this.#counts.set({ hour, byUser: { ...byUser, [userId]: count + 1 } });
    return true;
  }
}
