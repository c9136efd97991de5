import { describe, expect, it } from 'vitest';
import { globBase, globToRegExp } from '../../cli/glob.js';

describe('a pattern', () => {
  it.each([
    ['scenarios/**/*.yaml', 'scenarios/a.yaml', true],
    ['scenarios/**/*.yaml', 'scenarios/a/b/c.yaml', true],
    ['scenarios/*.yaml', 'scenarios/a/b.yaml', false],
    ['scenarios/**', 'scenarios/a/b.yaml', true],
    ['./scenarios/me?ge.yaml', 'scenarios/merge.yaml', true],
    ['{engagement,intacct}/*.yaml', 'intacct/a.yaml', true],
    ['{engagement,intacct}/*.yaml', 'together/a.yaml', false],
    ['a+b(1)/*.yaml', 'a+b(1)/x.yaml', true],
    ['a.yaml', 'aXyaml', false],
  ])('%s with %s: %s', (pattern, path, matches) => {
    expect(globToRegExp(pattern).test(path)).toBe(matches);
  });

  it.each([
    ['scenarios/**/*.yaml', 'scenarios'],
    ['*.yaml', '.'],
    ['/a/b/{c,d}/*.yaml', '/a/b'],
  ])('%s is looked for under %s', (pattern, base) => {
    expect(globBase(pattern)).toBe(base);
  });
});
