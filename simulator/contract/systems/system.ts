import type { SystemName } from '../../kernel/wire.js';
import type { Login, ProbeReply, ProbeRequest, ProbeStep } from '../types.js';

/** What shows that we signed in: headers, or, for the Intacct gateway, an id that goes into the envelope. */
export type Session = { readonly headers: Readonly<Record<string, string>>; readonly id: string };

/** A record that a run made. `key` is what later requests name it by. */
export type MadeRecord = { readonly key: string; readonly object: string; readonly id: string };

/** What a request would do to records. */
export type Effect =
  | { readonly kind: 'read' }
  /** It makes records: `text` must show whose they are. */
  | { readonly kind: 'make'; readonly text: string }
  /** It changes or removes the records that these keys name. */
  | { readonly kind: 'touch'; readonly keys: readonly string[] }
  /** Nobody can tell. */
  | { readonly kind: 'unknown' };

/** A request before its session is added. */
export type Unsigned = Omit<ProbeRequest, 'headers'> & { readonly headers: Readonly<Record<string, string>> };

/** Sends a request that is about no step: a sign-in. */
export type Ask = (system: SystemName, request: ProbeRequest) => Promise<ProbeReply>;

/** What the player must know of a vendor. Its reading of the documents is its own: it shares no code with the stand-in or the clients. */
export interface System {
  /** Throws `SignInRefusedError`. */
  signIn(ask: Ask, login: Login): Promise<Session>;
  /** The request as it leaves; without a session when it shall have none. */
  sign(request: Unsigned, session: Session | null): ProbeRequest;
  /** Functions as the body of a request; only for systems that have them. */
  envelope?(functions: readonly string[], login: Login, session: Session | null): string;
  /** Whether the reply says that the session is over. */
  isExpired(reply: ProbeReply): boolean;
  /** The vendor's error codes in a reply, in order; none when it accepted everything. */
  errors(reply: ProbeReply): readonly string[];
  effect(request: Unsigned): Effect;
  made(request: Unsigned, reply: ProbeReply): readonly MadeRecord[];
  /** Keys of the records that the request removed. */
  removed(request: Unsigned, reply: ProbeReply): readonly string[];
  /** The key under which a text in a request names a record. */
  keyOf(text: string): string;
  /** What removes these records, in their order. */
  removals(records: readonly MadeRecord[], login: Login): readonly Asking[];
  /** What finds records that the vendor made beside those of a run, as it makes a contact beside a customer; null when there are none. */
  strays?(made: readonly MadeRecord[], run: string): Strays | null;
}

/** A request that no probe has: one that cleans up. */
export type Asking = Pick<ProbeStep, 'method' | 'path' | 'query' | 'body'>;

export type Strays = {
  readonly request: Asking;
  /** Whether they can be removed only after what the run made itself. */
  readonly stayBehind: boolean;
  found(reply: ProbeReply): readonly MadeRecord[];
};
