import type { IntacctCommand, IntacctContact, SalesforceRow, SyncedRecord } from '../../model/intacct.js';
import { createContact, type Sync, updateContact, updateCustomer } from './commands.js';
import { create, type IntacctConclusion, link, refuse, skip, update } from './conclusions.js';
import { TRIGGER_RULES, type TriggerKind } from './gates.js';
import type { Identity } from './identity.js';
import { differing, type FieldTypes } from './mapping.js';
import { POLICIES } from './policies.js';
import type { IntacctSettings } from './settings.js';
import { contactFields, textOf } from './standard-mappings.js';
import { SYNC_STATUS, showFailure, WRITTEN_BACK, writeBackSuccess } from './write-back.js';

/** All that is read before a contact is synced by itself. */
export type ContactSnapshot = {
  readonly kind: TriggerKind;
  readonly row: SalesforceRow;
  readonly identity: Identity;
  /** The Intacct contact of the identity; null when it is to be made. */
  readonly contact: IntacctContact | null;
  /** The name for a new one; null when every candidate is taken. */
  readonly freeName: string | null;
  readonly entity: string;
  readonly entityRules: readonly string[];
  readonly isEntityKnown: boolean;
  /** The customer of its account, when that is linked; `lists` says whether its contact list has the contact already. */
  readonly customer: { readonly id: string; readonly entity: string; readonly lists: (contactName: string) => boolean } | null;
  readonly settings: IntacctSettings;
  readonly types: FieldTypes;
  readonly now: number;
};

/**
 * Decides what Intacct owes to a Salesforce contact whose trigger passed the gates.
 *
 * Source:  Sage Intacct help, "Sync Contacts": IA-25, IA-35, IA-36; reference A.6.
 * Refuses: what `resolveIdentity` refuses; `entity-unknown`; `name-missing`.
 * Assumed: D-9 names, D-26 a renamed contact keeps its key, D-32 the row of a contact whose account is linked.
 */
export function contactToContact(snapshot: ContactSnapshot): IntacctConclusion {
  const { identity, row } = snapshot;
  const owner: SyncedRecord = { object: 'Contact', id: row.Id };
  const rules = [...TRIGGER_RULES[snapshot.kind], ...identity.rules];
  const refused = (reason: string, text: string, more: readonly string[] = []): IntacctConclusion =>
    refuse([...rules, ...more], reason, text, showFailure(owner, '', text));
  if (identity.kind === 'refuse') return refused(identity.reason, identity.text);
  if (identity.kind !== 'create') return refresh(snapshot, identity, owner, rules);
  if (!snapshot.isEntityKnown)
    return refused('entity-unknown', `Intacct Entity '${snapshot.entity}' does not exist or is inactive`, ['D-33']);
  const name = identity.id === '' ? snapshot.freeName : identity.id;
  if (name === null || name === '') return refused('name-missing', `no free contact name for '${textOf(row['Name'])}'`, ['D-9']);
  return make(snapshot, name, owner, [
    ...rules,
    ...listRules(snapshot),
    ...(snapshot.customer === null ? ['IA-36'] : []),
    'D-9',
    ...snapshot.entityRules,
  ]);
}

function make(snapshot: ContactSnapshot, name: string, owner: SyncedRecord, rules: readonly string[]): IntacctConclusion {
  const sync: Sync = { owner, ownerIntacctId: '', entity: snapshot.entity };
  const wanted = contactFields(snapshot.row, snapshot.settings.contacts.mappings, snapshot.types);
  const commands = [
    createContact(sync, name, wanted, snapshot.row.Id),
    ...rowCommands(snapshot, name, owner),
    writeBackSuccess(owner, name, snapshot.now),
  ];
  return create(rules, rules.includes('IA-38') ? 'duplicate-without-id' : 'not-synced-yet', `contact '${name}' is made`, commands);
}

function refresh(
  snapshot: ContactSnapshot,
  identity: { readonly kind: 'update' | 'adopt'; readonly id: string },
  owner: SyncedRecord,
  given: readonly string[],
): IntacctConclusion {
  const { row, contact, settings, types, now } = snapshot;
  const sync: Sync = { owner, ownerIntacctId: identity.id, entity: contact?.entity ?? '' };
  const fields = differing(contactFields(row, settings.contacts.mappings, types), contact?.fields ?? {});
  const listed = rowCommands(snapshot, identity.id, owner);
  const writes: readonly IntacctCommand[] = [
    ...(Object.keys(fields).length === 0 ? [] : [updateContact(sync, identity.id, fields)]),
    ...listed,
  ];
  const isShown = row[WRITTEN_BACK.id] === identity.id && row[WRITTEN_BACK.status] === SYNC_STATUS.success;
  const commands = writes.length === 0 && isShown ? [] : [...writes, writeBackSuccess(owner, identity.id, now)];
  const isRenamed = 'PRINTAS' in fields || 'FIRSTNAME' in fields || 'LASTNAME' in fields;
  const rules = [...given, ...(listed.length > 0 ? listRules(snapshot) : []), ...(isRenamed ? ['D-26'] : [])];
  if (identity.kind === 'adopt')
    return link(rules, 'own-id-exists', `contact '${identity.id}' exists and is tied to no Salesforce contact`, commands);
  if (writes.length === 0)
    return skip([...rules, 'IA-20'], 'already-the-same', `contact '${identity.id}' holds everything already`, commands);
  return update([...rules, 'D-34'], 'changed', `differs in ${Object.keys(fields).join(', ') || 'the contact list'}`, commands);
}

/** An account that went first has its contacts in its customer's list. */
function listRules({ customer }: ContactSnapshot): readonly string[] {
  return customer === null ? [] : ['IA-35', 'IA-36', 'D-32'];
}

/** D-32: a row in its customer's list, unless it stands there in some category. An edit alone changes content only. */
function rowCommands({ customer, kind }: ContactSnapshot, name: string, owner: SyncedRecord): readonly IntacctCommand[] {
  if (customer === null || kind === 'contactEdit' || customer.lists(name)) return [];
  const rows = [{ category: POLICIES.ownContactCategory, contactName: name }];
  const sync: Sync = { owner, ownerIntacctId: name, entity: customer.entity };
  return [updateCustomer(sync, customer.id, {}, { clear: false, rows })];
}
