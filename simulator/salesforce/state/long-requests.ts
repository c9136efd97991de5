import type { World } from '../../kernel/world.js';
import { SalesforceError } from '../errors.js';
import type { Limits } from './limits.js';

/** What takes longer counts. Source: App Limits cheat sheet, "Concurrent API Request Limits". */
const LONG_MS = 20_000;

/** The requests under way. They are of this moment and in no snapshot. */
export class LongRequests {
  #begun = new Set<{ readonly at: number }>();

  constructor(
    private readonly world: World,
    private readonly limits: Limits,
  ) {}

  /** Notes a request until its reply is there. */
  async during<T>(reply: Promise<T>): Promise<T> {
    const request = { at: this.world.clock.now() };
    this.#begun.add(request);
    try {
      return await reply;
    } finally {
      this.#begun.delete(request);
    }
  }

  /** Refuses a call while too many others take too long. */
  check(): void {
    if (this.#begun.size === 0) return;
    const max = this.limits.of('long requests at once');
    const since = this.world.clock.now() - LONG_MS;
    let long = 0;
    for (const { at } of this.#begun) if (at < since) long += 1;
    if (max !== null && long >= max) {
      throw new SalesforceError('REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.', { status: 403 });
    }
  }
}
