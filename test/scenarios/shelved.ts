import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Shelved } from '../../scenarios/runner/language/library.js';
import { storiesIn } from '../../scenarios/runner/stories.js';

/** Every scenario that ships, in the order of its path. */
export function shelvedScenarios(root: string): readonly Shelved[] {
  const folder = join(root, 'scenarios');
  const files = readdirSync(folder, { recursive: true }).map(String).sort();
  return files
    .filter((path) => path.endsWith('.yaml') && !/(^|\/)fixtures\//.test(path))
    .map((path) => ({ path, story: storiesIn(readFileSync(join(folder, path), 'utf8'), join(folder, path)).stories[0]! }));
}
