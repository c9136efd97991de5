import type { Story } from '../../scenarios/runner/language/story.js';
import { instantText } from '../../scenarios/runner/language/time.js';
import type { Step } from '../../scenarios/runner/language/verb.js';
import { type Beside, type Told, tell } from '../../scenarios/runner/twin.js';

type Functions = Readonly<Record<string, (form: unknown, beside: Beside) => Promise<void>>>;

/** Plays the story of a file through the functions of the twin. */
export function tellStory(story: Story, readFile: (name: string) => string | null): Promise<Told> {
  const { start, seed, settings, waive, given, steps } = story;
  const clock = start === null ? {} : { clock: instantText(start) };
  return tell({ ...clock, seed, settings, waive, readFile }, async (s) => {
    const functions = s as unknown as Functions;
    await s.given(async () => {
      for (const step of given) await tellStep(step, functions);
    });
    for (const step of steps) await tellStep(step, functions);
  });
}

/** A step of a file as a call of the twin. */
async function tellStep({ verb, form, by, label, fails }: Step, functions: Functions): Promise<void> {
  const name = verb.name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  await functions[name]!(form, { by, ...(label === null ? {} : { label }), ...(fails === null ? {} : { fails }) });
}
