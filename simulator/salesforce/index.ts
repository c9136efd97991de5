import { createStandIn, type Vendor } from '../kernel/stand-in.js';
import type { StandIn } from '../kernel/wire.js';
import type { World } from '../kernel/world.js';
import { OrgPeople } from './people/org-people.js';
import type { SalesforcePeople } from './people.js';
import { routes } from './routes.js';
import { plantSeed } from './seed.js';
import { setStage } from './stage.js';
import { SalesforceOrg } from './state.js';
import { OrgView } from './view.js';
import { compressing } from './wire/compress.js';
import { redact } from './wire/redact.js';
import { errorReplyFor, expireSession, internalError, refuse, statusReply, unknownRoute } from './wire/refusals.js';

export type { SalesforcePeople } from './people.js';
export { SalesforceOrg } from './state.js';

/** Where Salesforce is served unless told otherwise. */
export const SALESFORCE_ORIGIN = 'http://localhost:4001';

export type Salesforce = {
  readonly standIn: StandIn;
  readonly people: SalesforcePeople;
  readonly view: OrgView;
  readonly state: SalesforceOrg;
  /** Adds the records of a small plausible company, or of a large one. */
  seed(size: 'small' | 'large'): void;
};

/** One Salesforce org in a world: holds the stage that scenarios start from, and nothing else until `seed`. */
export function createSalesforce(world: World, options: { readonly origin?: string } = {}): Salesforce {
  const state = new SalesforceOrg(world);
  setStage(state);
  const vendor: Vendor<SalesforceOrg> = {
    system: 'salesforce',
    origin: options.origin ?? SALESFORCE_ORIGIN,
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
    standIn: compressing(createStandIn(world, vendor)),
    people,
    view: new OrgView(state),
    state,
    seed: (size) => plantSeed(state, size),
  };
}

/** Repeated slashes at the start and a slash at the end are taken. Source: traffic of the Salesforce CLI and simple-salesforce. */
function normalisePath(path: string): string {
  if (!path.startsWith('//') && !path.endsWith('/')) return path;
  return `/${path.replace(/^\/+/, '').replace(/\/+$/, '')}`;
}
