import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import type { ScenarioResult } from '../scenarios/runner/index.js';

/** A scenario that did not pass; `title` is null for a file that could not be understood, which has none. */
type Failed = { readonly file: string; readonly title: string | null };

/** What failed last in a folder, for `--last-failed`. Kept beside other temporary files, so that nothing is littered. */
function fileFor(cwd: string): string {
  return join(tmpdir(), `backlot-last-run-${createHash('sha256').update(cwd).digest('hex').slice(0, 16)}.json`);
}

/** Remembers what did not pass. What failed before and was not played this time, such as after `--bail`, stays remembered. */
export function rememberRun(results: readonly ScenarioResult[], cwd = process.cwd()): void {
  const played = new Set(results.map(({ file, title }) => keyOf(resolve(cwd, file), title)));
  const understood = new Set(results.filter(({ outcome }) => outcome !== 'invalid').map(({ file }) => resolve(cwd, file)));
  const isOld = ({ file, title }: Failed): boolean => (title === null ? understood.has(file) : played.has(keyOf(file, title)));
  const kept = (failedIn(cwd) ?? []).filter((each) => !isOld(each) && existsSync(each.file));
  const failed = results
    .filter(({ outcome }) => outcome !== 'passed')
    .map(({ file, title, outcome }) => ({ file: resolve(cwd, file), title: outcome === 'invalid' ? null : title }));
  const each = new Map([...kept, ...failed].map((one) => [keyOf(one.file, one.title), one]));
  try {
    writeFileSync(fileFor(cwd), JSON.stringify([...each.values()]));
  } catch {
    // Without a place for temporary files there is no --last-failed, and nothing else is lost.
  }
}

/**
 * Whether a scenario failed last time; null when nothing is known. A file that could not be understood is played whatever it holds now, and
 * so is one that cannot be understood now and had a failure in it.
 */
export function failedLast(cwd = process.cwd()): ((file: string, title: string) => boolean) | null {
  const failed = failedIn(cwd);
  if (failed === null) return null;
  const keys = new Set(failed.flatMap(({ file, title }) => [keyOf(file, title), keyOf(file, FILE)]));
  return (file, title) => {
    const path = resolve(cwd, file);
    return [keyOf(path, title), keyOf(path, null), ...(title === file ? [keyOf(path, FILE)] : [])].some((key) => keys.has(key));
  };
}

/** The files that had a failure in them and are still there, as paths from here. */
export function filesFailedLast(cwd = process.cwd()): readonly string[] {
  const files = new Set((failedIn(cwd) ?? []).map(({ file }) => file));
  return [...files].filter((file) => existsSync(file)).map((file) => relative(cwd, file));
}

function failedIn(cwd: string): readonly Failed[] | null {
  try {
    const read = JSON.parse(readFileSync(fileFor(cwd), 'utf8')) as unknown;
    return Array.isArray(read) ? read.filter((each): each is Failed => typeof each?.file === 'string') : null;
  } catch {
    return null;
  }
}

/** Stands for any title of a file. */
const FILE = '\n';

function keyOf(file: string, title: string | null): string {
  return `${file}\n${title ?? ''}`;
}
