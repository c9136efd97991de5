import { describe, expect, it } from 'vitest';
import { OftenUsed } from '../../../simulator/kernel/often-used.js';

describe('values of texts that are often used', () => {
  const made: string[] = [];
  const ask = (values: OftenUsed<string>, text: string): string =>
    values.of(text, (isKept) => {
      made.push(text);
      return `${text} ${isKept}`;
    });

  it('are made anew until a text comes the second time, and stay from then on', () => {
    const values = new OftenUsed<string>(2);
    expect(['a', 'a', 'a', 'a'].map((text) => ask(values, text))).toEqual(['a false', 'a true', 'a true', 'a true']);
    expect(made.splice(0)).toEqual(['a', 'a']);
  });

  it('go when others were used later, and so does the memory of a text that came once', () => {
    const values = new OftenUsed<string>(2);
    for (const text of ['a', 'a', 'b', 'b', 'a', 'c', 'c']) ask(values, text);
    made.splice(0);
    for (const text of ['a', 'c', 'b']) ask(values, text);
    expect(made.splice(0)).toEqual(['b']);
    for (const text of ['x', 'y', 'z']) ask(values, text);
    expect(ask(values, 'x')).toBe('x false');
  });
});
