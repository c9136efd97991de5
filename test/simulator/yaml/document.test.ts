import { describe, expect, it } from 'vitest';
import { readSource } from '../../../simulator/yaml/document.js';
import { FileProblem } from '../../../simulator/yaml/problem.js';
import { plain, Written } from '../../../simulator/yaml/written.js';

function problemOf(text: string): FileProblem {
  try {
    readSource('story.yaml', text);
  } catch (error) {
    if (error instanceof FileProblem) return error;
    throw error;
  }
  throw new Error('it was read without a complaint');
}

describe('reading YAML', () => {
  it('keeps how an unquoted scalar is written', () => {
    const { value } = readSource('story.yaml', 'phone: 01234\nquoted: "01234"\nversion: 1.0\nplus: +4512345678\nplain: 12\nnone: ~');
    expect(value).toEqual({
      phone: new Written(1234, '01234'),
      quoted: '01234',
      version: new Written(1, '1.0'),
      plus: new Written(4512345678, '+4512345678'),
      plain: 12,
      none: null,
    });
    expect(plain(value)).toMatchObject({ phone: 1234, version: 1 });
  });

  it('knows where values and keys stand', () => {
    const source = readSource('story.yaml', 'steps:\n  - advance: 4d\n  - create:\n      salesforce.Lead: { as: jane }\n');
    expect(source.valueAt(['steps', 0, 'advance'])).toMatchObject({ line: 2, column: 14, text: '  - advance: 4d' });
    expect(source.keyAt(['steps', 1, 'create', 'salesforce.Lead'])).toMatchObject({ line: 4, column: 7 });
  });

  it('falls back to the nearest part that the file has', () => {
    const source = readSource('story.yaml', 'steps:\n  - advance: 4d\n');
    expect(source.valueAt(['steps', 0, 'advance', 'deeper', 3])).toMatchObject({ line: 2, column: 14 });
  });

  it('follows aliases', () => {
    expect(readSource('story.yaml', 'a: &x { Name: Acme }\nb: *x').value).toEqual({ a: { Name: 'Acme' }, b: { Name: 'Acme' } });
  });

  it.each([
    ['a repeated key', 'a: 1\na: 2', 2, /stands here twice/],
    ['broken YAML', 'a: [1', 1, /./],
    ['a tab for indentation', 'a:\n\t- b', 2, /[Tt]ab/],
    ['an unknown tag', 'a: !secret b', 1, /tag/i],
    ['a second document', 'a: 1\n---\nb: 2', 2, /one document/],
    ['a map for a key', '? { a: 1 }\n: b', 1, /plain text/],
    ['a prototype key', 'a:\n  __proto__: { polluted: true }', 2, /__proto__/],
    ['an anchor inside itself', 'a: &x [ *x ]', 1, /inside what it names/],
    ['an empty file', '', 1, /empty/],
  ])('refuses %s, with its place', (_title, text, line, message) => {
    const problem = problemOf(text);
    expect(problem.text).toMatch(message);
    expect(problem.spot?.line).toBe(line);
  });

  it('survives nesting deeper than any stack', () => {
    expect(problemOf(`a: ${'['.repeat(100_000)}`).spot).not.toBeNull();
  });

  it('refuses aliases that multiply beyond bounds', () => {
    const levels = Array.from({ length: 9 }, (_, level) => `l${level + 1}: &l${level + 1} [${Array(10).fill(`*l${level}`).join(', ')}]`);
    expect(problemOf(['l0: &l0 x', ...levels].join('\n')).text).toMatch(/too large/);
  });
});
