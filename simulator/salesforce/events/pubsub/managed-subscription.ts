import type { SalesforceOrg } from '../../state.js';
import type { Channel } from '../channels.js';
import type { ManagedSubscription } from '../managed-subscriptions.js';
import { REPLAY_ALL, REPLAY_NEW } from '../stream.js';
import { PubSubError, STATUS } from './errors.js';
import { type EventFeed, replayIdBytes, replayIdOf } from './feed.js';

type CommitRequest = { readonly commit_request_id: string; readonly replay_id: Uint8Array };

/** A request of a managed subscription, as the wire gives it. */
export type ManagedFetchRequest = {
  readonly subscription_id: string;
  readonly developer_name: string;
  readonly num_requested: number;
  readonly commit_replay_id_request: CommitRequest | null;
};

/** A client's stream on a subscription of which the org remembers how far it came. Source: Pub/Sub API guide, "ManagedSubscribe RPC Method". */
export class ManagedStream {
  #subscriptionId: string | null = null;

  constructor(
    private readonly org: SalesforceOrg,
    private readonly feed: EventFeed,
    private readonly find: (topic: string) => Channel,
    private readonly rpcId: string,
  ) {}

  /**
   * Asks for events, commits a replay id, or does both.
   *
   * Refuses: subscriptions that are not there or do not run; a request that asks for nothing.
   * Assumed: the codes of these refusals.
   */
  receive({ subscription_id, developer_name, num_requested, commit_replay_id_request: commit }: ManagedFetchRequest): void {
    if (this.#subscriptionId === null) this.#begin(subscription_id, developer_name);
    if (num_requested !== 0 || commit === null) this.feed.check(num_requested);
    if (commit !== null) this.feed.respond([], { commit_response: this.#commit(commit) });
    if (num_requested > 0) this.feed.ask(num_requested);
  }

  #begin(id: string, developerName: string): void {
    const found = this.org.managedSubscriptions.find(id, developerName);
    const refused = (code: string, message: string) =>
      new PubSubError(code === 'not.found' ? STATUS.notFound : STATUS.invalidArgument, `subscription.${code}`, message, this.rpcId);
    if (found === undefined) throw refused('not.found', `The managed subscription ${id || developerName} was not found.`);
    if (found.state !== 'RUN') throw refused('not.running', `The managed subscription ${found.developerName} is not running.`);
    this.feed.begin(this.find(found.topicName), placeOf(this.org, found));
    this.#subscriptionId = found.Id;
  }

  #commit({ commit_request_id, replay_id }: CommitRequest): object {
    const replayId = replayIdOf(replay_id);
    const answer = { commit_request_id, process_time: this.org.world.clock.now() };
    if (this.org.events.place(replayId) === null) {
      const error = { code: 'COMMIT', msg: 'The replay ID to commit is not valid.' };
      return { ...answer, replay_id: Buffer.from(replay_id), error };
    }
    this.org.managedSubscriptions.commit(this.#subscriptionId!, replayId);
    return { ...answer, replay_id: replayIdBytes(replayId) };
  }
}

/** After what was committed; where that is not retained any more, or nothing was, as the subscription says. */
function placeOf({ events }: SalesforceOrg, { committed, defaultReplay, errorRecoveryReplay }: ManagedSubscription): number {
  const known = committed === null ? null : events.place(committed);
  if (known !== null) return known;
  const preset = committed === null ? defaultReplay : errorRecoveryReplay;
  return events.place(preset === 'EARLIEST' ? REPLAY_ALL : REPLAY_NEW)!;
}
