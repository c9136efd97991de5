import type { Call } from '../kernel/routes.js';
import { createStandIn } from '../kernel/stand-in.js';
import type { StandIn, WireResponse } from '../kernel/wire.js';
import type { World } from '../kernel/world.js';
import { compressing } from './compress.js';
import type { ConnectedOrg } from './desk/connected-org.js';
import { Desk } from './desk/desk.js';
import { IntacctError } from './errors.js';
import { gatewayError, gatewayStatus, sessionOf } from './faults.js';
import type { IntacctPeople } from './people.js';
import { redact } from './redact.js';
import { runJobs } from './rest/bulk.js';
import { methodNotAllowed, notFound, refuse } from './rest/errors.js';
import { restError, restStatus, restSubjects } from './rest/faults.js';
import { isRest, ROUTES } from './routes.js';
import { seedCompany } from './seed.js';
import { setStage } from './stage.js';
import { IntacctCompany } from './state/company.js';
import { gatewayAtOnce } from './xml/gateway.js';
import { performOffline } from './xml/offline.js';
import { refusalReply } from './xml/reply.js';
import { subjectsOf } from './xml/subjects.js';

export type { IntacctPeople } from './people.js';
export type { IntacctCompany } from './state/company.js';
export type { Delivery, Sender } from './state/outbox.js';

/** The Intacct stand-in: what is mounted, what people act on, and the state behind both. */
export type Intacct = {
  readonly standIn: StandIn;
  readonly people: IntacctPeople;
  readonly state: IntacctCompany;
  /** Adds a plausible company to the stage; `large` has 100,000 customers. */
  readonly seed: (size: 'small' | 'large') => void;
};

/** `salesforce`: the org that the subscription page is connected to; without it the page knows nothing of mapped fields there. */
export type IntacctOptions = { readonly origin?: string; readonly salesforce?: ConnectedOrg };

/** Makes an Intacct company that holds the stage of the scenario language and nothing else. */
export function createIntacct(world: World, options: IntacctOptions = {}): Intacct {
  const state = new IntacctCompany(world);
  setStage(state);
  runJobs(world, state);
  performOffline(world, state, gatewayAtOnce);
  const standIn = createStandIn(world, {
    system: 'intacct',
    origin: options.origin ?? 'http://localhost:4003',
    state,
    routes: ROUTES,
    normalisePath: (path) => path.replace(/\/{2,}/g, '/'),
    refuse: (error, call) => {
      if (isRest(call.request.path)) return refuse(call.world, error);
      if (!(error instanceof IntacctError)) throw error;
      return refusalReply(call.world, error, null);
    },
    unknownRoute,
    internalError: (call) => (isRest(call.request.path) ? restStatus(500, call) : gatewayStatus(500, call)),
    faults: {
      status: (status, call) => (isRest(call.request.path) ? restStatus(status, call) : gatewayStatus(status, call)),
      error: (code, call) => (isRest(call.request.path) ? restError(code, call) : gatewayError(code, call)),
      expireSession,
      subjects: (request) => (isRest(request.path) ? restSubjects(request) : subjectsOf(request)),
    },
    redact,
  });
  const counted: StandIn = { answer: (request) => state.traffic.during(() => standIn.answer(request)) };
  return {
    standIn: compressing(counted),
    people: new Desk(state, options.salesforce ?? null),
    state,
    seed: (size) => seedCompany(state, size),
  };
}

function unknownRoute(call: Call<IntacctCompany>, allowed: readonly string[]): WireResponse {
  const { method, path } = call.request;
  if (!isRest(path)) return { status: 404, headers: { 'Content-Type': 'text/html' }, body: NOT_FOUND };
  return refuse(call.world, allowed.length > 0 ? methodNotAllowed(method) : notFound(path));
}

/** Ends the session or token that a call uses. */
function expireSession(call: Call<IntacctCompany>): void {
  const session = sessionOf(call);
  if (session !== null) call.state.sessions.end(session);
  const token = /^Bearer\s+(\S+)$/i.exec(call.request.headers['authorization'] ?? '')?.[1];
  const known = token === undefined ? undefined : call.state.tokens.get(token);
  if (known !== undefined) call.state.tokens.put({ ...known, expiresAt: call.world.clock.now() });
}

const NOT_FOUND = '<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>\n';
