import { createStandIn, type Vendor } from '../kernel/stand-in.js';
import type { StandIn } from '../kernel/wire.js';
import type { World } from '../kernel/world.js';
import type { PubSub } from './events/pubsub/service.js';
import { addProject } from './metadata/project.js';
import type { ApexRestHandler } from './operations/apex-rest.js';
import { OrgPeople } from './people/org-people.js';
import type { SalesforcePeople } from './people.js';
import { routes } from './routes.js';
import { plantSeed } from './seed.js';
import { setStage } from './stage.js';
import type { LongRequests } from './state/long-requests.js';
import { SalesforceOrg } from './state.js';
import { OrgView } from './view.js';
import { compressing } from './wire/compress.js';
import { withoutEndSlashes } from './wire/paths.js';
import { redact } from './wire/redact.js';
import { errorReplyFor, expireSession, internalError, refuse, statusReply, unknownRoute } from './wire/refusals.js';
import { isSuffixed } from './wire/xml-body.js';

export type { CallMetadata, PubSub } from './events/pubsub/service.js';
export type { ApexRestHandler } from './operations/apex-rest.js';
export type { SalesforcePeople } from './people.js';
export { SalesforceOrg } from './state.js';
export type { OutboundSender } from './workflow/outbound-messages.js';

/** Where Salesforce is served unless told otherwise. */
export const SALESFORCE_ORIGIN = 'http://localhost:4001';

export type Salesforce = {
  readonly standIn: StandIn;
  readonly people: SalesforcePeople;
  readonly view: OrgView;
  readonly state: SalesforceOrg;
  /** The Pub/Sub API; its libraries are loaded when it is first asked for. */
  pubSub(): Promise<PubSub>;
  /** Adds what the files of a Salesforce DX project define, by path. Gives a sentence for each that is not enforced. */
  addProject(files: ReadonlyMap<string, string>): readonly string[];
  /** Adds the records of a small plausible company, or of a large one. */
  seed(size: 'small' | 'large'): void;
};

export type SalesforceOptions = {
  readonly origin?: string;
  /** API calls that the org serves in a day before it refuses. Default: as many as are asked for. */
  readonly apiRequestsMax?: number;
  /** REST methods of Apex classes, written in TypeScript. */
  readonly apexRest?: readonly ApexRestHandler[];
};

/** One Salesforce org in a world: holds the stage that scenarios start from, and nothing else until `seed`. */
export function createSalesforce(world: World, options: SalesforceOptions = {}): Salesforce {
  const state = new SalesforceOrg(world);
  setStage(state);
  if (options.apiRequestsMax !== undefined) state.limits.set('api requests a day', options.apiRequestsMax);
  state.apexRest = options.apexRest ?? [];
  state.origin = options.origin ?? SALESFORCE_ORIGIN;
  state.events.beginHere();
  const vendor: Vendor<SalesforceOrg> = {
    system: 'salesforce',
    origin: state.origin,
    state,
    routes,
    normalisePath,
    refuse,
    unknownRoute,
    internalError,
    faults: { status: statusReply, error: errorReplyFor, expireSession },
    redact,
  };
  const people = new OrgPeople(state);
  return {
    standIn: counting(state.longRequests, compressing(createStandIn(world, vendor))),
    people,
    view: new OrgView(state),
    state,
    pubSub: async () => (await import('./events/pubsub/service.js')).createPubSub(state),
    addProject: (files) => addProject(state, files, people.user('admin')!),
    seed: (size) => {
      plantSeed(state, size);
      state.events.beginHere();
    },
  };
}

/** Counts what takes its time; long polls do not count, they are meant to. Source: App Limits cheat sheet, "Concurrent API Request Limits". */
function counting(longRequests: LongRequests, standIn: StandIn): StandIn {
  return {
    answer(request) {
      const reply = standIn.answer(request);
      const isCounted = reply instanceof Promise && !/^\/+cometd\b/i.test(request.path);
      return isCounted ? longRequests.during(reply) : reply;
    },
  };
}

/** Repeated slashes at the start, a slash at the end and a format at the end (`.json`, `.xml`) are taken. Source: traffic of the Salesforce CLI and simple-salesforce. */
function normalisePath(address: string): string {
  const path = /\.(?:json|xml)$/i.test(address) && isSuffixed(address) ? address.replace(/\.(?:json|xml)$/i, '') : address;
  if (!path.startsWith('//') && !path.endsWith('/')) return path;
  return `/${withoutEndSlashes(path.replace(/^\/+/, ''))}`;
}
