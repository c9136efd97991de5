import { company100k } from '../kinds/large.mjs';
import { work } from '../kinds/work.mjs';

/** The mean of so many: one alone is below what the clock of a process tells. */
const SNAPSHOTS = 20;

export default work({
  title: 'Snapshot of a world of 100,000 accounts',
  goal: { max: 1 },
  async setup() {
    const { simulator, rename } = await company100k();
    return {
      calls: SNAPSHOTS,
      ours: () => {
        for (let index = 0; index < SNAPSHOTS; index += 1) {
          rename(index);
          simulator.world.snapshot();
        }
      },
    };
  },
});
