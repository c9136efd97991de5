import { requiredFieldsMissing, rowError } from '../../errors.js';
import type { SalesforceOrg } from '../../state.js';
import type { Draft } from '../draft.js';
import { rollUpOpportunity } from '../roll-ups.js';
import { updateBySystem } from '../update.js';
import type { Behaviour } from './behaviour.js';

/** Source: Object Reference, "PricebookEntry": the standard price comes first; one price per product and book. */
export const PRICEBOOK_ENTRY: Behaviour = {
  check(org, draft) {
    const product = draft.get('Product2Id') as string;
    if (draft.before !== null) return;
    const book = org.lookup(draft.get('Pricebook2Id'));
    const entries = entriesOf(org, product);
    if (entries.some((entry) => entry['Pricebook2Id'] === book?.['Id'])) {
      throw rowError('DUPLICATE_VALUE', 'This price definition already exists in this price book');
    }
    const hasStandardPrice = entries.some((entry) => org.lookup(entry['Pricebook2Id'])?.['IsStandard'] === true);
    if (book?.['IsStandard'] !== true && !hasStandardPrice) {
      throw rowError('STANDARD_PRICE_NOT_DEFINED', 'Before creating a custom price, create a standard price.');
    }
  },
};

function entriesOf(org: SalesforceOrg, product: string) {
  const type = org.schema.type('PricebookEntry')!;
  return org.findBy(type, type.field('Product2Id')!, product).filter((entry) => entry['IsDeleted'] !== true);
}

/**
 * A line finds its price by entry or by product, prices itself, and moves its opportunity's amount.
 *
 * Source:  Object Reference, "OpportunityLineItem".
 * Assumed: the code for UnitPrice together with TotalPrice, which the guide does not name.
 */
export const OPPORTUNITY_LINE_ITEM: Behaviour = {
  beforeSave(org, draft) {
    if (draft.before === null) findPrice(org, draft);
    setPrices(org, draft);
  },
  check(org, draft) {
    if (draft.before !== null) return;
    const entry = org.lookup(draft.get('PricebookEntryId'));
    const book = org.lookup(draft.get('OpportunityId'))?.['Pricebook2Id'] ?? null;
    if (entry === undefined) throw requiredFieldsMissing(['PricebookEntryId']);
    if (book !== null && entry['Pricebook2Id'] !== book) {
      throw entryRefused('pricebook entry is in a different pricebook than the one assigned to the opportunity');
    }
    if (entry['IsActive'] !== true) throw entryRefused('pricebook entry is inactive');
  },
  afterSave(org, draft) {
    const opportunity = org.lookup(draft.get('OpportunityId'))!;
    const book = org.lookup(draft.get('PricebookEntryId'))?.['Pricebook2Id'];
    if ((opportunity['Pricebook2Id'] ?? null) === null) updateBySystem(org, opportunity, { Pricebook2Id: book });
    rollUpOpportunity(org, draft.get('OpportunityId'));
  },
  afterRemoval: (org, row) => rollUpOpportunity(org, row['OpportunityId']),
};

function entryRefused(reason: string) {
  return rowError('FIELD_INTEGRITY_EXCEPTION', `field integrity exception: PricebookEntryId (${reason})`, ['PricebookEntryId']);
}

function findPrice(org: SalesforceOrg, draft: Draft): void {
  const entry = org.lookup(draft.get('PricebookEntryId'));
  if (entry !== undefined) {
    draft.setDefault('Product2Id', entry['Product2Id']);
    return;
  }
  const product = draft.get('Product2Id');
  const book = org.lookup(draft.get('OpportunityId'))?.['Pricebook2Id'] ?? null;
  if (typeof product !== 'string' || book === null) return;
  const found = entriesOf(org, product).find((each) => each['Pricebook2Id'] === book);
  if (found !== undefined) draft.set('PricebookEntryId', found['Id']);
}

function setPrices(org: SalesforceOrg, draft: Draft): void {
  if (draft.isGiven('UnitPrice') && draft.isGiven('TotalPrice') && draft.get('UnitPrice') !== null && draft.get('TotalPrice') !== null) {
    throw rowError(
      'FIELD_INTEGRITY_EXCEPTION',
      'field integrity exception: unknown (only one of unit price or total price may be specified)',
    );
  }
  const quantity = Number(draft.get('Quantity') ?? 0);
  const share = 1 - Number(draft.get('Discount') ?? 0) / 100;
  if (draft.isGiven('TotalPrice') && draft.get('TotalPrice') !== null) {
    if (quantity !== 0 && share !== 0) draft.set('UnitPrice', cents(Number(draft.get('TotalPrice')) / quantity / share));
    return;
  }
  if (draft.get('UnitPrice') === null) draft.set('UnitPrice', org.lookup(draft.get('PricebookEntryId'))?.['UnitPrice'] ?? null);
  draft.set('TotalPrice', cents(quantity * Number(draft.get('UnitPrice') ?? 0) * share));
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
