import { readFileSync } from 'node:fs';
import type { FileProblem } from '../../simulator/yaml/problem.js';
import type { Story } from './language/story.js';
import { parseTags } from './language/tags.js';
import type { Catalogue } from './lint/catalogue.js';
import { checkedStories, storiesAt } from './stories.js';

/** A file to run; with a line, only the row of examples at that line. */
export type Target = string | { readonly file: string; readonly line: number | null };

/** One scenario to play, or a file that cannot be understood. */
export type PlanItem = {
  readonly file: string;
  readonly title: string;
  readonly story: Story | null;
  readonly problems: readonly FileProblem[];
};

/** What is played, with its place in the whole run. */
export type Planned = PlanItem & { readonly order: number };

export type ReadOptions = { readonly catalogue: Catalogue; readonly tags?: readonly string[] | undefined };

export type ArrangeOptions = {
  readonly only?: (file: string, title: string) => boolean;
  readonly shard?: { readonly index: number; readonly total: number };
  readonly repeatEach?: number;
};

export type PlanOptions = ReadOptions & ArrangeOptions;

/** What a run plays, in order. */
export function planRun(targets: readonly Target[], options: PlanOptions): readonly Planned[] {
  return arrange(
    targets.flatMap((target) => readTarget(target, options)),
    options,
  );
}

/** The scenarios of one file that have the tags, or the file with its problems. */
export function readTarget(target: Target, { catalogue, tags }: ReadOptions): readonly PlanItem[] {
  const { file, line } = typeof target === 'string' ? { file: target, line: null } : target;
  const { stories, problems } = checkedStories(readFileSync(file, 'utf8'), file, catalogue);
  if (problems.length > 0) return [{ file, title: file, story: null, problems }];
  const filters = tags?.map(parseTags);
  return storiesAt(stories, line)
    .filter((story) => filters === undefined || filters.some((holds) => holds(story.tags)))
    .map((story) => ({ file, title: story.title, story, problems: [] }));
}

/** Numbers what is played. Shards are runs of neighbours, as even as can be: together they are the whole, each once. */
export function arrange<T extends { readonly file: string; readonly title: string }>(
  items: readonly T[],
  { only, repeatEach = 1, shard }: ArrangeOptions,
): readonly (T & { readonly order: number })[] {
  const repeated = items
    .filter(({ file, title }) => only === undefined || only(file, title))
    .flatMap((each) => Array.from({ length: repeatEach }, () => each))
    .map((each, order) => ({ ...each, order }));
  if (shard === undefined) return repeated;
  const { index, total } = shard;
  const edge = (n: number): number => Math.floor((n * repeated.length) / total);
  return repeated.slice(edge(index - 1), edge(index));
}
