import { mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { idAt } from '../../simulator/salesforce/ids.js';
import type { SavedWorld } from '../../simulator/server/saved-world.js';
import { parseWorld } from '../../simulator/server/world-text.js';
import { buildCommand, ended, freePort, said, start } from '../cli/built-command.js';
import { Chance } from './chance.js';

/** How often the server is killed; each time goes on with what the time before left. */
const KILLS = Number(process.env['KILLS'] ?? 4);
/** Longest life, in milliseconds; kills come anywhere in it. */
const LIFE_MS_MAX = 1_200;
const SEED = Number(process.env['ABUSE_SEED'] ?? 1);

describe('backlot serve --state, killed under load', () => {
  beforeAll(buildCommand, 120_000);

  it(`opens after ${KILLS} kills at moments of seed ${SEED}, with all records up to some moment and none after it`, async () => {
    const chance = new Chance(SEED);
    const state = join(mkdtempSync(join(tmpdir(), 'backlot-kill-')), 'world.json');
    const known: string[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const port = await freePort();
      const child = start(['serve', '--port', String(port), '--seed-data', 'none', '--no-sync', '--state', state]);
      const stopped = ended(child);
      await said(child, /Control API/);
      const org = await signIn(port);
      const found = await org.names();
      // What was acknowledged and reached the disk is there without a gap; the rest, the last moment's, is lost from one point on.
      expect(found).toEqual(known.slice(0, found.length));
      known.length = found.length;
      const timer = setTimeout(() => child.kill('SIGKILL'), chance.below(LIFE_MS_MAX));
      while (await org.create(`Account ${String(known.length).padStart(6, '0')}`))
        known.push(`Account ${String(known.length).padStart(6, '0')}`);
      clearTimeout(timer);
      expect((await stopped).signal).toBe('SIGKILL');
    }
    expect(known.length).toBeGreaterThan(0);
  }, 120_000);

  it('saves the world when it is told to stop as soon as it answers', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'backlot-kill-'));
    const [seed, state] = [join(folder, 'seed.json'), join(folder, 'world.json')];
    const accounts = Array.from({ length: 20_000 }, (_each, index) => ({ Id: idAt('001', index + 1), Name: `Account ${index}` }));
    const clock = { now: 0, nextId: 1, timers: [] };
    writeFileSync(seed, JSON.stringify({ backlot: 1, seed: 1, clock, cells: {}, core: null, tables: { 'salesforce.Account': accounts } }));
    const port = await freePort();
    const child = start(['serve', '--port', String(port), '--seed-data', seed, '--no-sync', '--state', state]);
    const stopped = ended(child);
    while (!(await fetch(`http://127.0.0.1:${port}/_backlot/health`).catch(() => null))?.ok)
      await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGTERM');
    expect(await stopped).toMatchObject({ code: 0, err: '' });
    const saved = parseWorld(readFileSync(state)) as SavedWorld;
    expect(saved.tables['salesforce.Account']).toHaveLength(accounts.length);
  }, 60_000);

  it('opens when the kill came in the middle of a line', async () => {
    const state = join(mkdtempSync(join(tmpdir(), 'backlot-kill-')), 'world.json');
    const port = await freePort();
    const child = start(['serve', '--port', String(port), '--seed-data', 'none', '--no-sync', '--state', state]);
    const stopped = ended(child);
    await said(child, /Control API/);
    const org = await signIn(port);
    await org.create('Kept');
    const lines = `${state}.1.jsonl`;
    await expect.poll(() => readOr(lines), { timeout: 10_000 }).toContain('"Kept"');
    await org.create('Torn');
    await expect.poll(() => readOr(lines), { timeout: 10_000 }).toContain('"Torn"');
    child.kill('SIGKILL');
    await stopped;
    const whole = readFileSync(lines).length;
    truncateSync(lines, whole - 7);
    const again = start(['serve', '--port', String(port), '--seed-data', 'none', '--no-sync', '--state', state]);
    const stoppedAgain = ended(again);
    await said(again, /Control API/);
    const after = await signIn(port);
    expect(await after.names()).toEqual(['Kept']);
    await after.create('Later');
    again.kill('SIGTERM');
    expect(await stoppedAgain).toMatchObject({ code: 0, err: '' });
    const saved = parseWorld(readFileSync(state)) as SavedWorld;
    expect(saved.tables['salesforce.Account']!.map(({ Name }) => Name)).toEqual(['Kept', 'Later']);
  }, 60_000);
});

async function signIn(port: number) {
  const url = `http://127.0.0.1:${port + 1}`;
  const form = {
    grant_type: 'password',
    client_id: 'backlot',
    client_secret: 'backlot',
    username: 'admin@backlot.test',
    password: 'backlot',
  };
  const reply = await fetch(`${url}/services/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
  const { access_token: token } = (await reply.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return {
    names: async () => {
      const query = 'SELECT Name FROM Account ORDER BY Name';
      const found = await fetch(`${url}/services/data/v62.0/query?q=${encodeURIComponent(query)}`, { headers });
      return ((await found.json()) as { records: { Name: string }[] }).records.map(({ Name }) => Name);
    },
    /** False when the server is gone. */
    create: async (Name: string) => {
      try {
        const made = await fetch(`${url}/services/data/v62.0/sobjects/Account`, {
          method: 'POST',
          headers,
          body: JSON.stringify({ Name }),
        });
        return made.status === 201;
      } catch {
        return false;
      }
    },
  };
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
