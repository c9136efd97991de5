import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { httpMount, type Simulator } from '../../simulator/index.js';
import type { StandIn, SystemName } from '../../simulator/kernel/wire.js';

const SYSTEMS = ['salesforce', 'engagement', 'intacct'] as const;

export type Served = {
  readonly urls: Readonly<Record<SystemName, string>>;
  /** A connection file to them; every secret is the variable `SECRET`. */
  readonly connection: string;
  close(): void;
};

/** Serves the stand-ins of a simulator on ports that are free. `front` puts something before them, anew for every request. */
export async function served(simulator: Simulator, front: (standIn: StandIn, system: SystemName) => StandIn = same): Promise<Served> {
  const servers = SYSTEMS.map((system) =>
    createServer(httpMount({ answer: (request) => front(simulator[system].standIn, system).answer(request) })),
  );
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))));
  const [salesforce, engagement, intacct] = servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const urls = { salesforce: salesforce!, engagement: engagement!, intacct: intacct! };
  return {
    urls,
    connection: connectionTo(urls),
    close: () =>
      servers.forEach((server) => {
        server.closeAllConnections();
        server.close();
      }),
  };
}

function connectionTo({ salesforce, engagement, intacct }: Served['urls']): string {
  return `name: served
salesforce: { url: ${salesforce}, clientId: backlot, clientSecret: $SECRET, username: admin@backlot.test, password: $SECRET, intacctUsername: intacct@backlot.test, intacctPassword: $SECRET }
engagement: { url: ${engagement}, businessUnit: 0Uv000000000001CAA, userKey: $SECRET }
intacct: { url: ${intacct}, companyId: backlot, userId: admin, userPassword: $SECRET, senderId: backlot, senderPassword: $SECRET, clientId: backlot, clientSecret: $SECRET }
`;
}

function same(standIn: StandIn): StandIn {
  return standIn;
}
