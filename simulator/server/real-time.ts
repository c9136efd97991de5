import type { Clock } from '../kernel/clock.js';

/** The machine's time, as far as the simulator uses it. */
export type RealTime = {
  now(): number;
  /** Runs `work` after so many milliseconds; call the result to give it up. */
  after(ms: number, work: () => void): () => void;
};

/** The one place where the simulator reads the machine's clock and waits for it. */
export const realTime: RealTime = {
  now: () => Date.now(),
  after: (ms, work) => {
    const timeout = setTimeout(work, ms);
    return () => clearTimeout(timeout);
  },
};

/** Longest single wait, in milliseconds: timers far away are looked at again, because machines sleep and timeouts overflow. */
const WAIT_MS_MAX = 3_600_000;

/** How long timers may run one after the other before requests, and signals to stop, have their turn, in milliseconds. */
const BREATHE_EVERY_MS = 50;

/** A machine's clock that somebody sets backwards stands still here, and goes on from there: nothing may be younger than what it caused. */
export function neverBack(now: () => number): () => number {
  let last = now();
  let back = 0;
  return () => {
    const at = now();
    if (at < last) back += last - at;
    last = at;
    return at + back;
  };
}

/**
 * Lets a world's clock run on by itself, and moves it when asked. Whatever moves it waits for its turn, so that what falls due
 * runs once and in order.
 */
export class ClockDriver {
  #cancel: (() => void) | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #movers = 0;
  #isFollowing = false;
  readonly #now: () => number;
  #breathed = 0;

  /** `fail` hears of errors in what ran when time passed by itself; the clock goes on. */
  constructor(
    readonly clock: Clock,
    private readonly time: RealTime,
    private readonly fail: (error: unknown) => void,
  ) {
    this.#now = neverBack(time.now);
    clock.onArm = () => this.#schedule();
    clock.breathe = () => this.#breathe();
  }

  get isFrozen(): boolean {
    return !this.#isFollowing;
  }

  /** Time passes by itself from the present virtual instant on. */
  thaw(): void {
    this.#isFollowing = true;
    if (this.#movers === 0) this.clock.follow(this.#now);
  }

  /** Time stands until it is moved. */
  freeze(): void {
    this.#isFollowing = false;
    this.clock.follow(null);
    this.#stopWaiting();
  }

  /** Moves to an instant, running what falls due on the way at its own instant. */
  advanceTo(instant: number): Promise<void> {
    return this.exclusively(async () => {
      await this.clock.advanceTo(instant);
    });
  }

  /** Runs work that moves the clock or must not be passed over by it; time stands meanwhile. */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(() => this.#move(work));
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** No timer is waited for any longer. */
  stop(): void {
    this.clock.onArm = null;
    // A way that is being gone ends here: nobody waits for it any longer.
    this.clock.breathe = this.#movers === 0 ? null : () => new Promise(() => {});
    this.freeze();
  }

  async #move<T>(work: () => Promise<T>): Promise<T> {
    this.#movers += 1;
    this.#breathed = this.#now();
    this.clock.follow(null);
    try {
      return await work();
    } finally {
      this.#movers -= 1;
      if (this.#isFollowing) this.clock.follow(this.#now);
    }
  }

  /** Days of polls are one long chain of promises, in which nothing else of the process would run. */
  #breathe(): Promise<void> | null {
    const now = this.#now();
    if (now - this.#breathed < BREATHE_EVERY_MS) return null;
    return new Promise((resolve) => {
      this.time.after(0, () => {
        this.#breathed = this.#now();
        resolve();
      });
    });
  }

  #schedule(): void {
    this.#stopWaiting();
    if (!this.#isFollowing || this.#movers > 0) return;
    const next = this.clock.peek();
    if (next === undefined) return;
    this.#cancel = this.time.after(Math.min(Math.max(0, next.at - this.clock.now()), WAIT_MS_MAX), () => void this.#tick());
  }

  async #tick(): Promise<void> {
    try {
      await this.exclusively(() => this.clock.advanceTo(this.clock.now()));
    } catch (error) {
      this.fail(error);
    }
  }

  #stopWaiting(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}
