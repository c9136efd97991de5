import { type FailureKind, VendorFailure } from '../../model/failure.js';

/** An error body or an entry of a result's `errors`. */
export type EngagementError = { readonly code?: number; readonly message?: string };

/** Codes of a token that is no good any more. Source: error codes 1 and 184 (reference C.5, B.1). */
const EXPIRED = new Set([1, 15, 49, 184]);
/** Limits that pass: daily and concurrent requests. Source: error codes 66, 122, 202. */
const PASSING = new Set([66, 122, 202]);

/** Whether another token may help. */
export function isExpired(failure: VendorFailure): boolean {
  return failure.details.status === 401 && EXPIRED.has(Number(failure.code));
}

export function callFailure(status: number, error: EngagementError, retryAfter: string | undefined): VendorFailure {
  const code = error.code ?? status;
  const seconds = Number(retryAfter ?? Number.NaN);
  const details = { status, ...(Number.isFinite(seconds) && seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {}) };
  return new VendorFailure('engagement', kindOf(status, code), String(code), error.message ?? `HTTP ${status}`, details);
}

/** What a refused record of a batch means. */
export function recordFailure(errors: readonly EngagementError[]): VendorFailure {
  const [first] = errors;
  const code = first?.code ?? 0;
  return new VendorFailure('engagement', PASSING.has(code) ? 'retry' : 'refusal', String(code), first?.message ?? `error ${code}`);
}

function kindOf(status: number, code: number): FailureKind {
  if (status >= 500) return 'unknown';
  return status === 401 || status === 429 || PASSING.has(code) ? 'retry' : 'refusal';
}
