import { describe, expect, it } from 'vitest';
import type { IntacctCommand, UpdateContact, UpdateContract, UpdateCustomer } from '../../../../src/model/intacct.js';
import type { AccountSnapshot } from '../../../../src/rules/intacct/account-snapshot.js';
import { accountToCustomer } from '../../../../src/rules/intacct/account-to-customer.js';
import { afterCustomerCreated } from '../../../../src/rules/intacct/after-create.js';
import { createCustomer, updateContact, updateCustomer, updatesTogether } from '../../../../src/rules/intacct/commands.js';
import { type ContactSnapshot, contactToContact } from '../../../../src/rules/intacct/contact-to-contact.js';
import { type ContractSnapshot, contractToContract } from '../../../../src/rules/intacct/contract-to-contract.js';
import { contractLinesToSalesforce, contractToSalesforce } from '../../../../src/rules/intacct/contract-to-salesforce.js';
import { carriedBack, contactBack, customerToAccount } from '../../../../src/rules/intacct/customer-to-account.js';
import { documentLines, documentToSalesforce } from '../../../../src/rules/intacct/document-to-salesforce.js';
import { lineCommands } from '../../../../src/rules/intacct/mirror-lines.js';
import { quoteAmount } from '../../../../src/rules/intacct/quote-amount.js';
import { intacctSettings } from '../../../../src/rules/intacct/settings.js';
import { customerFields } from '../../../../src/rules/intacct/standard-mappings.js';
import { ERROR_CHARS_MAX, showFailure, writeBackReset } from '../../../../src/rules/intacct/write-back.js';
import { BARE_ACCOUNT } from './samples.js';

/** What the rules make of records that say little, and of the last case of a list. */
const settings = (values: Readonly<Record<string, unknown>> = {}) => intacctSettings(values);
const owner = { object: 'Account', id: '001' } as const;
const sync = { owner, ownerIntacctId: 'C1', entity: 'US' };
const shown = { ia_crm__IntacctID__c: 'C1', ia_crm__Intacct_Sync_Status__c: 'Success' };

const linked: AccountSnapshot = {
  ...BARE_ACCOUNT,
  account: { Id: '001', Name: 'Acme', ...shown },
  identity: { kind: 'update', id: 'C1', rules: ['IA-1'] },
  customer: { id: 'C1', entity: 'US', fields: customerFields({ Id: '001', Name: 'Acme' }, []), contactList: [] },
  entityRules: [],
};
const commandsOf = (change: Partial<AccountSnapshot>) => accountToCustomer({ ...linked, ...change }).commands;

describe('an account', () => {
  it('that is linked to a customer nobody read is written whole, at the top level', () => {
    const [update] = commandsOf({ customer: null }) as readonly UpdateCustomer[];
    expect(update).toMatchObject({ kind: 'update-customer', entity: '', contactList: null, fields: { NAME: 'Acme' } });
    expect(update!.fields).not.toHaveProperty('PARENTID');
  });

  it('whose list nobody read has an empty one', () => {
    const kept = { settings: settings({ 'accounts.updateBillToShipToCategories': true }) };
    const [update] = commandsOf({ ...kept, customer: null }) as readonly UpdateCustomer[];
    expect(update!.contactList).toBeNull();
    expect(accountToCustomer({ ...linked, ...kept, customer: null }).rules).not.toContain('D-13');
    const unread = { ...linked.customer!, contactList: null };
    expect(accountToCustomer({ ...linked, ...kept, customer: unread }).commands).toEqual([]);
  });

  it.each([
    ['no parent, the customer one', { Id: '001', Name: 'Acme', ...shown }, null, 'C9', ''],
    ['no parent, the customer none', { Id: '001', Name: 'Acme', ...shown }, null, '', undefined],
    ['a parent that never synced', { Id: '001', Name: 'Acme', ParentId: '001P', ...shown }, null, 'C9', undefined],
    ['a parent', { Id: '001', Name: 'Acme', ParentId: '001P', ...shown }, 'C2', 'C9', 'C2'],
  ])('with %s', (_title, account, parentId, before, expected) => {
    const customer = { ...linked.customer!, fields: { ...linked.customer!.fields, PARENTID: before } };
    const [update] = commandsOf({ account, parentId, customer }) as readonly UpdateCustomer[];
    expect(update?.fields['PARENTID']).toBe(expected);
  });

  it('that is new and has no parent says nothing of one', () => {
    const [create] = commandsOf({ customer: null, identity: { kind: 'create', id: '', rules: [] } });
    expect((create as { fields: object }).fields).not.toHaveProperty('PARENTID');
  });

  it.each([
    ['smart', 'update', 0],
    ['button', 'refuse', 1],
  ] as const)('whose contact has a problem, by %s', (kind, outcome, refusals) => {
    const row = { Id: '003' };
    const problem = { row, name: '', contact: null, isMadeElsewhere: false, problem: 'no free name' };
    const account = { ...linked.account, Name: 'Renamed' };
    const conclusion = accountToCustomer({ ...linked, kind, account, lookups: { billTo: problem, shipTo: null } });
    expect(conclusion.outcome).toBe(outcome);
    expect(conclusion.rules.filter((rule) => rule === 'IA-23')).toHaveLength(refusals);
  });

  it.each([
    ['the bill side', { billTo: true, shipTo: false }],
    ['the ship side', { billTo: false, shipTo: true }],
  ])('with a lookup on %s alone rests on the rules of lookups', (_title, { billTo, shipTo }) => {
    const jane = { row: { Id: '003', ia_crm__IntacctID__c: 'Jane' }, name: 'Jane', contact: null, isMadeElsewhere: true, problem: null };
    const lookups = { billTo: billTo ? jane : null, shipTo: shipTo ? jane : null };
    expect(accountToCustomer({ ...linked, lookups }).rules).toEqual(expect.arrayContaining(['IA-23', 'IA-24', 'D-36']));
    expect(accountToCustomer({ ...linked, kind: 'smart', lookups }).rules).not.toContain('IA-24');
  });

  it('with one address rests on the rule that addresses stay', () => {
    const account = { ...linked.account, ShippingCity: 'Rome' };
    expect(accountToCustomer({ ...linked, account }).rules).toContain('IA-26');
    expect(accountToCustomer({ ...linked, account, kind: 'smart' }).rules).not.toContain('IA-26');
  });

  it('whose lookup contact has another id shown gets it written, and nothing else', () => {
    const contact = { name: 'Jane', entity: '', fields: { PRINTAS: 'Jane' } };
    const jane = { row: { Id: '003', Name: 'Jane' }, name: 'Jane', contact, isMadeElsewhere: false, problem: null };
    const commands = commandsOf({ lookups: { billTo: jane, shipTo: null } });
    expect(commands.map(({ kind, record }) => `${kind} ${record.id}`)).toEqual(['write-back 001', 'write-back 003']);
  });

  it('with an own id has its pointers in the customer, and makes an earlier address contact anew only where it differs', () => {
    const account = { Id: '001', Name: 'Acme', BillingCity: 'Ghent' };
    const identity = { kind: 'create', id: 'OWN', rules: [] } as const;
    const same = { name: 'B_OWN', entity: '', fields: { PRINTAS: 'Acme', COMPANYNAME: 'Acme', 'MAILADDRESS.CITY': 'Ghent' } };
    const commands = commandsOf({ account, identity, customer: null, addressContacts: { billTo: same, shipTo: null } });
    expect(commands.map(({ kind }) => kind)).toEqual(['create-customer']);
  });
});

describe('what address contacts need', () => {
  const address = { ...linked.account, BillingCity: 'Ghent' };
  const kept = settings({ 'accounts.updateAddressCategories': true, 'accounts.defaultContactsFromSalesforce': 'address' });
  const pointerOf = (change: Partial<AccountSnapshot>) => {
    const alone = commandsOf(change).flatMap((each): readonly IntacctCommand[] => (each.kind === 'update-records' ? each.updates : [each]));
    return (alone.find(({ kind }) => kind === 'update-customer') as UpdateCustomer | undefined)?.fields['BILLTO.CONTACTNAME'];
  };
  const present = { name: 'B_C1', entity: '', fields: {} };

  it.each([
    ['is to be made', { account: address, settings: kept }, 'B_C1'],
    ['is there', { account: address, settings: kept, addressContacts: { billTo: present, shipTo: null } }, 'B_C1'],
    ['has no address any more', { settings: kept, addressContacts: { billTo: present, shipTo: null } }, undefined],
    [
      'is there, kept by nobody',
      {
        account: address,
        settings: settings({ 'accounts.defaultContactsFromSalesforce': 'address' }),
        addressContacts: { billTo: present, shipTo: null },
      },
      'B_C1',
    ],
    [
      'is not there, kept by nobody',
      { account: address, settings: settings({ 'accounts.defaultContactsFromSalesforce': 'address' }) },
      undefined,
    ],
  ])('the pointer to one that %s', (_title, change, expected) => {
    expect(pointerOf(change)).toBe(expected);
  });

  it('smart sync makes none', () => {
    const account = { ...address, Name: 'Renamed' };
    expect(commandsOf({ kind: 'smart', account, settings: kept }).map(({ kind }) => kind)).toEqual(['update-customer', 'write-back']);
  });
});

describe('commands', () => {
  const contact = (name: string, entity = 'US') => updateContact({ ...sync, entity }, name, { PRINTAS: name });

  it('go together up to five, in one entity, updates only; the last speaks for them', () => {
    const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => contact(name));
    const [first, second] = updatesTogether(six) as readonly [{ updates: readonly UpdateContact[]; record: object }, UpdateContact];
    expect(first.updates.map(({ record }) => record.id)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(first.record).toMatchObject({ id: 'e' });
    expect(second).toBe(six[5]);
  });

  it('of another entity, or of another kind, begin anew', () => {
    const make = createCustomer(sync, '', { NAME: 'x' }, [], { addressContacts: [], pointers: [], preTick: false });
    const mixed = [contact('a'), contact('b', 'UK'), contact('c'), make, contact('d'), updateCustomer(sync, 'C1', { NAME: 'y' })];
    expect(updatesTogether(mixed).map(({ kind }) => kind)).toEqual([
      'update-contact',
      'update-contact',
      'update-contact',
      'create-customer',
      'update-records',
    ]);
    const apart = updatesTogether([contact('a'), contact('b'), contact('c', 'UK'), contact('d')]);
    expect(apart.map(({ kind }) => kind)).toEqual(['update-records', 'update-contact', 'update-contact']);
  });

  it('that follow a creation name both sides, in its entity and for its owner', () => {
    const afterwards = {
      addressContacts: [{ side: 'shipTo', fields: { PRINTAS: 'Acme' } } as const],
      pointers: ['billTo', 'shipTo'] as const,
      preTick: true,
    };
    const command = createCustomer({ ...sync, ownerIntacctId: '' }, '', {}, [], afterwards);
    const [made, pointed, back] = afterCustomerCreated(command, 'C7', 0);
    expect(made).toMatchObject({ owner, ownerIntacctId: 'C7', entity: 'US', record: { id: 'S_C7' } });
    expect(pointed).toMatchObject({ owner, fields: { 'BILLTO.CONTACTNAME': 'B_C7', 'SHIPTO.CONTACTNAME': 'S_C7' } });
    expect(back).toMatchObject({ fields: { ia_crm__IntacctID__c: 'C7', ia_crm__Sync_with_Intacct__c: true } });
    const bare = { ...command, afterwards: { addressContacts: [], pointers: [], preTick: false } };
    expect(afterCustomerCreated(bare, 'C7', 0).map(({ kind }) => kind)).toEqual(['write-back']);
  });

  it('for copied lines come by two hundred', () => {
    const rows = Array.from({ length: 401 }, (_, index) => ({ Id: String(index) }));
    const groups = lineCommands('Line__c', 'delete', rows, owner).map((command) => command.rows);
    expect(groups.map((group) => group.length)).toEqual([200, 200, 1]);
    expect(groups.flat()).toEqual(rows);
  });

  it('that show a failure cut its text, and write an id that was obtained', () => {
    const long = 'x'.repeat(ERROR_CHARS_MAX + 1);
    const [back, entry] = showFailure(owner, 'C1', long);
    expect(back).toMatchObject({ fields: { ia_crm__IntacctID__c: 'C1', ia_crm__Intacct_Sync_Errors__c: long.slice(1) } });
    expect(entry).toMatchObject({ text: long.slice(1), ownerIntacctId: 'C1' });
    expect((showFailure(owner, '', 'no')[0] as { fields: object }).fields).not.toHaveProperty('ia_crm__IntacctID__c');
  });

  it('that reset a link push nothing and leave the date', () => {
    expect(writeBackReset(owner, 'C1')).toMatchObject({
      kind: 'write-back',
      ownerIntacctId: 'C1',
      fields: { ia_crm__IntacctID__c: 'C1', ia_crm__Intacct_Sync_Status__c: 'Success', ia_crm__Intacct_Sync_Errors__c: null },
    });
  });
});

describe('a contact', () => {
  const asked: ContactSnapshot = {
    kind: 'button',
    row: { Id: '003', Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', ...shown, ia_crm__IntacctID__c: 'Jane' },
    identity: { kind: 'update', id: 'Jane', rules: [] },
    contact: { name: 'Jane', entity: 'US', fields: { PRINTAS: 'Jane Doe', FIRSTNAME: 'Jane', LASTNAME: 'Doe' } },
    freeName: null,
    entity: '',
    entityRules: [],
    isEntityKnown: true,
    customer: null,
    settings: settings(),
    types: {},
    now: 0,
  };

  it('that nobody read is written whole, at the top level', () => {
    const { commands } = contactToContact({ ...asked, contact: null });
    expect(commands[0]).toMatchObject({ kind: 'update-contact', entity: '', fields: { PRINTAS: 'Jane Doe' } });
  });

  it.each([
    ['PRINTAS', true],
    ['FIRSTNAME', true],
    ['LASTNAME', true],
    ['EMAIL1', false],
  ])('that differs in %s alone keeps its key: %s', (field, isRenamed) => {
    const contact = { ...asked.contact!, fields: { ...asked.contact!.fields, [field]: 'other' } };
    expect(contactToContact({ ...asked, contact }).rules.includes('D-26')).toBe(isRenamed);
  });

  it.each([
    ['everything', {}, 0],
    ['another id', { ia_crm__IntacctID__c: 'Other' }, 1],
    ['an error', { ia_crm__Intacct_Sync_Status__c: 'Error' }, 1],
  ])('that holds everything and shows %s', (_title, change, commands) => {
    expect(contactToContact({ ...asked, row: { ...asked.row, ...change } }).commands).toHaveLength(commands);
  });
});

describe('a contract', () => {
  const asked: ContractSnapshot = {
    contract: { Id: '800', Name: 'Deal', StartDate: '2026-01-01', ContractTerm: 12, ...shown, ia_crm__IntacctID__c: 'CN1' },
    opportunity: null,
    recordType: '',
    identity: { kind: 'update', id: 'CN1', rules: [] },
    present: null,
    wasDraft: false,
    billing: { accountId: '001', rules: [], objection: null },
    entity: '',
    lines: [],
    lineObjection: null,
    validated: { record: 'contract', namedEntity: '', entityState: null, products: [] },
    settings: settings(),
    now: 0,
  };
  const parties = { customerId: 'C1', billTo: null, shipTo: null, problem: null };
  const line = (itemId: string) => ({ itemId, description: '', quantity: '1', price: '', discountPercent: '', fields: {} });
  const same = {
    fields: { NAME: 'Deal', BEGINDATE: '01/01/2026', ENDDATE: '12/31/2026', TERMTYPE: 'Termed', TERMNAME: 'Net 30' },
    items: ['ITEM1'],
    entity: 'US',
  };

  it('that nobody read is written whole, with all its lines, at the top level', () => {
    const { commands } = contractToContract({ ...asked, lines: [line('ITEM1')] }, parties);
    expect(commands).toMatchObject([
      { kind: 'update-contract', entity: '', fields: { NAME: 'Deal', BEGINDATE: '01/01/2026', ENDDATE: '12/31/2026' } },
      { kind: 'create-contract-lines', entity: '', lines: [{ itemId: 'ITEM1' }] },
      { kind: 'write-back' },
    ]);
  });

  it.each([
    ['everything', {}, []],
    ['another id', { ia_crm__IntacctID__c: 'CN2' }, ['write-back']],
    ['an error', { ia_crm__Intacct_Sync_Status__c: 'Error' }, ['write-back']],
  ])('that holds everything and shows %s', (_title, change, kinds) => {
    const conclusion = contractToContract({ ...asked, contract: { ...asked.contract, ...change }, present: same }, parties);
    expect(conclusion.commands.map(({ kind }) => kind)).toEqual(kinds);
    expect(conclusion.outcome).toBe('skip');
  });

  it('says in which fields it differs, and takes each line that is there for one of its products', () => {
    const present = { ...same, fields: { ...same.fields, NAME: 'Old', TERMTYPE: 'Evergreen' }, items: ['ITEM2', 'ITEM1'] };
    const lines = [line('ITEM1'), line('ITEM3'), line('ITEM2'), line('ITEM1')];
    const { text, commands } = contractToContract({ ...asked, present, lines }, parties);
    expect(text).toBe('differs in NAME, TERMTYPE');
    expect(commands).toMatchObject([{}, { lines: [{ itemId: 'ITEM3' }, { itemId: 'ITEM1' }] }, {}]);
  });

  it.each([
    ['', false],
    ['OWN', true],
  ])('that is new with the own id %j', (id, isNamed) => {
    const { commands } = contractToContract({ ...asked, identity: { kind: 'create', id, rules: [] } }, parties);
    expect('CONTRACTID' in (commands[0] as { fields: object }).fields).toBe(isNamed);
  });

  it('without a name is named after its opportunity, else its number', () => {
    const nameOf = (contract: ContractSnapshot['contract'], opportunity: ContractSnapshot['opportunity']): string =>
      (contractToContract({ ...asked, contract, opportunity }, parties).commands[0] as UpdateContract).fields['NAME'] ?? '';
    const { Name: _name, ...unnamed } = asked.contract;
    expect(nameOf(unnamed as ContractSnapshot['contract'], { Id: '006', Name: 'Big deal' })).toBe('Big deal');
    expect(nameOf({ ...unnamed, ContractNumber: '00000101' } as ContractSnapshot['contract'], null)).toBe('Contract 00000101');
  });
});

describe('copies of records that say nothing', () => {
  const account = { Id: '001' };
  const documents = [
    { definition: 'Sales Order', toSalesforce: true },
    { definition: 'Sales Quote', toSalesforce: true, includeDetails: true },
    { definition: 'Return', toSalesforce: true },
    { definition: 'Sales Invoice', includeDetails: true },
  ];
  const under = settings({ 'orderEntry.documents': documents });

  it('a contract', () => {
    const { commands } = contractToSalesforce({ contract: {}, account, contractId: null, mirror: null, settings: under });
    expect(commands).toMatchObject([
      {
        documentId: '',
        fields: {
          Name: '',
          ia_crm__Account__c: '001',
          ia_crm__Contract_ID__c: '',
          ia_crm__Customer_ID__c: '',
          ia_crm__State__c: '',
          ia_crm__Term_Name__c: '',
          ia_crm__Begin_Date__c: null,
          ia_crm__End_Date__c: null,
        },
      },
    ]);
  });

  it('a contract that says everything', () => {
    const contract = { CONTRACTID: 'CN1', NAME: 'x'.repeat(90), BEGINDATE: '01/02/2026', ENDDATE: '12/31/2026' };
    const saved = { contract, account, contractId: '800', settings: under };
    const fields = { Name: 'x'.repeat(80), ia_crm__Begin_Date__c: '2026-01-02', ia_crm__End_Date__c: '2026-12-31' };
    expect(contractToSalesforce({ ...saved, mirror: null }).commands).toMatchObject([{ fields }]);
    const mirror = {
      Id: 'a07',
      ia_crm__Account__c: '001',
      ia_crm__Contract__c: '800',
      ia_crm__Contract_ID__c: 'CN1',
      ...fields,
      Name: 'Old',
    };
    const before = { ...mirror, ia_crm__End_Date__c: null };
    expect(contractToSalesforce({ ...saved, mirror: before }).text).toBe('CN1 changed: Name, ia_crm__End_Date__c');
  });

  it('lines of a contract', () => {
    const mirror = { Id: 'a07', ia_crm__Account__c: '001' };
    const rowOf = (line: Readonly<Record<string, string>>) =>
      (contractLinesToSalesforce('CN1', [line], mirror, [])!.commands[0] as { rows: readonly object[] }).rows[0];
    expect(rowOf({})).toEqual({
      Name: '',
      ia_crm__Intacct_Contract__c: 'a07',
      ia_crm__Contract_ID__c: 'CN1',
      ia_crm__Line_ID__c: '',
      ia_crm__Item_ID__c: '',
      ia_crm__Description__c: '',
      ia_crm__Quantity__c: null,
      ia_crm__Price__c: null,
      ia_crm__Flat_Amount__c: null,
      ia_crm__State__c: '',
    });
    expect(rowOf({ RECORDNO: '7', ITEMDESC: 'Gold' })).toMatchObject({
      Name: '7',
      ia_crm__Line_ID__c: '7',
      ia_crm__Description__c: 'Gold',
    });
    expect(rowOf({ RECORDNO: '7', LINENO: '2' })).toMatchObject({ Name: '2' });
  });

  it('a document', () => {
    const document = { DOCPARID: 'Sales Order', WHENPOSTED: '03/02/2026' };
    const saved = { document, account, opportunityId: null, mirror: null, settings: under };
    const fields = { Name: '', ia_crm__Customer_ID__c: '', ia_crm__State__c: '', ia_crm__Total__c: null, ia_crm__Date__c: '2026-03-02' };
    expect(documentToSalesforce(saved).commands).toMatchObject([{ documentId: '', fields }]);
    expect(documentToSalesforce({ ...saved, document: { DOCPARID: 'Sales Order' } }).commands).toMatchObject([
      { fields: { ia_crm__Date__c: null } },
    ]);
  });

  it.each([
    ['without a definition', {}],
    ['of a definition that has no object', { DOCPARID: 'Return' }],
    ['of a definition that stays in Intacct', { DOCPARID: 'Sales Invoice' }],
  ])('a document %s is not shown', (_title, document) => {
    const conclusion = documentToSalesforce({ document, account, opportunityId: null, mirror: null, settings: under });
    expect(conclusion).toMatchObject({ outcome: 'skip', reason: 'not-posted-back' });
  });

  it.each([
    ['Sales Order', false],
    ['Sales Invoice', false],
    ['Sales Quote', true],
    ['', false],
  ])('lines of a %s', (definition, isShown) => {
    const document = definition === '' ? {} : { DOCPARID: definition };
    expect(documentLines(document, [{}], { mirror: { Id: 'a02' }, object: 'x', present: [] }, under) !== null).toBe(isShown);
  });

  it('a line of a document', () => {
    const rowOf = (line: Readonly<Record<string, string>>) =>
      (
        documentLines({ DOCPARID: 'Sales Quote' }, [line], { mirror: { Id: 'a02' }, object: 'ia_crm__Sales_Quote__c', present: [] }, under)!
          .commands[0] as { rows: readonly object[] }
      ).rows[0];
    expect(rowOf({})).toEqual({
      Name: '1',
      ia_crm__Sales_Quote__c: 'a02',
      ia_crm__Document_ID__c: '',
      ia_crm__Line_ID__c: '#',
      ia_crm__Item_ID__c: '',
      ia_crm__Description__c: '',
      ia_crm__Quantity__c: null,
      ia_crm__Price__c: null,
      ia_crm__Discount_Percent__c: null,
    });
    expect(rowOf({ LINE_NO: '2', DISCOUNTPERCENT: '10' })).toMatchObject({ Name: '3', ia_crm__Discount_Percent__c: 10 });
  });

  it('a quote without a total says nothing of its opportunity', () => {
    const under = settings({ 'opportunities.updateQuoteAmount': true });
    const opportunity = { Id: '006', Amount: 5 };
    expect(quoteAmount({}, opportunity, under)).toBeNull();
    expect(quoteAmount({ DOCPARID: 'Sales Quote' }, opportunity, under)).toMatchObject({
      outcome: 'skip',
      text: 'opportunity 006 has the amount of  already',
    });
  });
});

describe('what a save in Intacct carries back', () => {
  const row = { Id: '003', FirstName: 'Jane', LastName: 'Doe', MailingStreet: 'Main 1' };
  const back = { mappings: [], types: {}, references: {}, isSyncedOnce: true };
  const fieldsOf = (conclusion: { commands: readonly unknown[] }) => (conclusion.commands[0] as { fields: object } | undefined)?.fields;

  it.each([
    [{ LASTNAME: 'Smith' }, 'Smith'],
    [{ LASTNAME: '' }, undefined],
    [{}, undefined],
  ])('a last name that is required there: %j', (fields, expected) => {
    const saved = { name: 'Jane', entity: '', fields: { FIRSTNAME: 'Joan', ...fields } };
    expect(fieldsOf(contactBack({ ...back, row, saved }))).toMatchObject({ FirstName: 'Joan', MailingStreet: null });
    expect((fieldsOf(contactBack({ ...back, row, saved })) as { LastName?: string }).LastName).toBe(expected);
  });

  it('is what people keep, not when and by whom', () => {
    const stamps = ['WHENMODIFIED', 'MODIFIEDBY', 'WHENCREATED', 'CREATEDBY', 'RECORDNO', 'MEGAENTITYID'];
    const fields = Object.fromEntries([...stamps, 'NAME'].map((name) => [name, 'x']));
    expect(carriedBack(fields)).toEqual({ NAME: 'x' });
  });

  it.each([
    ['active', 'toIntacct', 'B'],
    ['inactive', 'toIntacct', undefined],
    ['inactive', 'biDirectional', undefined],
  ] as const)('of a custom row that is %s and runs %s, synced once', (status, rule, expected) => {
    const mapping = { object: 'Account', intacctField: 'TAXID', salesforceField: 'Tax__c', rule, status };
    const saved = { id: 'C1', entity: '', fields: { NAME: 'Acme', TAXID: 'B' }, contactList: null };
    const account = { Id: '001', Name: 'Acme', Tax__c: 'A' };
    const fields = fieldsOf(customerToAccount({ ...back, row: account, saved, mappings: [mapping] })) as { Tax__c?: string } | undefined;
    expect(fields?.Tax__c).toBe(expected);
  });

  it('of a field that the customer does not have is blank, and of one that the org does not have is nothing', () => {
    const mapping = { object: 'Account', intacctField: 'TAXID', salesforceField: 'Tax__c', rule: 'fromIntacct', status: 'active' } as const;
    const saved = { id: 'C1', entity: '', fields: {}, contactList: null };
    const snapshot = { ...back, isSyncedOnce: false, row: { Id: '001', Tax__c: 'A' }, saved, mappings: [mapping] };
    expect(fieldsOf(customerToAccount(snapshot))).toEqual({ Tax__c: null });
    expect(customerToAccount({ ...snapshot, types: { Tax__c: null } })).toMatchObject({ outcome: 'skip', reason: 'flows-one-way' });
  });
});
