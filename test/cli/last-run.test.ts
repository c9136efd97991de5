import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { failedLast, filesFailedLast, rememberRun } from '../../cli/last-run.js';
import type { ScenarioOutcome, ScenarioResult } from '../../scenarios/runner/index.js';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backlot-last-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const result = (file: string, title: string, outcome: ScenarioOutcome): ScenarioResult => {
  writeFileSync(join(folder, file), '');
  return { file, title, outcome } as ScenarioResult;
};

it('knows the files to look into when nobody names any', () => {
  expect(filesFailedLast(folder)).toEqual([]);
  rememberRun([result('a.yaml', 'A', 'failed'), result('b.yaml', 'B', 'passed'), result('c.yaml', 'c.yaml', 'invalid')], folder);
  expect(filesFailedLast(folder)).toEqual(['a.yaml', 'c.yaml']);
  rmSync(join(folder, 'a.yaml'));
  expect(filesFailedLast(folder)).toEqual(['c.yaml']);
});

it('forgets a failure once the scenario passed, and a file once it could be understood', () => {
  rememberRun([result('a.yaml', 'A', 'failed'), result('a.yaml', 'A2', 'failed'), result('c.yaml', 'c.yaml', 'invalid')], folder);
  rememberRun([result('a.yaml', 'A', 'passed'), result('c.yaml', 'C', 'passed')], folder);
  const failed = failedLast(folder);
  expect([failed?.('a.yaml', 'A'), failed?.(join(folder, 'a.yaml'), 'A2'), failed?.('c.yaml', 'C')]).toEqual([false, true, false]);
});

it('knows nothing before the first run', () => {
  expect(failedLast(folder)).toBeNull();
});
