import { LOGGED_BODY_CHARS_MAX } from '../../../kernel/call-log.js';
import type { FaultAction } from '../../../kernel/faults.js';
import { ConnectionLostError, type WireRequest } from '../../../kernel/wire.js';
import type { SalesforceOrg } from '../../state.js';
import { HTTP_STATUSES, PubSubError, plannedRefusal } from './errors.js';

/** What a call says of itself, by lower-case name. */
export type CallMetadata = Readonly<Record<string, string>>;

/** One message of a client on its way: whose it is, and what to do with it. `rpcId` names the call in refusals. */
export type Exchange = {
  readonly method: string;
  readonly metadata: CallMetadata;
  readonly message: unknown;
  readonly rpcId: string;
  /** Gives what is answered at once. */
  readonly perform: () => unknown;
};

const VENDOR = { system: 'salesforce', redact: (text: string) => text } as const;

/**
 * Carries out one message of a client under the world's eyes: a line in the call log, and a fault if one is due. A message counts as
 * `POST /eventbus.v1.PubSub/Subscribe`, which is what gRPC sends; its line has the HTTP status that gRPC's status stands for.
 */
export function exchange(org: SalesforceOrg, { method, metadata, message, rpcId, perform }: Exchange): unknown {
  const { world } = org;
  const id = world.calls.begin();
  const request = requestOf(method, metadata);
  const fault = world.faults.isEmpty ? null : world.faults.take('salesforce', request, false, () => []);
  const log = (status: number, reply: unknown): void => append(org, { id, request, message, status, reply, fault: fault?.action ?? null });
  const cause = { kind: 'call', text: `${request.method} ${request.path}`, call: id, isSync: false } as const;
  const act = (): unknown => world.as({ actor: 'guest', cause }, perform);
  if (fault === null) return logged(act, log);
  return planned(org, fault.action, metadata, rpcId, act, log);
}

/** Logs what a server sent of its own accord: events that happened while a client waits for them. */
export function logDelivery(org: SalesforceOrg, method: string, metadata: CallMetadata, reply: unknown): void {
  append(org, { id: org.world.calls.begin(), request: requestOf(method, metadata), message: null, status: 200, reply, fault: null });
}

function logged(act: () => unknown, log: (status: number, reply: unknown) => void): unknown {
  try {
    const reply = act();
    log(200, reply);
    return reply;
  } catch (error) {
    if (error instanceof PubSubError) log(HTTP_STATUSES[error.status] ?? 500, { status: error.status, code: error.errorCode });
    else log(500, error instanceof Error ? (error.stack ?? error.message) : String(error));
    throw error;
  }
}

function planned(
  { world, sessions }: SalesforceOrg,
  action: FaultAction,
  { accesstoken = '' }: CallMetadata,
  rpcId: string,
  act: () => unknown,
  log: (status: number, reply: unknown) => void,
): unknown {
  const lose = (): never => {
    log(0, '');
    throw new ConnectionLostError();
  };
  switch (action.kind) {
    case 'refuse':
      return lose();
    case 'lose-response':
      act();
      return lose();
    case 'status':
    case 'error':
      return logged(() => {
        throw plannedRefusal(action, rpcId);
      }, log);
    case 'expire-session':
      sessions.expire(accesstoken);
      return logged(act, log);
    case 'duplicate': {
      // The network delivered the message twice; a stream has the answers to both.
      const [reply, again] = [logged(act, log), act()];
      return Array.isArray(reply) ? [...reply, ...(again as readonly unknown[])] : reply;
    }
    case 'delay': {
      const reply = logged(act, log);
      return world.clock.wait(action.ms).then(() => reply);
    }
  }
}

type Line = {
  readonly id: number;
  readonly request: Omit<WireRequest, 'body'>;
  readonly message: unknown;
  readonly status: number;
  readonly reply: unknown;
  readonly fault: FaultAction | null;
};

function append({ world }: SalesforceOrg, { id, request, message, status, reply, fault }: Line): void {
  world.calls.append({
    id,
    at: world.clock.now(),
    vendor: VENDOR,
    request,
    routedPath: request.path,
    requestBody: textOf(message),
    status,
    replyBody: textOf(reply),
    route: { method: request.method, path: request.path },
    notes: { subject: request.path.slice(request.path.lastIndexOf('/') + 1) },
    purpose: null,
    traceparent: request.headers['traceparent'] ?? null,
    fault: fault === null ? null : faultText(fault),
  });
}

function faultText(action: FaultAction): string {
  if (action.kind === 'error') return `error ${action.code}`;
  return action.kind === 'status' ? `status ${action.status}` : action.kind;
}

function requestOf(method: string, { accesstoken, ...metadata }: CallMetadata): WireRequest {
  const headers = { ...metadata, ...(accesstoken === undefined ? {} : { accesstoken: '[redacted]' }) };
  return { method: 'POST', path: `/eventbus.v1.PubSub/${method}`, query: '', headers, body: '' };
}

/** A message as it reads: bytes in Base64, and no token. */
function textOf(message: unknown): string {
  if (message === null || message === undefined || message === '') return '';
  if (typeof message === 'string') return message;
  const text = JSON.stringify(message, (key, value: unknown) => {
    if (key === 'auth_refresh' && value !== '') return '[redacted]';
    return isBytes(value) ? Buffer.from(value.data).toString('base64') : value;
  });
  return text.length > LOGGED_BODY_CHARS_MAX ? `${text.slice(0, LOGGED_BODY_CHARS_MAX)}…` : text;
}

/** What a Buffer has become when JSON asks about it. */
function isBytes(value: unknown): value is { readonly data: readonly number[] } {
  return typeof value === 'object' && value !== null && (value as { type?: unknown }).type === 'Buffer' && 'data' in value;
}
