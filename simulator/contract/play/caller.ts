import type { SystemName } from '../../kernel/wire.js';
import { RateLimitError, SessionExpiredError } from '../errors.js';
import { readReply } from '../reply-data.js';
import { SYSTEMS } from '../systems/index.js';
import type { Session } from '../systems/system.js';
import type { About, Login, ProbeReply, ProbeRequest, Target } from '../types.js';

/** How long one call waits for a limit to pass, in milliseconds, and how often it asks again. */
const WAIT_MS_MAX = 300_000;
const TRIES_MAX = 6;
/** The first pause when the target names none; each further one is twice as long. */
const PAUSE_MS = 1_000;

/** Calls one target: keeps its sessions, and its limits. */
export class Caller {
  readonly #sessions = new Map<SystemName, Promise<Session>>();

  constructor(
    private readonly target: Target,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** The session of a system, made at the first need. Throws `SignInRefusedError`; cassettes have none. */
  session(system: SystemName, login: Login): Promise<Session | null> {
    if (this.target.isRecorded) return Promise.resolve(null);
    const known = this.#sessions.get(system);
    if (known !== undefined) return known;
    const signingIn = SYSTEMS[system].signIn((at, request) => this.send(at, request, null), login);
    this.#sessions.set(system, signingIn);
    signingIn.catch(() => this.#sessions.delete(system));
    return signingIn;
  }

  /** Another session in place of one that is over. Throws `SessionExpiredError` when there is nothing to sign in with. */
  renew(system: SystemName, login: Login): Promise<Session | null> {
    if (login.values['accessToken'] !== undefined) throw new SessionExpiredError(system);
    this.#sessions.delete(system);
    return this.session(system, login);
  }

  /** One request. When the target asks for a pause it gets one, unless the reply is what somebody wants to see. */
  async send(system: SystemName, request: ProbeRequest, about: About): Promise<ProbeReply> {
    let waitedMs = 0;
    for (let attempt = 1; ; attempt += 1) {
      const reply = await this.target.send(system, request, about);
      const pauseMs = reply.status === about?.step.expect.status ? null : pauseOf(reply, attempt);
      if (pauseMs === null || this.target.isRecorded || this.signal?.aborted === true) return readReply(reply);
      if (attempt === TRIES_MAX || waitedMs + pauseMs > WAIT_MS_MAX) throw new RateLimitError(system, waitedMs);
      await this.target.wait(pauseMs, this.signal);
      waitedMs += pauseMs;
    }
  }
}

/** How long to wait before the same request may be sent again; null when the reply is an answer. Source: RFC 6585, RFC 9110 10.2.3. */
function pauseOf({ status, headers }: { status: number; headers: Readonly<Record<string, string>> }, attempt: number): number | null {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  const isNamed = Number.isFinite(seconds) && seconds >= 0;
  if (status === 429 || (status === 503 && isNamed)) return isNamed ? seconds * 1_000 : PAUSE_MS * 2 ** (attempt - 1);
  return null;
}
