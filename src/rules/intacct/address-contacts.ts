import type { ContactSide, IntacctCommand } from '../../model/intacct.js';
import type { AccountSnapshot } from './account-snapshot.js';
import { createContact, type Sync, updateContact } from './commands.js';
import { SIDES } from './lookup-contacts.js';
import { differing } from './mapping.js';
import { addressContactName, POLICIES } from './policies.js';
import { addressContactFields, hasAddress, SMART_FIELDS } from './standard-mappings.js';

/**
 * The sides for which a new customer gets an address contact.
 *
 * Source:  IA-51; A.6: the package makes contacts from the addresses where no lookup is filled.
 * Assumed: D-30, without *Update billing and shipping address categories* only where no lookup serves the side.
 */
export function addressSidesOfNew({ account, lookups, settings }: AccountSnapshot): readonly ContactSide[] {
  const isKept = settings.accounts.updateAddressCategories;
  return SIDES.filter((side) => hasAddress(account, side) && (isKept || (POLICIES.addressContactsOnceWhenOff && lookups[side] === null)));
}

/**
 * Keeps the address contacts of a linked account: the address under *Update billing and shipping address categories*, the name always.
 *
 * Source:  IA-51, IA-52: the same contacts are updated in place. IA-19: an account's name reaches its address contacts by itself.
 * Assumed: D-30, with the setting off a missing one is made only to finish a creation that failed half-way.
 */
export function addressContactWork(snapshot: AccountSnapshot, customerId: string, sync: Sync): readonly IntacctCommand[] {
  return SIDES.flatMap((side): readonly IntacctCommand[] => {
    const present = snapshot.addressContacts[side];
    const name = addressContactName(side, customerId);
    const wanted = addressContactFields(snapshot.account, side);
    if (present === null) return isDue(snapshot, side) ? [createContact(sync, name, wanted, null)] : [];
    const followed = isKept(snapshot) ? wanted : smartFields(wanted);
    const fields = differing(followed, present.fields);
    return Object.keys(fields).length === 0 ? [] : [updateContact({ ...sync, entity: present.entity }, name, fields)];
  });
}

/** Whether the address contact of a side will exist once the commands took effect. */
export function willHaveAddressContact(snapshot: AccountSnapshot, side: ContactSide): boolean {
  return hasAddress(snapshot.account, side) && (snapshot.addressContacts[side] !== null || isDue(snapshot, side));
}

function isDue(snapshot: AccountSnapshot, side: ContactSide): boolean {
  if (snapshot.isUnfinished) return addressSidesOfNew(snapshot).includes(side);
  return isKept(snapshot) && hasAddress(snapshot.account, side) && snapshot.kind !== 'smart';
}

/** Smart sync carries the name alone, whatever the category says of addresses. */
function isKept({ settings, kind }: AccountSnapshot): boolean {
  return settings.accounts.updateAddressCategories && kind !== 'smart';
}

function smartFields(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => SMART_FIELDS.includes(name)));
}
