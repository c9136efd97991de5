import { describe, expect, it } from 'vitest';
import { customerToAccount, type ReverseSnapshot } from '../../../../src/rules/intacct/customer-to-account.js';

const row = { Id: '001', Name: 'Acme', Phone: '1', Rating__c: 'A', BillingStreet: null, ia_crm__IntacctID__c: 'C1' };
const fields = {
  CUSTOMERID: 'C1',
  NAME: 'Acme',
  'DISPLAYCONTACT.PRINTAS': 'Other',
  'DISPLAYCONTACT.PHONE1': '2',
  TAXID: 'B',
  'DISPLAYCONTACT.MAILADDRESS.ADDRESS1': 'Main 1',
  'DISPLAYCONTACT.MAILADDRESS.ADDRESS2': 'Floor 2',
};
const both = { object: 'Account', intacctField: 'TAXID', salesforceField: 'Rating__c', rule: 'biDirectional', status: 'active' } as const;
const base: ReverseSnapshot = {
  row,
  saved: { id: 'C1', entity: '', fields, contactList: null },
  isSyncedOnce: false,
  mappings: [],
  types: {},
  references: {},
};

describe('customerToAccount', () => {
  it('carries nothing back by the standard rows', () => {
    expect(customerToAccount(base)).toMatchObject({ outcome: 'skip', reason: 'flows-one-way' });
  });

  it('carries every mapped field back when accounts sync only once; the name comes from NAME, never from PRINTAS', () => {
    const { outcome, rules, commands } = customerToAccount({ ...base, isSyncedOnce: true });
    expect(outcome).toBe('update');
    expect(rules).toEqual(expect.arrayContaining(['IA-47', 'IA-48']));
    expect(commands).toMatchObject([{ kind: 'update-salesforce', fields: { Phone: '2', BillingStreet: 'Main 1\nFloor 2' } }]);
    expect((commands[0] as { fields: object }).fields).not.toHaveProperty('Name');
  });

  it('carries a bi-directional mapping back, and says what was lost', () => {
    const conclusion = customerToAccount({ ...base, mappings: [both] });
    expect(conclusion.commands).toMatchObject([{ fields: { Rating__c: 'B' } }]);
    expect(conclusion.text).toBe("Rating__c: 'A' becomes 'B'");
    expect(conclusion.rules).toContain('IA-42');
  });

  it.each([
    ['toIntacct', 'skip'],
    ['fromIntacct', 'update'],
  ] as const)('a %s mapping: %s', (rule, outcome) => {
    expect(customerToAccount({ ...base, mappings: [{ ...both, rule }] }).outcome).toBe(outcome);
  });

  it('does nothing when the account holds it all', () => {
    expect(customerToAccount({ ...base, mappings: [both], row: { ...row, Rating__c: 'B' } })).toMatchObject({
      outcome: 'skip',
      reason: 'already-the-same',
    });
  });
});
