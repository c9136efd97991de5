import { describe, expect, it } from 'vitest';
import { differing, type Mapping, toIntacctValue, toSalesforceValue } from '../../../../src/rules/intacct/mapping.js';
import { addressContactFields, contactFields, customerFields } from '../../../../src/rules/intacct/standard-mappings.js';

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
  ] as const)('%s', (_title, wanted, present, expected) => {
    expect(Object.keys(differing(wanted, present))).toEqual(expected);
  });
});
