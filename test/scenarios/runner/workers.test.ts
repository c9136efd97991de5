import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Playing, type Reporter, type RunOptions, runFiles, type ScenarioResult } from '../../../scenarios/runner/index.js';
import { type OpenWorkers, workerAtHome } from '../../../scenarios/runner/workers/worker.js';

const folder = mkdtempSync(join(tmpdir(), 'backlot-workers-'));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const create = (name: string) => `  - create: { salesforce.Lead: { LastName: ${name}, Email: ${name}@example.com } }\n  - settle:\n`;
const FILES = [
  file(
    'rows.yaml',
    `backlot: 1\nscenario: Rows\ntags: [a]\nexamples: [{ n: 1 }, { n: 2 }, { n: 3 }]\nsteps:\n  - note: $n\n${create('r')}`,
  ),
  file('fails.yaml', 'backlot: 1\nscenario: Fails\ntags: [b]\nsteps:\n  - expect: { salesforce.Lead: 1 }\n'),
  file('broken.yaml', 'backlot: 1\nscenario: Broken\nsteps:\n  - advnce: 1d\n'),
  file('one.yaml', `backlot: 1\nscenario: One\ntags: [a, b]\nsteps:\n${create('one')}`),
  file('two.yaml', `backlot: 1\nscenario: Two\ntags: [c]\nsteps:\n${create('two')}`),
];

/** Workers of this thread; what crosses threads is copied as threads do, and the first is slow, so that results come out of order. */
function openWorkers(count: number, laggard = 0): OpenWorkers {
  return (settings) =>
    Array.from({ length: count }, (_, which) => {
      const work = workerAtHome(structuredClone(settings), () => 0);
      return {
        do: async (job) => {
          const done = structuredClone(await work(structuredClone(job)));
          for (let turn = 0; turn < (which === laggard ? 200 : 0); turn += 1) await Promise.resolve();
          return done;
        },
        end: () => {},
      };
    });
}

type Heard = { readonly told: string[]; readonly traces: string[] };

async function hear(options: RunOptions): Promise<Heard> {
  const told: string[] = [];
  const traces: string[] = [];
  const reporter: Reporter = {
    begin: (total) => void told.push(`begin ${total}`),
    started: (title) => void told.push(`started ${title}`),
    ended: (result: ScenarioResult, { order }: Playing) => {
      told.push(JSON.stringify({ order, ...result, trace: null }));
      traces.push(result.trace.text());
    },
    finished: ({ passed, failed, left }) => void told.push(JSON.stringify({ passed, failed, left })),
  };
  await runFiles(FILES, { withTraces: true, ...options, reporter });
  return { told, traces };
}

describe.each([1, 4])('%s workers', (count) => {
  it.each<[string, RunOptions]>([
    ['everything', {}],
    ['a seed', { seed: 9 }],
    ['tags', { tags: ['a and not b', 'c'] }],
    ['a shard', { shard: { index: 2, total: 3 } }],
    ['repeats', { repeatEach: 2 }],
    ['what is wanted only', { only: (_file, title) => title.startsWith('Rows (n: 2') || title === 'Two' }],
    ['a run that ends at its first failure', { bail: 1 }],
  ])('tell the same as one thread, in the same order: %s', async (_what, options) => {
    const alone = await hear(options);
    expect(alone.told.length).toBeGreaterThan(3);
    expect(await hear({ ...options, openWorkers: openWorkers(count) })).toEqual(alone);
  });
});

it('leaves traces where they are made unless somebody wants them', async () => {
  const { traces } = await hear({ openWorkers: openWorkers(2), withTraces: false });
  expect(traces.every((text) => text === '')).toBe(true);
});

it('ends with the error of a worker that dies', async () => {
  const dying: OpenWorkers = () => [{ do: () => Promise.reject(new Error('out of memory')), end: () => {} }];
  await expect(runFiles(FILES, { openWorkers: dying, reporter: { ended: () => {}, finished: () => {} } })).rejects.toThrow('out of memory');
});
