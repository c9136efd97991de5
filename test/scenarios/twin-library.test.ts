import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { playStory } from '../../scenarios/runner/player.js';
import { readerBeside, storiesIn } from '../../scenarios/runner/stories.js';
import { tellStory } from './tell-story.js';

const ROOT = join(import.meta.dirname, '../../scenarios');
const FILES = readdirSync(ROOT, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.yaml') && !/(^|\/)fixtures\//.test(file))
  .sort();

describe('a scenario that ships leaves the same trace as its twin', () => {
  it.each(FILES)('%s', async (name) => {
    const file = join(ROOT, name);
    const readFile = readerBeside(file);
    for (const story of storiesIn(readFileSync(file, 'utf8'), file).stories) {
      const played = await playStory(story, { readFile });
      const told = await tellStory(story, readFile);
      expect(told.failure?.report ?? null).toBeNull();
      expect(told.trace.text()).toBe(played.trace.text());
    }
  });
});
