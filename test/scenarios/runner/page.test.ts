import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runScenario } from '../../../scenarios/runner/index.js';
import { libraryPage } from '../../../scenarios/runner/language/library.js';
import { scenariosPage } from '../../../scenarios/runner/page.js';
import { storiesIn } from '../../../scenarios/runner/stories.js';

const ROOT = join(import.meta.dirname, '../../..');

// npx vitest run test/scenarios/runner/page.test.ts -u writes both pages anew.
describe('docs/', () => {
  it('has the language as it is declared, in scenarios.md', async () => {
    await expect(scenariosPage()).toMatchFileSnapshot(join(ROOT, 'docs/scenarios.md'));
  });

  it('has an index of every scenario that ships, in library.md', async () => {
    const folder = join(ROOT, 'scenarios');
    const files = readdirSync(folder, { recursive: true }).map(String).sort();
    const shelved = files
      .filter((path) => path.endsWith('.yaml') && !/(^|\/)fixtures\//.test(path))
      .map((path) => ({ path, story: storiesIn(readFileSync(join(folder, path), 'utf8'), join(folder, path)).stories[0]! }));
    await expect(libraryPage(shelved)).toMatchFileSnapshot(join(ROOT, 'docs/library.md'));
  });
});

it('shows a scenario that runs as it stands', async () => {
  const [, example = ''] = /```yaml\n([\s\S]+?)```/.exec(scenariosPage()) ?? [];
  expect((await runScenario(example)).failure?.report ?? null).toBeNull();
});
