import { Ring } from './ring.js';
import type { SystemName } from './wire.js';

/** One request and its reply, secrets taken out. Bodies are text, cut at `LOGGED_BODY_CHARS_MAX`. */
export type LoggedCall = {
  readonly seq: number;
  /** Given when the call arrived; what `Cause.call` of its writes names. */
  readonly id: number;
  readonly at: number;
  readonly system: SystemName;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  /** 0 when no reply arrived: refused or lost connections. */
  readonly status: number;
  readonly replyBody: string;
  /** The route that answered, as `METHOD /path/:param`; null when none did. */
  readonly route: string | null;
  /** For Intacct: the function and object, as `update CUSTOMER`. */
  readonly subject: string | null;
  /** What the sync core says the call is for: `poll`, `sign-in`, `read`, `write`; null for other clients. */
  readonly purpose: string | null;
  readonly traceparent: string | null;
  readonly fault: string | null;
  /** For the developer, never sent: nearest routes, the stack of an internal error. */
  readonly hint: string | null;
};

export const CALLS_MAX = 10_000;
export const LOGGED_BODY_CHARS_MAX = 65_536;

/** The last calls of all systems. */
export class CallLog {
  #ring = new Ring<LoggedCall>(CALLS_MAX);
  #listeners = new Set<(call: LoggedCall) => void>();
  #lastId = 0;

  /** The id of a call that has just arrived. */
  begin(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  get next(): number {
    return this.#ring.next;
  }

  append(call: Omit<LoggedCall, 'seq'>): void {
    const whole = { seq: this.#ring.next, ...call };
    this.#ring.push(whole);
    for (const listener of this.#listeners) listener(whole);
  }

  since(seq = 0): readonly LoggedCall[] {
    return this.#ring.since(seq);
  }

  listen(listener: (call: LoggedCall) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
