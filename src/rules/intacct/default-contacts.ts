import { POLICIES } from './policies.js';
import type { DefaultContactsOption } from './settings.js';

/** What a default contact of a customer becomes. */
export type Pointer = 'lookup' | 'address' | 'untouched';

export type SideFacts = { readonly hasLookup: boolean; readonly hasAddress: boolean };

/** The rule of each option. */
export const OPTION_RULES: Readonly<Record<DefaultContactsOption, string>> = {
  never: 'IA-55',
  lookup: 'IA-56',
  address: 'IA-57',
  lookupElseAddress: 'IA-58',
};

/**
 * Decides one side of *Update Customer bill-to and ship-to default contacts from Salesforce*. Each side is decided by itself.
 *
 * Source:  Sage Intacct help, "Sync Accounts": IA-54 to IA-58; reference A.2.1, all cells.
 * Assumed: D-14, on create *Never* sets the pointer once: lookup, else address.
 */
export function choosePointer(option: DefaultContactsOption, { hasLookup, hasAddress }: SideFacts, isCreate: boolean): Pointer {
  if (option === 'never' && !(isCreate && POLICIES.neverInitialisesPointers)) return 'untouched';
  if (option !== 'address' && hasLookup) return 'lookup';
  if (option !== 'lookup' && hasAddress) return 'address';
  return 'untouched';
}
