import type { SalesforceOrg } from '../../state.js';
import type { Channel } from '../channels.js';
import { eventSchemaOf } from '../event-schema.js';
import { REPLAY_ALL, REPLAY_NEW } from '../stream.js';
import { encodeEvent } from './encode.js';
import { PubSubError, STATUS } from './errors.js';

/** A fetch request, as the wire gives it. */
export type FetchRequest = {
  readonly topic_name: string;
  readonly replay_preset: 'LATEST' | 'EARLIEST' | 'CUSTOM';
  readonly replay_id: Uint8Array;
  readonly num_requested: number;
};

/** Events that one request may ask for. Source: Pub/Sub API guide, "Subscribe RPC Method". */
const REQUESTED_MAX = 100;

/** One subscriber's stream: the topic is fixed by the first request, further ones ask for more events. */
export class PubSubSubscription {
  #channel: Channel | null = null;
  #position = 0;
  #pending = 0;
  #deaf: () => void;

  constructor(
    private readonly org: SalesforceOrg,
    private readonly rpcId: string,
    private readonly find: (topic: string) => Channel,
    private readonly emit: (response: object) => void,
  ) {
    this.#deaf = org.events.listen(() => this.#send());
  }

  receive(request: FetchRequest): void {
    if (request.num_requested < 1 || request.num_requested > REQUESTED_MAX) {
      throw this.#refused('requested.events.invalid', `The requested number of events must be between 1 and ${REQUESTED_MAX}.`);
    }
    if (this.#channel === null) this.#begin(request);
    else if (request.topic_name !== '' && request.topic_name !== this.#channel.name) {
      throw this.#refused('topic.mismatch', 'The topic name must be the same in every fetch request of a stream.');
    }
    this.#pending += request.num_requested;
    this.#send();
  }

  /** Tells a subscriber that hears nothing how far the stream is. */
  keepAlive(): void {
    if (this.#channel !== null) this.#respond([]);
  }

  close(): void {
    this.#deaf();
  }

  #begin({ topic_name, replay_preset, replay_id }: FetchRequest): void {
    const channel = this.find(topic_name);
    if (replay_preset === 'CUSTOM' && replay_id.length === 0) {
      throw this.#refused('replayid.validation.failed', 'The replay ID is required for the replay preset CUSTOM.');
    }
    const wanted = replay_preset === 'CUSTOM' ? replayIdOf(replay_id) : replay_preset === 'EARLIEST' ? REPLAY_ALL : REPLAY_NEW;
    const position = this.org.events.place(wanted);
    if (position === null) throw this.#refused('replayid.corrupted', 'The replay ID validation failed.');
    this.#channel = channel;
    this.#position = position;
  }

  #send(): void {
    if (this.#channel === null || this.#pending === 0) return;
    const events = this.org.events.after(this.#position, this.#channel.test, this.#pending);
    const last = events.at(-1);
    if (last === undefined) return;
    this.#position = last.replayId;
    this.#pending -= events.length;
    this.#respond(
      events.flatMap((event) => {
        if (event.kind === 'topic') return [];
        const id = event.kind === 'platform' ? String(event.row['EventUuid']) : event.transactionKey;
        const produced = { id, schema_id: eventSchemaOf(event.type).id, payload: encodeEvent(event), headers: [] };
        return [{ event: produced, replay_id: replayIdBytes(event.replayId) }];
      }),
    );
  }

  #respond(events: readonly object[]): void {
    const latest_replay_id = replayIdBytes(events.length === 0 ? Math.max(this.#position, this.org.events.latest) : this.#position);
    this.emit({ events, latest_replay_id, rpc_id: this.rpcId, pending_num_requested: this.#pending });
  }

  #refused(code: string, message: string): PubSubError {
    return new PubSubError(STATUS.invalidArgument, `subscription.fetch.${code}`, message, this.rpcId);
  }
}

/** Replay ids travel as eight bytes, the highest first. */
export function replayIdBytes(replayId: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(Math.max(0, replayId)));
  return bytes;
}

function replayIdOf(bytes: Uint8Array): number {
  return bytes.length === 8 ? Number(Buffer.from(bytes).readBigUInt64BE()) : Number.NaN;
}
