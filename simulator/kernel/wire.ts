/** What a client sends, as plain data. Header names are lower case; `path` has no query; `query` has no question mark. */
export type WireRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
  /** Whoever asks will write the reply to a socket: a long text is as welcome in bytes, which then need not be made twice. */
  readonly takesBytes?: boolean;
};

/**
 * What a stand-in answers. Header names are written as the vendor spells them; mounts compare them case-insensitively. Several cookies
 * stand in one `Set-Cookie`, a line each; mounts send a header for each line.
 */
export type WireResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string | AsyncIterable<Uint8Array | string>;
};

/** A vendor in memory. Mounts know this and nothing else of it. */
export interface StandIn {
  answer(request: WireRequest): WireResponse | Promise<WireResponse>;
}

/** The three systems, as scenarios, logs and faults name them. */
export type SystemName = 'salesforce' | 'engagement' | 'intacct';

/** The connection broke before a reply arrived: mounts drop the socket, the direct transport rejects. */
export class ConnectionLostError extends Error {
  readonly code = 'ECONNRESET';
  constructor() {
    super('socket hang up');
    this.name = 'ConnectionLostError';
  }
}

/** The values of a reply's header as they go out: a cookie a line, everything else as it is. */
export function headerValues(name: string, value: string): readonly string[] {
  return name.toLowerCase() === 'set-cookie' ? value.split('\n') : [value];
}

const decoder = new TextDecoder('utf-8');

/** The body as text (UTF-8; broken sequences become U+FFFD, as the vendors' front ends do). */
export function bodyText(message: { readonly body: Uint8Array | string }): string {
  return typeof message.body === 'string' ? message.body : decoder.decode(message.body);
}

/** The body's size in bytes, as a limit counts it. */
export function bodyBytes(message: { readonly body: Uint8Array | string }): number {
  return typeof message.body === 'string' ? Buffer.byteLength(message.body) : message.body.byteLength;
}

/** Where the caller believes it is talking to, from Host and X-Forwarded-*; vendors compose `instance_url` and the like from it. */
export function originOf(request: WireRequest, fallback: string): string {
  const host = request.headers['x-forwarded-host'] ?? request.headers['host'];
  if (host === undefined || host === '') return fallback;
  const scheme = request.headers['x-forwarded-proto'] ?? (fallback.startsWith('https:') ? 'https' : 'http');
  return `${scheme}://${host}`;
}
