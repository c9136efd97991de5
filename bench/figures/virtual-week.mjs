import { door } from '../kinds/figure.mjs';
import { work } from '../kinds/work.mjs';

const JOBS = 10_000;
const WEEK_MS = 7 * 86_400_000;

export default work({
  title: 'A virtual week with 10,000 due jobs',
  goal: { max: 300 },
  bare: 'sorting and calling as many',
  async setup() {
    const { createSimulator } = await door('simulator');
    let done = 0;
    const job = () => {
      done += 1;
    };
    const spread = (index) => (index * 7_919 * 1_000) % WEEK_MS;
    return {
      ours: async () => {
        const { clock } = createSimulator().world;
        clock.on('bench:job', async () => job());
        for (let index = 0; index < JOBS; index += 1) clock.arm(clock.now() + spread(index), 'bench:job', index);
        done = 0;
        await clock.advanceTo(clock.now() + WEEK_MS);
        if (done !== JOBS) throw new Error(`${done} jobs ran`);
      },
      bare: async () => {
        const jobs = Array.from({ length: JOBS }, (_, index) => spread(index)).sort((a, b) => a - b);
        for (const _at of jobs) await job();
      },
    };
  },
});
