import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JoinedText } from '../../../../simulator/salesforce/soql/joined-text.js';
import { SoqlWorld, USER } from './soql-world.js';

describe('JoinedText', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\0'), maxLength: 6 });

  it('finds a piece where the text of a place has it, and nowhere else', () => {
    const piece = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(fc.option(text, { nil: null })), piece, fc.array(fc.boolean()), (keys, wanted, asked) => {
        const find = new JoinedText(keys).finder(wanted);
        // Not every place is asked for, as where another condition has passed over some.
        for (const [place, key] of keys.entries()) if (asked[place] !== true) expect(find(place)).toBe(key?.includes(wanted) ?? false);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is not asked for a piece that has what stands between two texts', () => {
    expect(['', '\0', 'a\0', 'a'].map((piece) => JoinedText.suits(piece))).toEqual([false, false, false, true]);
  });
});

describe('LIKE with one piece', () => {
  const TEXTS = ['', ' AND NumberOfEmployees > 5', ' OR NumberOfEmployees = 1'];

  it.each(TEXTS)('gives the same records however often it is asked, also after writes (%s)', (rest) => {
    const soql = new SoqlWorld();
    const ids = Array.from({ length: 20 }, (_each, number) =>
      soql.create('Account', {
        Name: `Account ${number % 7}`,
        Site: number % 3 === 0 ? null : `Site ${number}`,
        NumberOfEmployees: number,
      }),
    );
    const text = `SELECT Id FROM Account WHERE Site LIKE '%E 1%'${rest}`;
    const holds = (): void => {
      const first = soql.column(text);
      for (let time = 0; time < 6; time += 1) expect(soql.column(text)).toEqual(first);
    };
    holds();
    const before = soql.column(text).length;
    soql.org.delete(ids[10]!, { by: USER });
    soql.org.update(soql.org.schema.type('Account')!, ids[6]!, { Site: 'SITE 1 again' }, { by: USER });
    holds();
    expect(soql.column(text)).toHaveLength(before);
    expect(soql.column(text)).toContain(ids[6]);
    expect(soql.column(text)).not.toContain(ids[10]);
  });
});
