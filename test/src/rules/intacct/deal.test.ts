import { describe, expect, it } from 'vitest';
import { amountLine, billedAccount, dealEntity, dealLines } from '../../../../src/rules/intacct/deal.js';

const deal = { Id: '006', AccountId: '001END', Amount: 250 };
const resold = { ...deal, ia_crm__Bill_to_Account__c: '001RE' };
const product = (fields: Readonly<Record<string, unknown>> = {}) => ({
  Id: '00k',
  Product2Id: '01t',
  Quantity: 2,
  UnitPrice: 50,
  Discount: null,
  Product2: { ia_crm__IntacctID__c: 'ITEM1' },
  ...fields,
});

describe('who is billed', () => {
  it.each([
    ['the account of the opportunity', deal, null, '', '001END', null],
    ['the contract’s account without an opportunity', null, { Id: '800', AccountId: '001C' }, '', '001C', null],
    ['the reseller where one is set', resold, null, 'Reseller', '001RE', null],
    ['the reseller of another designated type', resold, null, 'Partner', '001RE', null],
    ['nobody, when the account to bill is no reseller', resold, null, 'Prospect', '001RE', 'not-a-reseller'],
    ['nobody, when its type is blank', resold, null, '', '001RE', 'not-a-reseller'],
    ['nobody, without any account', { Id: '006' }, null, '', '', 'account-missing'],
  ] as const)('%s', (_title, opportunity, contract, type, accountId, reason) => {
    const billing = billedAccount(opportunity, contract, () => type, ['Reseller', 'Partner']);
    expect(billing.accountId).toBe(accountId);
    expect(billing.objection?.reason ?? null).toBe(reason);
  });

  it('says by which rules: the end customer stays out when a reseller is billed', () => {
    expect(billedAccount(resold, null, () => 'Reseller', ['Reseller']).rules).toEqual(expect.arrayContaining(['IA-33', 'D-7']));
    expect(billedAccount(deal, null, () => '', ['Reseller']).rules).toEqual(['IA-15', 'IA-16']);
    expect(billedAccount(resold, null, () => 'X', ['Reseller']).objection?.rules).toEqual(['IA-29', 'IA-32']);
  });
});

it.each([
  ['what it names itself', ['US', 'UK'], 'FR', 'US'],
  ['what its opportunity names', ['', 'UK'], 'FR', 'UK'],
  ['what its account names', [null, ''], 'FR', 'FR'],
  ['the top level', [null, ''], '', ''],
] as const)('the entity of a transaction is %s', (_title, named, account, entity) => {
  expect(dealEntity(named, account)).toBe(entity);
});

describe('lines', () => {
  it('name the item of the product, with quantity, price and discount', () => {
    const { lines, objection } = dealLines([product({ Discount: 10, Description: 'Gold' })], 'salesforce');
    expect(objection).toBeNull();
    expect(lines).toEqual([{ itemId: 'ITEM1', description: 'Gold', quantity: '2', price: '50', discountPercent: '10', fields: {} }]);
  });

  it('leave the price to Intacct where that is the source of prices', () => {
    expect(dealLines([product()], 'intacct').lines[0]?.price).toBe('');
  });

  it.each([[{ Product2: null }], [{ Product2: { ia_crm__IntacctID__c: null } }]])(
    'are refused for a product without an item: %j',
    (fields) => {
      expect(dealLines([product(), product(fields)], 'salesforce')).toMatchObject({ lines: [], objection: { reason: 'item-not-linked' } });
    },
  );

  it.each([
    [['ITEM1'], 1],
    [['ITEM1', 'ITEM2'], 0],
    [[], 0],
  ])('without products stand for the amount when there is one item only: %j', (items, count) => {
    const lines = amountLine(deal, items);
    expect(lines).toHaveLength(count);
    if (count === 1) expect(lines[0]).toMatchObject({ itemId: 'ITEM1', quantity: '1', price: '250' });
  });
});
