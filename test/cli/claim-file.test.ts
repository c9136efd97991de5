import { mkdtemp, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { claimFile } from '../../cli/claim-file.js';

describe('a file that a process keeps', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backlot-claim-'));
  });

  it('is refused to everybody else, whatever way leads to it, until it is let go', async () => {
    const file = join(folder, 'world.json');
    await symlink(folder, join(folder, 'way'));
    const letGo = await claimFile(file);
    await expect(claimFile(join(folder, 'way', '..', 'way', 'world.json'))).rejects.toThrow('is kept by another process');
    (await claimFile(join(folder, 'other.json')))();
    letGo();
    (await claimFile(file))();
  });

  it('is waited for a moment when it is about to be let go', async () => {
    const file = join(folder, 'not-there-yet', 'world.json');
    const letGo = await claimFile(file);
    const second = claimFile(file);
    letGo();
    (await second)();
  });
});
