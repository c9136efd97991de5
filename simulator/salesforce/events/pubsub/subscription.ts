import type { SalesforceOrg } from '../../state.js';
import type { Channel } from '../channels.js';
import { REPLAY_ALL, REPLAY_NEW } from '../stream.js';
import { type EventFeed, replayIdOf } from './feed.js';

/** A fetch request, as the wire gives it. */
export type FetchRequest = {
  readonly topic_name: string;
  readonly replay_preset: 'LATEST' | 'EARLIEST' | 'CUSTOM';
  readonly replay_id: Uint8Array;
  readonly num_requested: number;
};

/**
 * One request of a subscriber's stream: the first fixes the topic, further ones ask for more events.
 *
 * Source: Pub/Sub API guide, "Subscribe RPC Method".
 */
export function fetchEvents(org: SalesforceOrg, feed: EventFeed, find: (topic: string) => Channel, request: FetchRequest): void {
  const { topic_name, num_requested } = request;
  feed.check(num_requested);
  if (feed.channel === null) feed.begin(find(topic_name), placeOf(org, feed, request));
  else if (topic_name !== '' && topic_name !== feed.channel.name) {
    throw feed.refused('topic.mismatch', 'The topic name must be the same in every fetch request of a stream.');
  }
  feed.ask(num_requested);
}

function placeOf({ events }: SalesforceOrg, feed: EventFeed, { replay_preset, replay_id }: FetchRequest): number {
  if (replay_preset === 'CUSTOM' && replay_id.length === 0) {
    throw feed.refused('replayid.validation.failed', 'The replay ID is required for the replay preset CUSTOM.');
  }
  const wanted = replay_preset === 'CUSTOM' ? replayIdOf(replay_id) : replay_preset === 'EARLIEST' ? REPLAY_ALL : REPLAY_NEW;
  const place = events.place(wanted);
  if (place === null) throw feed.refused('replayid.corrupted', 'The replay ID validation failed.');
  return place;
}
