import type { Call } from '../../../kernel/routes.js';
import { valueText } from '../../../kernel/value-text.js';
import type { SalesforceOrg } from '../../state.js';
import { ADVICE_HANDSHAKE, ADVICE_NONE, type Answer, refusal } from './answers.js';
import type { CometdClient } from './clients.js';
import type { BayeuxMessage } from './messages.js';

type CometdCall = Call<SalesforceOrg>;

/** The client that a message names, or why it may not go on. */
export type Known = { readonly client: CometdClient } | { readonly refused: Answer };

const COOKIE = 'BAYEUX_BROWSER';

/** /meta/handshake - a new client for who has a session. Source: Streaming API guide, "Streaming API Error Codes", "Validate Authentication". */
export function handshake(call: CometdCall, message: BayeuxMessage): Answer {
  const token = tokenOf(call);
  if (token === null) return denied(message, '401::Request requires authentication');
  if (!isAlive(call.state, token)) return denied(message, '401::Authentication invalid');
  const types = message['supportedConnectionTypes'];
  if (Array.isArray(types) && !types.includes('long-polling')) {
    return refusal(message, `400::Invalid connection type ${valueText(types[0] ?? '')}`, undefined, ADVICE_NONE);
  }
  const client = call.state.cometd.add(token, browserOf(call));
  const { id } = message;
  return {
    ext: { replay: true, 'payload.format': true },
    minimumVersion: '1.0',
    clientId: client.id,
    supportedConnectionTypes: ['long-polling'],
    channel: '/meta/handshake',
    ...(id === undefined ? {} : { id }),
    version: '1.0',
    successful: true,
  };
}

function denied(message: BayeuxMessage, failureReason: string): Answer {
  return refusal(message, '403::Handshake denied', undefined, { ext: { sfdc: { failureReason }, replay: true }, ...ADVICE_NONE });
}

/** The client that a message names, if it may go on; else the refusal. */
export function knownClient(call: CometdCall, message: BayeuxMessage): Known {
  const client = call.state.cometd.find(String(message['clientId'] ?? ''));
  if (client === undefined || isOfAnotherTime(call.state, client))
    return { refused: refusal(message, '403::Unknown client', undefined, ADVICE_HANDSHAKE) };
  if (browserOf(call) !== client.cookie) {
    const error = `400::Client ${client.id} has established a session, but no ${COOKIE} cookie present`;
    return { refused: refusal(message, error, client) };
  }
  if (!isAlive(call.state, client.token)) return { refused: refusal(message, '401::Authentication invalid', client, ADVICE_NONE) };
  return { client };
}

/** The cookie of a client that has just shaken hands. */
export function cookieOf(call: CometdCall, shaken: Answer): Readonly<Record<string, string>> {
  const client = call.state.cometd.find(shaken['clientId'] as string);
  return client === undefined ? {} : { 'Set-Cookie': `${COOKIE}=${client.cookie}; Path=/cometd/; HttpOnly` };
}

function tokenOf({ request }: CometdCall): string | null {
  return /^(?:Bearer|OAuth)\s+(\S+)\s*$/i.exec(request.headers['authorization'] ?? '')?.[1] ?? null;
}

function browserOf({ request }: CometdCall): string | null {
  return /(?:^|[;,]\s*)BAYEUX_BROWSER="?([^;,"\s]+)/.exec(request.headers['cookie'] ?? '')?.[1] ?? null;
}

function isAlive(org: SalesforceOrg, token: string): boolean {
  const session = org.sessions.use(token);
  return typeof session !== 'string' && org.lookup(session.userId)?.['IsActive'] !== false;
}

/** A client that has had events which a restored snapshot has not: it begins anew. */
function isOfAnotherTime({ events, cometd }: SalesforceOrg, client: CometdClient): boolean {
  const isLate = [...client.subscriptions.values()].some(({ position }) => position > events.latest);
  if (isLate) cometd.remove(client);
  return isLate;
}
