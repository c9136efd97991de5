import type { ContactSide, IntacctCommand } from '../../model/intacct.js';
import type { AccountSnapshot, LookupContact } from './account-snapshot.js';
import { createContact, type Sync, updateContact } from './commands.js';
import { differing } from './mapping.js';
import { contactFields } from './standard-mappings.js';
import { WRITTEN_BACK, writeBackSuccess } from './write-back.js';

export const SIDES: readonly ContactSide[] = ['billTo', 'shipTo'];

/** The commands that bring the contacts of the two lookups to Intacct, and what is written back to them when all is done. */
export type LookupWork = { readonly first: readonly IntacctCommand[]; readonly last: readonly IntacctCommand[] };

/**
 * Creates or refreshes the Intacct contacts that the Bill-to and Ship-to lookups name; one contact in both is one contact.
 *
 * Source:  Sage Intacct help, "Sync Accounts": IA-23, IA-25; contacts go before the customer, whose defaults must name existing ones.
 * Inputs:  contacts that synced once are left alone when contacts sync only once.
 */
export function lookupContactWork(snapshot: AccountSnapshot, sync: Sync): LookupWork {
  const contacts = distinct(SIDES.flatMap((side) => snapshot.lookups[side] ?? []));
  const first = contacts.flatMap((lookup) => contactCommands(lookup, snapshot, sync));
  const last = contacts
    .filter(({ row, name, isMadeElsewhere }) => !isMadeElsewhere && row[WRITTEN_BACK.id] !== name)
    .map(({ row, name }) => writeBackSuccess({ object: 'Contact', id: row.Id }, name, snapshot.now));
  return { first, last };
}

function contactCommands(
  { row, name, contact, isMadeElsewhere }: LookupContact,
  { settings, contactTypes }: AccountSnapshot,
  sync: Sync,
): readonly IntacctCommand[] {
  if (isMadeElsewhere) return [];
  const wanted = contactFields(row, settings.contacts.mappings, contactTypes);
  if (contact === null) return [createContact(sync, name, wanted, row.Id)];
  if (settings.contacts.syncOnlyOnce) return [];
  const fields = differing(wanted, contact.fields);
  return Object.keys(fields).length === 0 ? [] : [updateContact({ ...sync, entity: contact.entity }, name, fields)];
}

function distinct(contacts: readonly LookupContact[]): readonly LookupContact[] {
  return contacts.filter((lookup, index) => contacts.findIndex(({ name }) => name === lookup.name) === index);
}
