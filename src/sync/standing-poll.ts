import type { VendorFailure } from '../model/failure.js';
import { nextAttemptAt } from './retry.js';

/** How the standing poll of a flow fares: when it is tried again after a failure, and whether anybody is asked before then. */
export class StandingPoll {
  /** The instant of the next attempt after a failure, or null. */
  retryAt: number | null = null;
  #attempts = 0;
  #isBarred = false;

  /** False while a poll that failed as a whole waits for its next attempt. One that failed in part goes on at every pass. */
  isOpen(now: number): boolean {
    return !this.#isBarred || this.retryAt === null || now >= this.retryAt;
  }

  /** Nothing could be asked. */
  failed(now: number, failure: VendorFailure): void {
    this.#isBarred = true;
    this.#postpone(now, failure);
  }

  /** Something was heard. A source that refused its query is asked again with all others; one that failed for a passing reason before. */
  ended(now: number, failure: VendorFailure | null): void {
    this.#isBarred = false;
    if (failure !== null && failure.kind !== 'refusal') this.#postpone(now, failure);
    else {
      this.#attempts = 0;
      this.retryAt = null;
    }
  }

  #postpone(now: number, failure: VendorFailure): void {
    this.#attempts += 1;
    this.retryAt = nextAttemptAt(now, this.#attempts, failure);
  }
}
