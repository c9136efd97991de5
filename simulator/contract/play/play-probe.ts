import { isRunEnding, NotRecordedError, type RunEndingError } from '../errors.js';
import { expectedMisses } from '../judge/compare-step.js';
import { missesOf } from '../judge/expect.js';
import { fillValue, NothingThereError, type Scope } from '../language/placeholders.js';
import { SYSTEMS } from '../systems/index.js';
import type { Strays, System } from '../systems/system.js';
import type { Exchange, Login, Playing, Probe, ProbeReply, ProbeStep, Target } from '../types.js';
import type { Caller } from './caller.js';
import { type Composed, compose } from './compose.js';
import { Guard } from './guard.js';

/** How long a step waits for what it waits for, and how long between two looks; in milliseconds. */
const UNTIL_MS_MAX = 300_000;
const UNTIL_PAUSE_MS = 2_000;

export type PlayOptions = {
  readonly run: string;
  /** Names that `--allow` gave. */
  readonly allowed: ReadonlySet<string>;
  readonly signal?: AbortSignal | undefined;
};

/** A playing, and what ended the whole run with it if anything did. */
export type Played = { readonly playing: Playing; readonly ending: RunEndingError | null };

/** Plays one probe on one target, and removes what it made whatever happens. */
export async function playProbe(probe: Probe, target: Target, caller: Caller, options: PlayOptions): Promise<Played> {
  const login = target.login(probe.system);
  if (login === null) return notPlayed(probe, target, `${target.name} has no connection to ${probe.system}`);
  if (probe.isOwnSurface && !target.isStandIn) return notPlayed(probe, target, 'only stand-ins have this surface');
  if (probe.allow !== null && !options.allowed.has(probe.allow) && !target.isStandIn) {
    return notPlayed(probe, target, `it is destructive or cannot be undone: --allow ${probe.allow}`);
  }
  return new ProbePlayer(probe, target, caller, login, options).play();
}

function notPlayed(probe: Probe, target: Target, why: string): Played {
  return { playing: { probe, target: target.name, exchanges: [], stopped: why, left: [] }, ending: null };
}

/** A request as it left, with its reply; or why it could not be sent. */
type Sent = string | { readonly request: Exchange['request']; readonly reply: ProbeReply };

class ProbePlayer {
  readonly #system: System;
  readonly #guard: Guard;
  readonly #replies = new Map<string, ProbeReply>();
  readonly #exchanges: Exchange[] = [];
  readonly #scope: Scope;

  constructor(
    private readonly probe: Probe,
    private readonly target: Target,
    private readonly caller: Caller,
    private readonly login: Login,
    private readonly options: PlayOptions,
  ) {
    this.#system = SYSTEMS[probe.system];
    const run = target.run ?? options.run;
    this.#guard = new Guard(this.#system, run);
    this.#scope = { run, login, replies: this.#replies };
  }

  async play(): Promise<Played> {
    let stopped: string | null = null;
    let ending: RunEndingError | null = null;
    try {
      stopped = await this.#playParts();
    } catch (error) {
      if (error instanceof NotRecordedError) stopped = error.message;
      else if (isRunEnding(error)) [ending, stopped] = [error, error.message];
      else throw error;
    }
    // Cassettes have cleaned up long ago; only what was asked of them is asked again.
    const lost = await this.#cleanUp();
    ending ??= lost;
    const left = (this.target.isRecorded ? [] : this.#guard.left).map(({ object, id }) => `${object} ${id}`);
    return { playing: { probe: this.probe, target: this.target.name, exchanges: this.#exchanges, stopped, left }, ending };
  }

  /** Why it ended early; null when every request was sent. */
  async #playParts(): Promise<string | null> {
    const { needs, given, steps, then } = this.probe;
    for (const step of this.target.isRecorded ? [] : needs) {
      const sent = await this.#send(step, step.isSignedIn);
      const lacks = typeof sent === 'string' ? sent : this.#lack(step, sent);
      if (lacks !== null) return `${this.target.name} does not have what it needs: ${lacks}`;
    }
    for (const step of [...given, ...steps, ...then]) {
      if (this.options.signal?.aborted === true) return 'interrupted';
      const stopped = await this.#playStep(step);
      if (stopped !== null) return stopped;
    }
    return null;
  }

  async #playStep(step: ProbeStep): Promise<string | null> {
    const sent = await this.#sendUntil(step);
    if (typeof sent === 'string') return `${stepText(step)}: ${sent}`;
    const { request, reply } = sent;
    this.#exchanges.push({ probe: this.probe, step, system: this.probe.system, request, reply, at: this.target.now() });
    if (step.as !== null) this.#replies.set(step.as, reply);
    const isRefused = this.#refusal(reply).length > 0;
    const isMeant = step.expect.status !== null || step.expect.error !== null;
    return step.part === 'given' && isRefused && !isMeant ? `${stepText(step)}: the set-up was refused` : null;
  }

  /** Sends a request; where the step waits for something, again until it is there or has had its time. The last reply counts. */
  async #sendUntil(step: ProbeStep): Promise<Sent> {
    for (let waitedMs = 0; ; waitedMs += UNTIL_PAUSE_MS) {
      const sent = await this.#send(step, step.isSignedIn);
      if (step.until === undefined || typeof sent === 'string' || this.target.isRecorded || waitedMs >= UNTIL_MS_MAX) return sent;
      if (this.options.signal?.aborted === true || missesOf(fillValue(step.until, this.#scope), sent.reply.data, '').length === 0)
        return sent;
      await this.target.wait(UNTIL_PAUSE_MS, this.options.signal);
    }
  }

  /** What a reply to a need lacks: it was refused, or is not as it has to be. */
  #lack(step: ProbeStep, { request, reply }: { request: Exchange['request']; reply: ProbeReply }): string | null {
    const { probe, target } = this;
    const codes = this.#refusal(reply);
    if (codes.length > 0) return codes.join(', ');
    const exchange = { probe, step, system: probe.system, request, reply, at: target.now() };
    const [miss] = expectedMisses({ exchange, scope: this.#scope });
    return miss === undefined ? null : `${miss.path}: ${miss.text}`;
  }

  /** The codes of a refusal; none when the request was accepted. */
  #refusal(reply: ProbeReply): readonly string[] {
    const codes = this.#system.errors(reply);
    return codes.length === 0 && reply.status >= 400 ? [`HTTP ${reply.status}`] : codes;
  }

  /** Sends a request, with another session if its own is over. Gives why it cannot be sent when it cannot. */
  async #send(step: ProbeStep, isSignedIn: boolean): Promise<Sent> {
    const { probe, login } = this;
    let session = isSignedIn ? await this.caller.session(probe.system, login) : null;
    for (let attempt = 1; ; attempt += 1) {
      const unsigned = composed(step, this.#scope, this.#system, session);
      if (typeof unsigned === 'string') return unsigned;
      const isAllowed = probe.allow !== null || this.target.isRecorded;
      const objection = isAllowed ? null : this.#guard.objection(unsigned);
      if (objection !== null) return `not sent: ${objection}`;
      const request = this.#system.sign(unsigned, session);
      const reply = await this.caller.send(probe.system, request, { probe, step });
      this.#guard.note(unsigned, reply);
      const isOver = session !== null && step.expect.status !== 401 && this.#system.isExpired(reply);
      if (!isOver || attempt === 2) return { request, reply };
      session = await this.caller.renew(probe.system, login);
    }
  }

  /** What the file says, then whatever is left of what was made. Gives what ended the run meanwhile. */
  async #cleanUp(): Promise<RunEndingError | null> {
    if (this.target.isRecorded) return null;
    try {
      for (const step of this.probe.cleanup) await this.#send(step, step.isSignedIn);
      const strays = this.#system.strays?.(this.#guard.made, this.#scope.run) ?? null;
      if (strays?.stayBehind === true) await this.#removeLeft();
      if (strays !== null) await this.#adopt(strays);
      await this.#removeLeft();
      return null;
    } catch (error) {
      if (isRunEnding(error)) return error;
      throw error;
    }
  }

  async #adopt({ request, found }: Strays): Promise<void> {
    const sent = await this.#send(cleaning(request), true);
    if (typeof sent !== 'string') this.#guard.adopt(found(sent.reply));
  }

  async #removeLeft(): Promise<void> {
    for (const removal of this.#system.removals(this.#guard.left, this.login)) await this.#send(cleaning(removal), true);
  }
}

/** A request, or what it lacks. */
function composed(step: ProbeStep, scope: Scope, system: System, session: Parameters<typeof compose>[3]) {
  try {
    return compose(step, scope, system, session);
  } catch (error) {
    if (error instanceof NothingThereError) return error.message;
    throw error;
  }
}

function stepText({ part, index }: ProbeStep): string {
  return `${part} ${index + 1}`;
}

function cleaning(removal: Composed): ProbeStep {
  const expect = { status: null, headers: {}, error: null };
  return { line: 0, part: 'cleanup', index: -1, as: null, headers: {}, isSignedIn: true, expect, differs: [], ...removal };
}
