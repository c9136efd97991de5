import type { CometdClient } from './clients.js';
import type { BayeuxMessage } from './messages.js';

/** A message of a reply. */
export type Answer = Readonly<Record<string, unknown>>;

/** A refusal of one message. Source: Streaming API guide, "Streaming API Error Codes". */
export function refusal(message: BayeuxMessage, error: string, client?: CometdClient, more: Answer = {}): Answer {
  const { id, channel, subscription } = message;
  return {
    ...(client === undefined ? {} : { clientId: client.id }),
    ...more,
    channel,
    ...(id === undefined ? {} : { id }),
    ...(subscription === undefined ? {} : { subscription }),
    error,
    successful: false,
  };
}

/** The advice to shake hands anew, or to give up. */
export const ADVICE_HANDSHAKE: Answer = { advice: { interval: 0, reconnect: 'handshake' } };
export const ADVICE_NONE: Answer = { advice: { reconnect: 'none' } };
