import type { Memory } from '../../journal/journal.js';
import type { Customer, SalesforceRow } from '../../model/intacct.js';
import type { RecordRef } from '../../model/record.js';
import type { IntacctConclusion } from '../../rules/intacct/conclusions.js';
import { contactToContact } from '../../rules/intacct/contact-to-contact.js';
import { chooseContactEntity, type EntityChoice } from '../../rules/intacct/entity.js';
import type { TriggerKind } from '../../rules/intacct/gates.js';
import type { IntacctSettings } from '../../rules/intacct/settings.js';
import { textOf } from '../../rules/intacct/standard-mappings.js';
import { WRITTEN_BACK } from '../../rules/intacct/write-back.js';
import type { Concluded, FlowContext, PendingKey, Reconciled } from '../flow.js';
import { chooseTrigger } from './choose-trigger.js';
import { ACCOUNT_FIELDS } from './columns.js';
import { readContactLists, readRecords } from './intacct-reads.js';
import { contactNamesOf, readContactRows, resolveContacts } from './load-contacts.js';
import { isUnfinished, keyOf, linkOf, owedId, readKey, tie } from './memory.js';
import { type IntacctParts, settingsNow } from './parts.js';
import { readAccounts } from './read-accounts.js';
import { loadUsers } from './reconcile-accounts.js';
import { dataOf } from './triggers.js';

type Decided = { readonly kind: TriggerKind; readonly conclusion: IntacctConclusion; readonly ties?: readonly Memory[] };
/** `transactionEntity` is null unless a transaction or contract asks. */
type ToSync = { readonly row: SalesforceRow; readonly kind: TriggerKind; readonly transactionEntity: string | null };

/** Decides what happened to contacts that were saved or synced by themselves. */
export async function reconcileContacts(
  keys: readonly PendingKey[],
  parts: IntacctParts,
  context: FlowContext,
): Promise<readonly Reconciled[]> {
  const settings = settingsNow(context);
  const rows = await readContactRows(
    keys.map(({ key }) => readKey(key).id),
    settings,
    parts,
  );
  await loadUsers(keys, settings, parts);
  const own = await parts.salesforce.userId();
  const closed = new Map<string, Decided>();
  const open: ToSync[] = [];
  const waiting = new Set<string>();
  for (const { key, triggers } of keys) {
    const row = rows.get(readKey(key).id);
    if (row === undefined) continue;
    const choice = chooseTrigger(
      triggers,
      { object: 'Contact', row, isLinked: isSynced(row, context), now: settings, own, org: parts.orgKind.facts },
      parts.users,
      context,
    );
    if (choice === null) continue;
    if (choice.closed === null && waitsForAccount(row, choice.kind, context)) waiting.add(key);
    else if (choice.closed === null) open.push({ row, kind: choice.kind, transactionEntity: dataOf(choice.trigger).entity ?? null });
    else closed.set(row.Id, { kind: choice.kind, conclusion: choice.closed });
  }
  const decided = new Map<string, Decided>(closed);
  for (const [id, each] of await decide(open, settings, parts, context)) decided.set(id, each);
  return keys.map(({ key }) => {
    if (waiting.has(key)) return { key, concluded: [], parked: true };
    const { id } = readKey(key);
    return { key, concluded: concludedOf(id, decided, rows, context), remember: decided.get(id)?.ties ?? [] };
  });
}

/** IA-35: accounts go before contacts, also when the account has to be tried again. An edit of a contact asks for no list. */
function waitsForAccount(row: SalesforceRow, kind: TriggerKind, context: FlowContext): boolean {
  const accountId = textOf(row['AccountId']);
  return kind !== 'contactEdit' && accountId !== '' && (context.recall('pending', keyOf('Account', accountId)) ?? null) !== null;
}

async function decide(
  open: readonly ToSync[],
  settings: IntacctSettings,
  parts: IntacctParts,
  context: FlowContext,
): Promise<ReadonlyMap<string, Decided>> {
  const decided = new Map<string, Decided>();
  if (open.length === 0) return decided;
  const accounts = await readAccounts(
    open.map(({ row }) => textOf(row['AccountId'])).filter((id) => id !== ''),
    settings,
    parts,
  );
  const rows = open.map(({ row }) => row);
  // An edit alone changes no list: its customer need not be looked at.
  const customerIds = open.filter(({ kind }) => kind !== 'contactEdit').map(({ row }) => customerIdOf(row, context));
  const asked = open.map(({ row, transactionEntity }) => [accountEntityOf(row, accounts), transactionEntity ?? '']);
  const wanted = { customerIds, contactNames: contactNamesOf(rows, context), entities: asked.flat() };
  const found = await readRecords(parts.intacct, wanted, settings);
  const contacts = resolveContacts(rows, found.contacts, context);
  const customers = await withLists(found.customers, parts);
  const chosen = open.map((each) => entityOf(each, settings, accounts, customers, context));
  open.forEach(({ row, kind }, index) => {
    const { identity, contact, freeName } = contacts.get(row.Id)!;
    const { entity, rules: entityRules } = chosen[index]!;
    const customer = customers.get(customerIdOf(row, context)) ?? null;
    const conclusion = contactToContact({
      kind,
      row,
      identity,
      contact,
      freeName,
      entity,
      entityRules,
      isEntityKnown: entity === '' || entity === customer?.entity || found.entities.has(entity),
      customer: customer === null ? null : { id: customer.id, entity: customer.entity, lists: (name) => lists(customer, name) },
      settings,
      types: parts.fields.types('Contact'),
      now: context.now(),
    });
    const account: RecordRef = { system: 'salesforce', object: 'Contact', id: row.Id };
    // A record that is adopted is tied at once: nothing has to be made for it.
    const ties = identity.kind === 'adopt' ? tie(context, account, { system: 'intacct', object: 'CONTACT', id: identity.id }) : [];
    decided.set(row.Id, { kind, conclusion, ties });
  });
  return decided;
}

async function withLists(customers: ReadonlyMap<string, Customer>, parts: IntacctParts): Promise<ReadonlyMap<string, Customer>> {
  const lists = await readContactLists(parts.intacct, [...customers.values()]);
  return new Map([...customers].map(([id, customer]) => [id, { ...customer, contactList: lists.get(id) ?? [] }]));
}

function lists({ contactList }: Customer, contactName: string): boolean {
  return (contactList ?? []).some((row) => row.contactName === contactName);
}

function customerIdOf(row: SalesforceRow, context: FlowContext): string {
  const accountId = textOf(row['AccountId']);
  return accountId === '' ? '' : (linkOf(context, 'Account', accountId)?.other.id ?? '');
}

function entityOf(
  { row, transactionEntity }: ToSync,
  settings: IntacctSettings,
  accounts: ReadonlyMap<string, SalesforceRow>,
  customers: ReadonlyMap<string, Customer>,
  context: FlowContext,
): EntityChoice {
  const own = accountEntityOf(row, accounts);
  const isFirst = settings.accounts.syncFirst || settings.contacts.syncFirst;
  return chooseContactEntity(customers.get(customerIdOf(row, context))?.entity ?? null, own, transactionEntity, isFirst);
}

function accountEntityOf(row: SalesforceRow, accounts: ReadonlyMap<string, SalesforceRow>): string {
  return textOf(accounts.get(textOf(row['AccountId']))?.[ACCOUNT_FIELDS.entity]);
}

function isSynced(row: SalesforceRow, context: FlowContext): boolean {
  if (linkOf(context, 'Contact', row.Id) === null || isUnfinished(context, 'Contact', row.Id)) return false;
  return textOf(row[WRITTEN_BACK.id]) !== '' || owedId(context, 'Contact', row.Id) !== null;
}

function concludedOf(
  id: string,
  decided: ReadonlyMap<string, Decided>,
  rows: ReadonlyMap<string, SalesforceRow>,
  context: FlowContext,
): readonly Concluded[] {
  const each = decided.get(id);
  const row = rows.get(id);
  if (each === undefined || row === undefined) return [];
  const name = linkOf(context, 'Contact', id)?.other.id ?? textOf(row[WRITTEN_BACK.id]);
  const about: RecordRef[] = [{ system: 'salesforce', object: 'Contact', id }];
  if (name !== '') about.push({ system: 'intacct', object: 'CONTACT', id: name });
  const facts = { trigger: each.kind, name: textOf(row['Name']), intacctId: textOf(row[WRITTEN_BACK.id]) };
  return [{ conclusion: each.conclusion as Concluded['conclusion'], about, facts }];
}
