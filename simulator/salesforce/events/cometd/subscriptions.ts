import { valueText } from '../../../kernel/value-text.js';
import { seesAllData } from '../../state/view-all-data.js';
import type { SalesforceOrg } from '../../state.js';
import { channelOf } from '../channels.js';
import { messageData } from '../message.js';
import { REPLAY_NEW } from '../stream.js';
import { type Answer, refusal } from './answers.js';
import type { CometdClient } from './clients.js';
import { type BayeuxMessage, inside } from './messages.js';

/** Events in one reply; a client that is far behind gets them in several. */
const EVENTS_MAX = 1_000;

/** /meta/subscribe - to one channel, from a place in its stream. Source: Streaming API guide, "Message Durability". */
export function subscribe(org: SalesforceOrg, client: CometdClient, message: BayeuxMessage): Answer {
  const names = message['subscription'];
  const wanted = Array.isArray(names) ? names.map(String) : [String(names ?? '')];
  const opened = [];
  for (const name of wanted) {
    const subscription = subscriptionTo(org, client, message, name);
    if (typeof subscription === 'string') return refusal(message, subscription, client);
    opened.push(subscription);
  }
  for (const subscription of opened) client.subscriptions.set(subscription.channel.name, subscription);
  // A connect that is held learns of what the new channel has kept.
  if (hasEvents(org, client)) client.release?.();
  return done(client, message);
}

function subscriptionTo(org: SalesforceOrg, client: CometdClient, message: BayeuxMessage, name: string) {
  if (!name.startsWith('/')) return "400::Channel subscriptions must start with a leading '/'";
  if (!/^\/(?:data|event|topic|u|systemTopic)\//.test(name)) return `403::Cannot create channel ${name}`;
  const channel = channelOf(org, name);
  if (channel === null) return `400::The channel you requested to subscribe to does not exist ${name}`;
  if (channel.kind === 'data' && !seesAllData(org, client.token)) {
    return '403::User not allowed to subscribe CDC without View All Data permissions';
  }
  const asked = inside(message, 'ext', 'replay', name);
  const replayId = asked === undefined || asked === null ? REPLAY_NEW : Number(asked);
  const position = org.events.place(replayId);
  if (position === null) {
    return (
      `400::The replayId {${valueText(asked)}} you provided was invalid.  ` +
      'Please provide a valid ID, -2 to replay all events, or -1 to replay only new events.'
    );
  }
  return { channel, position };
}

/** /meta/unsubscribe. */
export function unsubscribe(client: CometdClient, message: BayeuxMessage): Answer {
  const names = message['subscription'];
  for (const name of Array.isArray(names) ? names : [names]) client.subscriptions.delete(String(name));
  return done(client, message);
}

function done(client: CometdClient, { id, channel, subscription }: BayeuxMessage): Answer {
  return { clientId: client.id, channel, ...(id === undefined ? {} : { id }), subscription, successful: true };
}

export function hasEvents(org: SalesforceOrg, { subscriptions }: CometdClient): boolean {
  for (const { channel, position } of subscriptions.values()) if (org.events.after(position, channel.test, 1).length > 0) return true;
  return false;
}

/** The messages that a client has not had yet; they count as delivered. */
export function deliver(org: SalesforceOrg, { subscriptions }: CometdClient): readonly Answer[] {
  const messages: Answer[] = [];
  for (const subscription of subscriptions.values()) {
    const { channel, position } = subscription;
    for (const event of org.events.after(position, channel.test, EVENTS_MAX - messages.length)) {
      messages.push({ data: messageData(event), channel: channel.name });
      subscription.position = event.replayId;
    }
  }
  return messages;
}
