import { company100k } from '../kinds/large.mjs';
import { work } from '../kinds/work.mjs';

/** Writes between the snapshot and going back. */
const WRITES = 1_000;

export default work({
  title: 'Restore a world of 100,000 accounts after 1,000 writes',
  goal: { max: 50 },
  bare: 'copying a Map of as many',
  async setup() {
    const { simulator, rename } = await company100k();
    const snapshot = simulator.world.snapshot();
    const map = new Map(Array.from({ length: 100_000 }, (_, index) => [`key ${index}`, { index }]));
    return {
      before: () => {
        for (let index = 0; index < WRITES; index += 1) rename(index);
      },
      // The first write after it is part of it: nothing may be put off.
      ours: () => {
        simulator.world.restore(snapshot);
        rename(1);
      },
      bare: () => new Map(map),
    };
  },
});
