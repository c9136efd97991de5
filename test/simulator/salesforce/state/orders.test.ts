import { beforeEach, describe, expect, it } from 'vitest';
import { newOrg } from '../org.js';

let org: ReturnType<typeof newOrg>;
let account: string;
let entry: string;
beforeEach(() => {
  org = newOrg();
  account = org.create('Account', { Name: 'Acme' });
  const Product2Id = org.create('Product2', { Name: 'Bolt', ProductCode: 'B-1', IsActive: true });
  const standard = org.people.list('Pricebook2').find(({ IsStandard }) => IsStandard === true)!['Id'];
  entry = org.create('PricebookEntry', { Product2Id, Pricebook2Id: standard, UnitPrice: 12.5, IsActive: true });
});

describe('orders', () => {
  const order = (more = {}): string => org.create('Order', { AccountId: account, EffectiveDate: '2026-03-01', Status: 'Draft', ...more });

  it('are numbered, priced by their book, and add their products up', () => {
    const id = order();
    const item = org.create('OrderItem', { OrderId: id, PricebookEntryId: entry, Quantity: 4 });
    expect(org.read('OrderItem', item)).toMatchObject({ UnitPrice: 12.5, ListPrice: 12.5, TotalPrice: 50 });
    expect(org.read('Order', id)).toMatchObject({ OrderNumber: '00000101', TotalAmount: 50, StatusCode: 'Draft' });
    org.people.delete('OrderItem', item, org.admin);
    expect(org.read('Order', id)).toMatchObject({ TotalAmount: 0 });
  });

  it('are activated once they have products, not before', () => {
    expect(() => order({ Status: 'Activated' })).toThrow('set the status to a value that maps to the Draft');
    const id = order();
    expect(() => org.update('Order', id, { Status: 'Activated' })).toThrow('at least one product');
    org.create('OrderItem', { OrderId: id, PricebookEntryId: entry, Quantity: 1 });
    org.update('Order', id, { Status: 'Activated' });
    expect(org.read('Order', id)).toMatchObject({ StatusCode: 'Activated', ActivatedById: org.admin });
  });
});

describe('quotes and assets', () => {
  it('belong to the account of their opportunity, and total their lines with discounts', () => {
    const deal = { Name: 'Deal', AccountId: account, StageName: 'Prospecting', CloseDate: '2026-12-31' };
    const quote = org.create('Quote', { Name: 'Offer', OpportunityId: org.create('Opportunity', deal), Tax: 5 });
    org.create('QuoteLineItem', { QuoteId: quote, PricebookEntryId: entry, Quantity: 4, Discount: 10 });
    expect(org.read('Quote', quote)).toMatchObject({
      QuoteNumber: '00000001',
      AccountId: account,
      LineItemCount: 1,
      Subtotal: 50,
      TotalPrice: 45,
      GrandTotal: 50,
    });
  });

  it('keep what a customer bought', () => {
    const asset = org.create('Asset', { Name: 'Bolt 1', AccountId: account, SerialNumber: '42' });
    expect(org.read('Asset', asset)).toMatchObject({ SerialNumber: '42', AccountId: account });
    org.people.delete('Account', account, org.admin);
    expect(org.people.stateOf('Asset', asset)).toBe('deleted');
  });
});
