import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { startBacklot } from '../../cli/start.js';

describe('serve, started on a state file', () => {
  let state: string;
  beforeEach(async () => {
    state = join(await mkdtemp(join(tmpdir(), 'backlot-start-')), 'world.json');
  });

  const start = (sync: boolean) => startBacklot({ port: 0, state, seedData: 'none', clock: 'frozen', sync });

  it.each([false, true])('makes no use of polls that another core had planned (with a core of its own: %s)', async (sync) => {
    const planned = { id: 1, at: 60_000, kind: 'stage:poll', payload: null, standing: true };
    const clock = { now: 0, nextId: 9, timers: [planned, { ...planned, id: 2, kind: 'stage:retry', payload: 'intacct' }] };
    await writeFile(state, JSON.stringify({ backlot: 1, seed: 1, clock, cells: {}, tables: {}, core: null }));
    const { urls, close } = await start(sync);
    const moved = await fetch(`${urls.backlot}/_backlot/clock`, { method: 'POST', body: '{"advance":"10m"}' });
    expect(await moved.json()).toMatchObject({ now: '1970-01-01T00:10:00.000Z' });
    await close();
    const { timers } = JSON.parse(await readFile(state, 'utf8')).clock;
    // By then the new core may have planned some, under other numbers.
    expect(timers.filter(({ id }: { id: number }) => id < clock.nextId)).toEqual([]);
  });

  it('takes away what a kill left half written', async () => {
    await (await start(false)).close();
    await writeFile(`${state}.12345.new`, '{"backlot":1,"se');
    await (await start(false)).close();
    expect(await readdir(dirname(state))).toEqual(['world.json']);
  });
});
