/** What leaves for a vendor, as plain data. Header names are lower case; `query` has no question mark. */
export type WireRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
};

export type WireResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
};

/**
 * The only way from the core to a vendor. Rejects when no reply arrived (connection refused, lost, timed out).
 * `signal` ends the wait of a caller that gave up.
 */
export type Transport = (request: WireRequest, signal?: AbortSignal) => Promise<WireResponse>;

export type SystemName = 'salesforce' | 'engagement' | 'intacct';

/**
 * What a call is for. It travels in the header `tracestate: backlot=<purpose>`, beside `traceparent`, so that call logs, faults and
 * cost checks can tell standing polls and sign-ins from calls about records. `write` calls change records.
 */
export type Purpose = 'poll' | 'sign-in' | 'read' | 'write';
