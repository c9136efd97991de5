import type { Cell, World } from '../../kernel/world.js';
import { SalesforceError } from '../errors.js';
import type { Limits } from './limits.js';
import type { LongRequests } from './long-requests.js';

/** API calls an org may make in 24 hours. Source: App Limits cheat sheet, "API Requests", Developer Edition. */
export const API_REQUESTS_MAX = 15_000;

const DAY_MS = 86_400_000;

/**
 * How many API calls the org served today.
 *
 * Source:  App Limits cheat sheet: the limit of an org is soft; calls well beyond it are refused.
 * Assumed: a day of the calendar (UTC) stands for the vendor's sliding 24 hours. The standard limit refuses nothing; one that was set
 *          does, so that a test can run into it.
 */
export class ApiUsage {
  #calls: Cell<{ readonly day: number; readonly count: number }>;

  constructor(
    private readonly world: World,
    private readonly limits: Limits,
    private readonly longRequests: LongRequests,
  ) {
    this.#calls = world.cell('salesforce:api-usage', { day: 0, count: 0 });
  }

  /** Calls that the org may make in a day. */
  get max(): number {
    return this.limits.of('api requests a day') ?? API_REQUESTS_MAX;
  }

  get used(): number {
    const { day, count } = this.#calls.get();
    return day === this.#today() ? count : 0;
  }

  get remaining(): number {
    return Math.max(0, this.max - this.used);
  }

  /** Counts a call. Refuses it when the day's calls are used up, or too many take too long. */
  count(): void {
    this.longRequests.check();
    const max = this.limits.of('api requests a day');
    if (max !== null && this.used >= max) {
      throw new SalesforceError('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.', { status: 403 });
    }
    this.#calls.set({ day: this.#today(), count: this.used + 1 });
  }

  /** The text of the `Sforce-Limit-Info` header. */
  get text(): string {
    return `api-usage=${this.used}/${this.max}`;
  }

  #today(): number {
    return Math.floor(this.world.clock.now() / DAY_MS);
  }
}
