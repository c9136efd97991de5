import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likeTest } from '../../../../simulator/salesforce/soql/like.js';

describe('LIKE', () => {
  it.each([
    ['acme', 'ACME', true],
    ['acme', 'acme ltd', false],
    ['ac%', 'Acme', true],
    ['%me', 'Acme', true],
    ['%c%', 'Acme', true],
    ['a_me', 'Acme', true],
    ['a_me', 'ame', false],
    ['%', '', true],
    ['_', '', false],
    ['100\\%', '100%', true],
    ['100\\%', '1000', false],
    ['a\\_b', 'a_b', true],
    ['a\\_b', 'axb', false],
    ['\\u0041cme', 'acme', true],
    ["O\\'Hara%", "O'Hara Ltd", true],
    ['a%b%c', 'aXXbYYc', true],
    ['a%b%c', 'aXXcYYb', false],
    ['a.c', 'abc', false],
  ])('%s against %s: %s', (pattern, text, expected) => {
    expect(likeTest(pattern)(text.toLowerCase())).toBe(expected);
  });

  it('agrees with a regular expression on any pattern', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '%', '_'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
    fc.assert(
      fc.property(word, text, (pattern, value) => {
        const expression = new RegExp(`^${pattern.replaceAll('%', '.*').replaceAll('_', '.')}$`);
        expect(likeTest(pattern)(value)).toBe(expression.test(value));
      }),
    );
  });

  it('takes no longer than pattern times text for patterns made to hurt', () => {
    expect(likeTest(`${'%a'.repeat(2_000)}%b`)('a'.repeat(20_000))).toBe(false);
  });
});
