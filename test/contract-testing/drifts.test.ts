import { describe, expect, it } from 'vitest';
import { standInTarget } from '../../simulator/contract/targets/stand-in.js';
import { verify } from '../../simulator/contract/verify.js';
import type { Drift } from './drifts/drift.js';
import { ENGAGEMENT_DRIFTS } from './drifts/engagement.js';
import { INTACCT_DRIFTS } from './drifts/intacct.js';
import { SALESFORCE_DRIFTS } from './drifts/salesforce.js';
import { bundledProbes } from './probes.js';

const PROBES = bundledProbes();

/** The probe that must find it, played on the altered stand-in and on one that is as it should be. */
async function verdictOn(system: string, { probe: name, alter }: Drift) {
  const probes = PROBES.filter(({ file }) => file.endsWith(`/${system}/probes/${name}.probe.yaml`));
  expect(probes).toHaveLength(1);
  const { verdicts } = await verify({ probes, standIn: () => standInTarget({ alter }), target: standInTarget(), run: 'bltest' });
  return verdicts[0]!;
}

describe.each([
  ['salesforce', SALESFORCE_DRIFTS],
  ['engagement', ENGAGEMENT_DRIFTS],
  ['intacct', INTACCT_DRIFTS],
] as const)('a stand-in of %s that drifts is found out and told rightly', (system, drifts) => {
  it.each(drifts.map((drift) => [drift.title, drift] as const))('%s', async (_title, drift) => {
    const { outcome, differences } = await verdictOn(system, drift);
    expect({ outcome, differences }).toMatchObject({
      outcome: drift.outcome,
      differences: expect.arrayContaining([expect.objectContaining({ path: drift.path, text: drift.text })]),
    });
  });
});
