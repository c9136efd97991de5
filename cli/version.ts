import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the package, which stands above `cli/` and above `dist/`, and its version. */
function findPackage(): { readonly root: string; readonly version: string } | null {
  for (const place of ['..', '../..']) {
    try {
      const root = fileURLToPath(new URL(place, import.meta.url));
      const { name, version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { name?: string; version?: string };
      if (name === 'backlot' && version !== undefined) return { root, version };
    } catch {
      // Not there: the next place.
    }
  }
  return null;
}

/** The version in the package's `package.json`. */
export function version(): string {
  return findPackage()?.version ?? '0.0.0';
}

/** Where the package lies, for what it brings along as files. */
export function packageRoot(): string {
  return findPackage()?.root ?? '.';
}
