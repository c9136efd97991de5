import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SalesforceError } from '../../../../simulator/salesforce/errors.js';
import { SoqlWorld } from './soql-world.js';

const WORDS = [
  ...[
    'SELECT',
    'FROM',
    'WHERE',
    'AND',
    'OR',
    'NOT',
    'IN',
    'LIKE',
    'GROUP BY',
    'HAVING',
    'ORDER BY',
    'LIMIT',
    'OFFSET',
    'NULLS LAST',
    'DESC',
  ],
  ...[
    'Account',
    'Contact',
    'Contacts',
    'Lead',
    'Id',
    'Name',
    'Account.Name',
    'Owner.Name',
    'CreatedDate',
    'AnnualRevenue',
    'IsDeleted',
    '__proto__',
  ],
  ...['COUNT()', 'COUNT(Id)', 'SUM(AnnualRevenue)', 'FIELDS(ALL)', 'toLabel(Industry)', 'CALENDAR_YEAR(CreatedDate)', 'a', 'FOR UPDATE'],
  ...[
    '(',
    ')',
    ',',
    '=',
    '!=',
    '<',
    '>=',
    '.',
    ':',
    "'a'",
    "'",
    '5',
    '-1.5',
    '2026-01-01',
    '2026-01-01T00:00:00Z',
    'TODAY',
    'LAST_N_DAYS:3',
    'null',
    'true',
  ],
];

describe('SOQL of any kind', () => {
  it('is answered or refused with an error of the vendor’s, never with one of ours', () => {
    const soql = new SoqlWorld();
    soql.create('Contact', { LastName: 'L', AccountId: soql.create('Account', { Name: 'Acme' }) });
    const starts = ['', 'SELECT Id FROM Account WHERE ', 'SELECT Id FROM Contact ', 'SELECT Name, COUNT(Id) FROM Account GROUP BY '];
    const text = fc.tuple(fc.constantFrom(...starts), fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }));
    fc.assert(
      fc.property(text, ([start, words]) => {
        try {
          soql.ask(start + words.join(' '));
        } catch (error) {
          if (!(error instanceof SalesforceError)) throw error;
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('means the same in any letter case', () => {
    const soql = new SoqlWorld();
    for (const Name of ['Acme', 'bolt', 'Cargo']) soql.create('Account', { Name, Industry: Name === 'bolt' ? 'Energy' : 'Banking' });
    const text =
      "SELECT Id, Name, Owner.Name FROM Account WHERE Industry IN ('banking') AND Name LIKE '%a%' ORDER BY Name DESC NULLS LAST LIMIT 5";
    const expected = soql.ask(text);
    expect(expected.totalSize).toBe(2);
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: text.length, maxLength: text.length }), (upper) => {
        const mixed = [...text].map((letter, index) => (upper[index] ? letter.toUpperCase() : letter.toLowerCase())).join('');
        expect(soql.ask(mixed)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });
});
