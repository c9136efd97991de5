import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type PlayOptions, runScenario } from '../../scenarios/runner/index.js';
import { readerBeside, storiesIn } from '../../scenarios/runner/stories.js';
import { tellStory } from './tell-story.js';
import { overHttp, overMsw } from './transports.js';

/** With faults, a crash, several systems and time. */
const STORIES = ['intacct/merge-accounts', 'engagement/auto-create-gap', 'engagement/trade-show-list', 'together/form-to-customer'];
/** How often each way is taken in this thread: 20 times in any run, as often as somebody wants when asked to look harder. */
const REPEATS = Number(process.env['SAME_TRACE'] ?? 20);
/** Over sockets and MSW a story takes several times as long. */
const REPEATS_OVER = Number(process.env['SAME_TRACE'] ?? 1);
const TIMEOUT_MS = Math.max(20_000, REPEATS * 2_000);

const fileOf = (story: string): string => fileURLToPath(new URL(`../../scenarios/${story}.yaml`, import.meta.url));

async function traceOf(story: string, options: PlayOptions = {}): Promise<string> {
  const result = await runScenario(fileOf(story), options);
  expect(result.failure?.report ?? null).toBeNull();
  return result.trace.text();
}

describe.each(STORIES)('%s leaves the same trace, byte for byte', (story) => {
  it(`in ${REPEATS} repeats`, { timeout: TIMEOUT_MS }, async () => {
    const first = await traceOf(story);
    expect(first).toContain('"kind":"call"');
    for (let repeat = 1; repeat < REPEATS; repeat += 1) expect(await traceOf(story)).toBe(first);
  });

  it.each([
    ['node:http', overHttp],
    ['MSW', overMsw],
  ] as const)('over %s', { timeout: TIMEOUT_MS }, async (_name, transports) => {
    const first = await traceOf(story);
    for (let repeat = 0; repeat < REPEATS_OVER; repeat += 1) expect(await traceOf(story, { transports })).toBe(first);
  });

  it('through the twin', { timeout: TIMEOUT_MS }, async () => {
    const file = fileOf(story);
    const first = await traceOf(story);
    // The last row of examples is what runScenario gives.
    const last = storiesIn(readFileSync(file, 'utf8'), file).stories.at(-1)!;
    for (let repeat = 0; repeat < REPEATS; repeat += 1) expect((await tellStory(last, readerBeside(file))).trace.text()).toBe(first);
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
