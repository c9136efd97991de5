import { describe, expect, it } from 'vitest';
import { standInTarget } from '../../simulator/contract/targets/stand-in.js';
import { verify } from '../../simulator/contract/verify.js';
import { DRIFTS, type Drift } from './drifts.js';
import { bundledProbes } from './probes.js';

const PROBES = bundledProbes();

/** The probe that must find it, played on the altered stand-in and on one that is as it should be. */
async function verdictOn({ probe: name, alter }: Drift) {
  const probes = PROBES.filter(({ file }) => file.endsWith(`/${name}.probe.yaml`));
  expect(probes).toHaveLength(1);
  const { verdicts } = await verify({ probes, standIn: () => standInTarget({ alter }), target: standInTarget(), run: 'bltest' });
  return verdicts[0]!;
}

describe('a stand-in that drifts is found out and told rightly', () => {
  it.each(DRIFTS.map((drift) => [drift.title, drift] as const))('%s', async (_title, drift) => {
    const { outcome, differences } = await verdictOn(drift);
    expect({ outcome, differences }).toMatchObject({
      outcome: drift.outcome,
      differences: expect.arrayContaining([expect.objectContaining({ path: drift.path, text: drift.text })]),
    });
  });
});
