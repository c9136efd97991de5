import type { SalesforceRow } from '../../model/intacct.js';
import type { Objection } from './deal.js';
import type { IntacctSettings } from './settings.js';
import { textOf } from './standard-mappings.js';

/** What Intacct says of an entity that a record names. */
export type EntityState = 'active' | 'inactive' | 'unknown';

/** A validation of the package: the record it looks at, and what of it. */
export type Validation =
  | 'opportunity.statuses'
  | 'opportunity.dimensions'
  | 'opportunityProduct.statuses'
  | 'contract.statuses'
  | 'contract.dimensions';

/** What the validations of a deal look at. */
export type ValidatedDeal = {
  readonly record: 'opportunity' | 'contract';
  /** The entity that the deal itself names; blank is none. */
  readonly namedEntity: string;
  /** Null until Intacct was asked. */
  readonly entityState: EntityState | null;
  readonly products: readonly SalesforceRow[];
};

/**
 * Gate 7: the package's validations of an opportunity or contract, before anything of it is sent. Null when all hold.
 *
 * Source:  reference A.3, gate 7: statuses and dimensions, unless custom validations switch them off; Intacct's own demands stay. A.8: on
 *          opportunities, opportunity products and contracts.
 * Refuses: `validation`, with which of them it was.
 * Assumed: statuses are those of what the record names, its entity and its products; the entity is the only dimension that the package's
 *          records name here. The texts.
 */
export function validationObjection(
  { record, namedEntity, entityState, products }: ValidatedDeal,
  settings: IntacctSettings,
): Objection | null {
  if (isOn(`${record}.dimensions`, settings) && entityState === 'unknown')
    return failed(`${record}.dimensions`, `Intacct Entity '${namedEntity}' does not exist`);
  if (isOn(`${record}.statuses`, settings) && entityState === 'inactive')
    return failed(`${record}.statuses`, `Intacct Entity '${namedEntity}' is inactive`);
  const retired = isOn('opportunityProduct.statuses', settings) ? products.find(isRetired) : undefined;
  return retired === undefined ? null : failed('opportunityProduct.statuses', `product '${nameOf(retired)}' is inactive`);
}

/** Whether Intacct has to be asked of the entity that a deal names. */
export function needsEntityState(record: ValidatedDeal['record'], namedEntity: string, settings: IntacctSettings): boolean {
  return namedEntity !== '' && (isOn(`${record}.dimensions`, settings) || isOn(`${record}.statuses`, settings));
}

function isOn(validation: Validation, { validationsOff }: IntacctSettings): boolean {
  return !validationsOff.includes(validation);
}

function failed(validation: Validation, what: string): Objection {
  return { rules: ['A.3'], reason: 'validation', text: `validation ${validation}: ${what}` };
}

/** What Salesforce does not say of a product counts as active. */
function isRetired(line: SalesforceRow): boolean {
  return productOf(line)['IsActive'] === false;
}

function nameOf(line: SalesforceRow): string {
  return textOf(productOf(line)['Name']) || textOf(line['Product2Id']);
}

function productOf(line: SalesforceRow): Readonly<Record<string, unknown>> {
  return (line['Product2'] as Readonly<Record<string, unknown>> | null | undefined) ?? {};
}
