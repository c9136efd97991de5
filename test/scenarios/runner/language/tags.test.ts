import { expect, it } from 'vitest';
import { parseTags } from '../../../../scenarios/runner/language/tags.js';

it.each([
  ['merge', ['merge'], true],
  ['Merge', ['merge'], true],
  ['@merge', ['merge'], true],
  ['merge', ['merging'], false],
  ['merge and faults', ['merge', 'faults'], true],
  ['merge and faults', ['merge'], false],
  ['merge or faults', ['faults'], true],
  ['not faults', [], true],
  ['not faults', ['faults'], false],
  ['not not faults', ['faults'], true],
  ['a or b and c', ['a'], true],
  ['a or b and c', ['b'], false],
  ['(a or b) and c', ['a'], false],
  ['(a or b) and not c', ['b'], true],
  ['not (a or b)', ['b'], false],
  ['not a and b', ['b'], true],
])('"%s" of %j is %s', (text, tags, holds) => {
  expect(parseTags(text)(tags)).toBe(holds);
});

it.each([
  ['', 'lacks a tag'],
  ['a and', 'lacks a tag'],
  ['and a', 'lacks a tag'],
  ['(a or b', 'lacks a ")"'],
  ['a b', 'has "b" too many'],
  ['a)', 'has ")" too many'],
])('"%s" cannot be understood', (text, complaint) => {
  expect(() => parseTags(text)).toThrow(complaint);
});
