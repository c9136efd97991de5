import { type FailureKind, VendorFailure } from '../../model/failure.js';

/**
 * Codes that pass by themselves. Source: reference salesforce 2.3 and REST API guide, "Status Codes and Error Responses":
 * a locked row, and the limits on requests.
 */
const PASSING = new Set(['UNABLE_TO_LOCK_ROW', 'REQUEST_LIMIT_EXCEEDED', 'rate_limit_exceeded', 'SERVER_UNAVAILABLE']);

/** One refused record of a collection, or one error of a refused call. Collections say `statusCode`, everything else `errorCode`. */
export type SalesforceError = { readonly statusCode?: string; readonly errorCode?: string; readonly message?: string };

/** What a refused record means. */
export function recordFailure(errors: readonly SalesforceError[]): VendorFailure {
  const [first] = errors;
  const code = first?.statusCode ?? first?.errorCode ?? 'UNKNOWN_EXCEPTION';
  return new VendorFailure('salesforce', PASSING.has(code) ? 'retry' : 'refusal', code, first?.message ?? code);
}

/** What a call means that was refused as a whole. A server error may come after the write: nobody knows. */
export function callFailure(status: number, code: string, message: string, retryAfter: string | undefined): VendorFailure {
  const seconds = Number(retryAfter ?? Number.NaN);
  return new VendorFailure('salesforce', kindOf(status, code), code, message, {
    status,
    ...(Number.isFinite(seconds) && seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {}),
  });
}

function kindOf(status: number, code: string): FailureKind {
  if (status >= 500) return 'unknown';
  // An expired session that a new sign-in did not cure, a limit, a lock: nothing was written, and it may pass.
  return status === 401 || status === 429 || PASSING.has(code) ? 'retry' : 'refusal';
}
