import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Reporter, type RunOptions, runFiles } from '../../../scenarios/runner/index.js';
import { Catalogue } from '../../../scenarios/runner/lint/catalogue.js';
import { type PlanOptions, planRun } from '../../../scenarios/runner/plan.js';
import { createSimulator } from '../../../simulator/index.js';

const folder = mkdtempSync(join(tmpdir(), 'backlot-plan-'));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const rows = [1, 2, 3, 4, 5, 6, 7].map((n) => `  - { n: ${n} }`).join('\n');
const many = file('many.yaml', `backlot: 1\nscenario: Many\ntags: [a]\nexamples:\n${rows}\nsteps:\n  - note: $n\n`);
const fails = file('fails.yaml', 'backlot: 1\nscenario: Fails\ntags: [b]\nsteps:\n  - expect: { salesforce.Lead: 1 }\n');
const broken = file('broken.yaml', 'backlot: 1\nscenario: Broken\nsteps:\n  - advnce: 1d\n  - expct: {}\n');
const FILES = [many, fails, broken];
const catalogue = new Catalogue(createSimulator({}));
const silent: Reporter = { ended: () => {}, finished: () => {} };

function titles(options: Partial<PlanOptions>): string[] {
  return planRun(FILES, { catalogue, ...options }).map(({ story, file: of }) => story?.title ?? of);
}

describe('a run', () => {
  it.each([1, 2, 3, 8, 20])('has each scenario in exactly one of %s shards, in the order of the whole', (total) => {
    const shards = Array.from({ length: total }, (_, index) => planRun(FILES, { catalogue, shard: { index: index + 1, total } }));
    expect(shards.flat().map(({ order }) => order)).toEqual(planRun(FILES, { catalogue }).map(({ order }) => order));
    const sizes = shards.map(({ length }) => length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  });

  it('plays each scenario as often as it is told', () => {
    const repeated = titles({ repeatEach: 3 });
    expect(repeated).toHaveLength(27);
    expect(repeated.slice(0, 4)).toEqual(['Many (n: 1)', 'Many (n: 1)', 'Many (n: 1)', 'Many (n: 2)']);
  });

  it('is narrowed by tags, and still tells of files that cannot be understood', () => {
    expect(titles({ tags: ['b and not a'] })).toEqual(['Fails', broken]);
    expect(titles({ tags: ['a', 'b'] })).toHaveLength(9);
  });

  it('is narrowed to what failed before', () => {
    expect(titles({ only: (_file, title) => title === 'Many (n: 4)' })).toEqual(['Many (n: 4)']);
  });

  it('ends after so many failures, and says how many were left out', async () => {
    const options: RunOptions = { bail: 1, reporter: silent };
    const { passed, failed, left } = await runFiles([fails, many], options);
    expect({ passed, failed, left }).toEqual({ passed: 0, failed: 1, left: 7 });
  });

  it('tells every mistake of a file at once', async () => {
    const { results } = await runFiles([broken], { reporter: silent });
    expect(results[0]?.outcome).toBe('invalid');
    expect(results[0]?.failure?.report).toMatch(/unknown verb "advnce"[\s\S]+unknown verb "expct"/);
  });
});
