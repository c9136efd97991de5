import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BacklotError } from '../src/model/errors.js';

/** The rooms whose files are built into `dist`. */
const BUILT_ROOMS = ['src', 'simulator', 'mocks', 'scenarios/runner', 'cli'];

/** In a clone, the build is older than a source file. */
export class StaleBuildError extends BacklotError {
  readonly code = 'STALE_BUILD';
  constructor(source: string) {
    super(`dist is older than ${source}`, 'Build it again: npm run build. (npm start and npm test do that, too.)');
  }
}

/** Refuses to run a build that does not have the latest edits. Installed packages have no sources, and are always fresh. */
export function refuseStaleBuild(entry = fileURLToPath(import.meta.url)): void {
  const root = rootOfBuild(entry);
  if (root === null || !existsSync(join(root, 'tsdown.config.ts'))) return;
  const builtAt = statSync(entry).mtimeMs;
  const newer = BUILT_ROOMS.map((room) => newerFile(join(root, room), builtAt)).find((file) => file !== null);
  if (newer !== undefined) throw new StaleBuildError(relative(root, newer));
}

/** The folder that holds `dist`; null when this is not a build but the sources. */
function rootOfBuild(entry: string): string | null {
  const folder = dirname(entry);
  const dist = folder.endsWith('dist') ? folder : dirname(folder);
  return dist.endsWith('dist') ? dirname(dist) : null;
}

/** Goes through some 1,500 files at every start: no paths are joined, and nothing is listed that is not looked at. */
function newerFile(folder: string, builtAt: number): string | null {
  if (!existsSync(folder)) return null;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    const newer = entry.isDirectory() ? newerFile(path, builtAt) : statSync(path).mtimeMs > builtAt ? path : null;
    if (newer !== null) return newer;
  }
  return null;
}
