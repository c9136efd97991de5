import { createSimulator, type Simulator } from '../../index.js';
import { bodyText, type StandIn, type SystemName } from '../../kernel/wire.js';
import { type DirectTransport, directTransport } from '../../server/direct.js';
import { UnreachableError } from '../errors.js';
import type { Login, Target } from '../types.js';

/** Where the stand-ins believe themselves to be. */
const HOSTS = { salesforce: 'localhost:4001', engagement: 'localhost:4002', intacct: 'localhost:4003' } as const;

const SALESFORCE = { clientId: 'backlot', clientSecret: 'backlot', username: 'admin@backlot.test', password: 'backlot' };

/** Who signs in to a stand-in as it comes. */
export const STAND_IN_LOGINS: Readonly<Record<SystemName, Login>> = {
  salesforce: { version: '62.0', values: { ...SALESFORCE, intacctUsername: 'intacct@backlot.test', intacctPassword: 'backlot' } },
  engagement: { version: '5', values: { ...SALESFORCE, businessUnit: '0Uv000000000001CAA', userKey: 'backlot' } },
  intacct: {
    version: '3.0',
    values: {
      ...{ senderId: 'backlot', senderPassword: 'backlot', companyId: 'backlot', userId: 'admin', userPassword: 'backlot' },
      ...{ clientId: 'backlot', clientSecret: 'backlot' },
    },
  },
};

export type StandInOptions = {
  readonly simulator?: Simulator;
  /** Puts something in front of a stand-in: what tests alter it with. */
  readonly alter?: (standIn: StandIn, system: SystemName) => StandIn;
};

/** The stand-ins of a world of their own, in this process, on a virtual clock. */
export function standInTarget({ simulator = createSimulator(), alter = (standIn) => standIn }: StandInOptions = {}): Target {
  const transport = (system: SystemName): DirectTransport => directTransport(alter(simulator[system].standIn, system), HOSTS[system]);
  const transports = { salesforce: transport('salesforce'), engagement: transport('engagement'), intacct: transport('intacct') };
  const { clock } = simulator.world;
  return {
    name: 'stand-in',
    isStandIn: true,
    isRecorded: false,
    run: null,
    login: (system) => STAND_IN_LOGINS[system],
    async send(system, request) {
      try {
        const reply = await transports[system](request);
        return { status: reply.status, headers: reply.headers, body: bodyText(reply) };
      } catch (error) {
        throw new UnreachableError(system, 'its stand-in', error);
      }
    },
    wait: (ms) => clock.advanceTo(clock.now() + ms),
    now: () => clock.now(),
  };
}
