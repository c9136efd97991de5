import { describe, expect, it } from 'vitest';
import { dataSharing, isShared } from '../../../../src/rules/engagement/data-sharing.js';
import { person } from './samples.js';

const dane = person({ fields: { Country: 'DK', Rank__c: 3 } });

describe('Marketing Data Sharing', () => {
  it.each([
    ['no page at all', null, true],
    ['no rule for the object', { Contact: { field: 'MailingCountry', is: 'DE' } }, true],
    ['the value', { Lead: { field: 'Country', is: 'DK' } }, true],
    ['the value in another letter case', { Lead: { field: 'Country', is: 'dk ' } }, true],
    ['one of several values', { Lead: { field: 'Country', is: ['SE', 'DK'] } }, true],
    ['a number', { Lead: { field: 'Rank__c', is: 3 } }, true],
    ['another value', { Lead: { field: 'Country', is: 'DE' } }, false],
    ['no value', { Lead: { field: 'Country', is: [] } }, false],
    ['a field that the record does not have', { Lead: { field: 'Region__c', is: 'North' } }, false],
    ['a rule that cannot be read', { Lead: 'DK' }, false],
    ['a rule without a field', { Lead: { is: 'DK' } }, false],
    ['no object rule', { Lead: null }, true],
    ['a list in place of the page', [], true],
  ] as const)('%s', (_title, page, shared) => {
    expect(isShared(dane, dataSharing(page))).toBe(shared);
  });

  it('goes by the rule of the object that the record is of', () => {
    const sharing = dataSharing({ Lead: { field: 'Country', is: 'DE' }, Contact: { field: 'MailingCountry', is: 'DK' } });
    expect(isShared(person({ type: 'Contact', fields: { MailingCountry: 'DK' } }), sharing)).toBe(true);
    expect(isShared(dane, sharing)).toBe(false);
  });
});
