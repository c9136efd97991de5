import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { nearest } from '../simulator/yaml/nearest.js';
import { globBase, globToRegExp, isGlob } from './glob.js';
import { UsageError } from './usage-error.js';

/** A scenario file to play; with a line, only the scenario or example at that line. */
export type Target = { readonly file: string; readonly line: number | null };

/** What is played when no file is named. */
const DEFAULT_FOLDER = 'scenarios';

/** Files, folders, patterns and FILE:LINE as scenario files, each once, in order of naming and then by name. */
export function findScenarios(names: readonly string[], cwd = process.cwd()): readonly Target[] {
  if (names.length === 0 && !existsSync(join(cwd, DEFAULT_FOLDER))) {
    throw new UsageError(`there is no folder ${DEFAULT_FOLDER} here`, 'Name files, folders or patterns: backlot run path/to/story.yaml');
  }
  const found = (names.length === 0 ? [DEFAULT_FOLDER] : names).flatMap((name) => expand(name, cwd));
  const seen = new Set<string>();
  return found.filter(({ file, line }) => {
    const key = `${file}:${line}`;
    return !seen.has(key) && seen.add(key);
  });
}

function expand(name: string, cwd: string): readonly Target[] {
  const path = join(cwd, name);
  const kind = kindOf(name.startsWith('/') ? name : path);
  if (kind === 'file') return [{ file: name, line: null }];
  if (kind === 'folder') return orComplain(scenariosUnder(name, cwd), `there is no scenario under ${name}`);
  const withLine = /^(.+):(\d+)(?::\d+)?$/.exec(name);
  if (withLine !== null) return [atLine(existing(withLine[1]!, cwd), Number(withLine[2]), cwd)];
  if (!isGlob(name)) throw notFound(name, cwd);
  const pattern = globToRegExp(name);
  const matching = filesUnder(globBase(name), cwd).filter((file) => pattern.test(file) && isScenario(file));
  return orComplain(matching, `no scenario matches ${name}`);
}

function orComplain(files: readonly string[], complaint: string): readonly Target[] {
  if (files.length === 0) throw new UsageError(complaint, 'Scenarios are files that end in .yaml or .yml, outside of fixtures/ folders.');
  return files.map((file) => ({ file, line: null }));
}

function atLine(file: string, line: number, cwd: string): Target {
  const lines = readFileSync(resolveIn(cwd, file), 'utf8').trimEnd().split('\n').length;
  if (line >= 1 && line <= lines) return { file, line };
  throw new UsageError(`${file} has no line ${line}`, `It has ${lines} line${lines === 1 ? '' : 's'}.`);
}

function existing(file: string, cwd: string): string {
  if (kindOf(resolveIn(cwd, file)) === 'file') return file;
  throw notFound(file, cwd);
}

function scenariosUnder(folder: string, cwd: string): readonly string[] {
  return filesUnder(folder, cwd).filter(isScenario);
}

/** Fixtures are parts of scenarios; the runner's own folder has none. */
function isScenario(file: string): boolean {
  return /\.ya?ml$/.test(file) && !/(^|\/)(fixtures|node_modules|\.[^/.][^/]*)\//.test(file);
}

function filesUnder(folder: string, cwd: string): readonly string[] {
  const root = resolveIn(cwd, folder);
  if (kindOf(root) !== 'folder') return [];
  const entries = readdirSync(root, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(folder, relative(root, join(entry.parentPath, entry.name))));
  return files.sort();
}

function notFound(name: string, cwd: string): UsageError {
  const folder = dirname(name);
  const here = filesUnder(folder, cwd).filter(isScenario);
  const byName = nearest(
    basename(name),
    here.map((file) => basename(file)),
  );
  const close = here.find((file) => basename(file) === byName);
  return new UsageError(
    `there is no file ${name}`,
    close === undefined ? 'Paths are relative to the present folder.' : `Did you mean ${close}?`,
  );
}

function kindOf(path: string): 'file' | 'folder' | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return null;
  return found.isDirectory() ? 'folder' : 'file';
}

function resolveIn(cwd: string, path: string): string {
  return path.startsWith('/') ? path : join(cwd, path);
}
