import type { Cell, World } from '../../kernel/world.js';
import type { Setup } from './setup.js';

/** What a company's performance tier may limit; nothing is limited until somebody says so. */
export const LIMITS = ['calls per minute', 'calls per month', 'calls at once'] as const;
export type LimitName = (typeof LIMITS)[number];

const MINUTE_MS = 60_000;
const RETRY_AT_ONCE_SECONDS = 1;

type Counted = { readonly window: string; readonly calls: number };

/**
 * Counts calls against the limits that people set.
 *
 * Source:  developer.intacct.com, performance tiers: transactions a month, calls at once; developer.sage.com, "API transaction volume".
 * Assumed: a call counts as one whatever it holds, and a refused one counts, too.
 */
export class Traffic {
  /** For the call that is being answered: the seconds until another try is worth it when there is no room for it, else null. */
  wait: number | null = null;
  /** Calls that are not answered yet: those whose replies are held back. */
  #inFlight = 0;
  readonly #minute: Cell<Counted>;
  readonly #month: Cell<Counted>;

  constructor(
    private readonly world: World,
    private readonly setup: Setup,
  ) {
    this.#minute = world.cell('intacct:calls:minute', { window: '', calls: 0 });
    this.#month = world.cell('intacct:calls:month', { window: '', calls: 0 });
  }

  /** Counts a call while it is answered. */
  during<T>(answer: () => T | Promise<T>): T | Promise<T> {
    this.#inFlight += 1;
    this.wait = this.#admit();
    const done = (): void => {
      this.#inFlight -= 1;
    };
    let isWaiting = false;
    try {
      const reply = answer();
      isWaiting = reply instanceof Promise;
      return reply instanceof Promise ? reply.finally(done) : reply;
    } finally {
      this.wait = null;
      if (!isWaiting) done();
    }
  }

  #admit(): number | null {
    if (this.setup.limits.size === 0) return null;
    const now = this.world.clock.now();
    const month = new Date(now).toISOString().slice(0, 7);
    const perMinute = count(this.#minute, String(Math.floor(now / MINUTE_MS)));
    const perMonth = count(this.#month, month);
    if (perMonth > this.#max('calls per month')) return Math.ceil((nextMonth(month) - now) / 1_000);
    if (perMinute > this.#max('calls per minute')) return Math.ceil((MINUTE_MS - (now % MINUTE_MS)) / 1_000);
    return this.#inFlight > this.#max('calls at once') ? RETRY_AT_ONCE_SECONDS : null;
  }

  #max(name: LimitName): number {
    return this.setup.limits.get(name)?.value ?? Number.POSITIVE_INFINITY;
  }
}

function count(cell: Cell<Counted>, window: string): number {
  const before = cell.get();
  const calls = before.window === window ? before.calls + 1 : 1;
  cell.set({ window, calls });
  return calls;
}

function nextMonth(month: string): number {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return Date.UTC(year, number, 1);
}
