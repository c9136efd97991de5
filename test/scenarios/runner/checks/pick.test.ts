import { expect, it } from 'vitest';
import { pick } from '../../../../scenarios/runner/checks/pick.js';

const record = {
  'A.B': 'key with a dot',
  A: {
    B: 'nested',
    List: [
      { name: 'Type', values: ['x', 'y'] },
      { name: 'Rating', values: [] },
    ],
  },
  Email: 'jane@example.com',
};

it.each([
  ['a key that has the dots in it first', 'A.B', 'key with a dot'],
  ['nested values', 'A.List', record.A.List],
  ['keys whatever their case, when none has the exact one', 'email', 'jane@example.com'],
  ['elements by number', 'A.List[1].name', 'Rating'],
  ['elements by a value', 'A.List[name=Type].values', ['x', 'y']],
  ['elements by number as a segment', 'A.List.0.name', 'Type'],
  ['nothing where there is none', 'A.Nothing.more', undefined],
  ['nothing inherited', 'constructor', undefined],
  ['nothing inherited, nested', 'A.toString', undefined],
])('picks %s', (_title, path, value) => {
  expect(pick(record, path)).toEqual(value);
});
