import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { storiesIn } from '../../scenarios/runner/stories.js';
import { type Examples, INTACCT_EXAMPLES } from './examples.js';

const ROOT = new URL('../../', import.meta.url).pathname;

/** The reference's examples of each flow, in the form of E12. */
const LISTS: readonly Examples[] = [INTACCT_EXAMPLES];

describe.each(LISTS)('The examples of $flow', ({ folder, last, elsewhere }) => {
  const ids = Array.from({ length: last }, (_, index) => `E${index + 1}`);
  const played = new Set(tagsIn(`${ROOT}${folder}`).filter((tag) => /^E\d+$/.test(tag)));

  it('are all played by a scenario, but for those that are shown elsewhere', () => {
    expect(ids.filter((id) => !played.has(id) && !(id in elsewhere))).toEqual([]);
  });

  it('are named by no tag that is no example, nor both here and elsewhere', () => {
    expect([...played].filter((id) => !ids.includes(id) || id in elsewhere)).toEqual([]);
  });

  it.each(Object.entries(elsewhere))('%s is shown by the test that is named for it', (_id, { file, title }) => {
    expect(readFileSync(`${ROOT}${file}`, 'utf8')).toContain(title);
  });
});

function tagsIn(folder: string): readonly string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.flatMap((file) =>
    storiesIn(readFileSync(`${folder}/${file}`, 'utf8'), `${folder}/${file}`).stories.flatMap(({ tags }) => tags),
  );
}
