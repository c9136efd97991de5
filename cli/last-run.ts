import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScenarioResult } from '../scenarios/runner/index.js';

/** What failed last in a folder, for `--last-failed`. Kept beside other temporary files, so that nothing is littered. */
function fileFor(cwd: string): string {
  return join(tmpdir(), `backlot-last-run-${createHash('sha256').update(cwd).digest('hex').slice(0, 16)}.json`);
}

/** Remembers what did not pass. */
export function rememberRun(results: readonly ScenarioResult[], cwd = process.cwd()): void {
  const failed = results.filter(({ outcome }) => outcome !== 'passed').map(({ file, title }) => keyOf(file, title));
  try {
    writeFileSync(fileFor(cwd), JSON.stringify(failed));
  } catch {
    // Without a place for temporary files there is no --last-failed, and nothing else is lost.
  }
}

/** Whether a scenario failed last time; null when nothing is known. */
export function failedLast(cwd = process.cwd()): ((file: string, title: string) => boolean) | null {
  try {
    const failed = new Set(JSON.parse(readFileSync(fileFor(cwd), 'utf8')) as string[]);
    return (file, title) => failed.has(keyOf(file, title));
  } catch {
    return null;
  }
}

/** A file that could not be understood has no titles: whatever it holds now is played. */
function keyOf(file: string, title: string): string {
  return `${file}\n${title}`;
}
