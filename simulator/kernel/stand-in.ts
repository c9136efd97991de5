import { LOGGED_BODY_CHARS_MAX } from './call-log.js';
import type { Cause } from './change-log.js';
import { encoded } from './encoded.js';
import { ProtocolError } from './errors.js';
import type { Fault, FaultAction } from './faults.js';
import { type Call, type Found, type Route, type Router, routerOf } from './routes.js';
import { bodyText, ConnectionLostError, originOf, type StandIn, type SystemName, type WireRequest, type WireResponse } from './wire.js';
import type { World } from './world.js';

/** Everything the kernel must know of a vendor to run it. */
export type Vendor<S> = {
  readonly system: SystemName;
  /** Where the vendor is served by default, `http://localhost:4001`; used when a request names no host. */
  readonly origin: string;
  readonly state: S;
  readonly routes: readonly Route<S>[];
  /** Spelling variants of paths that the vendor takes (double slashes, trailing slashes), made one. */
  normalisePath?(path: string): string;
  /** Prints a refusal as the vendor does on this surface. */
  refuse(error: ProtocolError, call: Call<S>): WireResponse;
  /** No route: `allowed` lists the methods that the path does have. */
  unknownRoute(call: Call<S>, allowed: readonly string[]): WireResponse;
  /** Our own bug, told in the vendor's words; the stack goes to the call log only. */
  internalError(call: Call<S>): WireResponse;
  readonly faults: {
    /** The vendor's body for an HTTP status that the scenario planned. */
    status(status: number, call: Call<S>): WireResponse;
    /** The vendor's answer for an error code; null when the operation applies it to its first record (`call.fault`). */
    error(code: string, call: Call<S>): WireResponse | null;
    /** Ends the session that this call uses, so that the call meets an expired one. */
    expireSession(call: Call<S>): void;
    /** What the request asks for, as `update CUSTOMER`, where paths do not tell. */
    subjects?(request: WireRequest): readonly string[];
  };
  /** Takes secrets out of a body before it is logged. */
  redact(body: string, path: string): string;
};

/** Header in which the sync core says what a call is for; see docs/architecture.md. */
const PURPOSE = /(?:^|,)\s*backlot=([a-z-]+)/;

/** Puts a vendor behind the one waist: call log, fault if one is due, route, operation. */
export function createStandIn<S>(world: World, vendor: Vendor<S>): StandIn {
  return { answer: (request) => answer(world, vendor, routerOf(vendor.routes), request) };
}

function answer<S>(world: World, vendor: Vendor<S>, router: Router<S>, request: WireRequest): WireResponse | Promise<WireResponse> {
  const id = world.calls.begin();
  const purpose = request.headers['tracestate'] === undefined ? null : (PURPOSE.exec(request.headers['tracestate'])?.[1] ?? null);
  const path = vendor.normalisePath?.(request.path) ?? request.path;
  const found = router.find(request.method, path);
  const fault = world.faults.isEmpty
    ? null
    : world.faults.take(vendor.system, request, purpose !== null, () => vendor.faults.subjects?.(request) ?? []);
  const call: Call<S> = {
    request,
    params: found.route === null ? {} : found.params,
    state: vendor.state,
    world,
    origin: originOf(request, vendor.origin),
    fault: fault?.action ?? null,
    notes: {},
  };
  const traceparent = request.headers['traceparent'] ?? null;
  const log = (status: number, reply: WireResponse | null): void =>
    world.calls.append({
      id,
      at: world.clock.now(),
      vendor,
      request: withoutBody(request),
      routedPath: path,
      requestBody: request.body === '' ? '' : shortened(bodyText(request)),
      status,
      replyBody: reply === null ? '' : loggedBody(reply.body),
      route: found.route,
      notes: call.notes,
      purpose,
      traceparent,
      fault: fault === null ? null : faultText(fault.action),
    });
  const acting = { actor: 'guest', cause: causeOf(request, id, purpose, traceparent) };
  const perform = (): WireResponse | Promise<WireResponse> => world.as(acting, () => operate(vendor, router, found, call));
  if (fault !== null) return failAsPlanned(world, vendor, fault, call, perform, log);
  return finish(perform(), (reply) => {
    const sent = request.takesBytes === true ? inBytes(reply) : reply;
    log(sent.status, sent);
    return sent;
  });
}

function causeOf({ method, path }: WireRequest, id: number, purpose: string | null, traceparent: string | null): Cause {
  const cause = { kind: 'call', text: `${method} ${path}`, call: id, isSync: purpose !== null } as const;
  return traceparent === null ? cause : { ...cause, traceparent };
}

/** Runs the operation; refusals and our own bugs become the vendor's answers. */
function operate<S>(vendor: Vendor<S>, router: Router<S>, found: Found<S>, call: Call<S>): WireResponse | Promise<WireResponse> {
  try {
    if (found.route === null) {
      call.notes.hint = routeHint(vendor.system, router, call.request);
      return vendor.unknownRoute(call, found.allowed);
    }
    const reply = found.route.operation(call);
    return reply instanceof Promise ? reply.catch((error: unknown) => refusal(vendor, error, call)) : reply;
  } catch (error) {
    return refusal(vendor, error, call);
  }
}

function refusal<S>(vendor: Vendor<S>, error: unknown, call: Call<S>): WireResponse {
  if (error instanceof ConnectionLostError) throw error;
  try {
    if (error instanceof ProtocolError) return vendor.refuse(error, call);
  } catch (failure) {
    return refusal(vendor, new Error('a refusal could not be printed', { cause: failure }), call);
  }
  call.notes.hint = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return vendor.internalError(call);
}

async function failAsPlanned<S>(
  world: World,
  vendor: Vendor<S>,
  fault: Fault,
  call: Call<S>,
  perform: () => WireResponse | Promise<WireResponse>,
  log: (status: number, reply: WireResponse | null) => void,
): Promise<WireResponse> {
  const reply = await planned(world, vendor, fault.action, call, perform);
  log(reply?.status ?? 0, reply);
  if (reply === null) throw new ConnectionLostError();
  return reply;
}

/** The reply under a fault; null when none arrives. */
async function planned<S>(
  world: World,
  vendor: Vendor<S>,
  action: FaultAction,
  call: Call<S>,
  perform: () => WireResponse | Promise<WireResponse>,
): Promise<WireResponse | null> {
  switch (action.kind) {
    case 'refuse':
      return null;
    case 'lose-response':
      await perform();
      return null;
    case 'status':
      return vendor.faults.status(action.status, call);
    case 'error':
      return vendor.faults.error(action.code, call) ?? perform();
    case 'expire-session':
      vendor.faults.expireSession(call);
      return perform();
    case 'duplicate': {
      // The network delivered the request twice; the client sees the answer to the first.
      const reply = await perform();
      await perform();
      return reply;
    }
    case 'delay': {
      const reply = await perform();
      await delay(world, action.ms, call.request);
      return reply;
    }
  }
}

/**
 * Holds a reply back. The sync core is a task of the clock: it counts as waiting for time, keyed by the call, so that a core that gave
 * up can be told from one that still waits (`Clock.release`). Other clients are none.
 */
function delay(world: World, ms: number, { headers }: WireRequest): Promise<void> {
  return PURPOSE.test(headers['tracestate'] ?? '') ? world.clock.sleep(ms, headers['traceparent'] ?? {}) : world.clock.wait(ms);
}

function finish(reply: WireResponse | Promise<WireResponse>, end: (reply: WireResponse) => WireResponse): typeof reply {
  return reply instanceof Promise ? reply.then(end) : end(reply);
}

/** From this length on a text is kept in bytes. */
const BYTES_FROM_CHARS = 2_048;

/** A reply whose text is long is encoded once, for the log and for the socket. */
function inBytes(reply: WireResponse): WireResponse {
  return typeof reply.body === 'string' && reply.body.length >= BYTES_FROM_CHARS ? { ...reply, body: encoded(reply.body) } : reply;
}

function faultText(action: FaultAction): string {
  switch (action.kind) {
    case 'status':
      return `status ${action.status}`;
    case 'error':
      return `error ${action.code}`;
    case 'delay':
      return `delay ${action.ms} ms`;
    default:
      return action.kind;
  }
}

function routeHint<S>(system: SystemName, router: Router<S>, request: WireRequest): string {
  const nearest = router.nearest(request.path).map((route) => `${route.method} ${route.path}`);
  return `${request.method} ${request.path} has no route. Nearest: ${nearest.join(', ')}. Routes of this stand-in: simulator/${system}/routes.ts`;
}

/** The log must not keep a body alive that it shows cut or as text. */
function withoutBody(request: WireRequest): Omit<WireRequest, 'body'> {
  if (typeof request.body === 'string' && request.body.length <= LOGGED_BODY_CHARS_MAX) return request;
  const { method, path, query, headers } = request;
  return { method, path, query, headers };
}

/** Cut by way of bytes: a slice would keep the whole text alive. */
function shortened(text: string): string {
  if (text.length <= LOGGED_BODY_CHARS_MAX) return text;
  return `${Buffer.from(text.slice(0, LOGGED_BODY_CHARS_MAX)).toString()}…`;
}

function loggedBody(body: WireResponse['body']): string | Uint8Array {
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) return '[stream]';
  if (body.length < BYTES_FROM_CHARS) return bodyText({ body });
  if (body.length > LOGGED_BODY_CHARS_MAX) return shortened(bodyText({ body }));
  return typeof body === 'string' ? encoded(body) : body;
}
