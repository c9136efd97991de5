import { POLICIES } from './policies.js';

/** Names that are looked at in one go; whoever has more namesakes than that is looked at again. */
export const CONTACT_NAMES_TRIED_MAX = 50;

/** The names a contact may get, in order of preference: `Jane Jensen`, `Jane Jensen (2)` … */
export function candidateContactNames(name: string, from = 1): readonly string[] {
  return Array.from({ length: CONTACT_NAMES_TRIED_MAX }, (_, index) => POLICIES.contactNameSuffix(name, from + index));
}

/**
 * The first name that nobody has.
 *
 * Source: Sage Intacct developer, "Contacts": CONTACTNAME is unique in the company. Assumed: D-9, the suffix.
 */
export function freeContactName(name: string, isTaken: (candidate: string) => boolean): string | null {
  return candidateContactNames(name).find((candidate) => !isTaken(candidate)) ?? null;
}
