import { describe, expect, it } from 'vitest';
import { SoqlWorld, USER } from './soql-world.js';

describe('ORDER BY with LIMIT', () => {
  const orders = ['Industry', 'Industry DESC', 'Name', 'Site DESC NULLS LAST', 'Site NULLS LAST', 'NumberOfEmployees DESC'];

  it.each(orders)('gives the same records in the same order by %s, as without LIMIT, also after writes', (order) => {
    const soql = new SoqlWorld();
    const make = (number: number): string =>
      soql.create('Account', {
        Name: number % 10 === 3 ? `Ürün ${number}` : `Account ${(number * 7) % 30}`,
        Industry: ['Energy', 'Banking', 'Media'][number % 3],
        Site: number % 4 === 0 ? null : `Site ${number % 5}`,
        NumberOfEmployees: number % 6,
      });
    const ids = Array.from({ length: 30 }, (_each, number) => make(number));
    const texts = [
      `SELECT Name, Id FROM Account ORDER BY ${order} LIMIT 12`,
      `SELECT Name, Id FROM Account WHERE NumberOfEmployees > 2 ORDER BY ${order} LIMIT 5`,
    ];
    // So many are sorted as a whole, by the full keys.
    const whole = (text: string): unknown[] => soql.column(text.replace(/ LIMIT .*/, ' LIMIT 6000'));
    const holds = (): void => {
      for (const text of texts) {
        const expected = whole(text).slice(0, Number(/LIMIT (\d+)/.exec(text)![1]));
        expect(soql.column(text)).toEqual(expected);
      }
    };
    holds();
    make(31);
    soql.org.delete(ids[3]!, { by: USER });
    holds();
  });
});
