import type { IntacctFields, SalesforceRow } from '../../model/intacct.js';
import { type IntacctConclusion, skip, update } from './conclusions.js';
import type { IntacctSettings } from './settings.js';
import { textOf } from './standard-mappings.js';

/** Which documents may say what an opportunity is worth, and whether another setting has to allow it. */
const QUOTE = 'Sales Quote';
const ORDER = 'Sales Order';

/**
 * Decides the amount of an opportunity whose quote (or order) was saved in Intacct; null when that says nothing of it.
 *
 * Source:  reference A.7, B.3: *Update quote amount*; *Include tax and add-ons*; the order's amount replaces the quote's on request.
 * Assumed: taken off again, a setting leaves the amount as it is. An opportunity with products is worth what they are worth:
 *          Salesforce passes over an amount that is written to it.
 */
export function quoteAmount(document: IntacctFields, opportunity: SalesforceRow, settings: IntacctSettings): IntacctConclusion | null {
  const { updateQuoteAmount, includeTaxAndAddons, replaceWithOrderAmount } = settings.opportunities;
  const definition = document['DOCPARID'] ?? '';
  const counts = definition === QUOTE || (definition === ORDER && replaceWithOrderAmount);
  if (!updateQuoteAmount || !counts) return null;
  const rules = ['A.7', 'A.10'];
  const id = document['DOCID'] ?? '';
  if (opportunity['HasOpportunityLineItem'] === true)
    return skip(rules, 'amount-of-products', `opportunity ${opportunity.Id} is worth what its products are worth, not what ${id} says`);
  const text = document[includeTaxAndAddons ? 'TOTAL' : 'SUBTOTAL'] ?? '';
  const amount = Number(text);
  if (text === '' || Number(textOf(opportunity['Amount'])) === amount)
    return skip(rules, 'already-the-same', `opportunity ${opportunity.Id} has the amount of ${id} already`);
  const owner = { object: 'Opportunity', id: opportunity.Id } as const;
  return update(rules, 'quote-amount', `Amount: '${textOf(opportunity['Amount'])}' becomes '${amount}', as ${id} says`, [
    {
      kind: 'update-salesforce',
      record: { system: 'salesforce', ...owner },
      batch: owner.object,
      owner,
      ownerIntacctId: '',
      fields: { Amount: amount },
    },
  ]);
}
