import type { SystemName } from './wire.js';

/**
 * What a failed call or a failed record means to the core's retry policy:
 * - `retry`: nothing was written; the same call may succeed later (429, a locked row, a refused connection);
 * - `unknown`: it may have been written or not (a lost reply, a time-out, most 5xx); look it up before sending it again;
 * - `refusal`: the vendor says no to this content; final until a new trigger.
 */
export type FailureKind = 'retry' | 'unknown' | 'refusal';

/** A vendor did not do what a call asked for. `code` and `message` are the vendor's own words. */
export class VendorFailure extends Error {
  constructor(
    readonly system: SystemName,
    readonly kind: FailureKind,
    readonly code: string,
    message: string,
    readonly details: {
      /** The vendor's wish from Retry-After, in milliseconds. */
      readonly retryAfterMs?: number;
      readonly status?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'VendorFailure';
  }

  /** `FIELD_CUSTOM_VALIDATION_EXCEPTION: Phone is required`, as sync error pages show it. */
  get text(): string {
    return this.message.startsWith(this.code) ? this.message : `${this.code}: ${this.message}`;
  }
}
