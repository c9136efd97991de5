import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { instantText } from '../../scenarios/runner/language/time.js';
import type { Step } from '../../scenarios/runner/language/verb.js';
import { playStory } from '../../scenarios/runner/player.js';
import { readerBeside, storiesIn } from '../../scenarios/runner/stories.js';
import { type Beside, tell } from '../../scenarios/runner/twin.js';

const ROOT = join(import.meta.dirname, '../../scenarios');
const FILES = readdirSync(ROOT, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.yaml') && !/(^|\/)fixtures\//.test(file))
  .sort();

type Functions = Readonly<Record<string, (form: unknown, beside: Beside) => Promise<void>>>;

/** A step of a file as a call of the twin. */
async function tellStep({ verb, form, by, label, fails }: Step, functions: Functions): Promise<void> {
  const name = verb.name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  await functions[name]!(form, { by, ...(label === null ? {} : { label }), ...(fails === null ? {} : { fails }) });
}

describe('a scenario that ships leaves the same trace as its twin', () => {
  it.each(FILES)('%s', async (name) => {
    const file = join(ROOT, name);
    const readFile = readerBeside(file);
    for (const story of storiesIn(readFileSync(file, 'utf8'), file).stories) {
      const { start, seed, settings, waive, given, steps } = story;
      const played = await playStory(story, { readFile });
      const clock = start === null ? {} : { clock: instantText(start) };
      const told = await tell({ ...clock, seed, settings, waive, readFile }, async (s) => {
        const functions = s as unknown as Functions;
        await s.given(async () => {
          for (const step of given) await tellStep(step, functions);
        });
        for (const step of steps) await tellStep(step, functions);
      });
      expect(told.failure?.report ?? null).toBeNull();
      expect(told.trace.text()).toBe(played.trace.text());
    }
  });
});
