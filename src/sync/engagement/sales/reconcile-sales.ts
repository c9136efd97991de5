import type { EngagementClient } from '../../../clients/engagement/client.js';
import type { SalesforceClient } from '../../../clients/salesforce/client.js';
import { inLists, textOf } from '../../../clients/salesforce/wire.js';
import type { Conclusion } from '../../../model/decision.js';
import type { SalesCommand } from '../../../model/engagement-sales.js';
import type { UnitCampaign } from '../../../model/engagement-setup.js';
import type { RecordRef } from '../../../model/record.js';
import { isShared } from '../../../rules/engagement/data-sharing.js';
import { opportunityToUnit } from '../../../rules/engagement/opportunities.js';
import { accountToProspectAccount } from '../../../rules/engagement/prospect-accounts.js';
import type { UserDirectory } from '../../../rules/engagement/users.js';
import type { Command, FlowContext, PendingKey, Reconciled, Trigger } from '../../flow.js';
import { settingsNow } from '../deciding.js';
import { personKey, RANK, readSalesKey, type SalesKey, salesKey } from '../keys.js';
import { errorOn, knownProspect, rememberError } from '../memory.js';
import { reconcileCampaigns } from '../setup/reconcile-campaigns.js';
import { reconcileUnitUsers, reconcileUsers } from '../setup/reconcile-users.js';
import { ACCOUNT_COLUMNS, looksOf, opportunityColumns, readAccount, readOpportunity } from './read-sales.js';
import { salesCommand } from './sales-handlers.js';
import { sharingOf } from './units.js';
import { lookAtOpportunity, watchFromNow } from './watch.js';

export type SalesParts = {
  readonly salesforce: SalesforceClient;
  readonly engagement: EngagementClient;
  readonly directory: UserDirectory;
};

/** Reconciles keys of one object in one business unit. */
export async function reconcileSales(keys: readonly PendingKey[], parts: SalesParts, context: FlowContext): Promise<readonly Reconciled[]> {
  const read = keys.map(({ key }) => readSalesKey(key)!);
  const { unit } = read[0]!;
  const answers: Reconciled[] = [];
  for (const object of new Set(read.map((each) => each.object))) {
    const isOf = (_: unknown, index: number): boolean => read[index]!.object === object;
    const ids = read.filter(isOf).map(({ id }) => id);
    answers.push(...(await reconcileObject(object, unit, ids, keys.filter(isOf), parts, context)));
  }
  return answers;
}

function reconcileObject(
  object: SalesKey['object'],
  unit: string,
  ids: readonly string[],
  keys: readonly PendingKey[],
  parts: SalesParts,
  context: FlowContext,
): Promise<Reconciled[]> {
  switch (object) {
    case 'User':
      return reconcileUsers(unit, ids, parts, context);
    case 'UnitUser':
      return reconcileUnitUsers(unit, keys, parts, context);
    case 'Campaign':
      return reconcileCampaigns(unit, ids, parts, context);
    case 'Account':
      return reconcileAccounts(unit, ids, parts, context);
    case 'Opportunity':
      return reconcileOpportunities(unit, ids, parts, context);
    case 'Role':
      return reconcileRoles(unit, ids, parts, context);
  }
}

async function reconcileAccounts(unit: string, ids: readonly string[], parts: SalesParts, context: FlowContext): Promise<Reconciled[]> {
  const { salesforce, engagement, directory } = parts;
  const rows = new Map<string, Readonly<Record<string, unknown>>>();
  for (const list of inLists(ids)) {
    const soql = `SELECT ${ACCOUNT_COLUMNS.join(', ')} FROM Account WHERE Id IN ${list}`;
    for (const row of await salesforce.query(soql, { all: true })) rows.set(String(row['Id']), row);
  }
  const masters = [...rows.values()].map((row) => textOf(row['MasterRecordId'])).filter((id) => id !== null);
  const contacts = await syncedContacts(unit, [...ids, ...masters], salesforce, context);
  const known = await engagement.accounts(unit, ids);
  return ids.flatMap((id): Reconciled[] => {
    const row = rows.get(id);
    if (row === undefined) return [];
    const account = readAccount(row);
    const hasSyncedContact = contacts.has(id);
    const conclusion = accountToProspectAccount({ unit, account, known: known.get(id) ?? null, hasSyncedContact, directory });
    const followers = account.masterId === null ? [] : [...(contacts.get(account.masterId) ?? [])];
    const next = followers.map((contact) => lookAtContact(unit, contact, context.now()));
    const isCopied = known.has(id) || conclusion.outcome === 'create';
    const looks = isCopied ? looksOf(row) : null;
    return [answerOf({ unit, object: 'Account', id }, asSent(conclusion), looks, next, watchFromNow(context, 'Account'), context)];
  });
}

async function reconcileOpportunities(
  unit: string,
  ids: readonly string[],
  parts: SalesParts,
  context: FlowContext,
): Promise<Reconciled[]> {
  const { salesforce, engagement } = parts;
  const settings = settingsNow(context, unit);
  const columns = opportunityColumns(sharingOf(context));
  const rows = new Map<string, Readonly<Record<string, unknown>>>();
  const contacts = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const list of inLists(ids)) {
    const soql = `SELECT ${columns.join(', ')} FROM Opportunity WHERE Id IN ${list}`;
    for (const row of await salesforce.query(soql, { all: true })) rows.set(String(row['Id']), row);
    const roles = `SELECT OpportunityId, ContactId FROM OpportunityContactRole WHERE OpportunityId IN ${list} ORDER BY Id`;
    for (const row of await salesforce.query(roles)) contacts.get(String(row['OpportunityId']))?.push(String(row['ContactId']));
  }
  const prospects = await liveProspects(unit, [...contacts.values()].flat(), engagement, context);
  const campaigns = await engagement.connectedCampaigns(unit);
  const known = await engagement.opportunities(unit, ids);
  return ids.flatMap((id): Reconciled[] => {
    const row = rows.get(id);
    if (row === undefined) return [];
    const opportunity = readOpportunity(row, columns, contacts.get(id));
    const prospectIds = [...new Set(opportunity.contactIds.flatMap((contact) => prospects.get(contact) ?? []))];
    const conclusion = opportunityToUnit({
      unit,
      opportunity,
      known: known.get(id) ?? null,
      prospectIds,
      campaignId: liveId(campaigns.get(opportunity.campaignId ?? '')),
      isShared: isShared({ type: 'Opportunity', fields: opportunity.fields }, settings.dataSharing),
      settings,
    });
    const isCopied = known.has(id) || conclusion.outcome === 'create';
    return [answerOf({ unit, object: 'Opportunity', id }, asSent(conclusion), isCopied ? looksOf(row) : null, [], [], context)];
  });
}

/** The opportunities in which newly linked contacts have a role. */
async function reconcileRoles(
  unit: string,
  contactIds: readonly string[],
  { salesforce }: SalesParts,
  context: FlowContext,
): Promise<Reconciled[]> {
  const triggers = new Map<string, Trigger[]>(contactIds.map((id) => [id, []]));
  for (const list of inLists(contactIds)) {
    const soql = `SELECT OpportunityId, ContactId FROM OpportunityContactRole WHERE ContactId IN ${list} ORDER BY Id`;
    for (const row of await salesforce.query(soql)) {
      triggers.get(String(row['ContactId']))?.push(lookAtOpportunity(unit, String(row['OpportunityId']), context.now()));
    }
  }
  const remember = watchFromNow(context, 'Opportunity');
  return [...triggers].map(([id, next]) => ({ key: `${unit}|r${id}`, concluded: [], remember, next }));
}

/** By account, the contacts that are tied to prospects of the unit. */
async function syncedContacts(
  unit: string,
  accountIds: readonly string[],
  salesforce: SalesforceClient,
  context: FlowContext,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const contacts = new Map<string, string[]>();
  for (const list of inLists(new Set(accountIds))) {
    for (const row of await salesforce.query(`SELECT Id, AccountId FROM Contact WHERE AccountId IN ${list} ORDER BY Id`)) {
      const [id, account] = [String(row['Id']), String(row['AccountId'])];
      if (knownProspect(context, unit, id) !== null) contacts.set(account, [...(contacts.get(account) ?? []), id]);
    }
  }
  return contacts;
}

/** By contact, the prospect that is tied to it and not in the recycle bin. */
async function liveProspects(
  unit: string,
  contactIds: readonly string[],
  engagement: EngagementClient,
  context: FlowContext,
): Promise<ReadonlyMap<string, string>> {
  const tied = new Map<string, string>();
  for (const contact of new Set(contactIds)) {
    const prospect = knownProspect(context, unit, contact);
    if (prospect !== null) tied.set(contact, prospect);
  }
  if (tied.size === 0) return tied;
  const live = new Set(
    (await engagement.lookUp(unit, { ids: [...tied.values()] })).filter(({ isArchived }) => !isArchived).map(({ id }) => id),
  );
  return new Map([...tied].filter(([, prospect]) => live.has(prospect)));
}

function asSent(conclusion: Conclusion<SalesCommand>): Conclusion<Command> {
  return { ...conclusion, commands: conclusion.commands.map(salesCommand) };
}

function liveId(campaign: UnitCampaign | undefined): string | null {
  return campaign === undefined || campaign.isDeleted ? null : campaign.id;
}

/** The answer for one key: `looks` is what to remember of the record, null for one that nobody shall hear of again. */
export function answerOf(
  { unit, object, id }: SalesKey,
  conclusion: Conclusion<Command>,
  looks: string | null,
  next: readonly Trigger[],
  remember: Reconciled['remember'] & object,
  context: FlowContext,
): Reconciled {
  const record: RecordRef = { system: 'salesforce', object, id };
  const key = salesKey(unit, id);
  const seen = looks === null ? [] : [{ space: 'seen', key, value: looks } as const];
  const isSilent = conclusion.reason === 'in-step';
  const cleared = errorOn(context, record) === null ? [] : [rememberError(record, null, context.now())];
  return {
    key,
    concluded: isSilent ? [] : [{ conclusion, about: [record], facts: { unit } }],
    remember,
    whenDone: [...seen, ...cleared],
    whenRefused: seen,
    next,
  };
}

/** A contact whose account changed without a trace in itself. */
function lookAtContact(unit: string, contactId: string, at: number): Trigger {
  return { key: personKey(unit, contactId), slot: 'account', at, by: null, rank: RANK.pulls };
}
