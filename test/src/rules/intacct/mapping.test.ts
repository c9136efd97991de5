import { describe, expect, it } from 'vitest';
import {
  carriedToSalesforce,
  differing,
  isMapping,
  type Mapping,
  mappedFields,
  mappedPath,
  runsFromIntacct,
  runsToIntacct,
  spelt,
  toIntacctValue,
  toSalesforceValue,
  valueAt,
} from '../../../../src/rules/intacct/mapping.js';
import { addressContactFields, contactFields, customerFields, hasAddress } from '../../../../src/rules/intacct/standard-mappings.js';

const acme = {
  Id: '001',
  Name: 'Acme',
  Phone: '1',
  Website: null,
  BillingStreet: 'Main Street 1\r\nFloor 2\nDoor 3\nBell 4',
  BillingCity: 'Ghent',
  ShippingCity: 'Antwerp',
  CreditLimit__c: 100,
  Since__c: '2026-03-02',
  IsKey__c: true,
};
const custom = (intacctField: string, salesforceField: string, change: Partial<Mapping> = {}): Mapping => ({
  object: 'Account',
  intacctField,
  salesforceField,
  rule: 'toIntacct',
  status: 'active',
  ...change,
});

describe('customerFields', () => {
  it('carries the name to three fields and splits the street, the rest on the third line', () => {
    expect(customerFields(acme, [])).toMatchObject({
      NAME: 'Acme',
      'DISPLAYCONTACT.PRINTAS': 'Acme',
      'DISPLAYCONTACT.COMPANYNAME': 'Acme',
      'DISPLAYCONTACT.PHONE1': '1',
      'DISPLAYCONTACT.URL1': '',
      'DISPLAYCONTACT.MAILADDRESS.ADDRESS1': 'Main Street 1',
      'DISPLAYCONTACT.MAILADDRESS.ADDRESS2': 'Floor 2',
      'DISPLAYCONTACT.MAILADDRESS.ADDRESS3': 'Door 3, Bell 4',
      'DISPLAYCONTACT.MAILADDRESS.CITY': 'Ghent',
    });
  });

  it.each([
    ['to Intacct', {}, '100'],
    ['bi-directional', { rule: 'biDirectional' }, '100'],
    ['from Intacct', { rule: 'fromIntacct' }, undefined],
    ['inactive', { status: 'inactive' }, undefined],
    ['derived', { derived: true }, undefined],
  ] as const)('a custom mapping that is %s', (_title, change, expected) => {
    expect(customerFields(acme, [custom('CREDITLIMIT', 'CreditLimit__c', change)])['CREDITLIMIT']).toBe(expected);
  });

  it('lets a standard row be switched off, but never a required one', () => {
    const fields = customerFields(acme, [
      custom('DISPLAYCONTACT.PHONE1', 'Phone', { status: 'inactive' }),
      custom('NAME', 'Name', { status: 'inactive' }),
    ]);
    expect(fields).not.toHaveProperty('DISPLAYCONTACT.PHONE1');
    expect(fields['NAME']).toBe('Acme');
  });
});

describe('addressContactFields', () => {
  it("holds the account's name and that side's address", () => {
    expect(addressContactFields(acme, 'shipTo')).toMatchObject({ PRINTAS: 'Acme', COMPANYNAME: 'Acme', 'MAILADDRESS.CITY': 'Antwerp' });
  });
});

describe('contactFields', () => {
  it("takes the company from the contact's account", () => {
    const fields = contactFields({ Id: '003', Name: 'Jane Jensen', FirstName: 'Jane', LastName: 'Jensen', Account: { Name: 'Acme' } }, []);
    expect(fields).toMatchObject({ PRINTAS: 'Jane Jensen', FIRSTNAME: 'Jane', LASTNAME: 'Jensen', COMPANYNAME: 'Acme' });
  });
});

describe('values', () => {
  it.each([
    ['2026-03-02', 'date', '03/02/2026'],
    ['a;b', 'multipicklist', 'a#~#b'],
    ['a;b', 'string', 'a;b'],
    [true, 'boolean', 'true'],
    [null, 'string', ''],
    [undefined, 'string', ''],
    ['2026-03-02', undefined, '03/02/2026'],
    ['2026-03-02', 'string', '2026-03-02'],
    ['on 2026-03-02', undefined, 'on 2026-03-02'],
    ['2026-03-02T09:10:11.000+0000', 'datetime', '03/02/2026 09:10:11'],
    ['2026-03-02T09:10:11.000+0000', 'string', '2026-03-02T09:10:11.000+0000'],
  ] as const)('%j as %s is written %j', (value, type, expected) => {
    expect(toIntacctValue(value, type)).toBe(expected);
  });

  it.each([
    ['03/02/2026', 'date', '2026-03-02'],
    ['a#~#b', 'multipicklist', 'a;b'],
    ['true', 'boolean', true],
    ['', 'boolean', false],
    ['', 'string', null],
    ['100.00', 'currency', 100],
    ['false', 'boolean', false],
    ['03/02/2026', undefined, '2026-03-02'],
    ['03/02/2026', 'string', '03/02/2026'],
    ['03/02/2026 09:10:11', 'datetime', '2026-03-02T09:10:11.000Z'],
    ['03/02/2026 09:10:11', 'string', '03/02/2026 09:10:11'],
    ['12', 'string', '12'],
  ] as const)('%j read as %s is %j', (value, type, expected) => {
    expect(toSalesforceValue(value, type)).toBe(expected);
  });
});

describe('differing', () => {
  it.each([
    ['the same text', { A: 'x' }, { A: 'x' }, []],
    ['another text', { A: 'x' }, { A: 'y' }, ['A']],
    ['blank against absent', { A: '' }, {}, []],
    ['blank against a value clears it', { A: '' }, { A: 'y' }, ['A']],
    ['one number in two spellings', { A: '100' }, { A: '100.00' }, []],
    ['texts that only look like numbers', { A: '007' }, { A: '7' }, ['A']],
    ['a number and a text', { A: '1.0' }, { A: 'one' }, ['A']],
    ['a text and a number', { A: 'v1.0' }, { A: '1.0' }, ['A']],
    ['two numbers', { A: '1.0' }, { A: '1.5' }, ['A']],
  ] as const)('%s', (_title, wanted, present, expected) => {
    expect(Object.keys(differing(wanted, present))).toEqual(expected);
  });
});

describe('rows', () => {
  it.each([
    ['both fields', custom('TAXID', 'Tax__c'), true],
    ['no Salesforce field', { intacctField: 'TAXID' }, false],
    ['no Intacct field', { salesforceField: 'Tax__c' }, false],
    ['a number for a field', { intacctField: 1, salesforceField: 'Tax__c' }, false],
    ['nothing', null, false],
    ['a text', 'TAXID', false],
    ['a number', 7, false],
  ])('with %s', (_title, entry, isOne) => {
    expect(isMapping(entry)).toBe(isOne);
  });

  it('are spelt as the gateway spells them', () => {
    expect(spelt(custom('taxId', 'Tax__c'))).toEqual(custom('TAXID', 'Tax__c'));
    const row = custom('TAXID', 'Tax__c');
    expect(spelt(row)).toBe(row);
  });

  it.each([
    ['toIntacct', {}, true, false],
    ['fromIntacct', {}, false, true],
    ['biDirectional', {}, true, true],
    ['toIntacct', { derived: true }, false, true],
    ['fromIntacct', { derived: false }, false, true],
    ['toIntacct', { derived: false }, true, false],
    ['toIntacct', { status: 'inactive' }, false, false],
    ['biDirectional', { status: 'inactive' }, false, false],
    ['fromIntacct', { status: 'inactive' }, false, false],
  ] as const)('that run %s, with %j', (rule, change, to, from) => {
    const row = custom('TAXID', 'Tax__c', { rule, ...change });
    expect([runsToIntacct(row), runsFromIntacct(row)]).toEqual([to, from]);
  });
});

describe('lookups', () => {
  const facts = { type: 'reference', lookup: { relationship: 'Payer__r', object: 'Account' } };
  const lookup = custom('TAXID', 'Payer__c', { lookupObject: 'CUSTOMER' });
  const row = { Id: '001', Payer__c: '001PAYER', Payer__r: { ia_crm__IntacctID__c: 'C9' } };

  it('with a lookup object carry the Intacct ID of what they name', () => {
    expect(mappedPath(lookup, facts)).toBe('Payer__r.ia_crm__IntacctID__c');
    expect(mappedFields([lookup], row, { Payer__c: facts })).toEqual({ TAXID: 'C9' });
  });

  it.each([
    ['without one', custom('TAXID', 'Payer__c'), facts],
    ['of a field that nobody asked about', lookup, null],
    ['of a field that is no lookup', lookup, { type: 'string', lookup: null }],
  ])('carry their own value %s', (_title, mapping, known) => {
    expect(mappedPath(mapping, known)).toBe('Payer__c');
  });

  it('of a field that the org does not have carry nothing', () => {
    expect(mappedFields([lookup], row, { Payer__c: null })).toEqual({});
    expect(carriedToSalesforce(lookup, 'C9', { Payer__c: null }, {})).toBeUndefined();
  });

  it('come back as the record with that Intacct ID, where Salesforce has one', () => {
    const references = { Payer__c: new Map([['C9', '001PAYER']]) };
    expect(carriedToSalesforce(lookup, 'C9', { Payer__c: facts }, references)).toBe('001PAYER');
    expect(carriedToSalesforce(lookup, 'C8', { Payer__c: facts }, references)).toBeUndefined();
    expect(carriedToSalesforce(lookup, 'C9', { Payer__c: facts }, {})).toBeUndefined();
    expect(carriedToSalesforce(lookup, '', { Payer__c: facts }, references)).toBeNull();
  });

  it('come back as they are where no object is named, or the field is none', () => {
    const references = { Payer__c: new Map([['C9', '001PAYER']]) };
    expect(carriedToSalesforce(custom('TAXID', 'Payer__c'), 'C9', { Payer__c: facts }, references)).toBe('C9');
    expect(carriedToSalesforce(lookup, 'C9', {}, references)).toBe('C9');
    expect(carriedToSalesforce(lookup, 'C9', { Payer__c: { type: 'string', lookup: null } }, references)).toBe('C9');
  });

  it.each([
    ['Name', 'Acme'],
    ['Owner.Name', 'Ann'],
    ['Parent.Name', undefined],
    ['Nothing.Name', undefined],
    ['.Name', undefined],
  ])('%s is read as %j', (path, value) => {
    expect(valueAt({ Id: '001', Name: 'Acme', Owner: { Name: 'Ann' }, Parent: null }, path)).toBe(value);
  });

  it('a value is spelt by the type of its field', () => {
    const types = { Tags__c: { type: 'multipicklist', lookup: null } };
    expect(mappedFields([custom('COMMENTS', 'Tags__c')], { Id: '001', Tags__c: 'a;b' }, types)).toEqual({ COMMENTS: 'a#~#b' });
  });
});

describe('standard rows', () => {
  it.each(['Street', 'City', 'State', 'PostalCode', 'Country'])('an address may be a %s alone, of its own side', (part) => {
    expect(hasAddress({ Id: '001', [`Billing${part}`]: 'x' }, 'billTo')).toBe(true);
    expect(hasAddress({ Id: '001', [`Billing${part}`]: 'x' }, 'shipTo')).toBe(false);
    expect(hasAddress({ Id: '001', [`Shipping${part}`]: ' ' }, 'shipTo')).toBe(false);
  });

  it('street lines lose the blanks around them', () => {
    const fields = addressContactFields({ Id: '001', BillingStreet: ' One \r\n Two \n Three \n Four ' }, 'billTo');
    expect([1, 2, 3].map((line) => fields[`MAILADDRESS.ADDRESS${line}`])).toEqual(['One', 'Two', 'Three ,  Four']);
  });

  it('a choice that nobody made says nothing', () => {
    expect(customerFields({ ...acme, ia_crm__AR_Term__c: null }, [])).not.toHaveProperty('TERMNAME');
    expect(customerFields({ ...acme, ia_crm__AR_Term__c: 'Net 30' }, [])).toMatchObject({ TERMNAME: 'Net 30' });
  });

  it.each([
    ['its own field', 'Phone', {}, 'standard'],
    ['its own field, switched off', 'Phone', { status: 'inactive' }, 'none'],
    ['another field', 'Fax', {}, 'custom'],
    ['another field, switched off', 'Fax', { status: 'inactive' }, 'none'],
  ] as const)('mapped to %s', (_title, field, change, expected) => {
    const fields = customerFields({ ...acme, Phone: 'standard', Fax: 'custom' }, [custom('DISPLAYCONTACT.PHONE1', field, change)]);
    expect(fields['DISPLAYCONTACT.PHONE1'] ?? 'none').toBe(expected);
  });

  it('what is fixed is fixed', () => {
    expect(customerFields({ ...acme, Fax: 'x' }, [custom('NAME', 'Fax')])).toMatchObject({ NAME: 'Acme' });
  });
});
