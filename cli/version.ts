import { readFileSync } from 'node:fs';

/** The version in the package's `package.json`, which stands above `cli/` and above `dist/`. */
export function version(): string {
  for (const place of ['../package.json', '../../package.json']) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as { name?: string; version?: string };
      if (name === 'backlot' && version !== undefined) return version;
    } catch {
      // Not there: the next place.
    }
  }
  return '0.0.0';
}
