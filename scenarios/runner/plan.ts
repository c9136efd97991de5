import { readFileSync } from 'node:fs';
import type { ScenarioProblem } from './language/problem.js';
import type { Story } from './language/story.js';
import { parseTags } from './language/tags.js';
import type { Catalogue } from './lint/catalogue.js';
import { checkedStories, storiesAt } from './stories.js';

/** A file to run; with a line, only the row of examples at that line. */
export type Target = string | { readonly file: string; readonly line: number | null };

/** One scenario to play, or a file that cannot be understood, with its place in the whole run. */
export type Planned = {
  readonly order: number;
  readonly file: string;
  readonly story: Story | null;
  readonly problems: readonly ScenarioProblem[];
};

export type PlanOptions = {
  readonly catalogue: Catalogue;
  readonly tags?: readonly string[];
  readonly only?: (file: string, title: string) => boolean;
  readonly shard?: { readonly index: number; readonly total: number };
  readonly repeatEach?: number;
};

/** What a run plays, in order. Shards are runs of neighbours, as even as can be: together they are the whole, each once. */
export function planRun(targets: readonly Target[], options: PlanOptions): readonly Planned[] {
  const { repeatEach = 1, shard } = options;
  const whole = targets.flatMap((target) => plan(target, options));
  const repeated = whole.flatMap((each) => Array.from({ length: repeatEach }, () => each)).map((each, order) => ({ ...each, order }));
  if (shard === undefined) return repeated;
  const { index, total } = shard;
  const edge = (n: number): number => Math.floor((n * repeated.length) / total);
  return repeated.slice(edge(index - 1), edge(index));
}

function plan(target: Target, { catalogue, tags, only }: PlanOptions): Omit<Planned, 'order'>[] {
  const { file, line } = typeof target === 'string' ? { file: target, line: null } : target;
  const { stories, problems } = checkedStories(readFileSync(file, 'utf8'), file, catalogue);
  if (problems.length > 0) return only === undefined || only(file, file) ? [{ file, story: null, problems }] : [];
  const filters = tags?.map(parseTags);
  return storiesAt(stories, line)
    .filter((story) => filters === undefined || filters.some((holds) => holds(story.tags)))
    .filter((story) => only === undefined || only(file, story.title))
    .map((story) => ({ file, story, problems: [] }));
}
