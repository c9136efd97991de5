import type { Call } from '../kernel/routes.js';
import { createStandIn, type Vendor } from '../kernel/stand-in.js';
import type { StandIn, WireResponse } from '../kernel/wire.js';
import type { World } from '../kernel/world.js';
import { EngagementError, isErrorCode, refusal } from './errors.js';
import { planOf } from './operations/exports.js';
import { createPeople } from './people/create-people.js';
import type { EngagementPeople, SalesforceView } from './people.js';
import { ROUTES } from './routes.js';
import { seedCompany } from './seed.js';
import { ConnectorSettings } from './settings.js';
import { Automation } from './state/automation.js';
import { runBulkActionsOnTime } from './state/bulk-actions.js';
import { createBusinessUnit } from './state/business-units.js';
import { keepDynamicListsOnTouch } from './state/dynamic-lists.js';
import { judgeLifecyclesOnTouch } from './state/lifecycle.js';
import { sendListEmailsOnTime } from './state/list-emails.js';
import { runExportsOnTime } from './state/run-export.js';
import { runImportsOnTime } from './state/run-import.js';
import { Engagement } from './state.js';
import { olderPlanOf } from './v4/exports.js';
import { isOlderPath, printFailureFor } from './v4/print.js';
import { json, printRefusal, printStatus, refusalOfStatus } from './wire.js';

export type { AssignmentTarget, EngagementPeople, SalesforceView } from './people.js';
export type { Engagement } from './state.js';

export type EngagementOptions = { readonly salesforce: SalesforceView; readonly origin?: string };

/** Account Engagement under one Salesforce org, with what its people do. A fresh one has the business unit `main` and nothing else. */
export type EngagementVendor = {
  readonly standIn: StandIn;
  readonly people: EngagementPeople;
  readonly state: Engagement;
  seed(size: 'small' | 'large'): void;
};

const DEFAULT_ORIGIN = 'http://localhost:4002';

export function createEngagement(world: World, options: EngagementOptions): EngagementVendor {
  const state = new Engagement(world, options.salesforce);
  state.makeSettings = (unit) => new ConnectorSettings(state, unit, unit.key === state.units()[0]?.key);
  const automation = new Automation(state);
  judgeLifecyclesOnTouch(state);
  keepDynamicListsOnTouch(state);
  runBulkActionsOnTime(state);
  runImportsOnTime(state);
  sendListEmailsOnTime(state);
  runExportsOnTime(state, ({ unit, object, fields, apiVersion }) => (apiVersion === 5 ? planOf : olderPlanOf)(state, unit, object, fields));
  world.as({ actor: 'system', cause: { kind: 'seed', text: 'stage' } }, () => createBusinessUnit(state, 'main', true));
  return {
    standIn: counted(state, createStandIn(world, vendor(state, options.origin ?? DEFAULT_ORIGIN))),
    people: createPeople(state, automation),
    state,
    seed: (size) => world.as({ actor: 'system', cause: { kind: 'seed', text: 'seed data' } }, () => seedCompany(state, size)),
  };
}

/** Counts the calls that have no reply yet, by the business unit that they name: some operations read a body first, and replies may be held back. */
function counted(state: Engagement, standIn: StandIn): StandIn {
  return {
    answer: (request) => {
      const unit = request.headers['pardot-business-unit-id'] ?? '';
      state.noteInFlight(unit, 1);
      const reply = standIn.answer(request);
      if (reply instanceof Promise) return reply.finally(() => state.noteInFlight(unit, -1));
      state.noteInFlight(unit, -1);
      return reply;
    },
  };
}

function vendor(state: Engagement, origin: string): Vendor<Engagement> {
  return {
    system: 'engagement',
    origin,
    state,
    routes: ROUTES,
    normalisePath: (path) => path.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, ''),
    refuse: (error, call) => print(call, error instanceof EngagementError ? error : new EngagementError(51, error.message, 400)),
    unknownRoute: (call, allowed) => print(call, allowed.length === 0 ? refusal(198) : refusal(60)),
    internalError: (call) => print(call, refusal(183)),
    faults: {
      status: (status, { request }) =>
        isOlderPath(request.path) ? { ...printFailureFor(request, refusalOfStatus(status)), status } : printStatus(status),
      error: (code, call) => {
        if (call.request.method === 'POST' && call.request.path.endsWith('/backlot__connector/v1/prospects')) return null;
        const number = Number(code);
        return isErrorCode(number)
          ? print(call, refusal(number))
          : json(400, { code: Number.isSafeInteger(number) ? number : 51, message: code });
      },
      expireSession: (call) => endSession(call.state, call.request.headers['authorization']),
    },
    redact: (body) => body.replace(/("?(?:password|user_key|api_key|access_token)"?\s*[:=]\s*"?)[^"&\s<]+/gi, '$1[redacted]'),
  };
}

/** A refusal as the version of the address prints it. */
function print({ request }: Call<Engagement>, error: EngagementError): WireResponse {
  return isOlderPath(request.path) ? printFailureFor(request, error) : printRefusal(error);
}

/** Makes a token one that this system no longer takes, as when it expired between two calls. */
function endSession(state: Engagement, header: string | undefined): void {
  const token = /^bearer\s+(.+)$/i.exec(header?.trim() ?? '')?.[1];
  if (token !== undefined) state.tables.endedTokens.put({ token });
}
