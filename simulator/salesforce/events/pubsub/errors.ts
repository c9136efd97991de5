import type { FaultAction } from '../../../kernel/faults.js';

/** Numbers of gRPC's statuses. */
export const STATUS = {
  invalidArgument: 3,
  notFound: 5,
  permissionDenied: 7,
  resourceExhausted: 8,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** The HTTP status that each of gRPC's stands for. Source: `google/rpc/code.proto`. */
export const HTTP_STATUSES: Readonly<Record<number, number>> = { 3: 400, 5: 404, 7: 403, 8: 429, 13: 500, 14: 503, 16: 401 };

/**
 * A refusal of the Pub/Sub API: a gRPC status, and a code of its own in the trailer.
 *
 * Source: Pub/Sub API guide, "Handle Errors".
 */
export class PubSubError extends Error {
  readonly errorCode: string;

  constructor(
    readonly status: number,
    code: string,
    message: string,
    readonly rpcId: string,
  ) {
    super(`${message} rpcId: ${rpcId}`);
    this.errorCode = `${PREFIX}${code}`;
  }
}

const PREFIX = 'sfdc.platform.eventbus.grpc.';

/**
 * The refusal that a fault planned: by a code of this API, in full or without its prefix, by an HTTP status, or by what other surfaces
 * call it.
 *
 * Source: Pub/Sub API guide, "Handle Errors"; the gRPC status of each code is assumed but for arguments and sessions.
 */
export function plannedRefusal(action: FaultAction & { readonly kind: 'status' | 'error' }, rpcId: string): PubSubError {
  const code = action.kind === 'error' ? (SAME[action.code] ?? action.code.replace(PREFIX, '')) : (OF_STATUS[action.status] ?? UNAVAILABLE);
  return new PubSubError(statusOf(code), code, MESSAGES[code] ?? 'The call was refused.', rpcId);
}

const UNAVAILABLE = 'service.unavailable';

const SAME: Readonly<Record<string, string>> = {
  INVALID_SESSION_ID: 'service.auth.error',
  REQUEST_LIMIT_EXCEEDED: 'subscription.limit.exceeded',
  SERVER_UNAVAILABLE: UNAVAILABLE,
};

const OF_STATUS: Readonly<Record<number, string>> = {
  401: 'service.auth.error',
  403: 'subscription.topic.cannot.subscribe',
  404: 'topic.not.found',
  429: 'concurrent.client.limit.exceeded',
};

const MESSAGES: Readonly<Record<string, string>> = {
  'concurrent.client.limit.exceeded': 'The maximum number of concurrent clients was exceeded.',
  'service.auth.error': 'An authentication exception occurred. The access token is invalid or expired.',
  'service.unavailable': 'The service is temporarily unavailable. Try again later.',
  'subscription.limit.exceeded': 'The event delivery limit was exceeded.',
  'subscription.topic.cannot.subscribe': 'The user does not have permission to subscribe to the topic.',
  'topic.not.found': 'The topic was not found.',
};

function statusOf(code: string): number {
  if (code.startsWith('service.auth.')) return STATUS.unauthenticated;
  if (code.endsWith('limit.exceeded')) return STATUS.resourceExhausted;
  if (code.endsWith('not.found')) return STATUS.notFound;
  if (code.endsWith('cannot.subscribe') || code.endsWith('cannot.publish')) return STATUS.permissionDenied;
  return code === UNAVAILABLE ? STATUS.unavailable : STATUS.invalidArgument;
}
