import { describe, expect, it } from 'vitest';
import { createSimulator } from '../../simulator/index.js';
import { bodyText } from '../../simulator/kernel/wire.js';
import { loadWorld, saveWorld } from '../../simulator/server/saved-world.js';
import { Abuse, type Finding } from './abuse.js';
import { inconsistencies } from './consistency.js';

/** `npm run abuse` throws many; the suite a few, from the same seed. `ABUSE_SEED` draws others. */
const REQUESTS = Number(process.env['ABUSE_REQUESTS'] ?? 4_000);
const SEED = Number(process.env['ABUSE_SEED'] ?? 1);

describe('the stand-ins and the control API under abuse', () => {
  it(
    `answer ${REQUESTS} requests of seed ${SEED} without a crash, a broken reply or a broken state`,
    async () => {
      const abuse = await Abuse.open(SEED);
      await abuse.run(REQUESTS);
      if (process.env['ABUSE_REQUESTS'] !== undefined)
        console.log(
          [...abuse.statuses]
            .sort()
            .map(([kind, count]) => `${kind}: ${count}`)
            .join('\n'),
        );
      expect(abuse.findings.map(printed).join('\n\n')).toBe('');
      expect(inconsistencies(abuse.simulator.world)).toEqual([]);
      const saved = JSON.parse(JSON.stringify(saveWorld(abuse.simulator.world, null)));
      const { world } = createSimulator();
      loadWorld(world, saved, 'saved');
      expect(inconsistencies(world)).toEqual([]);
    },
    REQUESTS * 20 + 30_000,
  );
});

function printed({ what, request }: Finding): string {
  const { method, path, query, headers } = request;
  return `${what.slice(0, 1_500)}\n  ${method} ${path}${query === '' ? '' : `?${query}`}\n  ${JSON.stringify(headers)}\n  ${bodyText(request).slice(0, 600)}`;
}
