import { describe, expect, it } from 'vitest';
import { customMapping } from '../../../../src/rules/engagement/custom-mapping.js';

const region = { name: 'Region__c', type: 'text', salesforceName: 'region__C', isList: false };
const text = { name: 'Region__c', type: 'string' };

describe('What custom fields add to the mapping', () => {
  it('is one row by the name that leads and contacts share, letter case aside', () => {
    expect(customMapping([region], [{ name: 'Other__c', type: 'string' }, text], [text])).toEqual([
      { prospect: 'Region__c', lead: 'Region__c', contact: 'Region__c', kind: 'text', behavior: 'salesforce', direction: 'both' },
    ]);
  });

  it.each([
    ['no mapping', { ...region, salesforceName: null }, [text], [text], []],
    ['a field that neither object has', region, [], [], []],
    ['a lookup', region, [{ ...text, type: 'reference' }], [{ ...text, type: 'reference' }], []],
    ['a geolocation', region, [{ ...text, type: 'location' }], [], []],
    ['a number mapped to a phone', { ...region, type: 'number' }, [{ ...text, type: 'phone' }], [], []],
    ['a text mapped to a phone', region, [{ ...text, type: 'phone' }], [], [['Region__c', null, 'text']]],
    ['a field of leads only', region, [text], [], [['Region__c', null, 'text']]],
    ['a field of contacts only', region, [], [text], [[null, 'Region__c', 'text']]],
    ['a number', { ...region, type: 'number' }, [text], [], [['Region__c', null, 'number']]],
    ['a text mapped to a number', region, [{ ...text, type: 'double' }], [], [['Region__c', null, 'number']]],
    ['a text mapped to a currency', region, [{ ...text, type: 'currency' }], [], [['Region__c', null, 'number']]],
    ['a box', region, [{ ...text, type: 'boolean' }], [], [['Region__c', null, 'boolean']]],
    ['an instant', region, [{ ...text, type: 'datetime' }], [], [['Region__c', null, 'instant']]],
    ['a date', { ...region, type: 'date' }, [{ ...text, type: 'date' }], [], [['Region__c', null, 'text']]],
    ['several values', { ...region, isList: true }, [{ ...text, type: 'boolean' }], [], [['Region__c', null, 'text']]],
  ] as const)('is right for %s', (_title, definition, lead, contact, rows) => {
    const made = customMapping([definition], lead, contact).map((row) => [row.lead, row.contact, row.kind]);
    expect(made).toEqual(rows);
  });

  it.each([
    ['double', 2],
    ['currency', 2],
    ['int', undefined],
    ['string', undefined],
  ])('knows to how many decimal places Salesforce rounds a %s', (type, scale) => {
    const field = { ...text, type, scale: 2 };
    expect(customMapping([{ ...region, type: 'number' }], [field], [field])[0]?.scale).toBe(scale);
  });
});
