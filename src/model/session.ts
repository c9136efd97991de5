import type { Purpose, WireRequest, WireResponse } from './wire.js';

/** Sends one call to one system; the frame adds `traceparent`, `tracestate` and `user-agent`. Rejects with a `VendorFailure`. */
export type Send = (purpose: Purpose, request: WireRequest) => Promise<WireResponse>;

/** A signed-in user of a system. */
export interface Session {
  /** The access token, after signing in when there is none. */
  token(): Promise<string>;
  /** Another token in place of one that the vendor called expired; several callers with the same stale token sign in once. */
  renew(stale: string): Promise<string>;
}
