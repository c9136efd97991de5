import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchTransport } from '../../cli/fetch-transport.js';
import { realClock } from '../../cli/real-time.js';
import { differenceLines } from '../../simulator/contract/reporters/report.js';
import { readConnection } from '../../simulator/contract/targets/connection.js';
import { standInTarget } from '../../simulator/contract/targets/stand-in.js';
import { systemTarget } from '../../simulator/contract/targets/system.js';
import type { Target } from '../../simulator/contract/types.js';
import { type Verification, verify } from '../../simulator/contract/verify.js';
import { createSimulator, type Simulator } from '../../simulator/index.js';
import { livingRecords } from './living-records.js';
import { bundledProbes } from './probes.js';
import { type Served, served } from './served.js';

const PROBES = bundledProbes();
const SYSTEMS = ['salesforce', 'engagement', 'intacct'] as const;
const RUN = 'blsuite';

function notSame({ verdicts }: Verification): readonly unknown[] {
  return verdicts
    .filter(({ outcome }) => outcome !== 'same')
    .flatMap(({ probe, outcome, why, differences }) => [
      `${probe.file}: ${outcome} ${why ?? ''}`,
      ...differences.flatMap((difference) => differenceLines(difference, 'served')),
    ]);
}

describe('every probe that backlot brings', () => {
  it('holds on the stand-ins as they are', async () => {
    expect(PROBES.length).toBeGreaterThan(50);
    expect(notSame(await verify({ probes: PROBES, standIn: () => standInTarget(), target: null, run: RUN }))).toEqual([]);
  }, 120_000);

  it('names rules that exist and says why somebody relies on it', async () => {
    const { RULES } = await import('../../src/rules/catalogue/index.js');
    const ids = new Set(RULES.map(({ id }) => id));
    expect(PROBES.flatMap(({ file, relies }) => relies.rules.filter((id) => !ids.has(id)).map((id) => `${file}: ${id}`))).toEqual([]);
    expect(PROBES.filter(({ about }) => about === null).map(({ file }) => file)).toEqual([]);
    expect(new Set(PROBES.map(({ title }) => title)).size).toBe(PROBES.length);
  });
});

describe('the same suite by the path to a real system', () => {
  let systems: Served;
  let simulator: Simulator;
  let target: Target;

  beforeAll(async () => {
    simulator = createSimulator();
    for (const system of SYSTEMS) await simulator[system].seed('small');
    systems = await served(simulator);
    const read = readConnection('served.yaml', `standIn: true\n${systems.connection}`, { SECRET: 'backlot' });
    if ('problems' in read) throw new Error(read.problems.map(({ report }) => report).join('\n'));
    target = systemTarget(read.connection, fetchTransport, realClock);
  });
  afterAll(() => systems.close());

  it('comes out the same among the records of others, within a minute, and leaves nothing behind', async () => {
    const before = livingRecords(simulator);
    const began = process.cpuUsage();
    const verification = await verify({ probes: PROBES, standIn: () => standInTarget(), target, run: RUN });
    expect(notSame(verification)).toEqual([
      'simulator/intacct/probes/contracts.probe.yaml: not run served does not have what it needs: result.data.@totalcount: another value',
      'simulator/intacct/probes/order-entry.probe.yaml: not run served does not have what it needs: result.data.@totalcount: another value',
    ]);
    expect(verification.verdicts.flatMap(({ left }) => left)).toEqual([]);
    expect([...livingRecords(simulator)].filter((record) => !before.has(record))).toEqual([]);
    // Both sides play in this process. What it computes does not depend on what else the machine does, as the clock on the wall would.
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1_000).toBeLessThan(60_000);
  }, 120_000);
});
