import type { Cell, World } from '../../kernel/world.js';

/** API calls an org may make in 24 hours. Source: App Limits cheat sheet, "API Requests", Developer Edition. */
export const API_REQUESTS_MAX = 15_000;

const DAY_MS = 86_400_000;

/**
 * How many API calls the org served today.
 *
 * Assumed: a day of the calendar (UTC) stands for the vendor's sliding 24 hours, and the limit is soft, as the vendor's is.
 */
export class ApiUsage {
  #calls: Cell<{ readonly day: number; readonly count: number }>;

  constructor(private readonly world: World) {
    this.#calls = world.cell('salesforce:api-usage', { day: 0, count: 0 });
  }

  get used(): number {
    const { day, count } = this.#calls.get();
    return day === this.#today() ? count : 0;
  }

  get remaining(): number {
    return Math.max(0, API_REQUESTS_MAX - this.used);
  }

  count(): void {
    this.#calls.set({ day: this.#today(), count: this.used + 1 });
  }

  /** The text of the `Sforce-Limit-Info` header. */
  get text(): string {
    return `api-usage=${this.used}/${API_REQUESTS_MAX}`;
  }

  #today(): number {
    return Math.floor(this.world.clock.now() / DAY_MS);
  }
}
