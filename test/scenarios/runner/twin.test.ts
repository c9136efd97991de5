import { expect, it } from 'vitest';
import { runScenario } from '../../../scenarios/runner/index.js';
import { tell } from '../../../scenarios/runner/twin.js';
import { scenario } from '../../../scenarios/runner/vitest.js';

const FILE = `backlot: 1
scenario: A gap is not filled
settings: { engagement.autoCreateProspects: false }
given:
  - create: { salesforce.Lead: { as: gap, LastName: Gap, Email: gap@example.com } }
  - settle:
steps:
  - set: { engagement.autoCreateProspects: true }
  - create: { salesforce.Lead: { as: after, LastName: After, Email: after@example.com } }
  - eventually: { within: 10m, engagement.Prospect: 1 }
  - send-to-engagement: { on: gap }
  - settle: { within: 1h }
  - update: { gap: { LastName: "" } }
    fails: REQUIRED_FIELD_MISSING
  - expect: { engagement.Prospect: 2 }
`;

it('leaves the same trace as its file', async () => {
  const file = await runScenario(FILE);
  expect(file.failure?.report).toBeUndefined();
  const twin = await tell({ settings: { 'engagement.autoCreateProspects': false } }, async (s) => {
    await s.given(async () => {
      await s.create('salesforce.Lead', { as: 'gap', LastName: 'Gap', Email: 'gap@example.com' });
      await s.settle();
    });
    await s.set({ 'engagement.autoCreateProspects': true });
    await s.create('salesforce.Lead', { as: 'after', LastName: 'After', Email: 'after@example.com' });
    await s.eventually({ within: '10m', 'engagement.Prospect': 1 });
    await s.sendToEngagement({ on: 'gap' });
    await s.settle({ within: '1h' });
    await s.update({ gap: { LastName: '' } }, { fails: 'REQUIRED_FIELD_MISSING' });
    await s.expect({ 'engagement.Prospect': 2 });
  });
  expect(twin.failure?.report).toBeUndefined();
  expect(twin.trace.text()).toBe(file.trace.text());
});

it('tells what failed without a place', async () => {
  const { failure } = await tell({}, async (s) => {
    await s.create('salesforce.Lead', { as: 'jane', LastName: 'Jensen' });
    await s.expect({ jane: { LastName: 'Jensson' } });
  });
  expect(failure).toMatchObject({
    spot: null,
    step: 'step 2 (expect)',
    expected: 'LastName of jane to be Jensson',
    actual: 'Jensen',
    replay: null,
  });
});

it('refuses what the language does not have', async () => {
  const { failure } = await tell({}, async (s) => {
    await s.merge({ into: 'a', form: ['b'] } as never);
  });
  expect(failure?.actual).toMatch(/"from" is missing|unknown key "form"/);
});

scenario('is a test of its own', async (s) => {
  await s.create('salesforce.Account', { as: 'acme', Name: 'Acme' });
  expect(s.get('acme')).toMatchObject({ Name: 'Acme' });
  expect(s.id('acme')).toMatch(/^001\w{15}$/);
});
