import type { Memory } from '../../journal/journal.js';
import type { SalesforceRow } from '../../model/intacct.js';
import type { RecordRef } from '../../model/record.js';
import type { IntacctConclusion } from '../../rules/intacct/conclusions.js';
import { type ContractSnapshot, contractObjection, contractToContract } from '../../rules/intacct/contract-to-contract.js';
import { billedAccount, DEAL_FIELDS, dealEntity, dealLines } from '../../rules/intacct/deal.js';
import { closedGate } from '../../rules/intacct/gates.js';
import { type Identity, resolveIdentity } from '../../rules/intacct/identity.js';
import type { IntacctSettings } from '../../rules/intacct/settings.js';
import { textOf } from '../../rules/intacct/standard-mappings.js';
import { type EntityState, needsEntityState } from '../../rules/intacct/validations.js';
import { WRITTEN_BACK } from '../../rules/intacct/write-back.js';
import type { Concluded, FlowContext, PendingKey, Reconciled, Trigger } from '../flow.js';
import { ACCOUNT_FIELDS } from './columns.js';
import {
  againPrepared,
  firstOf,
  partiesOf,
  readContracts,
  readOpportunities,
  readProducts,
  recordTypeOf,
  type Wanted,
  waitOf,
} from './deals.js';
import { readEntityStates } from './entity-states.js';
import { groupBy, readRows } from './intacct-reads.js';
import { holderOf, linkOf, owedId, readKey, tie, wasDraft } from './memory.js';
import { type IntacctParts, settingsAt, settingsNow } from './parts.js';
import { readAccounts } from './read-accounts.js';
import { loadUsers } from './reconcile-accounts.js';
import { dataOf } from './triggers.js';

type Present = NonNullable<ContractSnapshot['present']>;

/** What was read for a batch of contracts. */
type Loaded = {
  readonly settings: IntacctSettings;
  readonly own: string;
  readonly contracts: ReadonlyMap<string, SalesforceRow>;
  /** By contract. */
  readonly opportunities: ReadonlyMap<string, SalesforceRow>;
  readonly accounts: ReadonlyMap<string, SalesforceRow>;
  readonly products: ReadonlyMap<string, readonly SalesforceRow[]>;
  /** Intacct contracts by id. */
  readonly present: ReadonlyMap<string, Present>;
  /** Entities that contracts name, where validations look at them. */
  readonly entities: ReadonlyMap<string, EntityState>;
};

const CONTRACT_SELECT = [
  ...['CONTRACTID', 'CUSTOMERID', 'NAME', 'STATE', 'DESCRIPTION', 'BEGINDATE', 'ENDDATE', 'TERMTYPE', 'TERMNAME'],
  ...['BILLTOCONTACTNAME', 'SHIPTOCONTACTNAME', 'LOCATIONID', 'MEGAENTITYID'],
];

/** Decides the Intacct contracts that people asked for. */
export async function reconcileContracts(
  keys: readonly PendingKey[],
  parts: IntacctParts,
  context: FlowContext,
): Promise<readonly Reconciled[]> {
  const loaded = await withEntities(await load(keys, parts, context), parts, context);
  return keys.map((key) => answer(key, loaded, parts, context));
}

/** Asks of the entities of contracts against which nothing else stands. */
async function withEntities(loaded: Loaded, parts: IntacctParts, context: FlowContext): Promise<Loaded> {
  const { contracts, settings } = loaded;
  const wanted = [...contracts.values()].map((contract) => snapshot(contract, loaded, context));
  const named = wanted.filter((each) => contractObjection(each) === null).map(({ validated }) => validated.namedEntity);
  const asked = named.filter((entity) => needsEntityState('contract', entity, settings));
  return { ...loaded, entities: await readEntityStates(asked, parts) };
}

async function load(keys: readonly PendingKey[], parts: IntacctParts, context: FlowContext): Promise<Loaded> {
  const settings = settingsNow(context);
  const ids = keys.map(({ key }) => readKey(key).id);
  const contracts = await readContracts(ids, parts);
  await loadUsers(keys, settings, parts);
  const rows = await readOpportunities('ContractId', ids, parts);
  const opportunities = new Map(rows.toReversed().map((row) => [textOf(row['ContractId']), row]));
  const accountIds = [...contracts.values()].map((row) => textOf(row['AccountId']));
  for (const row of rows) accountIds.push(textOf(row['AccountId']), textOf(row[DEAL_FIELDS.billToAccount]));
  const accounts = await readAccounts(
    accountIds.filter((id) => id !== ''),
    settings,
    parts,
  );
  const products = await readProducts(
    [...opportunities.values()].map(({ Id }) => Id),
    parts,
  );
  const known = [...contracts.values()].map((row) => idOf(row, context)).filter((id) => id !== '');
  const present = await readPresent(known, parts);
  return { settings, own: await parts.salesforce.userId(), contracts, opportunities, accounts, products, present, entities: new Map() };
}

/** Intacct contracts with the items of their lines. */
async function readPresent(ids: readonly string[], { intacct }: IntacctParts): Promise<ReadonlyMap<string, Present>> {
  if (ids.length === 0) return new Map();
  const filter = { operator: 'in', field: 'CONTRACTID', values: ids } as const;
  const rows = await readRows(intacct, { object: 'CONTRACT', select: CONTRACT_SELECT, filter });
  if (rows.length === 0) return new Map();
  const lines = await readRows(intacct, { object: 'CONTRACTDETAIL', select: ['RECORDNO', 'CONTRACTID', 'ITEMID'], filter });
  const byContract = groupBy(lines, (line) => line['CONTRACTID'] ?? '');
  return new Map(
    rows.map((fields) => {
      const id = fields['CONTRACTID'] ?? '';
      const items = (byContract.get(id) ?? []).map((line) => line['ITEMID'] ?? '');
      return [id, { fields, items, entity: fields['MEGAENTITYID'] ?? '' }];
    }),
  );
}

function answer(key: PendingKey, loaded: Loaded, parts: IntacctParts, context: FlowContext): Reconciled {
  const contract = loaded.contracts.get(readKey(key.key).id);
  if (contract === undefined) return { key: key.key, concluded: [] };
  const { press, closed } = choosePress(key, loaded, parts, context);
  const wanted = snapshot(contract, loaded, context);
  const stopped = closed ?? contractObjection(wanted);
  if (stopped !== null) return { key: key.key, concluded: [concludedOf(wanted, press, stopped)] };
  if (dataOf(press).isPrepared !== true) {
    const first = firstOf(wanted, press, 'contract', context);
    if (first.length > 0) return { key: key.key, concluded: [], next: [...first, ...againPrepared(key)] };
  } else {
    const wait = waitOf(wanted, context);
    if (wait === 'time') return { key: key.key, concluded: [], parked: true };
    if (wait === 'turn') return { key: key.key, concluded: [], next: key.triggers };
  }
  const conclusion = contractToContract(wanted, partiesOf(wanted, context));
  return { key: key.key, concluded: [concludedOf(wanted, press, conclusion)], remember: tiesOf(wanted, context) };
}

/** The latest press that passes the gates; when none does, the latest with the gate that stopped it. */
function choosePress(
  { triggers }: PendingKey,
  { settings, own }: Loaded,
  { users, orgKind }: IntacctParts,
  context: FlowContext,
): { readonly press: Trigger; readonly closed: IntacctConclusion | null } {
  const tried = triggers.toReversed().map((press) => {
    const { at, event } = dataOf(press);
    const atTrigger = settingsAt(context, at, event);
    const user = users.acting(press.by, own, atTrigger);
    const gate = { kind: 'button', object: 'Contract', isLinked: false, isChanged: true } as const;
    return { press, closed: closedGate({ ...gate, org: orgKind.facts, user, atTrigger, now: settings }) };
  });
  return tried.find(({ closed }) => closed === null) ?? tried[0]!;
}

function snapshot(contract: SalesforceRow, loaded: Loaded, context: FlowContext): ContractSnapshot & Wanted {
  const { settings, accounts, products, present, entities } = loaded;
  const opportunity = loaded.opportunities.get(contract.Id) ?? null;
  const typeOf = (id: string): string => textOf(accounts.get(id)?.['Type']);
  const billing = billedAccount(opportunity, contract, typeOf, settings.resellerTypes);
  const account = accounts.get(billing.accountId);
  const rows = opportunity === null ? [] : (products.get(opportunity.Id) ?? []);
  const { lines, objection } = dealLines(rows, settings.orderEntry.priceSource);
  const identity = identityOf(contract, settings, present, context);
  const named = [contract, opportunity].map((row) => textOf(row?.[DEAL_FIELDS.entity]));
  const namedEntity = dealEntity(named, '');
  return {
    contract,
    opportunity,
    recordType: recordTypeOf(opportunity),
    identity,
    present: identity.kind === 'refuse' ? null : (present.get(identity.id) ?? null),
    wasDraft: wasDraft(context, contract.Id),
    billing,
    account,
    accountId: billing.accountId,
    billTo: textOf(contract[DEAL_FIELDS.billTo]) || textOf(opportunity?.[DEAL_FIELDS.billTo]),
    shipTo: textOf(contract[DEAL_FIELDS.shipTo]) || textOf(opportunity?.[DEAL_FIELDS.shipTo]),
    entity: dealEntity(named, textOf(account?.[ACCOUNT_FIELDS.entity])),
    lines,
    lineObjection: objection,
    validated: { record: 'contract', namedEntity, entityState: entities.get(namedEntity) ?? null, products: rows },
    settings,
    now: context.now(),
  };
}

function identityOf(
  contract: SalesforceRow,
  settings: IntacctSettings,
  present: ReadonlyMap<string, Present>,
  context: FlowContext,
): Identity {
  const intacctId = textOf(contract[WRITTEN_BACK.id]);
  const linkedTo = linkOf(context, 'Contract', contract.Id)?.other.id ?? null;
  const holder = intacctId === '' ? null : holderOf(context, 'CONTRACT', intacctId);
  return resolveIdentity({
    what: 'Contract',
    intacctId,
    linkedTo,
    holder: holder === null || holder === contract.Id ? null : { id: holder, mergedInto: null },
    exists: present.has(intacctId || (linkedTo ?? '')),
    hasSequence: settings.contractSequence !== null,
    isWriteBackOwed: owedId(context, 'Contract', contract.Id) !== null,
  });
}

/** The id that Salesforce shows, or that it is owed. */
function idOf(contract: SalesforceRow, context: FlowContext): string {
  return textOf(contract[WRITTEN_BACK.id]) || (owedId(context, 'Contract', contract.Id) ?? '');
}

/** A contract that is adopted is tied at once: nothing has to be made for it. */
function tiesOf({ contract, identity }: ContractSnapshot, context: FlowContext): readonly Memory[] {
  if (identity.kind !== 'adopt') return [];
  const salesforce: RecordRef = { system: 'salesforce', object: 'Contract', id: contract.Id };
  return tie(context, salesforce, { system: 'intacct', object: 'CONTRACT', id: identity.id });
}

function concludedOf({ contract, opportunity, identity }: ContractSnapshot, press: Trigger, conclusion: IntacctConclusion): Concluded {
  const about: RecordRef[] = [{ system: 'salesforce', object: 'Contract', id: contract.Id }];
  if (opportunity !== null) about.push({ system: 'salesforce', object: 'Opportunity', id: opportunity.Id });
  if (identity.kind === 'update' || identity.kind === 'adopt') about.push({ system: 'intacct', object: 'CONTRACT', id: identity.id });
  const facts = { trigger: dataOf(press).kind, by: press.by, intacctId: textOf(contract[WRITTEN_BACK.id]) };
  return { conclusion: conclusion as Concluded['conclusion'], about, facts };
}
