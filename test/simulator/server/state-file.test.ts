import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Table } from '../../../simulator/kernel/table.js';
import { createWorld, type World } from '../../../simulator/kernel/world.js';
import { type CoreMemory, loadStateFile, watchStateFile } from '../../../simulator/server/state-file.js';

type Lead = { readonly Id: string; readonly Email: string };

describe('a world in a file', () => {
  let path: string;
  beforeEach(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'backlot-state-')), 'world.json');
  });

  it('comes back with records, indexes, values, chance and clock', async () => {
    const { world, leads } = make();
    leads.put({ Id: '00Q1', Email: 'a@x' });
    world.random('ids').int(10);
    await world.clock.advanceTo(world.clock.now() + 60_000);
    world.clock.arm(world.clock.now() + 5_000, 'test:due', { note: 1 });
    await save(world, { cursor: 3 });

    const again = make();
    expect(await loadStateFile(again.world, path)).toMatchObject({ core: { cursor: 3 }, entries: [] });
    expect(again.leads.findOne('Email', 'a@x')).toEqual({ Id: '00Q1', Email: 'a@x' });
    expect(again.world.clock.now()).toBe(world.clock.now());
    expect(again.world.clock.timers()).toMatchObject([{ kind: 'test:due', payload: { note: 1 } }]);
    expect(again.world.random('ids').int(1_000)).toBe(world.random('ids').int(1_000));
  });

  it('is there at once, and whole in one file when the world ends', async () => {
    const { world, leads } = make();
    const watched = await watchStateFile(world, path, noCore, noFailure);
    expect(existsSync(path)).toBe(true);
    leads.put({ Id: '00Q1', Email: 'a@x' });
    await watched.close();
    expect(await readdir(dirname(path))).toEqual(['world.json']);
    expect(JSON.parse(await readFile(path, 'utf8')).tables['salesforce.Lead']).toEqual([
      [
        ['Id', 'Email'],
        ['00Q1', 'a@x'],
      ],
    ]);
  });

  it('is nothing yet when there is no file', async () => {
    expect(await loadStateFile(make().world, path)).toBeNull();
  });

  it.each([
    ['half a file', '{"backlot":1,"tab', 'JSON'],
    ['something else', '[1, 2]', 'it is no JSON object'],
    ['another format', '{"backlot":2}', 'its key "backlot" is not 1'],
    ['no clock', '{"backlot":1,"cells":{},"tables":{}}', 'its clock is missing'],
    [
      'records that are none',
      '{"backlot":1,"clock":{"now":1,"nextId":1,"timers":[]},"cells":{},"tables":{"salesforce.Lead":[3]}}',
      'no list of records',
    ],
    ...['1e999', '1e300', '"1"'].map((now) => [
      'a clock that shows no time',
      `{"backlot":1,"clock":{"now":${now},"nextId":1,"timers":[]},"cells":{},"tables":{}}`,
      'its clock is missing or broken',
    ]),
    ...['null', '{}', '{"at":1e300,"kind":"x"}', '{"at":1,"kind":5}'].map((timer) => [
      'a timer that is none',
      `{"backlot":1,"clock":{"now":1,"nextId":1,"timers":[${timer}]},"cells":{},"tables":{}}`,
      'its clock is missing or broken',
    ]),
    [
      'a number of lines that no file has',
      '{"backlot":1,"clock":{"now":1,"nextId":1,"timers":[]},"cells":{},"tables":{},"generation":1e308,"lineage":"x"}',
      'its keys "generation" and "lineage" are broken',
    ],
    [
      'a record without its key',
      '{"backlot":1,"clock":{"now":1,"nextId":1,"timers":[]},"cells":{},"tables":{"salesforce.Lead":[{"Email":"a@x"}]}}',
      'a record of salesforce.Lead has no key',
    ],
    ...['[["Id"],["1","2"]]', '[["Id"],{"Id":"1"}]'].map((block) => [
      'a row that does not fit its block',
      `{"backlot":1,"clock":{"now":1,"nextId":1,"timers":[]},"cells":{},"tables":{"salesforce.Lead":[${block}]}}`,
      'a row has other than the 1 values of its block',
    ]),
    ...['[]', '[["Id",3],["1",2]]'].map((block) => [
      'a block without fields',
      `{"backlot":1,"clock":{"now":1,"nextId":1,"timers":[]},"cells":{},"tables":{"salesforce.Lead":[${block}]}}`,
      'a block of rows names no fields',
    ]),
    [
      'an unknown table',
      '{"backlot":1,"clock":{"now":1,"nextId":1,"timers":[]},"cells":{},"tables":{"sap.X":[{}]}}',
      'it has records of sap.X',
    ],
  ])('is refused with its name and a way out: %s', async (_title, text, why) => {
    await writeFile(path, text);
    const { world, leads } = make();
    leads.put({ Id: '00Q1', Email: 'a@x' });
    await expect(loadStateFile(world, path)).rejects.toMatchObject({
      code: 'BROKEN_WORLD',
      file: path,
      message: expect.stringContaining(why),
    });
    expect(leads.size).toBe(1);
  });

  it.each([
    'null',
    '{}',
    '5',
    '{"world":{}}',
    '{"world":{"rows":null,"cells":{},"clock":{"now":1,"nextId":1,"armed":[],"gone":[]}}}',
    '{"world":{"rows":{"salesforce.Lead":[["1",5]]},"cells":{},"clock":{"now":1,"nextId":1,"armed":[],"gone":[]}}}',
    '{"world":{"rows":{},"cells":{},"clock":{"now":1e999,"nextId":1,"armed":[],"gone":[]}}}',
    '{"world":null,"entries":5}',
  ])('is refused when a line beside it was damaged: %s', async (line) => {
    const { world } = make();
    await save(world, null);
    const { generation, lineage } = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(`${path}.${generation}.jsonl`, `{"of":"${lineage}"}\n${line}\n`);
    await expect(loadStateFile(make().world, path)).rejects.toMatchObject({ code: 'BROKEN_WORLD', file: path });
  });

  it('needs a folder to be in', async () => {
    await expect(loadStateFile(make().world, '/no/such/folder/world.json')).rejects.toMatchObject({
      message: expect.stringContaining('no folder /no/such/folder'),
    });
  });

  describe.runIf(existsSync('/dev/full'))('on a full disk', () => {
    it('says so once, loses nothing, and writes when there is room again', async () => {
      const { world, leads } = make();
      const told: unknown[] = [];
      const watched = await watchStateFile(world, path, noCore, (error) => void told.push(error));
      await symlink('/dev/full', `${path}.1.jsonl`);
      leads.put({ Id: '00Q1', Email: 'a@x' });
      await expect.poll(() => told.length, { timeout: 5_000 }).toBe(1);
      leads.put({ Id: '00Q2', Email: 'b@x' });
      expect(told[0]).toMatchObject({ code: 'STATE_UNWRITABLE', message: expect.stringContaining('ENOSPC') });
      expect((told[0] as { hint: string }).hint).toContain('Writing is tried again.');
      await rm(`${path}.1.jsonl`);
      await expect.poll(() => readFile(`${path}.1.jsonl`, 'utf8').catch(() => ''), { timeout: 5_000 }).toContain('00Q2');
      const again = make();
      await loadStateFile(again.world, path);
      expect([...again.leads.rows()].map(({ Id }) => Id)).toEqual(['00Q1', '00Q2']);
      expect(told).toHaveLength(1);
      await watched.close();
    });

    it('does not keep without end what it cannot write: when there is room, the whole is written anew', async () => {
      const { world, leads } = make();
      const watched = await watchStateFile(world, path, noCore, noFailure);
      await symlink('/dev/full', `${path}.1.jsonl`);
      leads.put({ Id: '00Q1', Email: 'x'.repeat(17_000_000) });
      leads.put({ Id: '00Q2', Email: 'b@x' });
      await expect.poll(() => readFile(path, 'utf8'), { timeout: 10_000 }).toContain('00Q2');
      await expect.poll(() => readdir(dirname(path)), { timeout: 10_000 }).toEqual(['world.json']);
      leads.put({ Id: '00Q3', Email: 'c@x' });
      await watched.close();
      const again = make();
      await loadStateFile(again.world, path);
      expect([...again.leads.rows()].map(({ Id }) => Id)).toEqual(['00Q1', '00Q2', '00Q3']);
    });

    it('ends with what it could not write, and leaves the last whole as it was', async () => {
      const { world, leads } = make();
      leads.put({ Id: '00Q1', Email: 'a@x' });
      const watched = await watchStateFile(world, path, noCore, () => {});
      await symlink('/dev/full', `${path}.1.jsonl`);
      leads.put({ Id: '00Q2', Email: 'b@x' });
      await expect(watched.close()).rejects.toMatchObject({ code: 'STATE_UNWRITABLE', message: expect.stringContaining('ENOSPC') });
      await rm(`${path}.1.jsonl`);
      const again = make();
      await loadStateFile(again.world, path);
      expect([...again.leads.rows()].map(({ Id }) => Id)).toEqual(['00Q1']);
    });

    it('shows at the start, and leaves nothing half written', async () => {
      await symlink('/dev/full', `${path}.${process.pid}.new`);
      await expect(watchStateFile(make().world, path, noCore, noFailure)).rejects.toMatchObject({
        code: 'STATE_UNWRITABLE',
        hint: 'Make room, or name a file in a folder that may be written to.',
      });
      expect(await readdir(dirname(path))).toEqual([]);
    });
  });

  it('says so where nobody may write', async () => {
    const blocked = join(dirname(path), 'blocked.json');
    await mkdir(`${blocked}.${process.pid}.new`);
    await expect(watchStateFile(make().world, blocked, noCore, noFailure)).rejects.toMatchObject({ code: 'STATE_UNWRITABLE' });
  });

  async function save(world: World, core: unknown): Promise<void> {
    await (await watchStateFile(world, path, { ...noCore, save: () => core }, noFailure)).close();
  }
});

function make(): { world: World; leads: Table<Lead> } {
  const world = createWorld();
  const leads = world.table<Lead>('salesforce', { name: 'Lead', key: (row) => row.Id, indexes: { Email: (row) => row.Email } });
  return { world, leads };
}

const noCore: CoreMemory = { save: () => null, takeEntries: () => [] };

function noFailure(error: unknown): void {
  throw error;
}
