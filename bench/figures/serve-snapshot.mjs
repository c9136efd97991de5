import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSnapshot, startFigure } from '../kinds/start.mjs';

export default startFigure({
  title: 'serve: ready from a snapshot of 100,000 accounts',
  goal: { max: 700, mbMax: 250 },
  rounds: 5,
  args: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'backlot-bench-'));
    process.on('exit', () => rmSync(folder, { recursive: true }));
    return ['--seed-data', await makeSnapshot(join(folder, 'world.json'))];
  },
});
