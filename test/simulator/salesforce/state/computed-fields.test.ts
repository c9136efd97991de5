import { describe, expect, it } from 'vitest';
import { newOrg } from '../org.js';

/** Invoices with lines, as master and detail. */
function invoices() {
  const org = newOrg();
  org.create('CustomObject', { fullName: 'Invoice__c' });
  org.create('CustomObject', { fullName: 'Line__c' });
  const add = (object: string, fullName: string, type: string, more = {}) => org.create('CustomField', { object, fullName, type, ...more });
  add('Line__c', 'Invoice__c', 'MasterDetail', { referenceTo: 'Invoice__c', relationshipName: 'Lines' });
  add('Line__c', 'Amount__c', 'Currency');
  add('Line__c', 'Kind__c', 'Text');
  const summary = (fullName: string, summaryOperation: string, more = {}) =>
    add('Invoice__c', fullName, 'Summary', { summaryForeignKey: 'Line__c.Invoice__c', summaryOperation, ...more });
  return { ...org, add, summary };
}

const query = ({ state, admin }: ReturnType<typeof newOrg>, text: string) => {
  const page = state.soql.query(text, { userId: admin, includesDeleted: false, batchSize: 200 });
  return page.kind === 'records'
    ? page.rows.map((row) => page.entries.map((entry) => (entry.kind === 'value' ? entry.read(row) : null)))
    : page.totalSize;
};

describe('formula fields', () => {
  it.each([
    ['Text', 'Name & " of " & BillingCity', 'Acme of Oslo'],
    ['Number', 'AnnualRevenue * 2 / 3', 66.67],
    ['Checkbox', 'AnnualRevenue > 50', true],
    ['Text', 'IF(ISBLANK(Fax), "", Fax)', null],
    ['Number', 'AnnualRevenue / 0', null],
    ['Date', 'DATE(2026, 1, 31) + 1', '2026-02-01'],
    ['Text', 'Owner.Username', 'admin@backlot.test'],
    ['Text', 'Parent.Name', null],
  ])('%s: %s is %s', (type, formula, expected) => {
    const org = newOrg();
    org.create('CustomField', { object: 'Account', fullName: 'Made__c', type, formula, scale: 2 });
    const id = org.create('Account', { Name: 'Acme', BillingCity: 'Oslo', AnnualRevenue: 100 });
    expect(org.read('Account', id)['Made__c']).toBe(expected);
  });

  it('follow what they look at, filter, sort, and look at each other', () => {
    const org = newOrg();
    org.create('CustomField', { object: 'Account', fullName: 'Twice__c', type: 'Number', formula: 'AnnualRevenue * 2' });
    org.create('CustomField', { object: 'Account', fullName: 'More__c', type: 'Number', formula: 'Twice__c + 1' });
    for (const AnnualRevenue of [3, 1, 2]) org.create('Account', { Name: `A${AnnualRevenue}`, AnnualRevenue });
    expect(query(org, 'SELECT Name, More__c FROM Account WHERE Twice__c > 2 ORDER BY More__c DESC')).toEqual([
      ['A3', 7],
      ['A2', 5],
    ]);
  });

  it('take blanks as zero, or make the result blank', () => {
    const org = newOrg();
    const formula = 'AnnualRevenue + 1';
    org.create('CustomField', { object: 'Account', fullName: 'Zero__c', type: 'Number', formula });
    org.create('CustomField', { object: 'Account', fullName: 'Blank__c', type: 'Number', formula, formulaTreatBlanksAs: 'BlankAsBlank' });
    const id = org.create('Account', { Name: 'Acme' });
    expect(org.read('Account', id)).toMatchObject({ Zero__c: 1, Blank__c: null });
  });

  it.each(['Nope__c + 1', 'ISCHANGED(Name)', '$User.Email', 'Name +', 'FROBNICATE(1)'])('refuse %s', (formula) => {
    expect(() => newOrg().create('CustomField', { object: 'Account', fullName: 'Made__c', type: 'Text', formula })).toThrow(/Error/);
  });

  it('cannot be written', () => {
    const org = newOrg();
    org.create('CustomField', { object: 'Account', fullName: 'Made__c', type: 'Text', formula: 'Name' });
    expect(() => org.create('Account', { Name: 'Acme', Made__c: 'x' })).toThrow('Unable to create/update fields: Made__c');
  });

  it('cannot refer to themselves through others', () => {
    const { state, create } = newOrg();
    create('CustomField', { object: 'Account', fullName: 'One__c', type: 'Number', formula: '1' });
    create('CustomField', { object: 'Account', fullName: 'Two__c', type: 'Number', formula: 'One__c' });
    const change = () =>
      state.changeField('Account', 'One__c', { object: 'Account', fullName: 'One__c', type: 'Number', formula: 'Two__c' });
    expect(change).toThrow('refers to itself');
  });
});

describe('roll-up summaries', () => {
  it('count, sum, and find the least and greatest', () => {
    const { create, update, people, admin, summary, read } = invoices();
    summary('Lines__c', 'count');
    summary('Total__c', 'sum', { summarizedField: 'Line__c.Amount__c' });
    summary('Goods__c', 'sum', {
      summarizedField: 'Line__c.Amount__c',
      summaryFilterItems: [{ field: 'Line__c.Kind__c', operation: 'equals', value: 'goods' }],
    });
    summary('Least__c', 'min', { summarizedField: 'Line__c.Amount__c' });
    const [one, other] = [create('Invoice__c'), create('Invoice__c')];
    const line = create('Line__c', { Invoice__c: one, Amount__c: 10, Kind__c: 'goods' });
    const second = create('Line__c', { Invoice__c: one, Amount__c: 2.5 });
    expect(read('Invoice__c', one)).toMatchObject({ Lines__c: 2, Total__c: 12.5, Goods__c: 10, Least__c: 2.5 });
    update('Line__c', second, { Invoice__c: other, Amount__c: 3 });
    expect(read('Invoice__c', one)).toMatchObject({ Lines__c: 1, Total__c: 10, Least__c: 10 });
    expect(read('Invoice__c', other)).toMatchObject({ Lines__c: 1, Total__c: 3 });
    people.delete('Line__c', line, admin);
    expect(read('Invoice__c', one)).toMatchObject({ Lines__c: 0, Total__c: 0, Goods__c: 0, Least__c: null });
    people.undelete('Line__c', line, admin);
    expect(read('Invoice__c', one)).toMatchObject({ Lines__c: 1, Total__c: 10 });
  });

  it('know the children that were there before them', () => {
    const { create, summary, read } = invoices();
    const invoice = create('Invoice__c');
    create('Line__c', { Invoice__c: invoice, Amount__c: 4 });
    summary('Total__c', 'sum', { summarizedField: 'Amount__c' });
    expect(read('Invoice__c', invoice)).toMatchObject({ Total__c: 4 });
  });

  it.each([
    ['a lookup', { summaryForeignKey: 'Contact.AccountId', summaryOperation: 'count' }],
    ['an operation', { summaryForeignKey: 'Line__c.Invoice__c', summaryOperation: 'average' }],
    ['a text', { summaryForeignKey: 'Line__c.Invoice__c', summaryOperation: 'sum', summarizedField: 'Line__c.Kind__c' }],
  ])('refuse %s', (_title, form) => {
    expect(() => invoices().add('Invoice__c', 'Sum__c', 'Summary', form)).toThrow();
  });
});

describe('auto-number fields', () => {
  it('number records in order of creation, also those that were there', () => {
    const { create, read } = newOrg();
    const first = create('Account', { Name: 'A' });
    create('CustomField', { object: 'Account', fullName: 'No__c', type: 'AutoNumber', displayFormat: 'A-{YYYY}-{000}', startingNumber: 7 });
    const second = create('Account', { Name: 'B' });
    expect([first, second].map((id) => read('Account', id)['No__c'])).toEqual(['A-2026-007', 'A-2026-008']);
    expect(() => create('Account', { Name: 'C', No__c: 'X' })).toThrow('Unable to create/update fields: No__c');
  });
});
