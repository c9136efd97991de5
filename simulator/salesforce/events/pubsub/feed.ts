import type { SalesforceOrg } from '../../state.js';
import type { Channel } from '../channels.js';
import { eventSchemaOf } from '../event-schema.js';
import type { StreamEvent } from '../stream-event.js';
import { encodeEvent } from './encode.js';
import { PubSubError, STATUS } from './errors.js';

/** Events that one request may ask for. Source: Pub/Sub API guide, "Subscribe RPC Method". */
const REQUESTED_MAX = 100;

/** The events of one channel on their way to one client, never more than it asked for. */
export class EventFeed {
  #channel: Channel | null = null;
  #position = 0;
  #pending = 0;
  #deaf: () => void;

  constructor(
    private readonly org: SalesforceOrg,
    private readonly rpcId: string,
    private readonly emit: (response: object) => void,
  ) {
    this.#deaf = org.events.listen(() => this.#send());
  }

  /** What it gives; null until `begin`. */
  get channel(): Channel | null {
    return this.#channel;
  }

  /** Starts after a replay id. */
  begin(channel: Channel, position: number): void {
    this.#channel = channel;
    this.#position = position;
  }

  /** Gives so many events more, now or when they happen. */
  ask(count: number): void {
    this.#pending += count;
    this.#send();
  }

  /** Refuses numbers of events that nobody may ask for. */
  check(count: number): void {
    if (count >= 1 && count <= REQUESTED_MAX) return;
    throw this.refused('requested.events.invalid', `The requested number of events must be between 1 and ${REQUESTED_MAX}.`);
  }

  /** Tells a client that hears nothing how far the stream is. */
  keepAlive(): void {
    if (this.#channel !== null) this.respond([]);
  }

  close(): void {
    this.#deaf();
  }

  respond(events: readonly object[], more: object = {}): void {
    const latest = events.length === 0 ? Math.max(this.#position, this.org.events.latest) : this.#position;
    const state = { rpc_id: this.rpcId, pending_num_requested: this.#pending };
    this.emit({ events, latest_replay_id: replayIdBytes(latest), ...state, ...more });
  }

  refused(code: string, message: string): PubSubError {
    return new PubSubError(STATUS.invalidArgument, `subscription.fetch.${code}`, message, this.rpcId);
  }

  #send(): void {
    if (this.#channel === null || this.#pending === 0) return;
    const events = this.org.events.after(this.#position, this.#channel.test, this.#pending);
    const last = events.at(-1);
    if (last === undefined) return;
    this.#position = last.replayId;
    this.#pending -= events.length;
    this.respond(events.flatMap(consumerEvent));
  }
}

function consumerEvent(event: StreamEvent): readonly object[] {
  if (event.kind === 'topic') return [];
  const id = event.kind === 'platform' ? String(event.row['EventUuid']) : event.transactionKey;
  const produced = { id, schema_id: eventSchemaOf(event.type).id, payload: encodeEvent(event), headers: [] };
  return [{ event: produced, replay_id: replayIdBytes(event.replayId) }];
}

/** Replay ids travel as eight bytes, the highest first. */
export function replayIdBytes(replayId: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(Math.max(0, replayId)));
  return bytes;
}

export function replayIdOf(bytes: Uint8Array): number {
  return bytes.length === 8 ? Number(Buffer.from(bytes).readBigUInt64BE()) : Number.NaN;
}
