import type { HttpHandler } from 'msw';
import type { Simulator } from '../simulator/index.js';
import type { SystemName } from '../simulator/kernel/wire.js';
import { standInHandler } from './handlers.js';

export { createSimulator, type Simulator, type SimulatorOptions } from '../simulator/index.js';
export { standInHandler } from './handlers.js';

/**
 * Where the vendors are by default: the addresses of `backlot serve`, and their real hosts.
 *
 * Source:  Account Engagement API guide, "Authentication" (production and demo hosts); Sage Intacct, "XML requests" (gateway URL).
 * Assumed: Salesforce's login, sandbox and My Domain hosts; an org under another host is named by the caller.
 */
export const DEFAULT_ORIGINS: Readonly<Record<SystemName, readonly string[]>> = {
  salesforce: ['http://localhost:4001', 'https://login.salesforce.com', 'https://test.salesforce.com', 'https://*.my.salesforce.com'],
  engagement: ['http://localhost:4002', 'https://pi.pardot.com', 'https://pi.demo.pardot.com'],
  intacct: ['http://localhost:4003', 'https://api.intacct.com'],
};

/** MSW handlers of all three vendors: `setupServer(...backlotHandlers(createSimulator()))`. */
export function backlotHandlers(simulator: Simulator, origins: Partial<typeof DEFAULT_ORIGINS> = {}): HttpHandler[] {
  const systems = Object.keys(DEFAULT_ORIGINS) as SystemName[];
  return systems.flatMap((system) =>
    (origins[system] ?? DEFAULT_ORIGINS[system]).map((origin) => standInHandler(origin, simulator[system].standIn)),
  );
}
