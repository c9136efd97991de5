import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type PlayOptions, runScenario } from '../../scenarios/runner/index.js';
import { overHttp, overMsw } from './transports.js';

/** With faults, a crash, several systems and time. */
const STORIES = ['intacct/merge-accounts', 'engagement/auto-create-gap', 'engagement/trade-show-list', 'together/form-to-customer'];
const REPEATS = 20;

async function traceOf(story: string, options: PlayOptions = {}): Promise<string> {
  const result = await runScenario(fileURLToPath(new URL(`../../scenarios/${story}.yaml`, import.meta.url)), options);
  expect(result.failure?.report ?? null).toBeNull();
  return result.trace.text();
}

describe.each(STORIES)('%s leaves the same trace, byte for byte', (story) => {
  it(`in ${REPEATS} repeats`, async () => {
    const first = await traceOf(story);
    expect(first).toContain('"kind":"call"');
    for (let repeat = 1; repeat < REPEATS; repeat += 1) expect(await traceOf(story)).toBe(first);
  });

  it('over node:http', async () => {
    expect(await traceOf(story, { transports: overHttp })).toBe(await traceOf(story));
  });

  it('over MSW', async () => {
    expect(await traceOf(story, { transports: overMsw })).toBe(await traceOf(story));
  });
});

it('differs with the seed, where chance fills in what the story leaves out', async () => {
  const story = 'backlot: 1\nscenario: Somebody\nsteps:\n  - create: { salesforce.Lead: { Email: someone@example.com } }\n';
  const [one, again, other] = [await runScenario(story), await runScenario(story), await runScenario(story, { seed: 2 })];
  expect(again.trace.text()).toBe(one.trace.text());
  expect(other.trace.text()).not.toBe(one.trace.text());
});

it('shows no password and no token', async () => {
  const trace = await traceOf(STORIES[0]!);
  expect(trace).not.toMatch(/Bearer \w/);
  expect(trace).not.toMatch(/password=backlot|<password>backlot|"access_token":"(?!\[)/);
  expect(trace).toContain('[redacted]');
});
