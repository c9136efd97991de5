import type { IncomingMessage, ServerResponse } from 'node:http';
import { BacklotError } from '../kernel/errors.js';
import type { StandIn } from '../kernel/wire.js';
import { serve } from './http-mount.js';

/** What Express hands to a middleware, as far as a mount looks at it. */
export type ExpressMiddleware = (
  request: IncomingMessage & { body?: unknown },
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/** A body parser stood before the stand-in and took the body apart. */
export class BodyAlreadyParsedError extends BacklotError {
  readonly code = 'BODY_ALREADY_PARSED';
  constructor(path: string) {
    const message = `the body of ${path} was read by a body parser before the stand-in saw it`;
    super(message, 'Mount backlotMiddleware before express.json() and its like, or use express.raw({ type: "*/*" }).');
  }
}

/** Mounts a stand-in in an Express application: `app.use(backlotMiddleware(simulator.salesforce.standIn))`. */
export function backlotMiddleware(standIn: StandIn): ExpressMiddleware {
  return (request, response, next) => {
    const { body } = request;
    if (typeof body === 'string' || body instanceof Uint8Array) void serve(standIn, request, response, body);
    else if (request.readableEnded && body !== undefined) next(new BodyAlreadyParsedError(request.url ?? '/'));
    else void serve(standIn, request, response);
  };
}
