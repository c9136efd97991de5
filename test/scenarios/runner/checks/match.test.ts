import { describe, expect, it } from 'vitest';
import { isMatcher, matches } from '../../../../scenarios/runner/checks/match.js';
import type { FieldKind } from '../../../../simulator/kernel/people.js';
import { Written } from '../../../../simulator/yaml/written.js';

const context = (kind?: FieldKind) => ({
  kind,
  reference: (text: string) => ({ $lead: '00Q000000000001AAA', $n: 3 })[text],
  idsOf: (name: string) => (name === 'acme' ? ['001000000000001AAA'] : []),
});

describe('matchers', () => {
  it.each<[string, unknown, unknown, FieldKind | undefined, boolean]>([
    ['texts compare exactly', 'Acme', 'Acme', 'text', true],
    ['letter case counts', 'acme ltd', 'Acme Ltd', 'text', false],
    ['an unquoted scalar is what is written in a text field', new Written(1234, '01234'), '01234', 'text', true],
    ['and not its value', new Written(1234, '01234'), '1234', 'text', false],
    ['a number in a text field is its text', 2, '2', 'text', true],
    ['numbers compare by value', new Written(1, '1.0'), 1, 'number', true],
    ['also when the vendor writes them as text', 2, '2.00', 'number', true],
    ['no number equals no value', 0, null, 'number', false],
    ['instants compare by value', '2026-03-02T09:00:00Z', '2026-03-02T09:00:00.000+0000', 'instant', true],
    ['instants that differ', '2026-03-02T09:00:01Z', '2026-03-02T09:00:00.000+0000', 'instant', false],
    ['booleans compare by value', true, 'true', 'boolean', true],
    ['null is no value', null, null, 'text', true],
    ['an empty text is no value', null, '', 'text', true],
    ['a value is not null', null, 'x', 'text', false],
    ['a $reference is its value', '$lead', '00Q000000000001AAA', 'text', true],
    ['$$ is a literal dollar', '$$lead', '$lead', 'text', true],
    ['a name is the id of its record', 'acme', '001000000000001AAA', 'reference', true],
    ['15 and 18 characters are one id', '001000000000001', '001000000000001AAA', 'reference', true],
    ['not', { not: 'Acme' }, 'Bolt', 'text', true],
    ['not null is some value', { not: null }, 'x', 'text', true],
    ['oneOf', { oneOf: ['a', 'b'] }, 'b', 'text', true],
    ['oneOf, none', { oneOf: ['a', 'b'] }, 'c', 'text', false],
    ['contains of a text', { contains: 'REQUIRED' }, 'x REQUIRED_FIELD_MISSING', 'text', true],
    ['matches', { matches: '^jj' }, 'jjenson@gmail.com', 'text', true],
    ['matches minds letter case', { matches: '^jj' }, 'JJenson@Gmail.com', 'text', false],
    ['matches with (?i) does not', { matches: '(?i)^jj' }, 'JJenson@Gmail.com', 'text', true],
    ['matches nothing where there is no value', { matches: '.*' }, null, 'text', false],
    ['atLeast', { atLeast: 2 }, 2, 'number', true],
    ['atMost', { atMost: 1 }, 2, 'number', false],
    ['atLeast of a reference', { atLeast: '$n' }, 4, 'number', true],
    ['atLeast of no value', { atLeast: 0 }, null, 'number', false],
    ['after', { after: '2026-03-02T09:00:00Z' }, '2026-03-02T09:00:01Z', 'instant', true],
    ['before', { before: '2026-03-02' }, '2026-03-02T09:00:00Z', undefined, false],
    ['two matchers hold together', { atLeast: 1, atMost: 3 }, 4, 'number', false],
    ['any: some value', { any: true }, 'x', 'text', true],
    ['any: no value', { any: true }, null, 'text', false],
    [
      'a list has an element like this',
      { contains: { CATEGORYNAME: 'Bill', 'CONTACT.NAME': 'B_1' } },
      [{ CATEGORYNAME: 'Bill', CONTACT: { NAME: 'B_1' } }],
      'list',
      true,
    ],
    [
      'both in one element',
      { contains: { CATEGORYNAME: 'Bill', 'CONTACT.NAME': 'S_1' } },
      [{ CATEGORYNAME: 'Bill', CONTACT: { NAME: 'B_1' } }],
      'list',
      false,
    ],
    ['a list has so many elements', { count: 2 }, ['a', 'b'], 'list', true],
    ['no list has none', { count: 0 }, null, 'list', true],
    ['lists compare element by element', ['a', 'b'], ['a', 'b'], 'list', true],
    ['a map is part of a map', { a: { b: 1 } }, { a: { b: 1, c: 2 }, d: 3 }, undefined, true],
  ])('%s', (_title, expected, actual, kind, holds) => {
    expect(matches(expected, actual, context(kind))).toBe(holds);
  });

  it('are maps of matchers only', () => {
    expect(isMatcher({ atLeast: 1, atMost: 2 })).toBe(true);
    expect(isMatcher({ atLeast: 1, Name: 'x' })).toBe(false);
    expect(isMatcher({})).toBe(false);
    expect(isMatcher('atLeast')).toBe(false);
  });
});
