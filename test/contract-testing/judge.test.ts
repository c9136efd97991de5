import { expect, it } from 'vitest';
import { standInTarget } from '../../simulator/contract/targets/stand-in.js';
import type { Target } from '../../simulator/contract/types.js';
import { verify } from '../../simulator/contract/verify.js';
import { probeOf } from './probes.js';

const NEEDS_A_SECOND_USER = probeOf(`
probe: The user of the integration is found
system: salesforce
given:
  - send: GET /services/data/v{version}/query
    as: anybody
    query: { q: SELECT Id FROM User LIMIT 1 }
steps:
  - send: GET /services/data/v{version}/query
    query: { q: "SELECT Id FROM User WHERE Username = '{login.intacctUsername}'" }
    expect: { body: { totalSize: 1 } }
`);

/** A target whose connection file names no second user. */
function withoutSecondUser(): Target {
  const target = standInTarget();
  const login: Target['login'] = (system) => {
    const known = target.login(system);
    if (known === null) return null;
    const { intacctUsername: _left, ...values } = known.values;
    return { ...known, values };
  };
  return { ...target, login };
}

it('does not call it a drift when the connection lacks a user that a probe needs', async () => {
  const { verdicts } = await verify({
    probes: [NEEDS_A_SECOND_USER],
    standIn: () => standInTarget(),
    target: withoutSecondUser(),
    run: 'bltest',
  });
  expect(verdicts).toMatchObject([{ outcome: 'not run', why: 'the connection file has no intacctUsername' }]);
});
