import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimulator } from '../../simulator/index.js';
import { realTime } from '../../simulator/server/real-time.js';
import { type RunningServer, startServer } from '../../simulator/server/server.js';
import { brokenRequest } from './broken-http.js';
import { Chance } from './chance.js';
import { sendRaw, statusesIn } from './raw-socket.js';

const SEED = Number(process.env['ABUSE_SEED'] ?? 1);
/** A short form for every run; `npm run abuse` asks for more. */
const REQUESTS = Math.min(20_000, Number(process.env['ABUSE_REQUESTS'] ?? 1_200));
const AT_ONCE = 40;

describe('broken HTTP over sockets', () => {
  let server: RunningServer;
  const failures: unknown[] = [];
  const crash = (error: unknown): void => void failures.push(error);

  beforeAll(async () => {
    process.on('uncaughtException', crash);
    process.on('unhandledRejection', crash);
    server = await startServer(createSimulator(), {
      port: 0,
      clock: 'frozen',
      time: realTime,
      version: '0',
      hooks: {},
      fail: crash,
    });
  });
  afterAll(async () => {
    process.off('uncaughtException', crash);
    process.off('unhandledRejection', crash);
    await server.close();
  });

  it(`never crashes a port, nor makes one say that it failed: ${REQUESTS} requests of seed ${SEED}`, { timeout: 300_000 }, async () => {
    const chance = new Chance(SEED);
    const ports = Object.values(server.urls).map((url) => Number(new URL(url).port));
    const statuses = new Map<number, number>();
    for (let sent = 0; sent < REQUESTS; sent += AT_ONCE) {
      const batch = Array.from({ length: AT_ONCE }, () => ({ port: chance.pick(ports), pieces: brokenRequest(chance) }));
      // Many leave without waiting for an answer, in the middle of what they say.
      const heard = await Promise.all(batch.map(({ port, pieces }) => sendRaw(port, pieces, 150).then((told) => told ?? '')));
      for (const [index, text] of heard.entries()) {
        for (const status of statusesIn(text)) {
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          expect(
            status,
            `${JSON.stringify(
              Buffer.concat([...batch[index]!.pieces])
                .toString('latin1')
                .slice(0, 600),
            )} gave\n${text}`,
          ).toBeLessThan(500);
        }
        expect(text).not.toMatch(/at \S+ \(?(?:file|node):|\/simulator\//);
      }
    }
    expect(failures).toEqual([]);
    expect(statuses.get(400) ?? 0).toBeGreaterThan(REQUESTS / 20);
    for (const url of Object.values(server.urls)) expect((await fetch(url)).status).toBeLessThan(500);
    expect(await (await fetch(`${server.urls.backlot}/_backlot/health`)).json()).toMatchObject({ status: 'ok' });
  });
});
