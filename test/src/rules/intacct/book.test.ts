import { describe, expect, it } from 'vitest';
import type { IntacctFields, SalesforceRow } from '../../../../src/model/intacct.js';
import type { AccountSnapshot, LookupContact } from '../../../../src/rules/intacct/account-snapshot.js';
import { accountToCustomer } from '../../../../src/rules/intacct/account-to-customer.js';
import { cancelled } from '../../../../src/rules/intacct/cancellation.js';
import type { IntacctConclusion } from '../../../../src/rules/intacct/conclusions.js';
import { settingsToSalesforce } from '../../../../src/rules/intacct/configuration-mirror.js';
import { type ContactSnapshot, contactToContact } from '../../../../src/rules/intacct/contact-to-contact.js';
import { contractInvoicesToSalesforce, makesInvoices } from '../../../../src/rules/intacct/contract-invoices.js';
import { type ContractSnapshot, contractObjection, contractToContract } from '../../../../src/rules/intacct/contract-to-contract.js';
import { contractLinesToSalesforce, contractToSalesforce } from '../../../../src/rules/intacct/contract-to-salesforce.js';
import { contactBack, customerToAccount, type ReverseSnapshot } from '../../../../src/rules/intacct/customer-to-account.js';
import { amountLine, billedAccount, dealEntity, dealLines } from '../../../../src/rules/intacct/deal.js';
import { copyOfDeleted, documentLines, documentToSalesforce } from '../../../../src/rules/intacct/document-to-salesforce.js';
import { closedGate, type GateInput, TRIGGER_RULES, type TriggerKind } from '../../../../src/rules/intacct/gates.js';
import { accountGone, resetLink } from '../../../../src/rules/intacct/merge.js';
import { type DocumentSnapshot, documentObjection, opportunityToDocument } from '../../../../src/rules/intacct/opportunity-to-document.js';
import { quoteAmount } from '../../../../src/rules/intacct/quote-amount.js';
import { intacctSettings } from '../../../../src/rules/intacct/settings.js';
import { contactFields, customerFields } from '../../../../src/rules/intacct/standard-mappings.js';
import { BARE_ACCOUNT } from './samples.js';

/**
 * The whole of what the rules conclude, case by case, as a reader finds it in `book/`: outcome, reason, rules, text and every command.
 * A change of any word of it is a change of behaviour, and shows there.
 */
const NOW = Date.UTC(2026, 2, 2, 9);
const settings = (values: Readonly<Record<string, unknown>> = {}) =>
  intacctSettings({ 'subscription.active': true, 'sequences.customer': 'customers', ...values });

type Page = Readonly<Record<string, unknown>>;

/** Compares a page of the book: each case with what it says, a command a line. */
async function expectPage(name: string, page: Page): Promise<void> {
  const text = Object.entries(page).map(([title, value]) => `# ${title}\n${printed(value)}\n`);
  await expect(text.join('\n')).toMatchFileSnapshot(`./book/${name}.txt`);
}

function printed(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('commands' in value)) return JSON.stringify(value);
  const { outcome, reason, rules, text, commands } = value as IntacctConclusion;
  const lines = commands.map(({ kind, ...rest }) => `- ${kind} ${JSON.stringify(rest)}`);
  return [`${outcome} ${reason} (${rules.join(' ')}): ${text}`, ...lines].join('\n');
}

const ADDRESS = {
  BillingStreet: '1 Main St\r\nFloor 2\nRoom 3\nDesk 4',
  BillingCity: 'Ghent',
  BillingPostalCode: '9000',
  BillingCountry: 'BE',
};
const acme: SalesforceRow = {
  Id: '001ACME',
  Name: 'Acme',
  Phone: '1',
  Fax: '2',
  Website: 'acme.example',
  ...ADDRESS,
  ShippingCity: 'Rome',
  ShippingState: 'RM',
};
const synced: SalesforceRow = { ...acme, ia_crm__IntacctID__c: 'C1', ia_crm__Intacct_Sync_Status__c: 'Success' };
const janeRow: SalesforceRow = {
  Id: '003JANE',
  Name: 'Jane Doe',
  FirstName: 'Jane',
  LastName: 'Doe',
  Email: 'j@x.com',
  MailingCity: 'Oslo',
  Account: { Name: 'Acme' },
};
const jane: LookupContact = { row: janeRow, name: 'Jane Doe', contact: null, isMadeElsewhere: false, problem: null };
const known: LookupContact = {
  row: { ...janeRow, ia_crm__IntacctID__c: 'Jane Doe' },
  name: 'Jane Doe',
  contact: { name: 'Jane Doe', entity: 'US', fields: { ...contactFields(janeRow, []), EMAIL1: 'old@x.com' } },
  isMadeElsewhere: false,
  problem: null,
};
const fresh: AccountSnapshot = {
  ...BARE_ACCOUNT,
  account: acme,
  entity: 'US',
  entityRules: ['IA-61', 'IA-62'],
  settings: settings(),
  now: NOW,
};
const linked: AccountSnapshot = {
  ...fresh,
  account: synced,
  identity: { kind: 'update', id: 'C1', rules: ['IA-1'] },
  customer: { id: 'C1', entity: 'US', fields: customerFields(synced, []), contactList: [] },
};
const CATEGORIES = { 'accounts.updateAddressCategories': true, 'accounts.updateBillToShipToCategories': true };
const under = (values: Readonly<Record<string, unknown>>) => ({ settings: settings(values) });
const differingCustomer = {
  ...linked.customer!,
  fields: { ...linked.customer!.fields, 'DISPLAYCONTACT.PHONE1': '9', 'DISPLAYCONTACT.EMAIL1': 'gone@x.com' },
};
const bCity = (city: string): IntacctFields => ({ PRINTAS: 'Acme', COMPANYNAME: 'Acme', 'MAILADDRESS.CITY': city });

describe('The book of conclusions', () => {
  it('has a page on accounts that are made', async () => {
    const option = (name: string) => under({ ...CATEGORIES, 'accounts.defaultContactsFromSalesforce': name });
    const cases: Readonly<Record<string, Partial<AccountSnapshot>>> = {
      'by a button': {},
      'with add-new': { kind: 'insert', isAddNew: true },
      'with add-new, ticked already': { kind: 'insert', isAddNew: true, account: { ...acme, ia_crm__Sync_with_Intacct__c: true } },
      'with an own id': { identity: { kind: 'create', id: 'OWN', rules: ['IA-10'] } },
      'with an own id whose address contact an earlier attempt left': {
        identity: { kind: 'create', id: 'OWN', rules: ['IA-10'] },
        addressContacts: { billTo: { name: 'B_OWN', entity: 'UK', fields: bCity('Ghent') }, shipTo: null },
      },
      'once more, without the id': { identity: { kind: 'create', id: '', rules: ['IA-8', 'IA-38'] } },
      'with a lookup': { lookups: { billTo: jane, shipTo: null } },
      'with one contact in both lookups': { lookups: { billTo: jane, shipTo: jane } },
      'with lookups that are known': { lookups: { billTo: known, shipTo: { ...jane, isMadeElsewhere: true } } },
      'with known lookups that sync once': { lookups: { billTo: known, shipTo: null }, ...under({ 'contacts.syncOnlyOnce': true }) },
      'by lookups only': { lookups: { billTo: jane, shipTo: null }, ...option('lookup') },
      'by addresses only': { lookups: { billTo: jane, shipTo: null }, ...option('address') },
      'by lookups, else addresses': { lookups: { billTo: jane, shipTo: null }, ...option('lookupElseAddress') },
      'without anything': { account: { Id: '001X', Name: 'X' } },
      'with a parent': { parentId: 'P1', kind: 'child' },
      'in an entity that is not there': { isEntityKnown: false },
      'with a contact that cannot go': { lookups: { billTo: { ...jane, problem: 'no name' }, shipTo: null } },
      'with a parent that cannot go': { parentProblem: 'the parent was not synced' },
      'with an id that cannot be': { identity: { kind: 'refuse', reason: 'id-missing', text: 'missing', rules: ['IA-9'] }, isAddNew: true },
    };
    await expectPage(
      'accounts-made',
      Object.fromEntries(Object.entries(cases).map(([title, change]) => [title, accountToCustomer({ ...fresh, ...change })])),
    );
  });

  it('has a page on accounts that are linked', async () => {
    const list = [
      { category: 'Billing to contact', contactName: 'Somebody' },
      { category: 'Other', contactName: 'Kept' },
    ];
    const cases: Readonly<Record<string, Partial<AccountSnapshot>>> = {
      'the same': {},
      'the same, by the checkbox': { kind: 'checkbox' },
      'the same, after an error': { account: { ...synced, ia_crm__Intacct_Sync_Status__c: 'Error' } },
      'the same, with an error text': { account: { ...synced, ia_crm__Intacct_Sync_Errors__c: 'text' } },
      'the same, with another id shown': { account: { ...synced, ia_crm__IntacctID__c: '' } },
      'with other values': { customer: differingCustomer },
      'renamed, by smart sync': {
        kind: 'smart',
        account: { ...synced, Name: 'Acme Ltd', Phone: '77' },
        parentId: 'P1',
        addressContacts: { billTo: { name: 'B_C1', entity: '', fields: bCity('Bruges') }, shipTo: null },
        ...under(CATEGORIES),
      },
      'with an address that changed, category on': {
        addressContacts: { billTo: { name: 'B_C1', entity: 'US', fields: bCity('Bruges') }, shipTo: null },
        ...under({ 'accounts.updateAddressCategories': true }),
      },
      'with an address that changed, category off': {
        addressContacts: { billTo: { name: 'B_C1', entity: 'US', fields: bCity('Bruges') }, shipTo: null },
      },
      'with rows to follow the lookups': {
        lookups: { billTo: known, shipTo: null },
        customer: { ...linked.customer!, contactList: list },
        ...under({ ...CATEGORIES, 'accounts.defaultContactsFromSalesforce': 'lookupElseAddress' }),
      },
      'with a cleared lookup': {
        customer: { ...linked.customer!, contactList: list },
        ...under({ 'accounts.updateBillToShipToCategories': true }),
      },
      'with rows that are set on creation only': { lookups: { billTo: jane, shipTo: jane } },
      'left half-made': {
        isUnfinished: true,
        lookups: { billTo: known, shipTo: null },
        account: { ...synced, ia_crm__Intacct_Sync_Status__c: 'Error' },
      },
      'with a new parent': { parentId: 'P1' },
      adopted: { identity: { kind: 'adopt', id: 'C1', rules: ['D-20'] }, customer: differingCustomer },
      'with a refused identity': { identity: { kind: 'refuse', reason: 'link-mismatch', text: 'reset the link', rules: ['D-21'] } },
    };
    await expectPage(
      'accounts-linked',
      Object.fromEntries(Object.entries(cases).map(([title, change]) => [title, accountToCustomer({ ...linked, ...change })])),
    );
  });

  it('has a page on contacts', async () => {
    const base: ContactSnapshot = {
      kind: 'button',
      row: janeRow,
      identity: { kind: 'create', id: '', rules: ['IA-8'] },
      contact: null,
      freeName: 'Jane Doe (2)',
      entity: 'US',
      entityRules: ['IA-60', 'D-33'],
      isEntityKnown: true,
      customer: null,
      settings: settings(),
      types: {},
      now: NOW,
    };
    const shown = { ...janeRow, ia_crm__IntacctID__c: 'Jane Doe', ia_crm__Intacct_Sync_Status__c: 'Success' };
    const there: ContactSnapshot = {
      ...base,
      row: shown,
      identity: { kind: 'update', id: 'Jane Doe', rules: ['IA-1'] },
      contact: { name: 'Jane Doe', entity: 'UK', fields: contactFields(janeRow, []) },
    };
    const customer = { id: 'C1', entity: 'US', lists: (name: string) => name === 'Listed' };
    const renamed = { ...shown, Name: 'Jane Roe', LastName: 'Roe' };
    const cases: Readonly<Record<string, ContactSnapshot>> = {
      made: base,
      'made after its account': { ...base, customer },
      'made once more': { ...base, identity: { kind: 'create', id: '', rules: ['IA-38'] } },
      'made with an own id': { ...base, identity: { kind: 'create', id: 'Own', rules: ['IA-10'] } },
      'without a free name': { ...base, freeName: null },
      'without a name': { ...base, freeName: '' },
      'in an unknown entity': { ...base, isEntityKnown: false },
      refused: { ...base, identity: { kind: 'refuse', reason: 'id-in-use', text: 'taken', rules: ['IA-10'] } },
      'the same': there,
      'the same, not shown': { ...there, row: { ...shown, ia_crm__Intacct_Sync_Status__c: 'Error' } },
      renamed: { ...there, row: renamed, kind: 'contactEdit' },
      edited: { ...there, row: { ...shown, Phone: '5', Email: null }, kind: 'contactEdit', customer },
      'to be listed': { ...there, customer },
      listed: { ...there, customer: { ...customer, lists: () => true } },
      adopted: { ...there, identity: { kind: 'adopt', id: 'Jane Doe', rules: ['D-20'] }, customer },
    };
    await expectPage('contacts', Object.fromEntries(Object.entries(cases).map(([title, snapshot]) => [title, contactToContact(snapshot)])));
  });

  it('has a page on gates', async () => {
    const gate: GateInput = {
      kind: 'button',
      object: 'Account',
      isLinked: true,
      isChanged: true,
      org: { environment: 'production', isMultiCurrency: false },
      user: { name: 'user ann', isMapped: true, mayUnmapped: false },
      atTrigger: settings(),
      now: settings(),
    };
    const kinds = Object.keys(TRIGGER_RULES) as TriggerKind[];
    const each = (title: string, change: Partial<GateInput>) =>
      kinds.map((kind) => [`${title}: ${kind}`, closedGate({ ...gate, kind, ...change })] as const);
    const stranger = { name: 'user bob', isMapped: false, mayUnmapped: true };
    const page = [
      ...each('linked', {}),
      ...each('linked and unchanged', { isChanged: false }),
      ...each('not linked', { isLinked: false }),
      ...each('contact, not linked', { isLinked: false, object: 'Contact' }),
      ...each('contact, unchanged', { isChanged: false, object: 'Contact' }),
      ...each('customer, not linked', { isLinked: false, object: 'CUSTOMER' }),
      ...each('a contact of Intacct, not linked', { isLinked: false, object: 'CONTACT' }),
      ...each('once', { now: settings({ 'accounts.syncOnlyOnce': true }) }),
      ...each('contacts once', { object: 'Contact', now: settings({ 'contacts.syncOnlyOnce': true }) }),
      ...each('add new', { isLinked: false, atTrigger: settings({ 'accounts.addNew': true }) }),
      ['no subscription', closedGate({ ...gate, atTrigger: settings({ 'subscription.active': false }) })] as const,
      ['a sandbox', closedGate({ ...gate, org: { environment: 'sandbox', isMultiCurrency: false } })] as const,
      ['currencies in Intacct', closedGate({ ...gate, atTrigger: settings({ 'company.multiCurrency': true }) })] as const,
      ['currencies in Salesforce', closedGate({ ...gate, org: { environment: 'production', isMultiCurrency: true } })] as const,
      ['a pause', closedGate({ ...gate, atTrigger: settings({ 'sync.enabled': false }) })] as const,
      ['a stranger', closedGate({ ...gate, user: stranger })] as const,
      ['a stranger who may', closedGate({ ...gate, user: stranger, atTrigger: settings({ 'users.syncUnmapped': true }) })] as const,
      [
        'a stranger who may not',
        closedGate({ ...gate, user: { ...stranger, mayUnmapped: false }, atTrigger: settings({ 'users.syncUnmapped': true }) }),
      ] as const,
    ];
    await expectPage('gates', Object.fromEntries(page.filter(([, conclusion]) => conclusion !== null)));
  });

  it('has a page on deals', async () => {
    const product = {
      Id: '00k1',
      Product2Id: '01t1',
      Quantity: 2,
      UnitPrice: 10,
      Discount: 5,
      Description: 'text',
      Product2: { ia_crm__IntacctID__c: 'ITEM1' },
    };
    const opportunity: SalesforceRow = { Id: '006D', Name: 'Deal', AccountId: '001END', StageName: 'Won', Amount: 70 };
    const resold = { ...opportunity, ia_crm__Bill_to_Account__c: '001RES' };
    const lines = dealLines([product], 'salesforce').lines;
    const billing = billedAccount(opportunity, null, () => 'Reseller', ['Reseller']);
    const orders = { 'orderEntry.documents': [{ definition: 'Sales Order', fromSalesforce: true, toSalesforce: true }] };
    const base: DocumentSnapshot = {
      types: {},
      opportunity,
      pressId: 'a0Z1',
      definition: 'Sales Order',
      recordType: 'Normal',
      existing: [],
      billing,
      entity: 'US',
      lines,
      lineObjection: null,
      validated: { record: 'opportunity', namedEntity: '', entityState: null, products: [] },
      hasContacts: false,
      settings: settings(orders),
      now: NOW,
    };
    const objected = (change: Partial<DocumentSnapshot>) => documentObjection({ ...base, ...change });
    const parties = { customerId: 'C1', billTo: 'Bill', shipTo: null, problem: null };
    await expectPage('deals', {
      'billed to the account': billing,
      'billed to the account of the contract': billedAccount(null, { Id: '800', AccountId: '001C' }, () => '', []),
      'billed to nobody': billedAccount(null, null, () => '', []),
      'billed to a reseller': billedAccount(resold, null, () => 'Reseller', ['Reseller']),
      'billed to no reseller': billedAccount(resold, null, () => 'Customer', ['Reseller', 'Partner']),
      entities: [dealEntity(['T', 'O'], 'A'), dealEntity([null, 'O'], 'A'), dealEntity(['', null], 'A'), dealEntity([], '')],
      'lines, priced by Salesforce': dealLines([product, { Id: '00k2', Product2: { ia_crm__IntacctID__c: 'I2' } }], 'salesforce'),
      'lines, priced by Intacct': dealLines([product], 'intacct'),
      'lines of no item': dealLines([product, { Id: '00k2', Product2Id: '01t2' }], 'salesforce'),
      amounts: [amountLine(opportunity, ['I1']), amountLine(opportunity, ['I1', 'I2']), amountLine(opportunity, [])],
      objections: {
        none: objected({}),
        closed: objected({ definition: 'Sales Quote' }),
        'not open from Salesforce': objected(under({ 'orderEntry.documents': [{ definition: 'Sales Order', fromSalesforce: false }] })),
        'record type': objected(under({ ...orders, 'orderEntry.recordTypes': ['Other'] })),
        'record type that is listed': objected(under({ ...orders, 'orderEntry.recordTypes': ['Normal'] })),
        stage: objected(under({ ...orders, 'orderEntry.stages': ['Ready', 'Steady'] })),
        'stage that is ready': objected(under({ ...orders, 'orderEntry.stages': ['Won'] })),
        'one to one': objected({ existing: ['SO-1'], ...under({ ...orders, 'orderEntry.oneToOne': true }) }),
        'one to many': objected({ existing: ['SO-1'] }),
        'one to one, the first': objected(under({ ...orders, 'orderEntry.oneToOne': true })),
        'no account': objected({ billing: billedAccount(null, null, () => '', []) }),
        'no item': objected({ lineObjection: dealLines([{ Id: '1' }], '').objection }),
        'no products': objected({ lines: [] }),
        'no contacts': objected(under({ ...orders, 'contacts.requireContacts': true })),
        contacts: objected({ hasContacts: true, ...under({ ...orders, 'contacts.requireContacts': true }) }),
      },
      'a document': opportunityToDocument(base, parties),
      'a document at the top level': opportunityToDocument({ ...base, entity: '' }, { ...parties, shipTo: 'Ship' }),
      'a document whose account failed': opportunityToDocument(base, { ...parties, customerId: null, problem: 'account failed' }),
      'a document without a customer': opportunityToDocument(base, { ...parties, customerId: null }),
      'a document whose contact failed': opportunityToDocument(base, { ...parties, problem: 'contact failed' }),
    });
  });

  it('has a page on contracts', async () => {
    const contract: SalesforceRow = {
      Id: '800C',
      Name: 'Support',
      ContractNumber: '0001',
      StatusCode: 'Activated',
      StartDate: '2026-01-31',
      ContractTerm: 1,
      Description: 'all',
    };
    const opportunity: SalesforceRow = { Id: '006D', Name: 'Deal', AccountId: '001A' };
    const line = { itemId: 'I1', description: '', quantity: '1', price: '5', discountPercent: '', fields: {} };
    const base: ContractSnapshot = {
      contract,
      opportunity,
      recordType: 'Contract',
      identity: { kind: 'create', id: '', rules: ['IA-8'] },
      present: null,
      wasDraft: false,
      billing: billedAccount(opportunity, contract, () => '', []),
      entity: 'US',
      lines: [line, line],
      lineObjection: null,
      validated: { record: 'contract', namedEntity: '', entityState: null, products: [] },
      settings: settings({ 'contracts.recordTypes': ['Contract'] }),
      now: NOW,
    };
    const parties = { customerId: 'C1', billTo: null, shipTo: 'Ship', problem: null };
    const update = { kind: 'update', id: 'CN1', rules: ['IA-1'] } as const;
    const made = contractToContract(base, parties).commands[0] as { fields: IntacctFields };
    const same: ContractSnapshot = {
      ...base,
      contract: { ...contract, ia_crm__IntacctID__c: 'CN1', ia_crm__Intacct_Sync_Status__c: 'Success' },
      identity: update,
      present: { fields: made.fields, items: ['I1', 'I1'], entity: 'US' },
    };
    const objected = (change: Partial<ContractSnapshot>) => contractObjection({ ...base, ...change });
    const draft = { ...contract, StatusCode: 'Draft', ia_crm__Sync_as_Draft__c: true };
    const many = Array.from({ length: 101 }, () => line);
    await expectPage('contracts', {
      objections: {
        none: objected({}),
        off: objected(under({ 'contracts.enabled': false })),
        'not activated': objected({ contract: { ...contract, StatusCode: 'Draft' } }),
        'a draft': objected({ contract: draft }),
        'another record type': objected({ recordType: 'Other' }),
        'no record type': objected({ recordType: '' }),
        'any record type': objected({ recordType: 'Other', ...under({ 'contracts.recordTypes': [] }) }),
        'no opportunity': objected({ opportunity: null, recordType: 'Other' }),
        'no start': objected({ contract: { ...contract, StartDate: null } }),
        'no account': objected({ billing: billedAccount(null, null, () => '', []) }),
        'no item': objected({ lineObjection: dealLines([{ Id: '1' }], '').objection }),
        'once, all': objected({ identity: update, ...under({ 'contracts.syncOnlyOnce': 'all' }) }),
        'once, all, the first time': objected(under({ 'contracts.syncOnlyOnce': 'all' })),
        'once, draft': objected({ identity: update, wasDraft: true, ...under({ 'contracts.syncOnlyOnce': 'draft' }) }),
        'once, no draft': objected({ identity: update, ...under({ 'contracts.syncOnlyOnce': 'draft' }) }),
        'not once': objected({ identity: update, wasDraft: true }),
      },
      made: contractToContract(base, parties),
      'made as a draft, unlimited, named after its deal': contractToContract(
        { ...base, contract: { ...draft, Name: null, ContractTerm: null } },
        parties,
      ),
      'made without any name': contractToContract({ ...base, contract: { ...contract, Name: null }, opportunity: null }, parties),
      'made, header only, with an own id': contractToContract(
        { ...base, identity: { kind: 'create', id: 'OWN', rules: ['IA-10'] }, ...under({ 'contracts.headerOnly': true }) },
        parties,
      ),
      refused: contractToContract({ ...base, identity: { kind: 'refuse', reason: 'id-in-use', text: 'taken', rules: ['IA-10'] } }, parties),
      'without a customer': contractToContract(base, { ...parties, customerId: null }),
      'whose account failed': contractToContract(base, { ...parties, problem: 'account failed' }),
      'the same': contractToContract(same, parties),
      'the same, not shown': contractToContract({ ...same, contract }, parties),
      'with other words and a new line': contractToContract(
        { ...same, contract: { ...same.contract, Description: 'less' }, lines: [line, line, { ...line, itemId: 'I2' }] },
        parties,
      ),
      'with a new line only': contractToContract({ ...same, lines: [line, line, line] }, parties),
      'with new lines, header only': contractToContract(
        { ...same, lines: [line, line, line], ...under({ 'contracts.headerOnly': true }) },
        parties,
      ),
      'with lines for two envelopes': contractToContract({ ...same, lines: [...same.lines, ...many] }, parties).commands.map((command) => [
        command.kind,
        (command as { lines?: unknown[] }).lines?.length,
      ]),
      adopted: contractToContract({ ...same, identity: { kind: 'adopt', id: 'CN1', rules: ['D-20'] } }, parties),
    });
  });

  it('has a page on what comes back', async () => {
    const fields = { ...customerFields(synced, []), NAME: 'Acme Ltd', TAXID: 'T2', COMMENTS: '', CREDITLIMIT: '5' };
    const mappings = [
      { object: 'Account', intacctField: 'TAXID', salesforceField: 'AccountNumber', rule: 'biDirectional', status: 'active' },
      { object: 'Account', intacctField: 'COMMENTS', salesforceField: 'Description', rule: 'fromIntacct', status: 'active' },
      { object: 'Account', intacctField: 'CREDITLIMIT', salesforceField: 'AnnualRevenue', rule: 'toIntacct', status: 'active' },
      { object: 'Account', intacctField: 'ONHOLD', salesforceField: 'Held__c', rule: 'biDirectional', status: 'inactive' },
    ] as const;
    const base: ReverseSnapshot = {
      row: { ...synced, AccountNumber: 'T1', Description: 'old', AnnualRevenue: 1 },
      saved: { id: 'C1', entity: '', fields, contactList: null },
      isSyncedOnce: false,
      mappings,
      types: {},
      references: {},
    };
    const person = contactFields(janeRow, []);
    const contact: ReverseSnapshot = {
      ...base,
      row: { ...janeRow, Phone: '1' },
      saved: { name: 'Jane Doe', entity: '', fields: { ...person, PHONE1: '2' } },
      mappings: [],
    };
    const sorted = { Id: '001X', ia_crm__IntacctID__c: 'C1' };
    await expectPage('back', {
      'custom mappings': customerToAccount(base),
      'custom mappings that agree': customerToAccount({ ...base, row: { ...base.row, AccountNumber: 'T2', Description: null } }),
      'no mappings': customerToAccount({ ...base, mappings: [] }),
      'under once': customerToAccount({ ...base, isSyncedOnce: true }),
      'under once, with blanks': customerToAccount({
        ...base,
        isSyncedOnce: true,
        mappings: [],
        saved: { ...base.saved, fields: { NAME: 'Acme' } } as ReverseSnapshot['saved'],
      }),
      'an account that shows another customer': customerToAccount({ ...base, row: { ...base.row, ia_crm__IntacctID__c: 'C2' } }),
      'an account that shows none': customerToAccount({ ...base, row: { ...base.row, ia_crm__IntacctID__c: null } }),
      'a contact that shows another': contactBack({
        ...contact,
        isSyncedOnce: true,
        row: { ...contact.row, ia_crm__IntacctID__c: 'Jane (2)' },
      }),
      'a contact that shows its own': contactBack({
        ...contact,
        isSyncedOnce: true,
        row: { ...contact.row, ia_crm__IntacctID__c: 'Jane Doe' },
      }),
      'a contact': contactBack(contact),
      'a contact under once': contactBack({ ...contact, isSyncedOnce: true }),
      'a contact without a last name': contactBack({
        ...contact,
        isSyncedOnce: true,
        saved: { name: 'Jane Doe', entity: '', fields: { ...person, LASTNAME: '' } },
      }),
      'a merged account': accountGone('001L', '001W', 'C2'),
      'a deleted account': accountGone('001L', null, 'C2'),
      'a link that is reset': resetLink({ object: 'Account', id: '001W' }, 'C2', true),
      'a link to nothing': resetLink({ object: 'Account', id: '001W' }, 'C2', false),
      'a link without an id': resetLink({ object: 'Account', id: '001W' }, '', true),
      'a cancelled subscription': cancelled(3),
      settings: settingsToSalesforce({ a: true, b: 'x', c: null }, { Id: 'a00', a: false, b: 'x' }),
      'settings that agree': settingsToSalesforce({ a: true }, { Id: 'a00', a: true }),
      ...copies(sorted),
    });
  });
});

/** Copies of documents and contracts. */
function copies(account: SalesforceRow): Page {
  const rows = [{ definition: 'Sales Order', fromSalesforce: true, toSalesforce: true, includeDetails: true }];
  const shown = settings({ 'orderEntry.documents': rows });
  const document = {
    DOCID: 'Sales Order-SO-1',
    DOCNO: 'SO-1',
    DOCPARID: 'Sales Order',
    CUSTVENDID: 'C1',
    WHENPOSTED: '03/02/2026',
    STATE: 'Pending',
    TOTAL: '80',
    SUBTOTAL: '70',
  };
  const mirror: SalesforceRow = { Id: 'a031', ia_crm__Account__c: '001X', ia_crm__Customer_ID__c: 'C1', ia_crm__Total__c: 70 };
  const saved = { document, account, opportunityId: '006D', mirror: null, settings: shown };
  const advanced = settings({
    'orderEntry.advancedWorkflow': true,
    'orderEntry.documents': [{ definition: 'Sales Order', toSalesforce: true }],
  });
  const line = { LINE_NO: '0', ITEMID: 'I1', ITEMDESC: 'text', QUANTITY: '2', PRICE: '40', DISCOUNTPERCENT: '' };
  const written = {
    Id: 'a061',
    ...(
      documentLines(document, [line], { mirror, object: 'ia_crm__Sales_Order__c', present: [] }, shown)!.commands[0] as unknown as {
        rows: object[];
      }
    ).rows[0],
  };
  const contract = {
    CONTRACTID: 'CN1',
    CUSTOMERID: 'C1',
    NAME: 'Support',
    STATE: 'Draft',
    TERMNAME: 'Net 30',
    BEGINDATE: '01/31/2026',
    ENDDATE: '',
  };
  const contractSaved = { contract, account, contractId: '800C', mirror: null, settings: settings() };
  const contractLine = {
    RECORDNO: '7',
    CONTRACTID: 'CN1',
    LINENO: '1',
    ITEMID: 'I1',
    QUANTITY: '1',
    PRICE: '5',
    FLATAMOUNT: '5',
    STATE: 'Draft',
  };
  const contractCopy = { Id: 'a071', ia_crm__Account__c: '001A', ia_crm__Customer_ID__c: 'C1' };
  const invoice = { DOCID: 'SI-1', DOCNO: '1', CUSTVENDID: 'C1', WHENPOSTED: '01/31/2026', STATE: 'Pending' };
  const invoiceLines = [
    { DOCHDRID: 'SI-1', CONTRACTID: 'CN1', TOTAL: '10.10' },
    { DOCHDRID: 'SI-1', CONTRACTID: 'CN1', TOTAL: '20.20' },
    { DOCHDRID: 'SI-1', CONTRACTID: 'CN2', TOTAL: '400' },
    { DOCHDRID: 'SI-2', CONTRACTID: 'CN1', TOTAL: '5000' },
  ];
  const invoiceCopy = {
    Id: 'a091',
    ...(contractInvoicesToSalesforce('CN1', [invoice], invoiceLines, contractCopy, [])!.commands[0] as unknown as { rows: object[] })
      .rows[0],
  };
  const opportunity: SalesforceRow = { Id: '006D', Amount: 10 };
  const amounts = (values: Readonly<Record<string, unknown>>) => settings({ 'opportunities.updateQuoteAmount': true, ...values });
  const quote = { ...document, DOCPARID: 'Sales Quote', DOCID: 'Sales Quote-SQ-1' };
  const same = (conclusion: IntacctConclusion) => (conclusion.commands[0] as { fields: Readonly<Record<string, unknown>> }).fields;
  return {
    'a document is shown': documentToSalesforce(saved),
    'a document of no opportunity': documentToSalesforce({ ...saved, opportunityId: null }),
    'a document that changed': documentToSalesforce({ ...saved, mirror }),
    'a document that is the same': documentToSalesforce({ ...saved, mirror: { Id: 'a031', ...same(documentToSalesforce(saved)) } }),
    'a document that is not shown': documentToSalesforce({ ...saved, settings: settings() }),
    'a document of another kind': documentToSalesforce({ ...saved, document: { ...document, DOCPARID: 'Return' } }),
    'a document of nobody': documentToSalesforce({ ...saved, account: null }),
    'a document of a merged account': documentToSalesforce({ ...saved, account: { Id: '001W', ia_crm__IntacctID__c: 'C2' } }),
    lines: documentLines(document, [line, { ...line, LINE_NO: '1' }], { mirror, object: 'ia_crm__Sales_Order__c', present: [] }, shown),
    'lines that are the same': documentLines(document, [line], { mirror, object: 'ia_crm__Sales_Order__c', present: [written] }, shown),
    'lines that changed and one that went': documentLines(
      document,
      [{ ...line, QUANTITY: '3' }],
      { mirror, object: 'ia_crm__Sales_Order__c', present: [written, { Id: 'a062', ia_crm__Line_ID__c: 'x' }] },
      shown,
    ),
    'lines that are not shown': documentLines(document, [line], { mirror, object: 'ia_crm__Sales_Order__c', present: [] }, settings()),
    'lines of a Sales Document': documentLines(document, [line], { mirror, object: 'ia_crm__Sales_Document__c', present: [] }, shown),
    'a document under the advanced workflow': documentToSalesforce({ ...saved, settings: advanced }),
    'a document of another kind under it': documentToSalesforce({
      ...saved,
      document: { ...document, DOCPARID: 'Return' },
      settings: settings({
        'orderEntry.advancedWorkflow': true,
        'orderEntry.documents': [{ definition: 'Return', toSalesforce: true }],
      }),
    }),
    'a document that was shown before the workflow was switched': documentToSalesforce({
      ...saved,
      mirror,
      shownIn: 'ia_crm__Sales_Order__c',
      settings: advanced,
    }),
    'a document that was shown before it was switched back': documentToSalesforce({
      ...saved,
      mirror,
      shownIn: 'ia_crm__Sales_Document__c',
    }),
    'a deleted document': copyOfDeleted('SO-1', mirror, 'ia_crm__Sales_Order__c', [{ object: 'lines', rows: [{ Id: 'a061' }] }], account),
    'a deleted document without a copy': copyOfDeleted('SO-1', null, 'x', [{ object: 'lines', rows: [] }], account),
    'a deleted document of no account': copyOfDeleted('SO-1', mirror, 'x', [{ object: 'lines', rows: [] }], null),
    'a deleted document of a merged account': copyOfDeleted('SO-1', mirror, 'x', [{ object: 'lines', rows: [] }], {
      Id: '001W',
      ia_crm__IntacctID__c: 'C2',
    }),
    'which definitions make invoices': ['Invoice', 'Order', undefined].map(makesInvoices),
    'an invoice of a contract': contractInvoicesToSalesforce('CN1', [invoice], invoiceLines, contractCopy, []),
    'an invoice that says as before': contractInvoicesToSalesforce('CN1', [invoice], invoiceLines, contractCopy, [invoiceCopy]),
    'an invoice that changed': contractInvoicesToSalesforce('CN1', [invoice], invoiceLines.slice(1), contractCopy, [invoiceCopy]),
    'an invoice that went': contractInvoicesToSalesforce('CN1', [], [], contractCopy, [invoiceCopy]),
    'a bare invoice': contractInvoicesToSalesforce('CN1', [{ DOCID: 'SI-2' }], [{ DOCHDRID: 'SI-2', CONTRACTID: 'CN1' }], contractCopy, []),
    'a deleted contract with lines and invoices': copyOfDeleted(
      'CN1',
      contractCopy,
      'ia_crm__Intacct_Contract__c',
      [
        { object: 'lines', rows: [{ Id: 'a081' }] },
        { object: 'invoices', rows: [{ Id: 'a091' }] },
      ],
      { Id: '001A', ia_crm__IntacctID__c: 'C1' },
    ),
    'a contract is shown': contractToSalesforce(contractSaved),
    'a contract of people': contractToSalesforce({ ...contractSaved, contractId: null, contract: { ...contract, NAME: 'x'.repeat(100) } }),
    'a contract that changed': contractToSalesforce({
      ...contractSaved,
      mirror: { Id: 'a071', ...same(contractToSalesforce(contractSaved)), ia_crm__State__c: 'In progress' },
    }),
    'a contract that is the same': contractToSalesforce({
      ...contractSaved,
      mirror: { Id: 'a071', ...same(contractToSalesforce(contractSaved)) },
    }),
    'a contract that is not shown': contractToSalesforce({ ...contractSaved, settings: settings({ 'contracts.enabled': false }) }),
    'a contract of nobody': contractToSalesforce({ ...contractSaved, account: null }),
    'a contract of a merged account': contractToSalesforce({ ...contractSaved, account: { Id: '001W', ia_crm__IntacctID__c: 'C2' } }),
    'lines of a contract': contractLinesToSalesforce('CN1', [contractLine], mirror, []),
    'lines of a contract that changed': contractLinesToSalesforce('CN1', [contractLine], mirror, [{ Id: 'a081', ia_crm__Line_ID__c: '7' }]),
    'no lines of a contract': contractLinesToSalesforce('CN1', [], mirror, []),
    'a quote': quoteAmount(quote, opportunity, amounts({})),
    'a quote with tax': quoteAmount(quote, opportunity, amounts({ 'opportunities.includeTaxAndAddons': true })),
    'a quote that says the same': quoteAmount({ ...quote, SUBTOTAL: '10.00' }, opportunity, amounts({})),
    'a quote without an amount': quoteAmount({ ...quote, SUBTOTAL: '' }, opportunity, amounts({})),
    'a quote and products': quoteAmount(quote, { ...opportunity, HasOpportunityLineItem: true }, amounts({})),
    'an order that counts': quoteAmount(document, opportunity, amounts({ 'opportunities.replaceWithOrderAmount': true })),
    'an order that does not count': quoteAmount(document, opportunity, amounts({})),
    'an invoice never counts': quoteAmount(
      { ...document, DOCPARID: 'Sales Invoice' },
      opportunity,
      amounts({ 'opportunities.replaceWithOrderAmount': true }),
    ),
    'a quote, switched off': quoteAmount(quote, opportunity, settings()),
  };
}
