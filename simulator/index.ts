import { addOrg } from './add-org.js';
import { createEngagement } from './engagement/index.js';
import { createIntacct } from './intacct/index.js';
import { createWorld, type World, type WorldOptions } from './kernel/world.js';
import { createSalesforce } from './salesforce/index.js';

export { addOrg } from './add-org.js';
export type { StandIn, SystemName, WireRequest, WireResponse } from './kernel/wire.js';
export type { World } from './kernel/world.js';
export { type DirectTransport, directTransport, type WholeResponse } from './server/direct.js';
export { httpMount } from './server/http-mount.js';

export type SimulatorOptions = WorldOptions & {
  /** Where each stand-in is served; what it believes of itself when a request names no host. */
  readonly origins?: Readonly<Partial<Record<'salesforce' | 'engagement' | 'intacct', string>>>;
  /**
   * Files by path of an org that the stand-ins are to be like: a Salesforce DX project, and what `backlot contract pull` wrote. What of it
   * is not enforced, `addOrg` tells.
   */
  readonly org?: ReadonlyMap<string, string>;
};

/** One world with the three vendors in it. */
export type Simulator = {
  readonly world: World;
  readonly salesforce: ReturnType<typeof createSalesforce>;
  readonly engagement: ReturnType<typeof createEngagement>;
  readonly intacct: ReturnType<typeof createIntacct>;
};

/** Makes a world with the stage that every scenario starts with: the vendors' users and settings, and no records of anybody's. */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const { origins = {} } = options;
  const world = createWorld(options);
  const salesforce = createSalesforce(world, originOption(origins.salesforce));
  const engagement = createEngagement(world, { salesforce: salesforce.view, ...originOption(origins.engagement) });
  const intacct = createIntacct(world, { salesforce: salesforce.people, ...originOption(origins.intacct) });
  const simulator = { world, salesforce, engagement, intacct };
  if (options.org !== undefined) addOrg(simulator, options.org);
  return simulator;
}

function originOption(origin: string | undefined): { origin?: string } {
  return origin === undefined ? {} : { origin };
}
