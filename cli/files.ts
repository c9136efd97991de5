import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { nearest } from '../simulator/yaml/nearest.js';
import { globBase, globToRegExp, isGlob } from './glob.js';
import { UsageError } from './usage-error.js';

/** A scenario file to play; with a line, only the scenario or example at that line. */
export type Target = { readonly file: string; readonly line: number | null };

/** What a command looks for: files of some kind, and where when none is named. */
type Kind = { readonly noun: string; readonly folders: readonly string[]; readonly hint: string; accepts(file: string): boolean };

const PROBE = /\.probe\.ya?ml$/;
/** Fixtures are parts of scenarios. */
const OUTSIDE = /(^|\/)(fixtures|node_modules|\.[^/.][^/]*)\//;

/** Where scenarios are when nobody names any. */
export const DEFAULT_FOLDER = 'scenarios';

const SCENARIOS: Kind = {
  noun: 'scenario',
  folders: [DEFAULT_FOLDER],
  hint: 'Scenarios are files that end in .yaml or .yml, outside of fixtures/ folders.',
  accepts: (file) => /\.ya?ml$/.test(file) && !PROBE.test(file) && !OUTSIDE.test(file),
};

const PROBES: Kind = {
  noun: 'probe',
  folders: ['contracts'],
  hint: 'Probes are files that end in .probe.yaml.',
  accepts: (file) => PROBE.test(file) && !OUTSIDE.test(file),
};

/** Whatever of both a project has. */
const BOTH: Kind = {
  noun: 'scenario or probe',
  folders: ['scenarios', 'contracts'],
  hint: `${SCENARIOS.hint} ${PROBES.hint}`,
  accepts: (file) => SCENARIOS.accepts(file) || PROBES.accepts(file),
};

/** Files, folders, patterns and FILE:LINE as scenario files, each once, in order of naming and then by name. */
export function findScenarios(names: readonly string[], cwd = process.cwd()): readonly Target[] {
  return find(SCENARIOS, names, cwd);
}

/** The same for probes. */
export function findProbes(names: readonly string[], cwd = process.cwd()): readonly string[] {
  return find(PROBES, names, cwd).map(({ file }) => file);
}

/** The same for everything that people write: scenarios and probes. */
export function findWritten(names: readonly string[], cwd = process.cwd()): readonly string[] {
  return find(BOTH, names, cwd).map(({ file }) => file);
}

/** Whether a file is a probe, by its name. */
export function isProbe(file: string): boolean {
  return PROBE.test(file);
}

function find(kind: Kind, names: readonly string[], cwd: string): readonly Target[] {
  const folders = kind.folders.filter((folder) => existsSync(join(cwd, folder)));
  if (names.length === 0 && folders.length === 0) {
    throw new UsageError(
      `there is no folder ${kind.folders.join(' or ')} here`,
      'Name files, folders or patterns: backlot run path/to/story.yaml',
    );
  }
  const found = (names.length === 0 ? folders : names).flatMap((name) => expand(kind, name, cwd));
  const seen = new Set<string>();
  return found.filter(({ file, line }) => {
    const key = `${file}:${line}`;
    return !seen.has(key) && seen.add(key);
  });
}

function expand(kind: Kind, name: string, cwd: string): readonly Target[] {
  const path = join(cwd, name);
  const place = kindOf(name.startsWith('/') ? name : path);
  if (place === 'file') return [{ file: name, line: null }];
  if (place === 'folder') return orComplain(kind, acceptedUnder(kind, name, cwd), `there is no ${kind.noun} under ${name}`);
  const withLine = /^(.+):(\d+)(?::\d+)?$/.exec(name);
  if (withLine !== null) return [atLine(existing(kind, withLine[1]!, cwd), Number(withLine[2]), cwd)];
  if (!isGlob(name)) throw notFound(kind, name, cwd);
  const pattern = globToRegExp(name);
  const matching = acceptedUnder(kind, globBase(name), cwd).filter((file) => pattern.test(file));
  return orComplain(kind, matching, `no ${kind.noun} matches ${name}`);
}

function orComplain({ hint }: Kind, files: readonly string[], complaint: string): readonly Target[] {
  if (files.length === 0) throw new UsageError(complaint, hint);
  return files.map((file) => ({ file, line: null }));
}

function atLine(file: string, line: number, cwd: string): Target {
  const lines = readFileSync(resolveIn(cwd, file), 'utf8').trimEnd().split('\n').length;
  if (line >= 1 && line <= lines) return { file, line };
  throw new UsageError(`${file} has no line ${line}`, `It has ${lines} line${lines === 1 ? '' : 's'}.`);
}

function existing(kind: Kind, file: string, cwd: string): string {
  if (kindOf(resolveIn(cwd, file)) === 'file') return file;
  throw notFound(kind, file, cwd);
}

/** What is left out is left out below the folder that is named; where that lies itself, in `node_modules` for one, is nobody's business. */
function acceptedUnder(kind: Kind, folder: string, cwd: string): readonly string[] {
  return filesUnder(folder, cwd).filter((file) => kind.accepts(relative(folder, file)));
}

function filesUnder(folder: string, cwd: string): readonly string[] {
  const root = resolveIn(cwd, folder);
  if (kindOf(root) !== 'folder') return [];
  const entries = readdirSync(root, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(folder, relative(root, join(entry.parentPath, entry.name))));
  return files.sort();
}

function notFound(kind: Kind, name: string, cwd: string): UsageError {
  const folder = dirname(name);
  const here = acceptedUnder(kind, folder, cwd);
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
