import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { refuseStaleBuild } from '../../cli/stale-build.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'backlot-stale-'));
  write('tsdown.config.ts', 1_000);
  write('src/rules/intacct/gates.ts', 1_000);
  write('scenarios/intacct/merge.yaml', 3_000);
  write('dist/cli/main.js', 2_000);
});

it('lets a build run that is younger than its sources; scenarios are not built', () => {
  expect(() => refuseStaleBuild(join(root, 'dist/cli/main.js'))).not.toThrow();
});

it('refuses a build that lacks an edit, naming the file and what to run', () => {
  write('src/rules/intacct/gates.ts', 3_000);
  const hint = expect.stringContaining('npm run build');
  const refusal = expect.objectContaining({ message: 'dist is older than src/rules/intacct/gates.ts', hint });
  expect(() => refuseStaleBuild(join(root, 'dist/cli/main.js'))).toThrow(refusal);
});

it('knows that an installed package has no sources to be older than', () => {
  const installed = mkdtempSync(join(tmpdir(), 'backlot-installed-'));
  mkdirSync(join(installed, 'dist'));
  writeFileSync(join(installed, 'dist/x.js'), '');
  expect(() => refuseStaleBuild(join(installed, 'dist/x.js'))).not.toThrow();
});

function write(file: string, seconds: number): void {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  utimesSync(path, seconds, seconds);
}
