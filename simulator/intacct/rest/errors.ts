import { ProtocolError } from '../../kernel/errors.js';
import type { WireResponse } from '../../kernel/wire.js';
import type { World } from '../../kernel/world.js';
import { IntacctError } from '../errors.js';

export type RestDetail = { readonly code: string; readonly message: string; readonly errorId: string; readonly target?: string };

/** A refusal of the REST API. Source: developer.sage.com, "Error handling". */
export class RestError extends ProtocolError {
  constructor(
    readonly status: number,
    code: string,
    message: string,
    readonly errorId: string,
    readonly messageId: string,
    readonly placeholders: Readonly<Record<string, string>> = {},
    readonly details: readonly RestDetail[] = [],
  ) {
    super(code, message);
  }
}

/** Source: the sample of "Error handling" (REST-1028). */
export const payloadMissing = (method: string): RestError =>
  new RestError(400, 'invalidRequest', `A ${method} request requires a payload`, 'REST-1028', 'IA.REQUEST_REQUIRES_A_PAYLOAD', {
    OPERATION: method,
  });

/** Assumed: error ids and message ids of the following; the vendor lists none. */
export const invalidRequest = (message: string, target?: string): RestError =>
  new RestError(400, 'invalidRequest', message, 'REST-1064', 'IA.INVALID_REQUEST', target === undefined ? {} : { FIELD: target }, [
    { code: 'invalidRequest', message, errorId: 'REST-1064', ...(target === undefined ? {} : { target }) },
  ]);

/** Source: "Query service": the message holds `field does not exist` and the placeholders the name. */
export const fieldDoesNotExist = (field: string): RestError =>
  new RestError(400, 'invalidRequest', `The ${field} field does not exist`, 'REST-1047', 'IA.FIELD_DOES_NOT_EXIST', { FIELD: field });

export const notFound = (path: string): RestError =>
  new RestError(404, 'notFound', `The object ${path} was not found`, 'REST-1034', 'IA.OBJECT_NOT_FOUND', { PATH: path });

export const methodNotAllowed = (method: string): RestError =>
  new RestError(405, 'methodNotAllowed', `The ${method} method is not allowed here`, 'REST-1016', 'IA.METHOD_NOT_ALLOWED', {
    METHOD: method,
  });

export const entityNotAllowed = (entity: string): RestError =>
  new RestError(403, 'operationNotAllowed', `The entity ${entity} cannot be used`, 'REST-1093', 'IA.ENTITY_NOT_ALLOWED', {
    ENTITY: entity,
  });

/** Too many calls. Source: "Error handling": 429 with GW-0010 and headers that say when to try again, in seconds. */
export class TooManyCallsError extends RestError {
  constructor(readonly seconds: number) {
    super(429, 'GW-0010', 'API rate limit exceeded', 'REST-1000', 'IA.RATE_LIMIT_EXCEEDED');
  }
}

/** A missing, bad or expired token: the gateway's own envelope. Source: "Error handling": `{error:{code,message,supportId}}`. */
export class TokenError extends ProtocolError {
  readonly status = 401;
}

/** The refusal as the API prints it: the object that stands under `ia::error`. */
export function errorBody(
  world: World,
  error: ProtocolError,
): { readonly status: number; readonly body: Readonly<Record<string, unknown>> } {
  const rest = error instanceof RestError ? error : fromState(error);
  const body = {
    code: rest.code,
    message: rest.message,
    errorId: rest.errorId,
    additionalInfo: { messageId: rest.messageId, placeholders: rest.placeholders, propertySet: {} },
    supportId: world.random('intacct:support').text(24),
    ...(rest.details.length === 0 ? {} : { details: rest.details }),
  };
  return { status: rest.status, body };
}

/** Prints a refusal in the API's default envelope. */
export function refuse(world: World, error: ProtocolError): WireResponse {
  if (error instanceof TokenError) {
    const supportId = world.random('intacct:support').text(24);
    return json(error.status, { error: { code: error.code, message: error.message, supportId } });
  }
  const { status, body } = errorBody(world, error);
  const reply = json(status, { 'ia::result': { 'ia::error': body }, 'ia::meta': { totalCount: 1, totalSuccess: 0, totalError: 1 } });
  return error instanceof TooManyCallsError ? { ...reply, headers: { ...reply.headers, ...retryAfter(error.seconds) } } : reply;
}

/** Source: "Error handling": the headers of throttled calls. */
export function retryAfter(seconds: number): Readonly<Record<string, string>> {
  return { 'Retry-After': String(seconds), 'X-IA-Throttle-Limit-Retry-After': String(seconds) };
}

export function json(status: number, body: unknown): WireResponse {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

/** A business refusal of the company: 422, with the useful sentences in `details`. */
function fromState(error: ProtocolError): RestError {
  const entries = error instanceof IntacctError ? error.errors : [{ errorno: error.code, description2: error.message }];
  const details = entries.map((entry) => ({
    code: 'unprocessableEntity',
    message: entry.description2 ?? '',
    errorId: entry.errorno,
  }));
  const message = 'The request could not be processed';
  return new RestError(422, 'unprocessableEntity', message, 'REST-1200', 'IA.UNPROCESSABLE_ENTITY', {}, details);
}
