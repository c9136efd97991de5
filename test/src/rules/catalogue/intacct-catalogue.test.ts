import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { proofsOf } from '../../../../scenarios/runner/rule-proofs.js';
import { SETTINGS } from '../../../../simulator/intacct/settings.js';
import { isProvable, RULES } from '../../../../src/rules/catalogue/index.js';

const ROOT = new URL('../../../../', import.meta.url).pathname;
const INTACCT = RULES.filter(({ flow }) => flow === 'intacct');
const SECTIONS = ['A.3', 'A.7', 'A.8', 'A.10', 'A.11'];

describe('The rules between Salesforce and Sage Intacct', () => {
  it('are IA-1 to IA-65, the sections that other pages add, and D-1 to D-37, each once, with a text and a source', () => {
    const rules = Array.from({ length: 65 }, (_, index) => `IA-${index + 1}`);
    const decisions = Array.from({ length: 37 }, (_, index) => `D-${index + 1}`);
    expect(INTACCT.map(({ id }) => id)).toEqual([...rules, ...SECTIONS, ...decisions]);
    for (const { text, source } of INTACCT) expect(`${text} ${source}`).toMatch(/^["A-Z`*].+\. .+(?:A\.|B)/);
  });

  it('name only settings that the subscription page has', () => {
    const known = new Set(SETTINGS.map(({ key }) => `intacct.${key}`));
    expect(INTACCT.flatMap(({ settings }) => settings).filter((key) => !known.has(key))).toEqual([]);
  });

  it('are in the catalogue whenever a decision names one', () => {
    const known = new Set(INTACCT.map(({ id }) => id));
    const folders = ['src/rules/intacct/', 'src/sync/intacct/'];
    const texts = folders.flatMap((folder) =>
      readdirSync(`${ROOT}${folder}`)
        .filter((file) => file.endsWith('.ts'))
        .map((file) => readFileSync(`${ROOT}${folder}${file}`, 'utf8')),
    );
    const named = texts.flatMap((text) => [...text.matchAll(/'((?:IA-|D-|[A-F]\.)\d+)'/g)].map(([, id]) => id!));
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  it('are proven by two scenarios each, at least', () => {
    const files = ['intacct', 'together'].flatMap((folder) =>
      readdirSync(`${ROOT}scenarios/${folder}`)
        .filter((file) => file.endsWith('.yaml'))
        .map((file) => `${ROOT}scenarios/${folder}/${file}`),
    );
    const { proofs, unknown } = proofsOf(files);
    const lacking = proofs.filter(({ rule, scenarios }) => rule.flow === 'intacct' && isProvable(rule) && scenarios.length < 2);
    expect(lacking.map(({ rule }) => rule.id)).toEqual([]);
    expect(unknown).toEqual([]);
  });
});
