import { inLists } from '../../clients/salesforce/wire.js';
import type { SyncError } from '../../model/decision.js';
import type { SalesforceRow } from '../../model/intacct.js';
import type { RecordRef } from '../../model/record.js';
import { DEAL_FIELDS } from '../../rules/intacct/deal.js';
import type { DealParties } from '../../rules/intacct/opportunity-to-document.js';
import { textOf } from '../../rules/intacct/standard-mappings.js';
import { WRITTEN_BACK } from '../../rules/intacct/write-back.js';
import type { FlowContext, PendingKey, Trigger } from '../flow.js';
import { groupBy } from './intacct-reads.js';
import { keyOf, linkOf, owedId } from './memory.js';
import type { IntacctParts } from './parts.js';
import { isSynced } from './reconcile-accounts.js';
import { dataOf, type TriggerData, trigger } from './triggers.js';

const STATE = Object.values(WRITTEN_BACK);
const { entity, billTo, shipTo, billToAccount, transaction, asDraft } = DEAL_FIELDS;
const OPPORTUNITY_COLUMNS = [
  ...[
    'Id',
    'Name',
    'AccountId',
    'StageName',
    'Amount',
    'ContractId',
    'HasOpportunityLineItem',
    'RecordTypeId',
    'RecordType.Name',
    'RecordType.DeveloperName',
  ],
  ...[...STATE, entity, billTo, shipTo, billToAccount, transaction],
];
const CONTRACT_COLUMNS = [
  ...['Id', 'Name', 'ContractNumber', 'AccountId', 'StatusCode', 'StartDate', 'ContractTerm', 'Description'],
  ...[...STATE, entity, billTo, shipTo, asDraft],
];
const PRODUCT_COLUMNS = [
  ...[
    'Id',
    'OpportunityId',
    'Product2Id',
    'Quantity',
    'UnitPrice',
    'Discount',
    'Description',
    'Product2.ia_crm__IntacctID__c',
    'Product2.Name',
    'Product2.IsActive',
  ],
];

/** Opportunities whose `field` is one of the values. */
export async function readOpportunities(
  field: 'Id' | 'ContractId',
  values: Iterable<string>,
  { salesforce }: IntacctParts,
  mapped: readonly string[] = [],
): Promise<readonly SalesforceRow[]> {
  const rows: SalesforceRow[] = [];
  for (const list of inLists(new Set(values))) {
    const soql = `SELECT ${columns(OPPORTUNITY_COLUMNS, mapped)} FROM Opportunity WHERE ${field} IN ${list} ORDER BY Id`;
    rows.push(...((await salesforce.query(soql)) as readonly SalesforceRow[]));
  }
  return rows;
}

export async function readContracts(ids: Iterable<string>, { salesforce }: IntacctParts): Promise<ReadonlyMap<string, SalesforceRow>> {
  const rows = new Map<string, SalesforceRow>();
  for (const list of inLists(new Set(ids))) {
    const found = await salesforce.query(`SELECT ${CONTRACT_COLUMNS.join(', ')} FROM Contract WHERE Id IN ${list}`);
    for (const row of found) rows.set(String(row['Id']), row as SalesforceRow);
  }
  return rows;
}

/** Products by opportunity, in the order in which they were added. */
export async function readProducts(
  opportunityIds: Iterable<string>,
  { salesforce }: IntacctParts,
  mapped: readonly string[] = [],
): Promise<ReadonlyMap<string, readonly SalesforceRow[]>> {
  const rows: SalesforceRow[] = [];
  for (const list of inLists(new Set(opportunityIds))) {
    const soql = `SELECT ${columns(PRODUCT_COLUMNS, mapped)} FROM OpportunityLineItem WHERE OpportunityId IN ${list} ORDER BY Id`;
    rows.push(...((await salesforce.query(soql)) as readonly SalesforceRow[]));
  }
  return groupBy(rows, (row) => textOf(row['OpportunityId']));
}

function columns(own: readonly string[], mapped: readonly string[]): string {
  return [...new Set([...own, ...mapped])].join(', ');
}

/** Item ids of the active products that are paired with one. */
export async function readPairedItems({ salesforce }: IntacctParts): Promise<readonly string[]> {
  const soql = 'SELECT Id, ia_crm__IntacctID__c FROM Product2 WHERE IsActive = true AND ia_crm__IntacctID__c != null ORDER BY Id LIMIT 2';
  return (await salesforce.query(soql)).map((row) => textOf(row['ia_crm__IntacctID__c']));
}

/** The record type of an opportunity; blank when it has none. */
export function recordTypeOf(opportunity: SalesforceRow | null): string {
  const type = opportunity?.['RecordType'] as Readonly<Record<string, unknown>> | null | undefined;
  return textOf(type?.['DeveloperName']) || textOf(type?.['Name']);
}

/** The customer and contacts that a document or contract names. */
export type Wanted = {
  readonly account: SalesforceRow | undefined;
  readonly accountId: string;
  readonly billTo: string;
  readonly shipTo: string;
  readonly entity: string;
};

/** What the account and contacts of a deal are in Intacct by now. */
export function partiesOf(wanted: Wanted, context: FlowContext): DealParties {
  const name = (id: string): string | null => (id === '' ? null : (linkOf(context, 'Contact', id)?.other.id ?? null));
  const missing = [wanted.billTo, wanted.shipTo].find((id) => id !== '' && name(id) === null);
  const isReady = isAccountReady(wanted, context);
  const problem = isReady
    ? missing === undefined
      ? null
      : `contact ${missing} was not synced${reasonOf('Contact', missing, context)}`
    : `account ${wanted.accountId} was not synced${reasonOf('Account', wanted.accountId, context)}`;
  return {
    customerId: isReady ? (linkOf(context, 'Account', wanted.accountId)?.other.id ?? null) : null,
    billTo: name(wanted.billTo),
    shipTo: name(wanted.shipTo),
    problem,
  };
}

/**
 * What has to go before a deal: its account when it never synced, and the contacts that it names. Empty when all are there.
 *
 * Source: IA-15, IA-16, IA-44; reference A.6: contacts are started by the documents that name them.
 */
export function firstOf(wanted: Wanted, cause: Trigger, kind: 'transaction' | 'contract', context: FlowContext): readonly Trigger[] {
  const { at, event } = dataOf(cause);
  const data: TriggerData = { kind, at, event, entity: wanted.entity };
  const ask = (object: 'Account' | 'Contact', id: string): Trigger => {
    const record: RecordRef = { system: 'salesforce', object, id };
    return trigger(record, `deal:${cause.key}:${cause.slot}`, cause.by, data);
  };
  const contacts = [...new Set([wanted.billTo, wanted.shipTo])].filter((id) => id !== '' && linkOf(context, 'Contact', id) === null);
  const needsAccount = wanted.accountId !== '' && !isAccountReady(wanted, context);
  return [...(needsAccount ? [ask('Account', wanted.accountId)] : []), ...contacts.map((id) => ask('Contact', id))];
}

/** Whether the account or a contact of a deal still waits for its own sync; and if so, whether for time (or what waits for time itself). */
export function waitOf(wanted: Wanted, context: FlowContext): 'none' | 'turn' | 'time' {
  const keys = [keyOf('Account', wanted.accountId), ...[wanted.billTo, wanted.shipTo].map((id) => keyOf('Contact', id))];
  const pending = keys.flatMap(
    (key) => (context.recall('pending', key) as { readonly dueAt: number; readonly isParked: boolean } | null | undefined) ?? [],
  );
  if (pending.length === 0) return 'none';
  return pending.some(({ dueAt, isParked }) => isParked || dueAt > context.now()) ? 'time' : 'turn';
}

/** The triggers of a deal, to be looked at again after those that go first. */
export function againPrepared({ triggers }: PendingKey): readonly Trigger[] {
  return triggers.map((each) => ({ ...each, data: { ...dataOf(each), isPrepared: true } }));
}

/** Both halves of the link say the same. */
function isAccountReady({ account, accountId }: Wanted, context: FlowContext): boolean {
  if (account === undefined || !isSynced(account, context)) return false;
  const shown = textOf(account[WRITTEN_BACK.id]) || owedId(context, 'Account', accountId);
  return linkOf(context, 'Account', accountId)?.other.id === shown;
}

function reasonOf(object: 'Account' | 'Contact', id: string, context: FlowContext): string {
  const error = context.recall('error', keyOf(object, id)) as SyncError | null | undefined;
  return error === null || error === undefined ? '' : `: ${error.text}`;
}
