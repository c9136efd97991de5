import { beforeAll, describe, expect, it } from 'vitest';
import { standInTarget } from '../../simulator/contract/targets/stand-in.js';
import type { Exchange } from '../../simulator/contract/types.js';
import { verify } from '../../simulator/contract/verify.js';
import type { SystemName } from '../../simulator/kernel/wire.js';
import { coreUses } from './core-uses.js';
import { bundledProbes } from './probes.js';
import { reactedCodes } from './reactions.js';
import { usesOf } from './uses.js';

const SYSTEMS: readonly SystemName[] = ['salesforce', 'engagement', 'intacct'];

/** Codes that the core reacts to and that no request can call forth in an org that is well. */
const NOT_TO_BE_CALLED_FORTH: Readonly<Record<string, string>> = {
  'salesforce: error UNABLE_TO_LOCK_ROW': 'two transactions must hold one row at the same instant',
  'salesforce: error REQUEST_LIMIT_EXCEEDED': 'the org’s calls of a day must be used up',
  'salesforce: error rate_limit_exceeded': 'the org’s sign-ins of an hour must be used up',
  'salesforce: error SERVER_UNAVAILABLE': 'the vendor must be out of order',
  'engagement: error 66': 'the calls of that moment must be used up',
  'engagement: error 122': 'the calls of a day must be used up',
  'engagement: error 202': 'the calls of a minute must be used up',
  'intacct: error PL05000104': 'another word for BL34000061, of objects that the core does not make',
  'intacct: error GW-0011': 'the gateway answers it before it knows whose request it is; the core sends none that is malformed',
};

/** A field that a scenario adds to its org: a custom one without a package's prefix. */
const OWN_FIELD = /(?:^|[.\s])(?!\w+__\w+__)\w+__[cr](?:\.|$)/;

let probed: ReadonlySet<string>;
beforeAll(async () => {
  const uses = new Set<string>();
  const exchanged = ({ system, request, reply }: Exchange): void => {
    for (const use of usesOf({ system, ...request, status: reply.status, reply: reply.text })) uses.add(use);
  };
  await verify({ probes: bundledProbes(), standIn: () => standInTarget(), target: null, run: 'bltest', exchanged });
  probed = uses;
}, 120_000);

describe('the probes cover what the core relies on', () => {
  it('every route, every field and every function that it uses in a bundled scenario', async () => {
    const used = [...(await coreUses())].filter(([use]) => !/: error /.test(use) && !OWN_FIELD.test(use));
    expect(used.length).toBeGreaterThan(500);
    expect(used.filter(([use]) => !probed.has(use)).map(([use, scenario]) => `${use} (${scenario})`)).toEqual([]);
  }, 900_000);

  it.each(SYSTEMS)('every error code of %s that it reacts to, but for those that nothing can call forth', (system) => {
    const codes = reactedCodes(system).map((code) => `${system}: error ${code}`);
    expect(codes.length).toBeGreaterThan(3);
    expect(codes.filter((code) => !probed.has(code) && !(code in NOT_TO_BE_CALLED_FORTH))).toEqual([]);
  });

  it('and excuses no code that a probe does call forth, or that the core does not know', () => {
    const known = new Set(SYSTEMS.flatMap((system) => reactedCodes(system).map((code) => `${system}: error ${code}`)));
    expect(Object.keys(NOT_TO_BE_CALLED_FORTH).filter((code) => probed.has(code) || !known.has(code))).toEqual([]);
  });
});
