import type { Memory } from '../../journal/journal.js';
import type { SalesforceRow } from '../../model/intacct.js';
import type { RecordRef } from '../../model/record.js';
import type { AccountSnapshot } from '../../rules/intacct/account-snapshot.js';
import { accountToCustomer } from '../../rules/intacct/account-to-customer.js';
import type { IntacctConclusion } from '../../rules/intacct/conclusions.js';
import { accountGone, resetLink } from '../../rules/intacct/merge.js';
import type { IntacctSettings } from '../../rules/intacct/settings.js';
import { textOf } from '../../rules/intacct/standard-mappings.js';
import { WRITTEN_BACK } from '../../rules/intacct/write-back.js';
import type { Command, Concluded, FlowContext, PendingKey, Reconciled } from '../flow.js';
import { type AccountToSync, loadAccounts } from './account-facts.js';
import { type Chosen, chooseTrigger } from './choose-trigger.js';
import { readRecords } from './intacct-reads.js';
import { isUnfinished, linkOf, owedId, readKey, tie } from './memory.js';
import { parentsFirst } from './parents.js';
import { type IntacctParts, settingsNow } from './parts.js';
import { readAccounts } from './read-accounts.js';
import { dataOf } from './triggers.js';

/** Decides what happened to accounts: who passes the gates, and what Intacct owes to those. */
export async function reconcileAccounts(
  keys: readonly PendingKey[],
  parts: IntacctParts,
  context: FlowContext,
): Promise<readonly Reconciled[]> {
  const settings = settingsNow(context);
  const rows = await readAccounts(
    keys.map(({ key }) => readKey(key).id),
    settings,
    parts,
  );
  await loadUsers(keys, settings, parts);
  const own = await parts.salesforce.userId();
  const resets = await resetLinks(keys, rows, settings, parts, context);
  const tied: FlowContext = resets.overlay;
  const chosen = keys.map((key) => chosenOf(key, rows, { settings, own }, parts, tied));
  const passing = keys.flatMap((key, index) => {
    const each = chosen[index] ?? null;
    if (each === null || each.choice.closed !== null) return [];
    const { kind, trigger, isAddNew } = each.choice;
    return [{ key, row: each.row, kind, isAddNew, transactionEntity: dataOf(trigger).entity ?? null }];
  });
  const later = await parentsFirst(passing, settings, parts, tied);
  const open = passing
    .filter(({ key }) => (later.get(key.key)?.kind ?? 'problem') === 'problem')
    .map(({ key, row, kind, isAddNew, transactionEntity }): AccountToSync => {
      const turn = later.get(key.key);
      return { row, kind, isAddNew, transactionEntity, parentProblem: turn?.kind === 'problem' ? turn.text : null };
    });
  const snapshots = open.length === 0 ? [] : await loadAccounts(open, settings, parts, tied);
  const byId = new Map(snapshots.map((snapshot) => [snapshot.account.Id, snapshot]));
  return keys.map((key, index): Reconciled => {
    const { id } = readKey(key.key);
    const reset = resets.byKey.get(key.key);
    const gone = goneConclusions(key, context);
    const each = chosen[index] ?? null;
    const snapshot = byId.get(id);
    const before = [...gone, ...(reset?.concluded ?? [])];
    const turn = later.get(key.key);
    if (turn?.kind === 'first') return { key: key.key, concluded: before, remember: reset?.remember ?? [], next: turn.next };
    if (turn?.kind === 'wait') return { key: key.key, concluded: [], parked: true };
    const own = each === null ? [] : [concluded(each, snapshot === undefined ? each.choice.closed! : accountToCustomer(snapshot), tied)];
    const ties = snapshot === undefined ? [] : tiesOf(snapshot, tied);
    return { key: key.key, concluded: [...before, ...own], remember: [...(reset?.remember ?? []), ...ties] };
  });
}

/** Reads the users behind the triggers, and their permissions where unmapped ones may sync. */
export async function loadUsers(keys: readonly PendingKey[], settings: IntacctSettings, { users }: IntacctParts): Promise<void> {
  await users.load(keys.flatMap(({ triggers }) => triggers.flatMap(({ by }) => (by === null || by === '' ? [] : [by]))));
  if (settings.syncUnmapped) await users.loadPermissions();
}

type Choice = { readonly row: SalesforceRow; readonly choice: Chosen };

function chosenOf(
  { key, triggers }: PendingKey,
  rows: ReadonlyMap<string, SalesforceRow>,
  { settings, own }: { readonly settings: IntacctSettings; readonly own: string },
  { users, orgKind }: IntacctParts,
  context: FlowContext,
): Choice | null {
  const row = rows.get(readKey(key).id);
  if (row === undefined) return null;
  const isLinked = isSynced(row, context);
  const choice = chooseTrigger(triggers, { object: 'Account', row, isLinked, now: settings, own, org: orgKind.facts }, users, context);
  return choice === null ? null : { row, choice };
}

/** Records that are adopted are tied at once: nothing has to be made for it. */
function tiesOf({ account, identity, lookups }: AccountSnapshot, context: FlowContext): readonly Memory[] {
  const own =
    identity.kind === 'adopt' ? tie(context, ref('Account', account.Id), { system: 'intacct', object: 'CUSTOMER', id: identity.id }) : [];
  const contacts = [lookups.billTo, lookups.shipTo].flatMap((lookup) => {
    if (lookup === null || lookup.contact === null || lookup.problem !== null || linkOf(context, 'Contact', lookup.row.Id) !== null)
      return [];
    return tie(context, ref('Contact', lookup.row.Id), { system: 'intacct', object: 'CONTACT', id: lookup.name });
  });
  return [...own, ...contacts];
}

function ref(object: 'Account' | 'Contact', id: string): RecordRef {
  return { system: 'salesforce', object, id };
}

/** Synced successfully once: both halves of the link are there, or Salesforce's is still owed. */
export function isSynced(row: SalesforceRow, context: FlowContext): boolean {
  const link = linkOf(context, 'Account', row.Id);
  if (link === null || isUnfinished(context, 'Account', row.Id)) return false;
  return textOf(row[WRITTEN_BACK.id]) !== '' || owedId(context, 'Account', row.Id) !== null;
}

function concluded({ row, choice }: Choice, conclusion: IntacctConclusion, context: FlowContext): Concluded {
  const link = linkOf(context, 'Account', row.Id);
  const customerId = link?.other.id ?? textOf(row[WRITTEN_BACK.id]);
  const about: RecordRef[] = [{ system: 'salesforce', object: 'Account', id: row.Id }];
  if (customerId !== '') about.push({ system: 'intacct', object: 'CUSTOMER', id: customerId });
  const facts = {
    trigger: choice.kind,
    by: choice.trigger.by,
    name: textOf(row['Name']),
    intacctId: textOf(row[WRITTEN_BACK.id]),
    linkedTo: link?.other.id ?? null,
  };
  return { conclusion: conclusion as Concluded['conclusion'], about, facts };
}

/** Accounts that went away: their customers stay, and that is said. */
function goneConclusions({ key, triggers }: PendingKey, context: FlowContext): readonly Concluded[] {
  const gone = triggers.find((each) => dataOf(each).kind === 'gone');
  const { id } = readKey(key);
  const link = linkOf(context, 'Account', id);
  if (gone === undefined || link === null) return [];
  const into = dataOf(gone).mergedInto ?? null;
  const about: RecordRef[] = [{ system: 'salesforce', object: 'Account', id }, link.other];
  return [{ conclusion: accountGone(id, into, link.other.id) as Concluded['conclusion'], about, facts: { mergedInto: into } }];
}

type Resets = {
  readonly byKey: ReadonlyMap<string, { readonly concluded: readonly Concluded[]; readonly remember: readonly Memory[] }>;
  /** The context as it is once the links are reset: a sync pressed in the same pass sees them. */
  readonly overlay: FlowContext;
};

async function resetLinks(
  keys: readonly PendingKey[],
  rows: ReadonlyMap<string, SalesforceRow>,
  settings: IntacctSettings,
  parts: IntacctParts,
  context: FlowContext,
): Promise<Resets> {
  const pressed = keys.filter(
    ({ key, triggers }) => rows.has(readKey(key).id) && triggers.some((each) => dataOf(each).kind === 'reset-link'),
  );
  if (pressed.length === 0) return { byKey: new Map(), overlay: context };
  const idOf = (key: string): string => textOf(rows.get(readKey(key).id)?.[WRITTEN_BACK.id]);
  const customerIds = pressed.map(({ key }) => idOf(key));
  const { customers } = await readRecords(parts.intacct, { customerIds }, settings);
  const byKey = new Map<string, { concluded: Concluded[]; remember: Memory[] }>();
  const overlay = new Map<string, unknown>();
  const tied: FlowContext = {
    ...context,
    recall: (space, key) => (overlay.has(`${space}/${key}`) ? overlay.get(`${space}/${key}`) : context.recall(space, key)),
  };
  for (const { key } of pressed) {
    const { id } = readKey(key);
    const account: RecordRef = { system: 'salesforce', object: 'Account', id };
    const conclusion = resetLink({ object: 'Account', id }, idOf(key), customers.has(idOf(key)));
    const customer: RecordRef = { system: 'intacct', object: 'CUSTOMER', id: idOf(key) };
    const remember = conclusion.outcome === 'link' ? tie(tied, account, customer) : [];
    for (const { space, key: name, value } of remember) overlay.set(`${space}/${name}`, value);
    const about = conclusion.outcome === 'link' ? [account, customer] : [account];
    byKey.set(key, {
      concluded: [
        { conclusion: conclusion as { commands: readonly Command[] } & IntacctConclusion, about, facts: { intacctId: idOf(key) } },
      ],
      remember: [...remember],
    });
  }
  return { byKey, overlay: tied };
}
