import type { Call } from '../../../kernel/routes.js';
import { valueText } from '../../../kernel/value-text.js';
import type { SalesforceOrg } from '../../state.js';
import { type Answer, refusal } from './answers.js';
import { CONNECT_MS_MAX, CONNECT_TIMER, type CometdClient } from './clients.js';
import type { BayeuxMessage } from './messages.js';
import { knownClient } from './sessions.js';
import { hasEvents } from './subscriptions.js';

export type Connected = { readonly client: CometdClient; readonly answer: Answer; readonly isHeld: boolean };

/** /meta/connect - the first is answered at once, later ones are held while there is nothing to tell. */
export function connect(call: Call<SalesforceOrg>, message: BayeuxMessage): Connected | { readonly refused: Answer } {
  const known = knownClient(call, message);
  if ('refused' in known) return known;
  const { client } = known;
  const type = message['connectionType'];
  if (type !== 'long-polling') return { refused: refusal(message, `400::Invalid connection type ${valueText(type ?? '')}`, client) };
  // A client has one connect at a time: an older one, whose connection was perhaps lost, ends now.
  client.release?.();
  const isFirst = !client.hasConnected;
  client.hasConnected = true;
  const { id } = message;
  const advice = isFirst ? { advice: { interval: 0, timeout: CONNECT_MS_MAX, reconnect: 'retry' } } : {};
  const answer = { clientId: client.id, ...advice, channel: '/meta/connect', ...(id === undefined ? {} : { id }), successful: true };
  return { client, answer, isHeld: !isFirst && asksToWait(message) && !hasEvents(call.state, client) };
}

/** A client that wants an answer at once says `advice: {timeout: 0}`. Source: CometD, "Bayeux Protocol", advice. */
function asksToWait({ advice }: BayeuxMessage): boolean {
  return (advice as { timeout?: unknown } | null | undefined)?.timeout !== 0;
}

/** Waits until the client has events, its time is over, or it connects anew. */
export function hold({ state, world }: Call<SalesforceOrg>, client: CometdClient): Promise<void> {
  return new Promise((resolve) => {
    const timer = world.clock.arm(world.clock.now() + CONNECT_MS_MAX, CONNECT_TIMER, client.id, { standing: true });
    const deaf = state.events.listen(() => {
      if (hasEvents(state, client)) client.release?.();
    });
    client.release = () => {
      client.release = null;
      deaf();
      world.clock.cancel(timer);
      resolve();
    };
  });
}
