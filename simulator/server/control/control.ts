import type { Simulator } from '../../index.js';
import { type Call, type Operation, type Route, Router } from '../../kernel/routes.js';
import { originOf, type StandIn, type SystemName, type WireRequest, type WireResponse } from '../../kernel/wire.js';
import type { Snapshot } from '../../kernel/world.js';
import type { ClockDriver } from '../real-time.js';
import { isLocalCaller, showsToken } from './callers.js';
import { CONTROL_ROUTES } from './routes.js';
import { ControlError, errorReply } from './wire.js';

/** What lives in other rooms, handed in as plain functions; what is absent is refused by name. */
export type ControlHooks = {
  /** Plays steps of the scenario language: a list as JSON, or YAML text. Gives what is to be told about them. */
  steps?(input: unknown): Promise<unknown>;
  /** One pass of the sync core now. */
  sync?(flow: 'all' | 'engagement' | 'intacct'): Promise<unknown>;
  /** The core's decisions from a number on, oldest first. */
  decisions?(since: number): readonly { readonly seq: number }[];
  /** What the core remembers, as plain data, and back; so that snapshots cover both sides. */
  saveCore?(): unknown;
  loadCore?(state: unknown): void;
  /** Tells of decisions as they are made. Gives the function that ends it. */
  onDecision?(listener: (decision: { readonly seq: number }) => void): () => void;
};

export type StoredSnapshot = { readonly world: Snapshot; readonly core: unknown; readonly at: number };

/** What the control API works on. */
export type Control = {
  readonly simulator: Simulator;
  readonly time: ClockDriver;
  readonly hooks: ControlHooks;
  readonly version: string;
  /** What callers must show; absent where only this machine can call. */
  readonly token?: string;
  /** Where everything is served, known once the ports are open. */
  readonly urls: () => Readonly<Record<SystemName | 'backlot', string>>;
  readonly snapshots: Map<string, StoredSnapshot>;
  /** The world as it began; `reset` goes back to it. */
  readonly beginning: StoredSnapshot;
};

export type ControlRoute = Route<Control> & {
  readonly summary: string;
  /** An example of the request's body, and what its keys mean, for the description at `openapi.json`. */
  readonly body?: { readonly example: unknown; readonly about: string };
  readonly query?: Readonly<Record<string, string>>;
};

/** The control API as one more thing that answers requests, so that it is mounted and tested like a vendor. */
export function createControl(control: Control): StandIn {
  const router = new Router<Control>(CONTROL_ROUTES);
  return { answer: (request) => answer(control, router, request) };
}

async function answer(control: Control, router: Router<Control>, request: WireRequest): Promise<WireResponse> {
  try {
    demandTrust(control, request);
    const operation = find(router, request);
    return await operation.run(toCall(control, request, operation.params));
  } catch (error) {
    return errorReply(error);
  }
}

/** On loopback only, a caller must be of this machine; where others can reach it, whoever shows the token is trusted, and nobody else. */
function demandTrust({ token }: Control, request: WireRequest): void {
  if (token === undefined) {
    if (!isLocalCaller(request)) throw new ControlError(403, 'FOREIGN_CALLER', 'The control API answers this machine only.', HOW_TO_CALL);
  } else if (!showsToken(request, token)) {
    throw new ControlError(401, 'TOKEN_MISSING', 'The control API asks for its token.', HOW_TO_SHOW_IT, { 'WWW-Authenticate': 'Bearer' });
  }
}

const HOW_TO_SHOW_IT =
  'Send Authorization: Bearer and the token that `backlot serve --host` printed, or set BACKLOT_TOKEN before the start.';
const HOW_TO_CALL = 'Call it by localhost or 127.0.0.1, and not from a page of another site.';

function find(router: Router<Control>, request: WireRequest): { run: Operation<Control>; params: Record<string, string> } {
  const found = router.find(request.method, request.path);
  if (found.route !== null) return { run: found.route.operation, params: found.params };
  if (found.allowed.length > 0) {
    const hint = `Allowed: ${found.allowed.join(', ')}.`;
    throw new ControlError(405, 'METHOD_NOT_ALLOWED', `${request.path} does not take ${request.method}.`, hint, {
      Allow: found.allowed.join(', '),
    });
  }
  const nearest = router.nearest(request.path).map((route) => `${route.method} ${route.path}`);
  throw new ControlError(
    404,
    'NOT_FOUND',
    `${request.method} ${request.path} is nothing of the control API.`,
    `Nearest: ${nearest.join(', ')}.`,
  );
}

function toCall(control: Control, request: WireRequest, params: Record<string, string>): Call<Control> {
  const { world } = control.simulator;
  return { request, params, state: control, world, origin: originOf(request, control.urls().backlot), fault: null, notes: {} };
}
