import { requiredFieldsMissing, rowError } from '../../errors.js';
import { discounted } from '../../objects/orders.js';
import type { SalesforceOrg } from '../../state.js';
import type { Draft } from '../draft.js';
import { nextNumber } from '../numbers.js';
import { childrenOf } from '../roll-ups.js';
import { updateBySystem } from '../update.js';
import type { Behaviour } from './behaviour.js';

/** Source: Object Reference, "Order": numbered; starts as a draft, and needs products to be activated. */
export const ORDER: Behaviour = {
  beforeSave(org, draft) {
    if (draft.before === null) draft.set('OrderNumber', nextNumber(org, 'Order', 101));
    if (!draft.isChanged('Status')) return;
    const isActive = draft.get('Status') === 'Activated';
    draft.set('StatusCode', isActive ? 'Activated' : 'Draft');
    draft.set('ActivatedDate', isActive ? org.now() : null);
    draft.set('ActivatedById', isActive ? draft.by : null);
  },
  check(org, draft) {
    if (draft.get('StatusCode') !== 'Activated') return;
    if (draft.before === null) {
      throw rowError('FAILED_ACTIVATION', 'To add a new order, set the status to a value that maps to the Draft status category.', [
        'Status',
      ]);
    }
    const items = childrenOf(org, 'OrderItem', 'OrderId', draft.get('Id') as string);
    if (items.length === 0) throw rowError('FAILED_ACTIVATION', 'An order must have at least one product.');
  },
};

/** Source: Object Reference, "OrderItem": priced by an entry of the order's price book. */
export const ORDER_ITEM: Behaviour = {
  beforeSave(org, draft) {
    if (draft.before === null) draft.set('OrderItemNumber', nextNumber(org, 'OrderItem', 1));
    fillPrice(org, draft);
  },
  check: (org, draft) => checkEntry(org, draft, 'OrderId', 'order'),
  afterSave: (org, draft) => totalOrder(org, draft.get('OrderId')),
  afterRemoval: (org, row) => totalOrder(org, row['OrderId']),
};

function totalOrder(org: SalesforceOrg, id: unknown): void {
  const order = org.lookup(id);
  if (order === undefined || order['IsDeleted'] === true) return;
  const items = childrenOf(org, 'OrderItem', 'OrderId', id as string);
  const TotalAmount = items.reduce((sum, row) => sum + Number(row['Quantity']) * Number(row['UnitPrice'] ?? 0), 0);
  updateBySystem(org, order, { TotalAmount: Math.round(TotalAmount * 100) / 100 });
}

/** Source: Object Reference, "Quote": numbered; belongs to the account of its opportunity. */
export const QUOTE: Behaviour = {
  beforeSave(org, draft) {
    if (draft.before !== null) return;
    draft.set('QuoteNumber', nextNumber(org, 'Quote', 1));
    const opportunity = org.lookup(draft.get('OpportunityId'));
    draft.set('AccountId', opportunity?.['AccountId'] ?? null);
    draft.setDefault('Pricebook2Id', opportunity?.['Pricebook2Id'] ?? null);
  },
};

/** Source: Object Reference, "QuoteLineItem". */
export const QUOTE_LINE_ITEM: Behaviour = {
  beforeSave(org, draft) {
    if (draft.before === null) draft.set('LineNumber', nextNumber(org, 'QuoteLineItem', 1));
    fillPrice(org, draft);
  },
  check: (org, draft) => checkEntry(org, draft, 'QuoteId', 'quote'),
  afterSave: (org, draft) => totalQuote(org, draft.get('QuoteId')),
  afterRemoval: (org, row) => totalQuote(org, row['QuoteId']),
};

function totalQuote(org: SalesforceOrg, id: unknown): void {
  const quote = org.lookup(id);
  if (quote === undefined || quote['IsDeleted'] === true) return;
  const lines = childrenOf(org, 'QuoteLineItem', 'QuoteId', id as string);
  const prices = lines.map((row) => [Number(row['Quantity']) * Number(row['UnitPrice'] ?? 0), row['Discount']] as const);
  const Subtotal = discounted(
    prices.reduce((sum, [price]) => sum + price, 0),
    0,
  );
  const TotalPrice = prices.reduce((sum, [price, discount]) => sum + discounted(price, discount), 0);
  updateBySystem(org, quote, { LineItemCount: lines.length, Subtotal, TotalPrice });
}

function fillPrice(org: SalesforceOrg, draft: Draft): void {
  const entry = org.lookup(draft.get('PricebookEntryId'));
  if (entry === undefined) return;
  draft.set('Product2Id', entry['Product2Id']);
  draft.set('ListPrice', entry['UnitPrice']);
  draft.setDefault('UnitPrice', entry['UnitPrice']);
}

/** The first line of a parent without a price book gives it the one of its entry. */
function checkEntry(org: SalesforceOrg, draft: Draft, parentField: string, word: string): void {
  if (draft.before !== null) return;
  const entry = org.lookup(draft.get('PricebookEntryId'));
  if (entry === undefined) throw requiredFieldsMissing(['PricebookEntryId']);
  const parent = org.lookup(draft.get(parentField))!;
  const book = parent['Pricebook2Id'] ?? null;
  if (book === null) updateBySystem(org, parent, { Pricebook2Id: entry['Pricebook2Id'] });
  else if (book !== entry['Pricebook2Id']) {
    throw rowError(
      'FIELD_INTEGRITY_EXCEPTION',
      `field integrity exception: PricebookEntryId (pricebook entry is in a different pricebook than the one assigned to the ${word})`,
      ['PricebookEntryId'],
    );
  }
}
