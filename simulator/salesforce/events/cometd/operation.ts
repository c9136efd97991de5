import type { Call } from '../../../kernel/routes.js';
import type { WireResponse } from '../../../kernel/wire.js';
import { toJson } from '../../state/print-record.js';
import type { SalesforceOrg } from '../../state.js';
import { type Answer, refusal } from './answers.js';
import type { CometdClient } from './clients.js';
import { type Connected, connect, hold } from './connect.js';
import { type BayeuxMessage, NoMessagesError, readMessages } from './messages.js';
import { cookieOf, handshake, knownClient } from './sessions.js';
import { deliver, subscribe, unsubscribe } from './subscriptions.js';

type CometdCall = Call<SalesforceOrg>;

/** Source: Streaming API guide, "Streaming API Error Codes". */
const VERSION_MIN = 37;

/**
 * POST /cometd/:version - Bayeux messages by long polling. A connect is held until there are events, or its time is over.
 *
 * Source:  Streaming API guide, "Streaming API Protocol"; CometD, "Bayeux Protocol".
 * Assumed: a body that holds no messages has status 400.
 */
export function answerCometd(call: CometdCall): WireResponse | Promise<WireResponse> {
  const messages = messagesOf(call);
  if (messages === null) return { status: 400, headers: { 'Content-Type': 'text/html;charset=UTF-8' }, body: 'Bad Request' };
  if (messages === 'too-large') return reply(call, [{ successful: false, error: '413::Maximum Request Size Exceeded' }]);
  const wrongVersion = versionRefusal(call.params['version'] ?? '');
  const answers: Answer[] = [];
  let connected: Connected | null = null;
  for (const message of messages) {
    if (wrongVersion !== null) answers.push(refusal(message, wrongVersion));
    else if (message['channel'] === '/meta/connect') {
      const outcome = connect(call, message);
      if ('refused' in outcome) answers.push(outcome.refused);
      else connected = outcome;
    } else answers.push(answerOne(call, message));
  }
  if (connected === null) return reply(call, answers);
  const { client, answer, isHeld } = connected;
  const finish = (): WireResponse => reply(call, [...deliver(call.state, client), ...answers, answer], client);
  return isHeld && answers.length === 0 ? hold(call, client).then(finish) : finish();
}

/** GET on the address. Source: CometD's transport for long polling takes POST only. */
export function refuseCometdByGet(): WireResponse {
  return { status: 400, headers: { 'Content-Type': 'text/html;charset=UTF-8' }, body: 'Unknown Bayeux Transport' };
}

function messagesOf(call: CometdCall): readonly BayeuxMessage[] | 'too-large' | null {
  try {
    return readMessages(call.request);
  } catch (error) {
    if (error instanceof NoMessagesError) return null;
    throw error;
  }
}

function versionRefusal(version: string): string | null {
  if (!/^\d{1,3}\.\d$/.test(version)) return "400::API version in the URI is mandatory. URI format: '/cometd/62.0'";
  if (Number(version) >= VERSION_MIN) return null;
  return "400::Unsupported API version. Only API versions '37.0' and later are supported. URI format: '/cometd/62.0'";
}

function answerOne(call: CometdCall, message: BayeuxMessage): Answer {
  const channel = message['channel'] as string;
  if (channel === '/meta/handshake') return handshake(call, message);
  const known = knownClient(call, message);
  if ('refused' in known) return known.refused;
  const { client } = known;
  if (channel === '/meta/subscribe') return subscribe(call.state, client, message);
  if (channel === '/meta/unsubscribe') return unsubscribe(client, message);
  if (channel === '/meta/disconnect') {
    call.state.cometd.remove(client);
    return { clientId: client.id, channel, ...idOf(message), successful: true };
  }
  return refusal(message, channel.startsWith('/meta/') ? '404::Unknown channel' : '403::Restricted channel', client);
}

const idOf = ({ id }: BayeuxMessage) => (id === undefined ? {} : { id });

function reply(call: CometdCall, answers: readonly Answer[], client?: CometdClient): WireResponse {
  if (client !== undefined) client.lastSeenAt = call.world.clock.now();
  const shaken = answers.find((answer) => answer['channel'] === '/meta/handshake' && answer['successful'] === true);
  const cookie = shaken === undefined ? {} : cookieOf(call, shaken);
  return { status: 200, headers: { 'Content-Type': 'application/json;charset=UTF-8', ...cookie }, body: toJson(answers) };
}
