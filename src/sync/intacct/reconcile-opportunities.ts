import type { SalesforceRow } from '../../model/intacct.js';
import type { RecordRef } from '../../model/record.js';
import { type IntacctConclusion, refuse } from '../../rules/intacct/conclusions.js';
import { amountLine, billedAccount, DEAL_FIELDS, dealEntity, dealLines } from '../../rules/intacct/deal.js';
import { closedGate } from '../../rules/intacct/gates.js';
import {
  type DocumentSnapshot,
  documentObjection,
  opportunityToDocument,
  refuseDeal,
} from '../../rules/intacct/opportunity-to-document.js';
import type { IntacctSettings } from '../../rules/intacct/settings.js';
import { textOf } from '../../rules/intacct/standard-mappings.js';
import { type EntityState, needsEntityState } from '../../rules/intacct/validations.js';
import { showFailure } from '../../rules/intacct/write-back.js';
import type { Concluded, FlowContext, PendingKey, Reconciled, Trigger } from '../flow.js';
import { ACCOUNT_FIELDS, customColumns } from './columns.js';
import {
  againPrepared,
  firstOf,
  partiesOf,
  readOpportunities,
  readPairedItems,
  readProducts,
  recordTypeOf,
  type Wanted,
  waitOf,
} from './deals.js';
import { readEntityStates } from './entity-states.js';
import type { FieldDirectory } from './field-directory.js';
import { readRows } from './intacct-reads.js';
import { documentsOf, readKey } from './memory.js';
import { type IntacctParts, settingsAt, settingsNow } from './parts.js';
import { readAccounts } from './read-accounts.js';
import { loadUsers } from './reconcile-accounts.js';
import { dataOf } from './triggers.js';

/** What was read for a batch of opportunities. */
type Loaded = {
  readonly settings: IntacctSettings;
  readonly own: string;
  readonly opportunities: ReadonlyMap<string, SalesforceRow>;
  readonly accounts: ReadonlyMap<string, SalesforceRow>;
  readonly products: ReadonlyMap<string, readonly SalesforceRow[]>;
  readonly items: readonly string[];
  /** Documents that are still in Intacct; only known under one-to-one. */
  readonly documents: ReadonlySet<string>;
  /** Entities that presses name, where validations look at them. */
  readonly entities: ReadonlyMap<string, EntityState>;
};

/** Decides the documents that people asked for on opportunities. */
export async function reconcileOpportunities(
  keys: readonly PendingKey[],
  parts: IntacctParts,
  context: FlowContext,
): Promise<readonly Reconciled[]> {
  const loaded = await withEntities(keys, await load(keys, parts, context), parts, context);
  return keys.map((key) => answer(key, loaded, parts, context));
}

/** Asks of the entities of presses against which nothing else stands. */
async function withEntities(keys: readonly PendingKey[], loaded: Loaded, parts: IntacctParts, context: FlowContext): Promise<Loaded> {
  const named = keys.flatMap(({ key, triggers }) => {
    const opportunity = loaded.opportunities.get(readKey(key).id);
    if (opportunity === undefined) return [];
    const wanted = triggers.map((press) => snapshot(press, opportunity, new Map(), loaded, parts.fields, context));
    return wanted.filter((each) => documentObjection(each) === null).map(({ validated }) => validated.namedEntity);
  });
  const asked = named.filter((entity) => needsEntityState('opportunity', entity, loaded.settings));
  return { ...loaded, entities: await readEntityStates(asked, parts) };
}

async function load(keys: readonly PendingKey[], parts: IntacctParts, context: FlowContext): Promise<Loaded> {
  const settings = settingsNow(context);
  const ids = keys.map(({ key }) => readKey(key).id);
  const [headerMap, lineMap] = await mapsOf(settings, parts);
  const rows = await readOpportunities('Id', ids, parts, headerMap);
  await loadUsers(keys, settings, parts);
  const accountIds = rows.flatMap((row) => [textOf(row['AccountId']), textOf(row[DEAL_FIELDS.billToAccount])]).filter((id) => id !== '');
  const accounts = await readAccounts(accountIds, settings, parts);
  const products = await readProducts(ids, parts, lineMap);
  const items = rows.some(({ Id }) => !products.has(Id)) ? await readPairedItems(parts) : [];
  const own = await parts.salesforce.userId();
  const documents = settings.orderEntry.oneToOne ? await documentsLeft(ids, parts, context) : new Set<string>();
  return {
    settings,
    own,
    opportunities: new Map(rows.map((row) => [row.Id, row])),
    accounts,
    products,
    items,
    documents,
    entities: new Map(),
  };
}

/** The columns that the mappings of documents ask for, of opportunities and of their products. */
async function mapsOf({ orderEntry }: IntacctSettings, { fields }: IntacctParts): Promise<readonly (readonly string[])[]> {
  const columns: (readonly string[])[] = [];
  for (const [object, map] of [['Opportunity', 'headerMap'] as const, ['OpportunityLineItem', 'lineMap'] as const]) {
    const mappings = orderEntry.documents.flatMap((row) => row[map]);
    await fields.ensure(object, mappings);
    columns.push(customColumns(mappings, fields.types(object)));
  }
  return columns;
}

/** A document that was deleted in Intacct stands in nobody's way. */
async function documentsLeft(ids: readonly string[], { intacct }: IntacctParts, context: FlowContext): Promise<ReadonlySet<string>> {
  const known = ids.flatMap((id) => documentsOf(context, id).map((document) => document.id));
  if (known.length === 0) return new Set();
  const filter = { operator: 'in', field: 'DOCID', values: known } as const;
  const rows = await readRows(intacct, { object: 'SODOCUMENT', select: ['DOCID'], filter });
  return new Set(rows.map((row) => row['DOCID'] ?? ''));
}

/** One conclusion for each press; none of them before the account and the contacts had their turn. */
function answer(key: PendingKey, loaded: Loaded, parts: IntacctParts, context: FlowContext): Reconciled {
  const { id } = readKey(key.key);
  const opportunity = loaded.opportunities.get(id);
  if (opportunity === undefined) return { key: key.key, concluded: [] };
  const made = new Map<string, string>();
  const first: Trigger[] = [];
  const concluded: Concluded[] = [];
  for (const press of key.triggers) {
    const { conclusion, wanted } = decide(press, opportunity, made, loaded, parts, context);
    if (conclusion === null) {
      const isPrepared = dataOf(press).isPrepared === true;
      const wait = isPrepared ? waitOf(wanted, context) : 'none';
      if (wait === 'time') return { key: key.key, concluded: [], parked: true };
      if (wait === 'turn') return { key: key.key, concluded: [], next: key.triggers };
      if (!isPrepared) first.push(...firstOf(wanted, press, 'transaction', context));
    }
    concluded.push(concludedOf(opportunity, press, conclusion ?? opportunityToDocument(wanted, partiesOf(wanted, context))));
  }
  if (first.length > 0) return { key: key.key, concluded: [], next: [...first, ...againPrepared(key)] };
  return { key: key.key, concluded };
}

type Decided =
  | { readonly conclusion: IntacctConclusion; readonly wanted: null }
  | { readonly conclusion: null; readonly wanted: DocumentSnapshot & Wanted };

/** What stops a press, or the document that it asks for. `made`: documents that earlier presses of this batch make. */
function decide(
  press: Trigger,
  opportunity: SalesforceRow,
  made: Map<string, string>,
  loaded: Loaded,
  { users, orgKind, fields }: IntacctParts,
  context: FlowContext,
): Decided {
  const { kind, at, event } = dataOf(press);
  if (kind !== 'create-transaction') return { conclusion: notCarried(opportunity.Id), wanted: null };
  const atTrigger = settingsAt(context, at, event);
  const user = users.acting(press.by, loaded.own, atTrigger);
  const gate = { kind: 'transaction', object: 'Opportunity', isLinked: false, isChanged: true } as const;
  const closed = closedGate({ ...gate, org: orgKind.facts, user, atTrigger, now: loaded.settings });
  if (closed !== null) return { conclusion: closed, wanted: null };
  const wanted = snapshot(press, opportunity, made, loaded, fields, context);
  const objection = documentObjection(wanted);
  if (objection !== null) return { conclusion: refuseDeal({ object: 'Opportunity', id: opportunity.Id }, objection), wanted: null };
  made.set(wanted.definition, 'asked for before');
  return { conclusion: null, wanted };
}

function snapshot(
  press: Trigger,
  opportunity: SalesforceRow,
  made: ReadonlyMap<string, string>,
  { settings, accounts, products, items, documents, entities }: Loaded,
  fields: FieldDirectory,
  context: FlowContext,
): DocumentSnapshot & Wanted {
  const { type, entity: named } = payloadOf(press);
  const typeOf = (id: string): string => textOf(accounts.get(id)?.['Type']);
  const billing = billedAccount(opportunity, null, typeOf, settings.resellerTypes);
  const account = accounts.get(billing.accountId);
  const rows = products.get(opportunity.Id) ?? [];
  const { documents: definitions, priceSource } = settings.orderEntry;
  const lineMap = definitions.find(({ definition }) => definition === type)?.lineMap ?? [];
  const { lines, objection } = dealLines(rows, priceSource, lineMap, fields.types('OpportunityLineItem'));
  const before = made.get(type);
  const entitiesNamed = [named, textOf(opportunity[DEAL_FIELDS.entity])];
  const namedEntity = dealEntity(entitiesNamed, '');
  const existing = documentsOf(context, opportunity.Id).filter((document) => document.definition === type && documents.has(document.id));
  const billTo = textOf(opportunity[DEAL_FIELDS.billTo]);
  return {
    opportunity,
    pressId: pressIdOf(press),
    definition: type,
    recordType: recordTypeOf(opportunity),
    existing: [...existing.map((document) => document.id), ...(before === undefined ? [] : [before])],
    billing,
    account,
    accountId: billing.accountId,
    billTo,
    shipTo: textOf(opportunity[DEAL_FIELDS.shipTo]),
    entity: dealEntity(entitiesNamed, textOf(account?.[ACCOUNT_FIELDS.entity])),
    lines: rows.length === 0 ? amountLine(opportunity, items) : lines,
    lineObjection: objection,
    validated: { record: 'opportunity', namedEntity, entityState: entities.get(namedEntity) ?? null, products: rows },
    hasContacts: billTo !== '' || textOf(account?.[ACCOUNT_FIELDS.billTo]) !== '',
    types: fields.types('Opportunity'),
    settings,
    now: context.now(),
  };
}

/** What tells one press of the button from all others. */
function pressIdOf({ slot }: Trigger): string {
  return slot.slice(slot.indexOf(':') + 1);
}

function payloadOf(press: Trigger): { readonly type: string; readonly entity: string | null } {
  try {
    const { type, entity } = JSON.parse(dataOf(press).payload ?? '{}') as Readonly<Record<string, unknown>>;
    return { type: textOf(type), entity: typeof entity === 'string' ? entity : null };
  } catch {
    return { type: '', entity: null };
  }
}

function concludedOf(opportunity: SalesforceRow, press: Trigger, conclusion: IntacctConclusion): Concluded {
  const about: RecordRef[] = [{ system: 'salesforce', object: 'Opportunity', id: opportunity.Id }];
  const facts = {
    trigger: dataOf(press).kind,
    press: pressIdOf(press),
    by: press.by,
    name: textOf(opportunity['Name']),
    ...payloadOf(press),
  };
  return { conclusion: conclusion as Concluded['conclusion'], about, facts };
}

function notCarried(id: string): IntacctConclusion {
  const text = 'an opportunity goes to Sage Intacct as a document: use Create <Transaction>';
  return refuse(['A.7'], 'not-carried', text, showFailure({ object: 'Opportunity', id }, '', text));
}
