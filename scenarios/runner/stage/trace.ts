import type { Change } from '../../../simulator/kernel/change-log.js';
import { bodyText } from '../../../simulator/kernel/wire.js';
import type { Decision } from '../../../src/model/decision.js';
import type { RecordRef } from '../../../src/model/record.js';
import type { SystemName, WireRequest, WireResponse } from '../../../src/model/wire.js';
import { instantText } from '../language/time.js';

/** One thing that happened, in the order in which it happened. Plain JSON data; the same for the same story and seed on every transport. */
export type TraceEntry =
  | { readonly kind: 'step'; readonly at: string; readonly number: number; readonly text: string; readonly phase: 'given' | 'steps' }
  | {
      readonly kind: 'call';
      readonly at: string;
      readonly system: SystemName;
      readonly method: string;
      readonly path: string;
      readonly query: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      /** 0 when no reply arrived. */
      readonly status: number;
      readonly reply: string;
    }
  | {
      readonly kind: 'change';
      readonly at: string;
      readonly system: SystemName;
      readonly object: string;
      readonly id: string;
      readonly operation: string;
      readonly actor: string;
      readonly cause: string;
      /** What was before and after, of the fields that differ. */
      readonly fields: Readonly<Record<string, readonly [before: unknown, after: unknown]>>;
    }
  | {
      readonly kind: 'decision';
      readonly at: string;
      readonly flow: string;
      readonly outcome: string;
      readonly rules: readonly string[];
      readonly reason: string;
      readonly text: string;
      readonly about: readonly RecordRef[];
      /** What the rule saw. */
      readonly facts: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'crash'; readonly at: string; readonly text: string }
  | {
      readonly kind: 'idle';
      readonly at: string;
      readonly until: string;
      readonly polls: number;
      /** The flow that had nothing to look for while another had; left out when it was so for all. */
      readonly flow?: string;
    };

/** What one played scenario did. Entries are made when somebody looks, so that a story that passes pays nothing for them. */
export class Trace {
  #makers: (() => TraceEntry)[] = [];
  #idle: { until: number; polls: number; readonly place: number } | null = null;

  /** A trace of entries that were made elsewhere, in another thread. */
  static of(entries: readonly TraceEntry[]): Trace {
    const trace = new Trace();
    trace.#makers = entries.map((entry) => () => entry);
    return trace;
  }

  get length(): number {
    return this.#makers.length;
  }

  step(at: number, number: number, text: string, phase: 'given' | 'steps'): void {
    this.#makers.push(() => ({ kind: 'step', at: instantText(at), number, text, phase }));
  }

  call(at: number, system: SystemName, request: WireRequest, reply: WireResponse | null): void {
    this.#makers.push(() => callEntry(at, system, request, reply));
  }

  change(change: Change): void {
    this.#makers.push(() => changeEntry(change));
  }

  decision(decision: Decision): void {
    // What a decision is about grows with what its commands make; the trace shows what was known when it fell.
    const { flow, outcome, rules, reason, text, about, facts } = decision;
    this.#makers.push(() => ({ kind: 'decision', at: instantText(decision.at), flow, outcome, rules, reason, text, about, facts }));
  }

  crash(at: number, text: string): void {
    this.#makers.push(() => ({ kind: 'crash', at: instantText(at), text }));
  }

  /** Polls that were passed over; when nothing happened since the last ones, they are one entry. */
  idle(at: number, until: number, polls: number): void {
    if (this.#idle !== null && this.#idle.place === this.#makers.length) {
      this.#idle.until = until;
      this.#idle.polls += polls;
      return;
    }
    const idle = { until, polls, place: this.#makers.length + 1 };
    this.#idle = idle;
    this.#makers.push(() => ({ kind: 'idle', at: instantText(at), until: instantText(idle.until), polls: idle.polls }));
  }

  /** One poll that a flow passed over while another flow has something to do. */
  idleFlow(at: number, flow: string): void {
    this.#makers.push(() => ({ kind: 'idle', at: instantText(at), until: instantText(at), polls: 1, flow }));
  }

  entries(): readonly TraceEntry[] {
    return this.#makers.map((make) => make());
  }

  /** One JSON object a line. */
  text(): string {
    return this.#makers.map((make) => `${JSON.stringify(make())}\n`).join('');
  }

  toJSON(): readonly TraceEntry[] {
    return this.entries();
  }
}

function callEntry(at: number, system: SystemName, request: WireRequest, reply: WireResponse | null): TraceEntry {
  return {
    kind: 'call',
    at: instantText(at),
    system,
    method: request.method,
    path: request.path,
    query: redacted(request.query),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, name === 'authorization' ? REDACTED : value]),
    ),
    body: redacted(bodyText(request)),
    status: reply?.status ?? 0,
    reply: reply === null ? '' : redacted(bodyText(reply)),
  };
}

function changeEntry(change: Change): TraceEntry {
  const { system, object, id, operation, actor, cause, before, after } = change;
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const fields: Record<string, readonly [unknown, unknown]> = {};
  for (const name of names) {
    const [was, is] = [before?.[name] ?? null, after?.[name] ?? null];
    if (JSON.stringify(was) !== JSON.stringify(is)) fields[name] = [was, is];
  }
  return { kind: 'change', at: instantText(change.at), system, object, id, operation, actor, cause: cause.text, fields };
}

const REDACTED = '[redacted]';
const SECRET_PARAMETER = /\b(password|client_secret|access_token|refresh_token)=[^&\s]*/g;
const SECRET_MEMBER = /"(password|client_secret|access_token|refresh_token|signature)"\s*:\s*"[^"]*"/g;
const SECRET_ELEMENT = /<(password|sessionid|sessionId)>[^<]*</g;

/** Takes passwords and tokens out: a trace is something to send around. */
function redacted(text: string): string {
  return text
    .replace(SECRET_PARAMETER, `$1=${REDACTED}`)
    .replace(SECRET_MEMBER, `"$1":"${REDACTED}"`)
    .replace(SECRET_ELEMENT, `<$1>${REDACTED}<`);
}
