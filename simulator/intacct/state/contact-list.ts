import { contactMissing, missingField } from '../errors.js';
import type { Saving } from './behaviour.js';
import type { ContactListRow } from './company.js';
import { given, type Input } from './input.js';
import { isVisible } from './visibility.js';

/** Categories of the rows that pointers bring. Assumed: the labels. */
export const POINTER_CATEGORIES = { CONTACTINFO: 'Primary Contact', BILLTO: 'Bill to Contact', SHIPTO: 'Ship to Contact' } as const;

/**
 * The contact list after a save: sent rows are appended, a row that is there already is passed over, an empty element clears.
 *
 * Source:  developer.intacct.com, "Customers": CONTACT_LIST_INFO; CUSTOMERCONTACTS wins when both are given.
 * Assumed: an empty element followed by rows clears first, then appends.
 */
export function contactListAfter(rows: readonly ContactListRow[], saving: Saving): readonly ContactListRow[] {
  const { lists } = saving.input;
  const sent = lists.get('CUSTOMERCONTACTS') ?? lists.get('CONTACT_LIST_INFO');
  let list = rows;
  for (const each of sent ?? []) list = isEmpty(each) ? [] : append(list, readRow(each, saving));
  return list;
}

export function append(rows: readonly ContactListRow[], row: ContactListRow): readonly ContactListRow[] {
  const isThere = rows.some((each) => each.CATEGORYNAME === row.CATEGORYNAME && each.CONTACT.NAME === row.CONTACT.NAME);
  return isThere ? rows : [...rows, row];
}

/** Refuses a name that is no contact's, or that of one that cannot be seen from here. */
export function demandContact(name: string, { company, signed }: Saving): string {
  const contact = company.find('CONTACT', name);
  if (contact === undefined || !isVisible(contact, signed.entity)) throw contactMissing(name);
  return name;
}

function readRow(input: Input, saving: Saving): ContactListRow {
  const category = given(input, 'CATEGORYNAME');
  const name = given(input, 'CONTACT.NAME');
  if (category === '') throw missingField({ name: 'CATEGORYNAME', label: 'Category name' });
  if (name === '') throw missingField({ name: 'CONTACT.NAME', label: 'Contact name' });
  return { CATEGORYNAME: category, CONTACT: { NAME: demandContact(name, saving) } };
}

function isEmpty(input: Input): boolean {
  return [...input.fields.values()].every((value) => value === '');
}
