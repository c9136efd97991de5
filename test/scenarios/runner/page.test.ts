import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runScenario } from '../../../scenarios/runner/index.js';
import { examplesPage } from '../../../scenarios/runner/language/examples-page.js';
import { libraryPage } from '../../../scenarios/runner/language/library.js';
import { topicOf } from '../../../scenarios/runner/language/topics.js';
import { knownTypes, scenariosPage } from '../../../scenarios/runner/page.js';
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

describe('every scenario that ships', () => {
  const shelved = shelvedScenarios(ROOT);

  it('says in words what happens and why: rules have their own place', () => {
    const wordless = shelved.filter(
      ({ story: { about } }) => about === null || about.length < 60 || /\b(?:AE-|IA-|D-|[AB]\.)\d/.test(about),
    );
    expect(wordless.map(({ path }) => path)).toEqual([]);
  });

  it('promises something that no other one promises', () => {
    const promises = shelved.map(({ story }) => story.promise.toLowerCase());
    expect(promises.filter((promise, index) => promises.indexOf(promise) !== index)).toEqual([]);
  });

  it('stands under a topic of the index', () => {
    expect(
      shelved.filter(({ path, story }) => !path.startsWith('together/') && topicOf(story.tags) === 'Other').map(({ path }) => path),
    ).toEqual([]);
  });
});

it('knows the types of the stage, in known-types.ts', async () => {
  await expect(knownTypes()).toMatchFileSnapshot(join(ROOT, 'scenarios/runner/known-types.ts'));
});

it('shows a scenario that runs as it stands', async () => {
  const [, example = ''] = /```yaml\n([\s\S]+?)```/.exec(scenariosPage()) ?? [];
  expect((await runScenario(example)).failure?.report ?? null).toBeNull();
});
