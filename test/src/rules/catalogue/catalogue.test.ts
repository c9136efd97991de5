import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { proofsOf } from '../../../../scenarios/runner/rule-proofs.js';
import { isProvable, RULES } from '../../../../src/rules/catalogue/index.js';
import { ENGAGEMENT_SETTING_KEYS } from './setting-keys.js';

const SCENARIOS = new URL('../../../../scenarios/', import.meta.url).pathname;
const RULES_FOLDER = new URL('../../../../src/rules/engagement/', import.meta.url).pathname;
const ENGAGEMENT = RULES.filter(({ flow }) => flow === 'engagement');

describe('The rules between Salesforce and Account Engagement', () => {
  it('are AE-1 to AE-20, each once, with a text and a source', () => {
    const ids = ENGAGEMENT.filter(isProvable).map(({ id }) => id);
    expect(ids).toEqual(Array.from({ length: 20 }, (_, index) => `AE-${index + 1}`));
    expect(new Set(ENGAGEMENT.map(({ id }) => id)).size).toBe(ENGAGEMENT.length);
    for (const { text, source } of ENGAGEMENT) expect(`${text} ${source}`).toMatch(/^[A-Z`*].+\. .+A\.|B\.|D\./);
  });

  it('name only settings that the connector page has', () => {
    const named = ENGAGEMENT.flatMap(({ settings }) => settings);
    expect(named.filter((key) => !ENGAGEMENT_SETTING_KEYS.has(key))).toEqual([]);
  });

  it('are in the catalogue whenever a rule function names one', () => {
    const known = new Set(ENGAGEMENT.map(({ id }) => id));
    const texts = readdirSync(RULES_FOLDER).map((file) => readFileSync(`${RULES_FOLDER}${file}`, 'utf8'));
    const named = texts.flatMap((text) => [...text.matchAll(/'((?:AE|D)-\d+)'/g)].map(([, id]) => id!));
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  it('are proven by two scenarios each, at least', () => {
    const files = readdirSync(`${SCENARIOS}engagement`).map((file) => `${SCENARIOS}engagement/${file}`);
    const { proofs, unknown } = proofsOf(files);
    const lacking = proofs.filter(({ rule, scenarios }) => rule.flow === 'engagement' && isProvable(rule) && scenarios.length < 2);
    expect(lacking.map(({ rule }) => rule.id)).toEqual([]);
    expect(unknown).toEqual([]);
  });
});
