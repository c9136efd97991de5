import { describe, expect, it } from 'vitest';
import type { CreateCustomer, Customer, IntacctCommand, IntacctFields, UpdateRecords } from '../../../../src/model/intacct.js';
import type { AccountSnapshot, LookupContact } from '../../../../src/rules/intacct/account-snapshot.js';
import { accountToCustomer } from '../../../../src/rules/intacct/account-to-customer.js';
import { afterCustomerCreated } from '../../../../src/rules/intacct/after-create.js';
import { intacctSettings } from '../../../../src/rules/intacct/settings.js';
import { customerFields } from '../../../../src/rules/intacct/standard-mappings.js';
import { BARE_ACCOUNT } from './samples.js';

const NOW = Date.UTC(2026, 2, 2, 9);
const acme = { Id: '001ACME', Name: 'Acme', Phone: '1', BillingCity: 'Ghent' };
const synced = { ...acme, ia_crm__IntacctID__c: 'C1', ia_crm__Intacct_Sync_Status__c: 'Success' };
const jane: LookupContact = { row: { Id: '003JANE', Name: 'Jane' }, name: 'Jane', contact: null, isMadeElsewhere: false, problem: null };
const settings = (values: Readonly<Record<string, unknown>> = {}) => intacctSettings({ 'subscription.active': true, ...values });

const fresh: AccountSnapshot = { ...BARE_ACCOUNT, account: acme, settings: settings(), now: NOW };
const linked: AccountSnapshot = {
  ...fresh,
  account: synced,
  identity: { kind: 'update', id: 'C1', rules: ['IA-1'] },
  customer: { id: 'C1', entity: '', fields: customerFields(synced, []), contactList: [] },
};
const holding = (fields: IntacctFields): Customer => ({ ...linked.customer!, fields: { ...linked.customer!.fields, ...fields } });
const kinds = (commands: readonly IntacctCommand[]) => commands.map(({ kind, record }) => `${kind} ${record.id}`.trim());
const sent = (snapshot: AccountSnapshot, kind: string) => accountToCustomer(snapshot).commands.find((command) => command.kind === kind);

describe('a new customer', () => {
  it('is made first, because its number names the address contact; blanks are left out', () => {
    const { outcome, rules, commands } = accountToCustomer(fresh);
    expect(outcome).toBe('create');
    expect(rules).toEqual(expect.arrayContaining(['IA-2', 'IA-8', 'IA-11', 'D-30']));
    expect(kinds(commands)).toEqual(['create-customer']);
    expect(commands[0]).toMatchObject({ customerId: '', fields: { NAME: 'Acme', 'DISPLAYCONTACT.PRINTAS': 'Acme' } });
    expect((commands[0] as { fields: object }).fields).not.toHaveProperty('DISPLAYCONTACT.FAX');
  });

  it('then gets its address contact, its default contact and the write-back', () => {
    const command = sent(fresh, 'create-customer');
    const after = afterCustomerCreated(command as Parameters<typeof afterCustomerCreated>[0], 'C7', NOW);
    expect(kinds(after)).toEqual(['create-contact B_C7', 'update-customer C7', 'write-back 001ACME']);
    expect(after[1]).toMatchObject({ fields: { 'BILLTO.CONTACTNAME': 'B_C7' } });
    expect(after[2]).toMatchObject({
      fields: { ia_crm__IntacctID__c: 'C7', ia_crm__Intacct_Sync_Status__c: 'Success', ia_crm__Intacct_Sync_Errors__c: null },
    });
  });

  it('with an own id is made after its address contact, and names it at once', () => {
    const { commands } = accountToCustomer({ ...fresh, identity: { kind: 'create', id: 'ACME', rules: ['IA-10'] } });
    expect(kinds(commands)).toEqual(['create-contact B_ACME', 'create-customer ACME']);
    expect(commands[1]).toMatchObject({
      fields: { CUSTOMERID: 'ACME', 'BILLTO.CONTACTNAME': 'B_ACME' },
      afterwards: { addressContacts: [], pointers: [] },
    });
  });

  it('comes after the contacts of its lookups; one contact in both is one contact with two rows', () => {
    const { commands } = accountToCustomer({ ...fresh, lookups: { billTo: jane, shipTo: jane } });
    expect(kinds(commands)).toEqual(['create-contact Jane', 'create-customer', 'write-back 003JANE']);
    expect(commands[1]).toMatchObject({
      fields: { 'BILLTO.CONTACTNAME': 'Jane', 'SHIPTO.CONTACTNAME': 'Jane' },
      contactList: [
        { category: 'Billing to contact', contactName: 'Jane' },
        { category: 'Shipping to contact', contactName: 'Jane' },
      ],
      afterwards: { addressContacts: [] },
    });
  });

  it.each([
    ['off: none where a lookup serves the side', {}, 0],
    ['on: for that side too', { 'accounts.updateAddressCategories': true }, 1],
  ] as const)('with a lookup and an address, address categories %s', (_title, values, count) => {
    const command = sent({ ...fresh, lookups: { billTo: jane, shipTo: null }, settings: settings(values) }, 'create-customer');
    expect((command as CreateCustomer).afterwards.addressContacts).toHaveLength(count);
  });

  it('is refused in an entity that Intacct does not have, and the account says so', () => {
    const { outcome, rules, commands } = accountToCustomer({ ...fresh, entity: 'MARS', isEntityKnown: false });
    expect(outcome).toBe('refuse');
    expect(rules).toContain('IA-45');
    expect(commands[0]).toMatchObject({ kind: 'write-back', fields: { ia_crm__Intacct_Sync_Status__c: 'Error' } });
  });

  it.each([
    [true, true],
    [false, undefined],
  ] as const)('under Add new account (%s) the box is ticked: %s', (isAddNew, ticked) => {
    const command = sent({ ...fresh, isAddNew }, 'create-customer') as Parameters<typeof afterCustomerCreated>[0];
    expect(afterCustomerCreated(command, 'C1', NOW).at(-1)).toMatchObject({ kind: 'write-back' });
    expect(
      (afterCustomerCreated(command, 'C1', NOW).at(-1) as { fields: Record<string, unknown> }).fields['ia_crm__Sync_with_Intacct__c'],
    ).toBe(ticked);
  });
});

describe('a linked customer', () => {
  it('that holds everything already is left alone, without a call', () => {
    expect(accountToCustomer(linked)).toMatchObject({ outcome: 'skip', reason: 'already-the-same', commands: [] });
  });

  it('gets what differs and nothing else', () => {
    const conclusion = accountToCustomer({ ...linked, customer: holding({ 'DISPLAYCONTACT.PHONE1': '9' }) });
    expect(conclusion.outcome).toBe('update');
    expect(kinds(conclusion.commands)).toEqual(['update-customer C1', 'write-back 001ACME']);
    expect(conclusion.commands[0]).toMatchObject({ fields: { 'DISPLAYCONTACT.PHONE1': '1' }, contactList: null });
  });

  it('clears what became blank in Salesforce', () => {
    expect(sent({ ...linked, customer: holding({ 'DISPLAYCONTACT.FAX': '5' }) }, 'update-customer')).toMatchObject({
      fields: { 'DISPLAYCONTACT.FAX': '' },
    });
  });

  it('that holds everything loses the error of an earlier failure', () => {
    const account = { ...synced, ia_crm__Intacct_Sync_Status__c: 'Error', ia_crm__Intacct_Sync_Errors__c: 'no' };
    expect(kinds(accountToCustomer({ ...linked, account }).commands)).toEqual(['write-back 001ACME']);
  });

  it.each([
    ['never', {}, {}],
    ['lookup', { 'accounts.updateBillToShipToCategories': true }, { 'BILLTO.CONTACTNAME': 'Jane' }],
    ['address', { 'accounts.updateAddressCategories': true }, { 'BILLTO.CONTACTNAME': 'B_C1' }],
    [
      'lookupElseAddress',
      { 'accounts.updateAddressCategories': true, 'accounts.updateBillToShipToCategories': true },
      { 'BILLTO.CONTACTNAME': 'Jane' },
    ],
  ] as const)('with lookup and address, default contacts %s', (option, values, expected) => {
    const lookups = { billTo: { ...jane, contact: { name: 'Jane', entity: '', fields: { PRINTAS: 'Jane' } } }, shipTo: null };
    const under = settings({ ...values, 'accounts.defaultContactsFromSalesforce': option });
    const command = sent({ ...linked, lookups, settings: under, customer: { ...linked.customer!, contactList: [] } }, 'update-customer') as
      | { fields?: IntacctFields }
      | undefined;
    expect(command?.fields ?? {}).toEqual(expected);
  });

  it('after a rename, smart sync carries the name alone, to the display and the address contacts', () => {
    const account = { ...synced, Name: 'Acme Ltd', Phone: '77' };
    const addressContacts = { billTo: { name: 'B_C1', entity: '', fields: { PRINTAS: 'Acme', COMPANYNAME: 'Acme' } }, shipTo: null };
    const { commands, rules } = accountToCustomer({ ...linked, kind: 'smart', account, addressContacts });
    expect(kinds(commands)).toEqual(['update-records C1', 'write-back 001ACME']);
    expect((commands[0] as UpdateRecords).updates).toMatchObject([
      { kind: 'update-contact', record: { id: 'B_C1' }, fields: { PRINTAS: 'Acme Ltd', COMPANYNAME: 'Acme Ltd' } },
      { kind: 'update-customer', fields: { 'DISPLAYCONTACT.PRINTAS': 'Acme Ltd', 'DISPLAYCONTACT.COMPANYNAME': 'Acme Ltd' } },
    ]);
    expect(rules).toEqual(expect.arrayContaining(['IA-18', 'IA-19', 'D-5']));
  });

  it.each([
    [true, ['update-contact B_C1', 'write-back 001ACME']],
    [false, []],
  ])('address categories %s: a changed address reaches the address contact or not', (isOn, expected) => {
    const addressContacts = {
      billTo: { name: 'B_C1', entity: '', fields: { PRINTAS: 'Acme', COMPANYNAME: 'Acme', 'MAILADDRESS.CITY': 'Bruges' } },
      shipTo: null,
    };
    const under = settings({ 'accounts.updateAddressCategories': isOn });
    expect(kinds(accountToCustomer({ ...linked, addressContacts, settings: under }).commands)).toEqual(expected);
  });

  it('whose creation failed half-way gets what it is still owed', () => {
    const { commands } = accountToCustomer({
      ...linked,
      isUnfinished: true,
      account: { ...synced, ia_crm__Intacct_Sync_Status__c: 'Error' },
    });
    expect(kinds(commands)).toEqual(['create-contact B_C1', 'update-customer C1', 'write-back 001ACME']);
    expect(commands[1]).toMatchObject({ fields: { 'BILLTO.CONTACTNAME': 'B_C1' } });
  });

  it('is adopted when an own id names it', () => {
    const conclusion = accountToCustomer({ ...linked, identity: { kind: 'adopt', id: 'C1', rules: ['D-20'] } });
    expect(conclusion).toMatchObject({ outcome: 'link', reason: 'own-id-exists' });
  });

  it('is not touched when the identity is refused; the account shows why and the log has an entry', () => {
    const identity = { kind: 'refuse', reason: 'link-mismatch', text: 'reset the link', rules: ['D-21'] } as const;
    const { commands } = accountToCustomer({ ...linked, identity });
    expect(commands.map(({ kind }) => kind)).toEqual(['write-back', 'log-error']);
    expect(commands[0]).toMatchObject({ error: 'reset the link', fields: { ia_crm__Intacct_Sync_Errors__c: 'reset the link' } });
  });
});
