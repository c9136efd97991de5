import { FileProblem } from '../../../simulator/yaml/problem.js';

/** Whether a scenario with these tags is meant. */
export type TagFilter = (tags: readonly string[]) => boolean;

const HINT = 'Write tags with and, or, not and parentheses: "merge and not (faults or time)".';

/**
 * Reads what `--tag` says: a tag, or tags with `and`, `or`, `not` and parentheses; `not` binds tightest, `or` loosest. Letter case does not
 * count. Throws a `FileProblem` when it cannot be understood.
 */
export function parseTags(text: string): TagFilter {
  const words = text.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const isNext = (word: string): boolean => words[at]?.toLowerCase() === word;
  const either = (): TagFilter => {
    const parts = [both()];
    while (isNext('or')) parts.push(after(both));
    return (tags) => parts.some((part) => part(tags));
  };
  const both = (): TagFilter => {
    const parts = [one()];
    while (isNext('and')) parts.push(after(one));
    return (tags) => parts.every((part) => part(tags));
  };
  const after = (read: () => TagFilter): TagFilter => {
    at += 1;
    return read();
  };
  const one = (): TagFilter => {
    if (isNext('not')) {
      const part = after(one);
      return (tags) => !part(tags);
    }
    if (isNext('(')) {
      const inner = after(either);
      if (!isNext(')')) throw new FileProblem(`"${text}" lacks a ")"`, HINT, null);
      at += 1;
      return inner;
    }
    const word = words[at]?.replace(/^@/, '').toLowerCase();
    if (word === undefined || /^(?:and|or|\))$/.test(word)) throw new FileProblem(`"${text}" lacks a tag`, HINT, null);
    at += 1;
    return (tags) => tags.some((tag) => tag.replace(/^@/, '').toLowerCase() === word);
  };
  const filter = either();
  if (at < words.length) throw new FileProblem(`"${text}" has "${words[at]}" too many`, HINT, null);
  return filter;
}
