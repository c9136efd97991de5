import type { ContactSide, IntacctCommand, IntacctFields, SyncedRecord } from '../../model/intacct.js';
import type { AccountSnapshot } from './account-snapshot.js';
import { addressContactWork, addressSidesOfNew, willHaveAddressContact } from './address-contacts.js';
import { createContact, createCustomer, type Sync, updateContact, updateCustomer, updatesTogether } from './commands.js';
import { create, type IntacctConclusion, link, refuse, skip, update } from './conclusions.js';
import { alignContactList, type ContactListChange, hasClearedRow, type LookupNames, lookupRows } from './contact-list.js';
import { choosePointer, OPTION_RULES, type Pointer } from './default-contacts.js';
import { TRIGGER_RULES } from './gates.js';
import { lookupContactWork, SIDES } from './lookup-contacts.js';
import { differing } from './mapping.js';
import { addressContactName, POLICIES } from './policies.js';
import { addressContactFields, customerFields, hasAddress, SMART_FIELDS, textOf } from './standard-mappings.js';
import { SYNC_STATUS, showFailure, WRITTEN_BACK, writeBackSuccess } from './write-back.js';

const POINTER_FIELDS: Readonly<Record<ContactSide, string>> = { billTo: 'BILLTO.CONTACTNAME', shipTo: 'SHIPTO.CONTACTNAME' };

/**
 * Decides what Intacct owes to an account whose trigger passed the gates.
 *
 * Source:  Sage Intacct help, "Sync Accounts"; reference A.4, A.5, A.8.
 * Inputs:  the account, its customer, contacts and settings as read in this pass.
 * Refuses: what `resolveIdentity` refuses; `entity-unknown`; `contact-problem` when a lookup's contact cannot be synced;
 *          `parent-problem` when the parent account cannot be.
 */
export function accountToCustomer(snapshot: AccountSnapshot): IntacctConclusion {
  const { identity } = snapshot;
  const owner: SyncedRecord = { object: 'Account', id: snapshot.account.Id };
  const rules = [...TRIGGER_RULES[snapshot.kind], ...identity.rules];
  const refused = (reason: string, text: string, more: readonly string[] = []): IntacctConclusion =>
    refuse([...rules, ...more], reason, text, showFailure(owner, '', text, preTicks(snapshot)));
  if (identity.kind === 'refuse') return refused(identity.reason, identity.text);
  const problem = SIDES.map((side) => snapshot.lookups[side]?.problem).find((text) => typeof text === 'string');
  if (problem !== undefined && problem !== null && snapshot.kind !== 'smart') return refused('contact-problem', problem, ['IA-23']);
  if (snapshot.parentProblem !== null) return refused('parent-problem', snapshot.parentProblem, ['D-24']);
  if (identity.kind !== 'create') return refresh(snapshot, identity, owner, rules);
  if (!snapshot.isEntityKnown)
    return refused('entity-unknown', `Intacct Entity '${snapshot.entity}' does not exist or is inactive`, ['IA-45']);
  return make(snapshot, identity.id, owner, rules);
}

/** A new customer: contacts of the lookups, the customer, then what needs its id. */
function make(snapshot: AccountSnapshot, ownId: string, owner: SyncedRecord, rules: readonly string[]): IntacctConclusion {
  const sync: Sync = { owner, ownerIntacctId: '', entity: snapshot.entity };
  const names = lookupNames(snapshot);
  const sides = addressSidesOfNew(snapshot);
  const pointers = SIDES.map((side) => [side, pointerOfNew(snapshot, side, sides.includes(side))] as const);
  const lookups = lookupContactWork(snapshot, sync);
  const addressContacts = sides.map((side) => ({ side, fields: addressContactFields(snapshot.account, side) }));
  // D-12: with an own id the names of the address contacts are known before the customer is.
  const early = ownId === '' ? [] : addressContacts.flatMap(({ side, fields }) => earlyAddressContact(snapshot, sync, ownId, side, fields));
  const fields: IntacctFields = {
    ...(ownId === '' ? {} : { CUSTOMERID: ownId }),
    ...wantedFields(snapshot),
    ...Object.fromEntries(pointers.flatMap(([side, pointer]) => pointerField(side, pointer, names, ownId))),
  };
  const afterwards = {
    addressContacts: ownId === '' ? addressContacts : [],
    pointers: ownId === '' ? pointers.filter(([, pointer]) => pointer === 'address').map(([side]) => side) : [],
    preTick: preTicks(snapshot),
  };
  const commands = [...lookups.first, ...early, createCustomer(sync, ownId, fields, lookupRows(names), afterwards), ...lookups.last];
  const more = [
    'IA-2',
    ...snapshot.entityRules,
    ...effectRules(snapshot, names, sides.length > 0),
    ...creationRules(snapshot, sides.length > 0),
  ];
  const reason = rules.includes('IA-38') ? 'duplicate-without-id' : 'not-synced-yet';
  const text = reason === 'duplicate-without-id' ? 'Intacct ID is blank: a second customer is made' : 'no customer yet';
  return create(unique([...rules, ...more]), reason, text, commands);
}

/** The address contact of an own id; one that an earlier, failed attempt left is brought up to date. */
function earlyAddressContact(
  snapshot: AccountSnapshot,
  sync: Sync,
  ownId: string,
  side: ContactSide,
  fields: IntacctFields,
): readonly IntacctCommand[] {
  const name = addressContactName(side, ownId);
  const present = snapshot.addressContacts[side];
  if (present === null) return [createContact(sync, name, fields, null)];
  const changed = differing(fields, present.fields);
  return Object.keys(changed).length === 0 ? [] : [updateContact({ ...sync, entity: present.entity }, name, changed)];
}

/** An existing customer: only what differs is sent, and nothing at all when nothing does. */
function refresh(
  snapshot: AccountSnapshot,
  identity: { readonly kind: 'update' | 'adopt'; readonly id: string },
  owner: SyncedRecord,
  rules: readonly string[],
): IntacctConclusion {
  const { customer, account, now } = snapshot;
  const sync: Sync = { owner, ownerIntacctId: identity.id, entity: customer?.entity ?? '' };
  const isSmart = snapshot.kind === 'smart';
  const names = lookupNames(snapshot);
  const lookups = isSmart ? { first: [], last: [] } : lookupContactWork(snapshot, sync);
  const addresses = addressContactWork(snapshot, identity.id, sync);
  const list = isSmart ? null : listChange(snapshot, names);
  const fields = differing(
    { ...wantedFields(snapshot), ...(isSmart ? {} : pointersOfLinked(snapshot, identity.id, names)) },
    customer?.fields ?? {},
  );
  const own = Object.keys(fields).length === 0 && list === null ? [] : [updateCustomer(sync, identity.id, fields, list)];
  const writes: readonly IntacctCommand[] = [...lookups.first, ...addresses, ...own];
  const isShown =
    account[WRITTEN_BACK.id] === identity.id &&
    account[WRITTEN_BACK.status] === SYNC_STATUS.success &&
    textOf(account[WRITTEN_BACK.errors]) === '';
  const shown =
    writes.length === 0 && lookups.last.length === 0 && isShown ? [] : [writeBackSuccess(owner, identity.id, now, preTicks(snapshot))];
  const commands = [...updatesTogether(writes), ...shown, ...lookups.last];
  const more = unique([...rules, ...effectRules(snapshot, names, addresses.length > 0), ...updateRules(snapshot, names, fields)]);
  if (identity.kind === 'adopt') return link(more, 'own-id-exists', `customer ${identity.id} exists and is tied to no account`, commands);
  if (writes.length === 0)
    return skip([...more, 'IA-20'], 'already-the-same', `customer ${identity.id} holds everything already`, commands);
  return update(more, 'changed', changedText(fields, writes.length), commands);
}

/** What the account's mapped fields ask for; smart sync follows the name alone. */
function wantedFields(snapshot: AccountSnapshot): IntacctFields {
  const { account, settings, types, parentId, kind } = snapshot;
  const all = customerFields(account, settings.accounts.mappings, types);
  const fields = kind === 'smart' ? smartOnly(all) : all;
  if (kind === 'smart') return fields;
  // A parent that was taken away goes from the customer too; one that never synced says nothing.
  const parent = textOf(account['ParentId']) === '' && snapshot.customer !== null ? '' : parentId;
  return parent === null ? fields : { ...fields, PARENTID: parentId ?? parent };
}

function smartOnly(fields: IntacctFields): IntacctFields {
  const names = SMART_FIELDS.map((name) => `DISPLAYCONTACT.${name}`);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}

function lookupNames({ lookups }: AccountSnapshot): LookupNames {
  return { billTo: lookups.billTo?.name ?? null, shipTo: lookups.shipTo?.name ?? null };
}

function pointerOfNew({ lookups, settings }: AccountSnapshot, side: ContactSide, hasAddress: boolean): Pointer {
  return choosePointer(settings.accounts.defaultContacts, { hasLookup: lookups[side] !== null, hasAddress }, true);
}

function pointerField(side: ContactSide, pointer: Pointer, names: LookupNames, customerId: string): readonly (readonly [string, string])[] {
  const lookup = names[side];
  if (pointer === 'lookup' && lookup !== null) return [[POINTER_FIELDS[side], lookup]];
  return pointer === 'address' && customerId !== '' ? [[POINTER_FIELDS[side], addressContactName(side, customerId)]] : [];
}

/** Default contacts on an update; a creation that was left half-done is finished as a creation. Source: A.2.1. */
function pointersOfLinked(snapshot: AccountSnapshot, customerId: string, names: LookupNames): IntacctFields {
  const { settings, lookups, isUnfinished } = snapshot;
  const fields = SIDES.flatMap((side) => {
    const facts = { hasLookup: lookups[side] !== null, hasAddress: willHaveAddressContact(snapshot, side) };
    return pointerField(side, choosePointer(settings.accounts.defaultContacts, facts, isUnfinished), names, customerId);
  });
  return Object.fromEntries(fields);
}

/** Rows follow the lookups under IA-53; otherwise they are set at creation only (D-36), which an unfinished one still owes. */
function listChange({ settings, customer, isUnfinished }: AccountSnapshot, names: LookupNames): ContactListChange | null {
  if (!settings.accounts.updateBillToShipToCategories && !isUnfinished) return null;
  return alignContactList(customer?.contactList ?? [], names);
}

/** D-4: the accounts that *Add new* covers get the box ticked. */
function preTicks({ isAddNew, account }: AccountSnapshot): boolean {
  return isAddNew && POLICIES.addNewTicksCheckbox && account[WRITTEN_BACK.checkbox] !== true;
}

function effectRules({ settings, kind }: AccountSnapshot, names: LookupNames, hasAddresses: boolean): readonly string[] {
  const hasLookups = names.billTo !== null || names.shipTo !== null;
  return [
    ...(kind === 'smart' ? [] : ['IA-21', 'IA-22']),
    ...(hasLookups && kind !== 'smart' ? ['IA-23', 'IA-24'] : []),
    ...(hasAddresses ? ['IA-52', settings.accounts.updateAddressCategories ? 'IA-51' : 'D-30'] : []),
    ...(settings.accounts.updateBillToShipToCategories && hasLookups ? ['IA-53'] : []),
    ...(kind === 'smart' ? ['D-5'] : ['IA-54', OPTION_RULES[settings.accounts.defaultContacts]]),
  ];
}

/** What only a creation rests on. */
function creationRules(snapshot: AccountSnapshot, hasAddresses: boolean): readonly string[] {
  return [
    ...(hasAddresses ? ['D-12'] : []),
    ...(snapshot.settings.accounts.defaultContacts === 'never' ? ['D-14'] : []),
    ...(preTicks(snapshot) ? ['D-4'] : []),
  ];
}

/** What only an update rests on: addresses and rows that stay as they are, rows that go, blanks that empty a field. */
function updateRules(snapshot: AccountSnapshot, names: LookupNames, fields: IntacctFields): readonly string[] {
  const { settings, account, kind, customer } = snapshot;
  if (kind === 'smart') return [];
  const { updateAddressCategories, updateBillToShipToCategories } = settings.accounts;
  const isCleared = updateBillToShipToCategories && hasClearedRow(customer?.contactList ?? [], names);
  return [
    ...(!updateAddressCategories && SIDES.some((side) => hasAddress(account, side)) ? ['IA-26'] : []),
    ...(!updateBillToShipToCategories && (names.billTo ?? names.shipTo) !== null ? ['D-36'] : []),
    ...(isCleared ? ['D-13'] : []),
    ...(Object.values(fields).includes('') ? ['D-25'] : []),
  ];
}

function changedText(fields: IntacctFields, writes: number): string {
  const names = Object.keys(fields);
  return names.length === 0 ? `${writes} records of the customer differ` : `differs in ${names.join(', ')}`;
}

function unique(rules: readonly string[]): readonly string[] {
  return [...new Set(rules)];
}
