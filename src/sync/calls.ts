import { VendorFailure } from '../model/failure.js';
import type { Flow } from '../model/record.js';
import type { Send } from '../model/session.js';
import type { SystemName, Transport } from '../model/wire.js';

/** What the core calls itself. */
const USER_AGENT = 'backlot-sync';
/** Errors of a connection that was never made: nothing can have been written. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * Numbers the calls of one flow: `traceparent` names the pass and the call. No chance: the numbers are the journal's, so that
 * the same run has the same headers.
 *
 * Source: W3C Trace Context, "traceparent header": version, trace id (32 hex digits), parent id (16), flags.
 */
export class CallNumbers {
  #pass = 0;
  #call = 0;

  /** `boot` counts the starts of the core from this journal. */
  constructor(
    private readonly flow: Flow,
    private readonly boot: number,
  ) {}

  beginPass(): void {
    this.#pass += 1;
    this.#call = 0;
  }

  next(): string {
    this.#call += 1;
    const trace = `${this.flow === 'engagement' ? '0000000a' : '0000000b'}${hex(this.boot, 8)}${hex(this.#pass, 16)}`;
    return `00-${trace}-${hex(this.#call, 16)}-01`;
  }
}

/** Whether the core is still there. A killed one never hears of a reply again. */
export type Life = { isOver: boolean };

/** A transport as the clients of one flow use it. */
export function sendThrough(transport: Transport, system: SystemName, numbers: CallNumbers, life: Life): Send {
  return async (purpose, request) => {
    if (life.isOver) return never();
    const headers = {
      ...request.headers,
      'user-agent': USER_AGENT,
      traceparent: numbers.next(),
      tracestate: `backlot=${purpose}`,
    };
    try {
      const reply = await transport({ ...request, headers });
      return life.isOver ? never() : reply;
    } catch (error) {
      if (life.isOver) return never();
      throw noReply(system, error);
    }
  };
}

function never(): Promise<never> {
  return new Promise(() => {});
}

function noReply(system: SystemName, error: unknown): VendorFailure {
  const code = codeOf(error) ?? codeOf((error as { cause?: unknown } | null)?.cause) ?? 'NO_REPLY';
  const message = error instanceof Error ? error.message : String(error);
  return new VendorFailure(system, NEVER_SENT.has(code) ? 'retry' : 'unknown', code, message, { cause: error });
}

function codeOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : null;
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}
