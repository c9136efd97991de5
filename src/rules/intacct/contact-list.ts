import type { ContactSide, ListedContact } from '../../model/intacct.js';
import { LOOKUP_CATEGORIES, POLICIES } from './policies.js';

/** The contact names of the two lookups; null for an empty one. */
export type LookupNames = Readonly<Record<ContactSide, string | null>>;

/** What to do to a contact list: append rows, or clear it first and send all its rows. */
export type ContactListChange = { readonly clear: boolean; readonly rows: readonly ListedContact[] };

/** Rows that the lookups ask for. Source: IA-24; one contact in both lookups has two rows (IA-23). */
export function lookupRows(names: LookupNames): readonly ListedContact[] {
  return SIDES.flatMap((side) => {
    const contactName = names[side];
    return contactName === null ? [] : [{ category: LOOKUP_CATEGORIES[side], contactName }];
  });
}

/**
 * Makes the two lookup categories of a customer's list say what the lookups say; other rows are kept. Null when they do.
 *
 * Source:  IA-53; Sage Intacct developer, "Customers": new rows are appended, so replacing one means clearing and sending all.
 * Assumed: D-13, an emptied lookup removes its row.
 */
export function alignContactList(present: readonly ListedContact[], names: LookupNames): ContactListChange | null {
  const wanted = lookupRows(names);
  const missing = wanted.filter((row) => !present.some((other) => isSameRow(row, other)));
  const kept = present.filter((row) => !isStale(row, wanted, names));
  if (kept.length < present.length) return { clear: true, rows: [...kept, ...missing] };
  return missing.length === 0 ? null : { clear: false, rows: missing };
}

/** Whether the list has a row of a lookup that is empty by now. */
export function hasClearedRow(present: readonly ListedContact[], names: LookupNames): boolean {
  return SIDES.some((side) => names[side] === null && present.some(({ category }) => category === LOOKUP_CATEGORIES[side]));
}

const SIDES: readonly ContactSide[] = ['billTo', 'shipTo'];

function isStale(row: ListedContact, wanted: readonly ListedContact[], names: LookupNames): boolean {
  const side = SIDES.find((candidate) => LOOKUP_CATEGORIES[candidate] === row.category);
  if (side === undefined || wanted.some((other) => isSameRow(row, other))) return false;
  return names[side] !== null || POLICIES.clearedLookupRemovesRow;
}

function isSameRow(one: ListedContact, other: ListedContact): boolean {
  return one.category === other.category && one.contactName === other.contactName;
}
