import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { proofsIn, scenariosOf } from '../../../../scenarios/runner/language/examples-page.js';
import { ENGAGEMENT_RULES } from '../../../../src/rules/catalogue/engagement.js';
import { ENGAGEMENT_EXAMPLES } from '../../../../src/rules/catalogue/engagement-examples.js';
import { shelvedScenarios } from '../../../scenarios/shelved.js';

const ROOT = join(import.meta.dirname, '../../../..');
const SHELVED = shelvedScenarios(ROOT);

describe('The examples between Salesforce and Account Engagement', () => {
  it('are E1 to E54, each once', () => {
    expect(ENGAGEMENT_EXAMPLES.map(({ id }) => id)).toEqual(Array.from({ length: 54 }, (_, index) => `E${index + 1}`));
  });

  it('are each shown by a scenario, or by a test of the stand-in, or say why not', () => {
    const lacking = ENGAGEMENT_EXAMPLES.filter(
      (example) => example.test === undefined && example.lacking === undefined && scenariosOf(example, SHELVED).length === 0,
    );
    expect(lacking.map(({ id }) => id)).toEqual([]);
    for (const { test } of ENGAGEMENT_EXAMPLES) expect(test === undefined || existsSync(join(ROOT, test)), test).toBe(true);
  });

  it('are the only ones that tags of scenarios name', () => {
    const known = new Set(ENGAGEMENT_EXAMPLES.map(({ id }) => id));
    const named = SHELVED.flatMap(({ story }) => story.tags.filter((tag) => /^E\d+$/.test(tag)));
    expect(named.filter((tag) => !known.has(tag))).toEqual([]);
  });
});

it('Every decision between the two is proven by a scenario, that about merged accounts by two', () => {
  const lacking = ENGAGEMENT_RULES.filter(({ id }) => proofsIn(id, SHELVED).length < (id === 'D-17' ? 2 : 1));
  expect(lacking.map(({ id }) => id)).toEqual([]);
});
