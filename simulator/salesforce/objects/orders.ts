import type { Row } from '../../kernel/table.js';
import { address, field, VIEWED } from './fields.js';
import { sObject } from './object.js';

const OWNER = field('OwnerId', 'ref User', 'cud', { label: 'Owner ID', onDelete: 'none' });
const product = (name: string, plural: string) =>
  field(name, 'ref Product2', 'cn', { label: 'Product ID', children: plural, onDelete: 'restrict' });

/** Source: Object Reference, "Order". */
export const ORDER = sObject('Order', '801', [
  OWNER,
  field('ContractId', 'ref Contract', 'cun', { label: 'Contract ID', children: 'Orders' }),
  field('AccountId', 'ref Account', 'cu', { label: 'Account ID', children: 'Orders', onDelete: 'cascade' }),
  field('Pricebook2Id', 'ref Pricebook2', 'cun', { label: 'Price Book ID', children: 'Orders' }),
  field('OpportunityId', 'ref Opportunity', 'cun', { label: 'Opportunity ID', children: 'Orders' }),
  field('QuoteId', 'ref Quote', 'cun', { label: 'Quote ID', children: 'Orders' }),
  field('EffectiveDate', 'date', 'cu', { label: 'Order Start Date' }),
  field('EndDate', 'date', 'cun', { label: 'Order End Date' }),
  field('IsReductionOrder', 'boolean', 'cd', { label: 'Reduction Order' }),
  field('Status', 'picklist(255)', 'cu', { picklist: 'Draft;Activated' }),
  field('Description', 'textarea(32000)', 'cun'),
  field('CustomerAuthorizedById', 'ref Contact', 'cun', { label: 'Customer Authorized By ID' }),
  field('CustomerAuthorizedDate', 'date', 'cun'),
  field('CompanyAuthorizedById', 'ref User', 'cun', { label: 'Company Authorized By ID' }),
  field('CompanyAuthorizedDate', 'date', 'cun'),
  field('Type', 'picklist(40)', 'cun', { label: 'Order Type' }),
  ...address('Billing'),
  ...address('Shipping'),
  field('Name', 'string(80)', 'cun', { label: 'Order Name' }),
  field('PoDate', 'date', 'cun', { label: 'PO Date' }),
  field('PoNumber', 'string(80)', 'cun', { label: 'PO Number' }),
  field('OrderReferenceNumber', 'string(80)', 'cun'),
  field('BillToContactId', 'ref Contact', 'cun', { label: 'Bill To Contact ID' }),
  field('ShipToContactId', 'ref Contact', 'cun', { label: 'Ship To Contact ID' }),
  field('ActivatedDate', 'datetime', 'n'),
  field('ActivatedById', 'ref User', 'n', { label: 'Activated By ID' }),
  field('StatusCode', 'picklist(40)', 'dr', { label: 'Status Category', picklist: '*Draft;Activated;Canceled;Expired' }),
  field('OrderNumber', 'string(30)', 'diN', { isAutoNumber: true }),
  field('TotalAmount', 'currency(16,2)', 'd', { label: 'Order Amount', defaultValue: 0 }),
  ...VIEWED,
]);

const lineTotal = (row: Row): number => Math.round(Number(row['Quantity'] ?? 0) * Number(row['UnitPrice'] ?? 0) * 100) / 100;

/** Source: Object Reference, "OrderItem". */
export const ORDER_ITEM = sObject('OrderItem', '802', [
  product('Product2Id', 'OrderItems'),
  field('OrderId', 'ref Order', 'c', { label: 'Order ID', children: 'OrderItems', onDelete: 'cascade' }),
  field('PricebookEntryId', 'ref PricebookEntry', 'cn', { label: 'Price Book Entry ID', children: 'OrderItems', onDelete: 'restrict' }),
  field('AvailableQuantity', 'double(16,2)', 'n', { derive: (row) => row['Quantity'] ?? null }),
  field('Quantity', 'double(16,2)', 'cu'),
  field('UnitPrice', 'currency(16,2)', 'cun'),
  field('ListPrice', 'currency(16,2)', 'n'),
  field('TotalPrice', 'currency(16,2)', 'n', { derive: lineTotal }),
  field('ServiceDate', 'date', 'cun', { label: 'Start Date' }),
  field('EndDate', 'date', 'cun'),
  field('Description', 'string(255)', 'cun', { label: 'Line Description' }),
  field('OrderItemNumber', 'string(30)', 'diN', { label: 'Order Product Number', isAutoNumber: true }),
]);

/** Source: Object Reference, "Quote". */
export const QUOTE = sObject('Quote', '0Q0', [
  OWNER,
  field('Name', 'string(255)', 'cuN', { label: 'Quote Name' }),
  field('Pricebook2Id', 'ref Pricebook2', 'cun', { label: 'Price Book ID', children: 'Quotes' }),
  field('ContactId', 'ref Contact', 'cun', { label: 'Contact ID', children: 'Quotes' }),
  field('QuoteNumber', 'string(30)', 'di', { isAutoNumber: true }),
  field('IsSyncing', 'boolean', 'd', { label: 'Syncing' }),
  field('ShippingHandling', 'currency(18,2)', 'cun', { label: 'Shipping and Handling' }),
  field('Tax', 'currency(18,2)', 'cun'),
  field('Status', 'picklist(40)', 'cun', { picklist: '*Draft;Needs Review;In Review;Approved;Rejected;Presented;Accepted;Denied' }),
  field('ExpirationDate', 'date', 'cun'),
  field('Description', 'textarea(32000)', 'cun'),
  field('OpportunityId', 'ref Opportunity', 'c', { label: 'Opportunity ID', children: 'Quotes', onDelete: 'cascade' }),
  field('AccountId', 'ref Account', 'n', { label: 'Account ID', children: 'Quotes', onDelete: 'none' }),
  field('LineItemCount', 'int(9)', 'd', { label: 'Line Items', defaultValue: 0 }),
  field('Subtotal', 'currency(18,2)', 'd', { defaultValue: 0 }),
  field('TotalPrice', 'currency(18,2)', 'd', { defaultValue: 0 }),
  field('GrandTotal', 'currency(18,2)', 'n', { derive: grandTotal }),
  ...address('Billing'),
  ...address('Shipping'),
  field('Email', 'email(80)', 'cun'),
  field('Phone', 'phone(40)', 'cun'),
  field('Fax', 'phone(40)', 'cun'),
  ...VIEWED,
]);

function grandTotal(row: Row): number {
  return Number(row['TotalPrice'] ?? 0) + Number(row['Tax'] ?? 0) + Number(row['ShippingHandling'] ?? 0);
}

/** Source: Object Reference, "QuoteLineItem". */
export const QUOTE_LINE_ITEM = sObject('QuoteLineItem', '0QL', [
  field('LineNumber', 'string(30)', 'diN', { isAutoNumber: true }),
  field('QuoteId', 'ref Quote', 'c', { label: 'Quote ID', children: 'QuoteLineItems', onDelete: 'cascade' }),
  field('PricebookEntryId', 'ref PricebookEntry', 'cn', { label: 'Price Book Entry ID', children: 'QuoteLineItems', onDelete: 'restrict' }),
  product('Product2Id', 'QuoteLineItems'),
  field('Quantity', 'double(12,2)', 'cu'),
  field('UnitPrice', 'currency(18,2)', 'cun', { label: 'Sales Price' }),
  field('Discount', 'percent(5,2)', 'cun'),
  field('Description', 'string(255)', 'cun', { label: 'Line Item Description' }),
  field('ServiceDate', 'date', 'cun', { label: 'Date' }),
  field('SortOrder', 'int(9)', 'cun'),
  field('ListPrice', 'currency(18,2)', 'n'),
  field('Subtotal', 'currency(18,2)', 'n', { derive: lineTotal }),
  field('TotalPrice', 'currency(18,2)', 'n', { derive: (row) => discounted(lineTotal(row), row['Discount']) }),
]);

export function discounted(total: number, discount: unknown): number {
  return Math.round(total * (100 - Number(discount ?? 0))) / 100;
}

/** Source: Object Reference, "Asset". */
export const ASSET = sObject('Asset', '02i', [
  field('ContactId', 'ref Contact', 'cun', { label: 'Contact ID', children: 'Assets' }),
  field('AccountId', 'ref Account', 'cun', { label: 'Account ID', children: 'Assets', onDelete: 'cascade' }),
  field('ParentId', 'ref Asset', 'cun', { label: 'Parent Asset ID', children: 'ChildAssets' }),
  field('Product2Id', 'ref Product2', 'cun', { label: 'Product ID', children: 'Assets' }),
  field('ProductCode', 'string(255)', 'n', { derive: (row, lookup) => lookup(row['Product2Id'])?.['ProductCode'] ?? null }),
  field('IsCompetitorProduct', 'boolean', 'cud', { label: 'Competitor Asset' }),
  field('Name', 'string(255)', 'cuN', { label: 'Asset Name' }),
  field('SerialNumber', 'string(80)', 'cun'),
  field('InstallDate', 'date', 'cun'),
  field('PurchaseDate', 'date', 'cun'),
  field('UsageEndDate', 'date', 'cun'),
  field('Status', 'picklist(40)', 'cun', { picklist: 'Purchased;Shipped;Installed;Registered;Obsolete' }),
  field('Price', 'currency(18,0)', 'cun'),
  field('Quantity', 'double(10,2)', 'cun'),
  field('Description', 'textarea(32000)', 'cun'),
  field('OwnerId', 'ref User', 'cud', { label: 'Asset Owner ID', onDelete: 'none' }),
  ...VIEWED,
]);
