import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runScenario } from '../../../scenarios/runner/index.js';
import { examplesPage } from '../../../scenarios/runner/language/examples-page.js';
import { libraryPage } from '../../../scenarios/runner/language/library.js';
import { scenariosPage } from '../../../scenarios/runner/page.js';
import { shelvedScenarios } from '../shelved.js';

const ROOT = join(import.meta.dirname, '../../..');

// npx vitest run test/scenarios/runner/page.test.ts -u writes all pages anew.
describe('docs/', () => {
  it('has the language as it is declared, in scenarios.md', async () => {
    await expect(scenariosPage()).toMatchFileSnapshot(join(ROOT, 'docs/scenarios.md'));
  });

  it('has an index of every scenario that ships, in library.md', async () => {
    await expect(libraryPage(shelvedScenarios(ROOT))).toMatchFileSnapshot(join(ROOT, 'docs/library.md'));
  });

  it('has every example of the connector with what shows it, in engagement-examples.md', async () => {
    await expect(examplesPage(shelvedScenarios(ROOT))).toMatchFileSnapshot(join(ROOT, 'docs/engagement-examples.md'));
  });
});

it('shows a scenario that runs as it stands', async () => {
  const [, example = ''] = /```yaml\n([\s\S]+?)```/.exec(scenariosPage()) ?? [];
  expect((await runScenario(example)).failure?.report ?? null).toBeNull();
});
