import { Ring } from './ring.js';
import { withoutSecrets } from './secrets.js';
import { bodyText, type SystemName, type WireRequest } from './wire.js';

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

/** A call as it came and went. It becomes a `LoggedCall` when somebody reads the log: most are never read. */
export type EndedCall = {
  readonly id: number;
  readonly at: number;
  readonly request: Omit<WireRequest, 'body'>;
  /** The path without the spelling variants that the vendor takes. */
  readonly routedPath: string;
  readonly requestBody: string;
  readonly status: number;
  /** Longer ones as bytes, outside of the memory that garbage collection copies to and fro. */
  readonly replyBody: string | Uint8Array;
  readonly route: { readonly method: string; readonly path: string } | null;
  readonly notes: { readonly subject?: string; readonly hint?: string };
  readonly purpose: string | null;
  readonly traceparent: string | null;
  readonly fault: string | null;
  /** Whose call it was: takes secrets out of bodies and queries. */
  readonly vendor: { readonly system: SystemName; redact(text: string, path: string): string };
};

export const CALLS_MAX = 10_000;
export const LOGGED_BODY_CHARS_MAX = 65_536;
/** Characters of all bodies together; beyond, the oldest calls stay without theirs. */
export const LOGGED_BODIES_CHARS_MAX = 32 * 1_048_576;
/** What stands in the place of a body that was forgotten. */
const FORGOTTEN = '[no longer kept]';

const SECRET_HEADERS = new Set(['authorization', 'cookie', 'set-cookie', 'x-sfdc-session', 'proxy-authorization']);

/** The last calls of all systems. */
export class CallLog {
  #ring = new Ring<Entry>(CALLS_MAX);
  #listeners = new Set<(call: LoggedCall) => void>();
  #lastId = 0;
  #bodyChars = 0;
  #firstWithBody = 0;

  /** The id of a call that has just arrived. */
  begin(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  get next(): number {
    return this.#ring.next;
  }

  append(call: EndedCall): void {
    const entry = new Entry(this.#ring.next, call);
    const fallsOut = this.#ring.get(this.#ring.next - CALLS_MAX);
    if (fallsOut !== undefined) this.#bodyChars -= fallsOut.chars;
    this.#ring.push(entry);
    this.#bodyChars += entry.chars;
    while (this.#bodyChars > LOGGED_BODIES_CHARS_MAX) {
      this.#firstWithBody = this.#ring.oldest(this.#firstWithBody);
      const oldest = this.#ring.get(this.#firstWithBody)!;
      this.#bodyChars -= oldest.chars;
      oldest.forgetBodies();
      this.#firstWithBody += 1;
    }
    for (const listener of this.#listeners) listener(entry.logged);
  }

  since(seq = 0): readonly LoggedCall[] {
    return this.#ring.since(seq).map((entry) => entry.logged);
  }

  listen(listener: (call: LoggedCall) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** A place in the log: the call as it ended until it is read, and as it reads from then on. */
class Entry {
  chars: number;
  #call: EndedCall | LoggedCall;

  constructor(
    private readonly seq: number,
    ended: EndedCall,
  ) {
    this.#call = ended;
    this.chars = ended.requestBody.length + ended.replyBody.length;
  }

  get logged(): LoggedCall {
    if ('vendor' in this.#call) this.#call = toLogged(this.seq, this.#call);
    return this.#call;
  }

  forgetBodies(): void {
    this.#call = { ...this.#call, requestBody: FORGOTTEN, replyBody: FORGOTTEN } as EndedCall | LoggedCall;
    this.chars = 0;
  }
}

function toLogged(seq: number, call: EndedCall): LoggedCall {
  const { id, at, vendor, request, routedPath, status, route, notes, purpose, traceparent, fault } = call;
  const redact = (text: string): string => withoutSecrets(vendor.redact(text, routedPath));
  return {
    seq,
    id,
    at,
    system: vendor.system,
    method: request.method,
    path: request.path,
    query: redact(request.query),
    requestHeaders: shownHeaders(request.headers),
    requestBody: redact(call.requestBody),
    status,
    replyBody: redact(bodyText({ body: call.replyBody })),
    route: route === null ? null : `${route.method} ${route.path}`,
    subject: notes.subject ?? null,
    purpose,
    traceparent,
    fault,
    hint: notes.hint ?? null,
  };
}

function shownHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const kept: Record<string, string> = {};
  for (const name in headers) kept[name] = SECRET_HEADERS.has(name) ? '[redacted]' : headers[name]!;
  return kept;
}
