import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PactV4, Verifier } from '@pact-foundation/pact';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchTransport } from '../../cli/fetch-transport.js';
import { interactionsOf, type PactInteraction } from '../../simulator/contract/pact/interactions.js';
import { type PactLibrary, PROVIDERS, writePacts } from '../../simulator/contract/pact/write-pacts.js';
import { formBody } from '../../simulator/contract/systems/reading.js';
import { createSimulator, httpMount, type Simulator } from '../../simulator/index.js';
import type { StandIn, SystemName } from '../../simulator/kernel/wire.js';
import { bundledProbes } from './probes.js';

process.env['PACT_DO_NOT_TRACK'] = 'true';

let interactions: readonly PactInteraction[];
let folder: string;

beforeAll(async () => {
  interactions = await interactionsOf(bundledProbes());
  folder = mkdtempSync(join(tmpdir(), 'backlot-pact-'));
  await writePacts({ PactV4 } as unknown as PactLibrary, interactions, folder, fetchTransport);
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = (system: SystemName): string => join(folder, `backlot-${PROVIDERS[system]}.json`);

/** Has Pact's verifier ask a served stand-in for everything in a file; `alter` changes what it says. */
async function verified(system: SystemName, alter: (standIn: StandIn) => StandIn = (standIn) => standIn): Promise<string> {
  let simulator: Simulator = createSimulator();
  const server: Server = createServer(httpMount({ answer: (request) => alter(simulator[system].standIn).answer(request) }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const states = interactions.filter((each) => each.system === system);
  try {
    const host = { salesforce: 'localhost:4001', engagement: 'localhost:4002', intacct: 'localhost:4003' };
    return await new Verifier({
      provider: PROVIDERS[system],
      providerBaseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      pactUrls: [fileOf(system)],
      logLevel: 'error',
      // Of one request; a machine with other work takes its time.
      timeout: 120_000,
      // The verifier reads forms, and would send them on as JSON.
      requestFilter: (request, _response, next) => {
        const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
        if (isForm) request.body = Buffer.from(formBody(request.body as Record<string, string>));
        next();
      },
      stateHandlers: Object.fromEntries(
        states.map(({ state, before }) => [
          state,
          async () => {
            simulator = createSimulator();
            for (const sent of before) {
              const headers = { ...sent.request.headers, host: host[sent.system] };
              await simulator[sent.system].standIn.answer({ ...sent.request, headers });
            }
          },
        ]),
      ),
    }).verifyProvider();
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

describe.each(['salesforce', 'engagement', 'intacct'] as const)('the Pact file of %s', (system) => {
  it('is of version 4, and has every request of the probes', () => {
    const pact = JSON.parse(readFileSync(fileOf(system), 'utf8'));
    expect(pact.metadata.pactSpecification.version).toMatch(/^4/);
    expect(pact.consumer.name).toBe('backlot');
    expect(pact.interactions.map(({ description }: { description: string }) => description).sort()).toEqual(
      interactions
        .filter((each) => each.system === system)
        .map(({ description }) => description)
        .sort(),
    );
  });

  it('is what the served stand-in does', async () => {
    await expect(verified(system)).resolves.toBeTypeOf('string');
  }, 300_000);

  it('is not what an altered one does', async () => {
    const silent = (standIn: StandIn): StandIn => ({
      answer: async (request) => ({ ...(await standIn.answer(request)), status: 418 }),
    });
    await expect(verified(system, silent)).rejects.toThrow();
  }, 300_000);
});
