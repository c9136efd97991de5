import type { DealLine, SalesforceRow } from '../../model/intacct.js';
import { type FieldTypes, type Mapping, mappedFields, withoutBlanks } from './mapping.js';
import { POLICIES } from './policies.js';
import { textOf } from './standard-mappings.js';

/** Why a deal cannot go on, with the rules behind it. */
export type Objection = { readonly rules: readonly string[]; readonly reason: string; readonly text: string };

/** The account that is billed for an opportunity, or why there is none. */
export type Billing = { readonly accountId: string; readonly rules: readonly string[]; readonly objection: Objection | null };

/** Package fields of opportunities and contracts. Source: reference A.7, A.8; assumed where the documents leave them unnamed. */
export const DEAL_FIELDS = {
  entity: 'ia_crm__Intacct_Entity__c',
  billTo: 'ia_crm__Bill_to__c',
  shipTo: 'ia_crm__Ship_to__c',
  billToAccount: 'ia_crm__Bill_to_Account__c',
  transaction: 'ia_crm__Intacct_Transaction__c',
  asDraft: 'ia_crm__Sync_as_Draft__c',
} as const;

/**
 * Who is billed: the reseller where one is set, else the account of the opportunity (or of the contract itself).
 *
 * Source:  Sage Intacct help, "Sync Accounts": IA-27, IA-31 to IA-33; reference A.7.
 * Inputs:  `typeOf` gives the Type of an account.
 * Refuses: `not-a-reseller` when the account to bill has another Type; `account-missing`.
 * Assumed: D-7, the end customer's account stays as it is.
 */
export function billedAccount(
  opportunity: SalesforceRow | null,
  contract: SalesforceRow | null,
  typeOf: (accountId: string) => string,
  resellerTypes: readonly string[],
): Billing {
  const reseller = textOf(opportunity?.[DEAL_FIELDS.billToAccount]);
  const own = textOf(opportunity?.['AccountId']) || textOf(contract?.['AccountId']);
  if (reseller === '') {
    const objection = own === '' ? { rules: ['IA-15'], reason: 'account-missing', text: 'there is no account to bill' } : null;
    return { accountId: own, rules: ['IA-15', 'IA-16'], objection };
  }
  const rules = ['IA-16', 'IA-27', 'IA-28', 'IA-31', 'IA-33', 'D-7'];
  if (resellerTypes.includes(typeOf(reseller))) return { accountId: reseller, rules, objection: null };
  const text = `Bill to Account ${reseller} is of type '${typeOf(reseller)}', not ${resellerTypes.join(' or ')}`;
  return { accountId: reseller, rules, objection: { rules: ['IA-29', 'IA-32'], reason: 'not-a-reseller', text } };
}

/**
 * The entity of a transaction: the one it names, else the billed account's, else the top level.
 *
 * Source: IA-64.
 */
export function dealEntity(named: readonly (string | null)[], accountEntity: string): string {
  return named.find((entity) => entity !== null && entity !== '') ?? accountEntity;
}

/**
 * The lines of a document from the products of its opportunity.
 *
 * Source:  reference A.1, Item and Product are a pair: a line names the item by the product's Intacct ID; B.3: who prices, `lineMap`.
 * Refuses: `item-not-linked` when a product stands for no item.
 */
export function dealLines(
  products: readonly SalesforceRow[],
  priceSource: string,
  lineMap: readonly Mapping[] = [],
  types: FieldTypes = {},
): { readonly lines: readonly DealLine[]; readonly objection: Objection | null } {
  const unpaired = products.find((product) => itemOf(product) === '');
  if (unpaired !== undefined) {
    const text = `product ${textOf(unpaired['Product2Id'])} has no Intacct ID: it stands for no item`;
    return { lines: [], objection: { rules: ['A.7'], reason: 'item-not-linked', text } };
  }
  const lines = products.map((product) => ({
    itemId: itemOf(product),
    description: textOf(product['Description']),
    quantity: textOf(product['Quantity']) || '1',
    price: priceSource === 'intacct' ? '' : textOf(product['UnitPrice']),
    discountPercent: textOf(product['Discount']),
    fields: withoutBlanks(mappedFields(lineMap, product, types)),
  }));
  return { lines, objection: null };
}

/**
 * What a document says when its opportunity has no products.
 *
 * Assumed: an opportunity without products means its amount of the only product that has an item; with several it is refused.
 */
export function amountLine(opportunity: SalesforceRow, items: readonly string[]): readonly DealLine[] {
  const [itemId] = items;
  if (!POLICIES.amountIsALineOfTheOnlyProduct || itemId === undefined || items.length > 1) return [];
  return [{ itemId, description: '', quantity: '1', price: textOf(opportunity['Amount']), discountPercent: '', fields: {} }];
}

function itemOf(product: SalesforceRow): string {
  const parent = product['Product2'] as Readonly<Record<string, unknown>> | null | undefined;
  return textOf(parent?.['ia_crm__IntacctID__c']);
}
