import { BacklotError } from '../kernel/errors.js';
import type { SystemName } from '../kernel/wire.js';

/** A system did not answer at all. */
export class UnreachableError extends BacklotError {
  readonly code = 'UNREACHABLE';
  constructor(
    readonly system: SystemName,
    where: string,
    cause: unknown,
  ) {
    super(`${system} cannot be reached at ${where}: ${reasonOf(cause)}`, 'Check the address in the connection file, and the network.', {
      cause,
    });
  }
}

/** A system answered, and did not let us in. */
export class SignInRefusedError extends BacklotError {
  readonly code = 'SIGN_IN_REFUSED';
  constructor(
    readonly system: SystemName,
    said: string,
  ) {
    super(`${system} refused the sign-in: ${said}`, 'Check the variables that the connection file names, and what the user may do there.');
  }
}

/** Something answers, and it is not the system, or not the version of it, that the connection file names. */
export class WrongSystemError extends BacklotError {
  readonly code = 'WRONG_SYSTEM';
  constructor(
    readonly system: SystemName,
    reason: string,
  ) {
    super(reason, 'Check the address, and the version if there is one, in the connection file.');
  }
}

/** What is told of a reply that the system itself would not give to somebody who signs in. */
export function notItself(system: SystemName, { status }: { readonly status: number }): WrongSystemError {
  return new WrongSystemError(system, `it is not ${system} that answers at its address: HTTP ${status} in reply to the sign-in`);
}

/** A token that was given ready-made is no good any more, and nothing is there to get another with. */
export class SessionExpiredError extends BacklotError {
  readonly code = 'SESSION_EXPIRED';
  constructor(readonly system: SystemName) {
    super(`the access token of ${system} has expired`, 'Put a fresh one into its variable, or give user and password instead.');
  }
}

/** The target limits calls, and will not take more soon enough to wait for. */
export class RateLimitError extends BacklotError {
  readonly code = 'RATE_LIMITED';
  constructor(
    readonly system: SystemName,
    waitedMs: number,
  ) {
    super(`${system} takes no more calls: after ${Math.round(waitedMs / 1000)} s of waiting it still refuses them`, 'Run it again later.');
  }
}

/** A cassette that was recorded without the request that is asked of it. */
export class NotRecordedError extends BacklotError {
  readonly code = 'NOT_RECORDED';
  constructor(target: string, what: string) {
    super(`${target} has no reply to ${what}`, 'Record it again with these probes.');
  }
}

/** What ends a whole run: every further probe would meet the same. */
export type RunEndingError = UnreachableError | SignInRefusedError | WrongSystemError | SessionExpiredError | RateLimitError;

export function isRunEnding(error: unknown): error is RunEndingError {
  return (
    error instanceof UnreachableError ||
    error instanceof SignInRefusedError ||
    error instanceof WrongSystemError ||
    error instanceof SessionExpiredError ||
    error instanceof RateLimitError
  );
}

/** Node hides why a connection failed behind "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error as { cause?: unknown };
  if (cause instanceof Error) return reasonOf(cause);
  const { code } = error as { code?: string };
  return error.message || code || error.name;
}
