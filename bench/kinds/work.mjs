import { cpuUs, figure } from './figure.mjs';
import { startChild } from './process.mjs';

const UNIT_US = { us: 1, ms: 1_000, s: 1_000_000 };

/** CPU of a piece of work in this process's place, beside a bare one. */
export function work({ setup, unit = 'ms', warmUps = 1, ...rest }) {
  return figure({
    unit,
    ...rest,
    async open(file) {
      const child = await startChild(file, 'work');
      for (let round = 0; round < warmUps; round += 1) await child.ask('round');
      return { round: () => child.ask('round'), close: () => child.close() };
    },
    async inChild() {
      const { ours, bare, before = () => {}, calls = 1 } = await setup();
      const one = async (act) => {
        if (act === undefined) return null;
        await before();
        globalThis.gc?.();
        const from = process.cpuUsage();
        await act();
        return cpuUs(from, process.cpuUsage()) / calls / UNIT_US[unit];
      };
      return { round: async () => ({ bare: await one(bare), ours: await one(ours), mb: process.memoryUsage.rss() / 2 ** 20 }) };
    },
  });
}
