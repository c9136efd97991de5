import type { Customer, IntacctContact, IntacctFields, SalesforceRow } from '../../model/intacct.js';
import type { RecordRef } from '../../model/record.js';
import type { IntacctConclusion } from '../../rules/intacct/conclusions.js';
import { contactBack, customerToAccount } from '../../rules/intacct/customer-to-account.js';
import { closedGate } from '../../rules/intacct/gates.js';
import { type FieldTypes, type Mapping, type References, runsFromIntacct } from '../../rules/intacct/mapping.js';
import type { IntacctSettings } from '../../rules/intacct/settings.js';
import type { Concluded, FlowContext, PendingKey, Reconciled } from '../flow.js';
import { readRecords } from './intacct-reads.js';
import { readContactRows } from './load-contacts.js';
import { holderOf, linkOf, readKey } from './memory.js';
import { type IntacctParts, settingsAt, settingsNow } from './parts.js';
import { readAccounts } from './read-accounts.js';
import { dataOf } from './triggers.js';

/** Decides what Salesforce follows when people saved customers (or contacts) in Intacct. */
export async function reconcileSaves(
  object: 'CUSTOMER' | 'CONTACT',
  keys: readonly PendingKey[],
  parts: IntacctParts,
  context: FlowContext,
): Promise<readonly Reconciled[]> {
  const settings = settingsNow(context);
  const isCustomer = object === 'CUSTOMER';
  const held = keys.map((key) => heldBy(object, key, context));
  const open = keys.filter((key, index) => held[index] !== null && gateOf(key, object, true, settings, parts, context) === null);
  const ids = open.map(({ key }) => readKey(key).id);
  const found = await readRecords(parts.intacct, isCustomer ? { customerIds: ids } : { contactNames: ids }, settings);
  const saved: ReadonlyMap<string, Customer | IntacctContact> = isCustomer ? found.customers : found.contacts;
  const holders = open.flatMap((key) => heldBy(object, key, context) ?? []);
  const rows = isCustomer ? await readAccounts(holders, settings, parts) : await readContactRows(holders, settings, parts);
  const mapped = isCustomer ? 'Account' : 'Contact';
  const { mappings } = isCustomer ? settings.accounts : settings.contacts;
  const references = await parts.fields.references(mapped, lookedUp(mappings, [...saved.values()]));
  const facts = { types: parts.fields.types(mapped), references };
  return keys.map((key, index): Reconciled => {
    const { id } = readKey(key.key);
    const holder = held[index] ?? null;
    const closed = gateOf(key, object, holder !== null, settings, parts, context);
    const conclusion = closed ?? follow(object, saved.get(id), rows.get(holder ?? ''), settings, facts);
    return { key: key.key, concluded: conclusion === null ? [] : [concluded(object, id, holder, conclusion)] };
  });
}

/** The Intacct IDs that saved records name in fields of lookup mappings, by Salesforce field. */
function lookedUp(mappings: readonly Mapping[], saved: readonly { readonly fields: IntacctFields }[]): Map<string, Set<string>> {
  const lookups = mappings.filter((mapping) => mapping.lookupObject !== undefined && runsFromIntacct(mapping));
  const named = (field: string): Set<string> => new Set(saved.map(({ fields }) => fields[field] ?? '').filter((value) => value !== ''));
  return new Map(lookups.map(({ salesforceField, intacctField }) => [salesforceField, named(intacctField)]));
}

/** The Salesforce record that the saved one was tied to at the time; stamps have whole seconds. */
function heldBy(object: 'CUSTOMER' | 'CONTACT', { key, triggers }: PendingKey, context: FlowContext): string | null {
  const holder = holderOf(context, object, readKey(key).id);
  const link = holder === null ? null : linkOf(context, object === 'CUSTOMER' ? 'Account' : 'Contact', holder);
  const savedAt = dataOf(triggers.at(-1)!).at;
  return link !== null && Math.floor(link.at / 1_000) * 1_000 <= savedAt ? holder : null;
}

function gateOf(
  { triggers }: PendingKey,
  object: 'CUSTOMER' | 'CONTACT',
  isLinked: boolean,
  now: IntacctSettings,
  { orgKind }: IntacctParts,
  context: FlowContext,
): IntacctConclusion | null {
  const { at, event } = dataOf(triggers.at(-1)!);
  const user = { name: 'a user of Sage Intacct', isMapped: true, mayUnmapped: true };
  const gate = { kind: 'intacctSave', object, isLinked, isChanged: true, org: orgKind.facts } as const;
  return closedGate({ ...gate, user, atTrigger: settingsAt(context, at, event), now });
}

function follow(
  object: 'CUSTOMER' | 'CONTACT',
  saved: Customer | IntacctContact | undefined,
  row: SalesforceRow | undefined,
  { accounts, contacts }: IntacctSettings,
  facts: { readonly types: FieldTypes; readonly references: References },
): IntacctConclusion | null {
  if (saved === undefined || row === undefined) return null;
  if (object === 'CUSTOMER')
    return customerToAccount({ row, saved, isSyncedOnce: accounts.syncOnlyOnce, mappings: accounts.mappings, ...facts });
  return contactBack({ row, saved, isSyncedOnce: contacts.syncOnlyOnce, mappings: contacts.mappings, ...facts });
}

function concluded(object: 'CUSTOMER' | 'CONTACT', id: string, holder: string | null, conclusion: IntacctConclusion): Concluded {
  const about: RecordRef[] = [{ system: 'intacct', object, id }];
  // What leaves Salesforce as it is says nothing about the record there.
  if (holder !== null && conclusion.outcome !== 'skip')
    about.push({ system: 'salesforce', object: object === 'CUSTOMER' ? 'Account' : 'Contact', id: holder });
  return { conclusion: conclusion as Concluded['conclusion'], about, facts: { trigger: 'intacctSave' } };
}
