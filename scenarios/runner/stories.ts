import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readStories, type StoriesRead, type Surroundings } from './language/read-stories.js';
import type { Story } from './language/story.js';
import type { Catalogue } from './lint/catalogue.js';
import { checkStory } from './lint/check-story.js';
import { VERBS } from './steps/index.js';

const ENDINGS = ['.yaml', '.yml'];

/** Reads a scenario from its text; `file` says where it would stand, for messages and for files beside it. */
export function storiesIn(text: string, file: string): StoriesRead {
  return readStories(file, text, surroundings(file));
}

/** Reads a scenario file, and finds what can be seen to be wrong without playing it. */
export function checkedStories(text: string, file: string, catalogue: Catalogue): StoriesRead {
  const { stories, problems } = storiesIn(text, file);
  const found = new Map(problems.map((problem) => [problem.message, problem]));
  const readFile = readerBeside(file);
  for (const story of stories) {
    for (const problem of checkStory(story, catalogue, readFile)) if (!found.has(problem.message)) found.set(problem.message, problem);
  }
  return { stories, problems: [...found.values()] };
}

/** The stories that `FILE:LINE` means: the row of examples at that line, else all of the file. */
export function storiesAt(stories: readonly Story[], line: number | null): readonly Story[] {
  if (line === null) return stories;
  const exact = stories.filter(({ example, lines }) => example !== null && line >= lines.first && line <= lines.last);
  return exact.length > 0 ? exact : stories;
}

/** Reads files that a scenario names, relative to it. */
export function readerBeside(file: string): (name: string) => string | null {
  return (name) => readIfThere(resolve(dirname(file), name));
}

function surroundings(file: string): Surroundings {
  const folder = (): string | null => fixturesAbove(resolve(dirname(file)));
  return {
    verbs: VERBS,
    fixture: (name) => {
      const at = folder();
      if (at === null || !/^[\w./-]+$/.test(name)) return null;
      for (const ending of ['', ...ENDINGS]) {
        const path = join(at, `${name}${ending}`);
        const text = readIfThere(path);
        if (text !== null) return { file: path, text };
      }
      return null;
    },
    fixtureNames: () => {
      const at = folder();
      return at === null ? [] : namesIn(at).map((name) => name.replace(/\.ya?ml$/, ''));
    },
  };
}

/** The nearest fixtures/ folder, from a folder upwards. */
export function fixturesAbove(folder: string): string | null {
  if (namesIn(folder).includes('fixtures')) return join(folder, 'fixtures');
  const above = dirname(folder);
  return above === folder ? null : fixturesAbove(above);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
