import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { runFiles } from '../../../../scenarios/runner/index.js';
import type { RunReport } from '../../../../scenarios/runner/report.js';
import { readBlob } from '../../../../scenarios/runner/reporters/blob.js';
import { type Format, render } from '../../../../scenarios/runner/reporters/formats.js';
import { atTheEnd, type Entry } from '../../../../scenarios/runner/reporters/several.js';
import { partsOf, traceIn } from './page-parts.js';

const folder = mkdtempSync(join(tmpdir(), 'backlot-reports-'));
const failing = join(folder, 'fails, <always>.yaml');
writeFileSync(
  failing,
  `backlot: 1
scenario: It says </script><b>"no"</b> & fails 100%
about: Some words.
tags: [t1]
rules: [AE-12]
settings: { engagement.autoCreateProspects: true }
steps:
  - create: { salesforce.Lead: { as: jane, LastName: Jensen, Email: jane@example.com } }
  - settle:
  - expect: { engagement.Prospect: 2 }
`,
);
const FILES = ['engagement/trade-show-list', 'intacct/own-id'].map((name) =>
  join(import.meta.dirname, `../../../../scenarios/${name}.yaml`),
);

async function play(targets: readonly string[], shard?: { index: number; total: number }): Promise<readonly Entry[]> {
  let gathered: readonly Entry[] = [];
  const reporter = atTheEnd((entries) => {
    gathered = entries;
  });
  let time = 0;
  await runFiles(targets, { reporter, stopwatch: () => (time += 5), ...(shard === undefined ? {} : { shard }) });
  return gathered;
}

const ALL = await play([...FILES, failing]);
const written = (format: Format): Promise<string> => render(format, ALL);

describe('json', () => {
  it('has an entry for each scenario and row, with outcome, time, failure, steps and trace', async () => {
    const report = JSON.parse(await written('json')) as RunReport;
    expect({ backlot: report.backlot, passed: report.passed, failed: report.failed }).toEqual({ backlot: 1, passed: 3, failed: 1 });
    expect(report.scenarios.map(({ outcome, ms }) => [outcome, ms])).toEqual([
      ['passed', 5],
      ['passed', 5],
      ['passed', 5],
      ['failed', 5],
    ]);
    expect(report.scenarios[0]?.example).toEqual({ match: true, prospects: 1 });
    const failed = report.scenarios[3];
    expect(failed).toMatchObject({
      about: 'Some words.',
      tags: ['t1'],
      rules: ['AE-12'],
      failure: { expected: '2 live engagement.Prospect' },
    });
    expect(failed?.steps.map(({ text }) => text)).toEqual(['creates salesforce.Lead jane', 'settles']);
    expect(failed?.names.map(({ name }) => name)).toEqual(['jane']);
    expect(new Set(failed?.trace.map(({ kind }) => kind))).toEqual(new Set(['change', 'step', 'call', 'decision', 'idle']));
  });

  it('says what each decision saw', async () => {
    const { scenarios } = JSON.parse(await written('json')) as RunReport;
    const decisions = scenarios.flatMap(({ trace }) => trace.filter((entry) => entry.kind === 'decision'));
    expect(decisions.length).toBeGreaterThan(0);
    expect(decisions.every(({ facts }) => typeof facts === 'object')).toBe(true);
  });
});

describe('junit', () => {
  it('is XML with a suite for each file and a case for each row', async () => {
    const opened: { name: string; attributes: Record<string, string> }[] = [];
    const texts: string[] = [];
    const parser = new SaxesParser();
    parser.on('opentag', ({ name, attributes }) => opened.push({ name, attributes: attributes as Record<string, string> }));
    parser.on('text', (text) => texts.push(text));
    parser.write(await written('junit')).close();
    const of = (tag: string) => opened.filter(({ name }) => name === tag).map(({ attributes }) => attributes);
    expect(of('testsuites')[0]).toMatchObject({ tests: '4', failures: '1', errors: '0', time: '0.020' });
    expect(of('testsuite').map(({ tests, failures }) => [tests, failures])).toEqual([
      ['2', '0'],
      ['1', '0'],
      ['1', '1'],
    ]);
    expect(of('testcase')[3]).toMatchObject({ name: 'It says </script><b>"no"</b> & fails 100%', file: failing, line: '2', time: '0.005' });
    expect(of('failure')[0]?.['message']).toContain('expected 2 live engagement.Prospect');
    expect(texts.join('')).toContain('replay    backlot run');
  });
});

describe('github', () => {
  it('annotates the line of the check, and nothing that passed', async () => {
    const text = await written('github');
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^::error file=.*fails%2C <always>\.yaml,line=10,col=\d+,title=It says .* fails 100%25::/);
    expect(lines[0]).toContain('%0A');
  });
});

describe('blob', () => {
  it('of eight shards, merged in any order, is the report of the whole', async () => {
    const targets = [...FILES, failing];
    const shards = await Promise.all(Array.from({ length: 8 }, (_, index) => play(targets, { index: index + 1, total: 8 })));
    const blobs = await Promise.all(shards.map((entries) => render('blob', entries)));
    const merged = blobs
      .reverse()
      .flatMap((text) => readBlob(text, 'blob').entries)
      .sort((a, b) => a.order - b.order);
    expect(await render('json', merged)).toBe(await written('json'));
    expect(await render('html', merged)).toBe(await written('html'));
  });

  it.each(['', '{}', '[1]', 'null', '{"backlotBlob":2,"entries":[]}'])('%j is refused by name', (text) => {
    expect(() => readBlob(text, 'some.json')).toThrow('some.json is no report of `backlot run --reporter blob`');
  });
});

describe('a blob that somebody spoilt', () => {
  type Spoilt = { shard: unknown; entries: { order: unknown; scenario: Record<string, unknown> & { trace: Record<string, unknown>[] } }[] };
  const entryOf = (blob: Spoilt, kind: string): Record<string, unknown> =>
    blob.entries.flatMap(({ scenario }) => scenario.trace).find((entry) => entry['kind'] === kind)!;

  it.each<[what: string, spoil: (blob: Spoilt) => unknown]>([
    ['no entries but numbers', (blob) => Object.assign(blob, { entries: [1 as never] })],
    ['an entry without a place', (blob) => delete blob.entries[0]!.order],
    ['an entry without a scenario', (blob) => Object.assign(blob.entries[0]!, { scenario: null })],
    ['a scenario without a trace', (blob) => Object.assign(blob.entries[0]!.scenario, { trace: {} })],
    ['an outcome that nobody knows', (blob) => Object.assign(blob.entries[0]!.scenario, { outcome: 'skipped' })],
    ['a failure without a text', (blob) => Object.assign(blob.entries[3]!.scenario, { failure: { spot: null } })],
    ['an event that nobody knows', (blob) => Object.assign(entryOf(blob, 'step'), { kind: 'leap' })],
    ['a call without headers', (blob) => delete entryOf(blob, 'call')['headers']],
    ['a change without fields', (blob) => Object.assign(entryOf(blob, 'change'), { fields: null })],
    ['a decision without rules', (blob) => Object.assign(entryOf(blob, 'decision'), { rules: 'IA-8' })],
    ['a shard beyond the last', (blob) => Object.assign(blob, { shard: { index: 9, total: 8 } })],
    ['more shards than anybody has', (blob) => Object.assign(blob, { shard: { index: 1, total: 1e9 } })],
  ])('is refused: %s', async (_what, spoil) => {
    const blob = JSON.parse(await written('blob')) as Spoilt;
    expect(() => readBlob(JSON.stringify(blob), 'some.json')).not.toThrow();
    spoil(blob);
    expect(() => readBlob(JSON.stringify(blob), 'some.json')).toThrow('some.json is no report of `backlot run --reporter blob`');
  });
});

describe('html', () => {
  it('needs no other file', async () => {
    const page = await written('html');
    expect(page).not.toMatch(/<(?:link|img|iframe)\b|\ssrc=|@import|url\(/);
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  });

  it('holds every scenario as data that no content breaks out of', async () => {
    const parts = partsOf(await written('html'));
    expect([...parts.keys()]).toEqual(['index', 'rules', 'shared', 'scenario-0', 'scenario-1', 'scenario-2', 'scenario-3', 'viewer']);
    const index = JSON.parse(parts.get('index')!) as { scenarios: { title: string; events: number }[] };
    expect(index.scenarios[3]?.title).toBe('It says </script><b>"no"</b> & fails 100%');
    expect(traceIn(parts, 3)).toHaveLength(index.scenarios[3]!.events);
  });

  it('keeps each text of a call once, and loses nothing of a trace', async () => {
    const parts = partsOf(await written('html'));
    expect(ALL.map((_, number) => traceIn(parts, number))).toEqual(ALL.map(({ scenario }) => scenario.trace));
    const texts = ['shared', ...ALL.map((_, number) => `scenario-${number}`)].flatMap((id): string[] => {
      const part = JSON.parse(parts.get(id)!);
      return id === 'shared' ? part : part.texts;
    });
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('has the sentence of each rule that a decision names', async () => {
    const parts = partsOf(await written('html'));
    const rules = JSON.parse(parts.get('rules')!) as Record<string, string>;
    expect(rules['AE-12']).toMatch(/\w+ \w+/);
  });

  it('comes with a viewer that is a program', async () => {
    const viewer = partsOf(await written('html')).get('viewer')!;
    expect(() => new Function(viewer)).not.toThrow();
    expect(viewer).not.toMatch(/innerHTML|document\.write|eval\(/);
  });
});
