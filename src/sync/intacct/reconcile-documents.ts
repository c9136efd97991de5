import type { Memory } from '../../journal/journal.js';
import type { IntacctFields, SalesforceRow } from '../../model/intacct.js';
import type { RecordRef } from '../../model/record.js';
import type { IntacctConclusion } from '../../rules/intacct/conclusions.js';
import { copyOfDeleted, documentLines, documentToSalesforce, LINE_OBJECT } from '../../rules/intacct/document-to-salesforce.js';
import { quoteAmount } from '../../rules/intacct/quote-amount.js';
import type { IntacctSettings } from '../../rules/intacct/settings.js';
import type { Concluded, FlowContext, PendingKey, Reconciled } from '../flow.js';
import { contractsOf, lookAtContracts } from './contract-invoices.js';
import { againPrepared, readOpportunities } from './deals.js';
import { readDocumentCopies } from './document-copies.js';
import { readDocumentLines, readRows } from './intacct-reads.js';
import { opportunityOf, readKey, tieDocument, untieDocument } from './memory.js';
import { isDeleted, isShown, listedUnder, type Mirrors, readCopiedLines, saidOf, savedGate } from './mirrors.js';
import { type IntacctParts, settingsNow } from './parts.js';
import { DOCUMENT_SELECT } from './poll-shown.js';
import { readAccounts } from './read-accounts.js';

/** What was read for a batch of saved documents. */
type Loaded = {
  readonly settings: IntacctSettings;
  readonly documents: ReadonlyMap<string, IntacctFields>;
  readonly lines: ReadonlyMap<string, readonly IntacctFields[]>;
  readonly mirrors: Mirrors;
  /** The object of each mirror. */
  readonly shownIn: ReadonlyMap<string, string>;
  readonly copiedLines: ReadonlyMap<string, readonly SalesforceRow[]>;
  readonly accounts: ReadonlyMap<string, SalesforceRow>;
  /** Contracts that documents speak of, by document. */
  readonly contracts: ReadonlyMap<string, ReadonlySet<string>>;
  /** Only those whose amount a document may say. */
  readonly opportunities: ReadonlyMap<string, SalesforceRow>;
};

/** Decides the copies in Salesforce of documents that were saved or deleted in Intacct. */
export async function reconcileDocuments(
  keys: readonly PendingKey[],
  parts: IntacctParts,
  context: FlowContext,
): Promise<readonly Reconciled[]> {
  const loaded = await load(keys, parts, context);
  return keys.map((key) => answer(key, loaded, parts, context));
}

async function load(keys: readonly PendingKey[], parts: IntacctParts, context: FlowContext): Promise<Loaded> {
  const settings = settingsNow(context);
  const values = keys.map(({ key }) => readKey(key).id);
  const filter = { operator: 'in', field: 'DOCID', values } as const;
  const rows = await readRows(parts.intacct, { object: 'SODOCUMENT', select: DOCUMENT_SELECT, filter });
  const documents = new Map(rows.map((row) => [row['DOCID'] ?? '', row]));
  const { mirrors, shownIn } = await readDocumentCopies(values, settings, parts, context);
  const ids = values.map((id) => listedUnder(id, documents.get(id)?.['CUSTVENDID'], mirrors, context)).filter((id) => id !== '');
  const accounts = await readAccounts(ids, settings, parts);
  const shown = rows.filter((row) => mirrors.has(row['DOCID'] ?? '') && isDetailed(row, settings));
  const lines = await readDocumentLines(parts.intacct, shown);
  const copiedLines = await readCopiedLines(LINE_OBJECT, 'ia_crm__Document_ID__c', LINE_FIELDS, [...mirrors.keys()], parts);
  const contracts = settings.contracts.isEnabled ? await contractsOf(values, documents, parts) : new Map<string, ReadonlySet<string>>();
  const opportunityIds = rows.flatMap((row) => sourceOf(row, documents, context) ?? []);
  const isAmountKept = settings.opportunities.updateQuoteAmount && opportunityIds.length > 0;
  const opportunities = isAmountKept ? await readOpportunities('Id', opportunityIds, parts) : [];
  const byId = new Map(opportunities.map((row) => [row.Id, row]));
  return { settings, documents, lines, mirrors, shownIn, copiedLines, accounts, contracts, opportunities: byId };
}

function isDetailed(row: IntacctFields, { orderEntry }: IntacctSettings): boolean {
  return orderEntry.documents.some(({ definition, includeDetails }) => includeDetails && definition === row['DOCPARID']);
}

function answer(key: PendingKey, loaded: Loaded, parts: IntacctParts, context: FlowContext): Reconciled {
  const { settings, documents, mirrors, accounts } = loaded;
  const { id } = readKey(key.key);
  const document = documents.get(id);
  if (document === undefined && !isDeleted(key)) return { key: key.key, concluded: [] };
  const account = accounts.get(listedUnder(id, document?.['CUSTVENDID'], mirrors, context)) ?? null;
  const mirror = mirrors.get(id) ?? null;
  const shownIn = loaded.shownIn.get(id);
  const closed = savedGate(key, 'SODOCUMENT', parts, context);
  const contracts = lookAtContracts(key, loaded.contracts.get(id) ?? []);
  if (document === undefined) {
    const lines = [{ object: LINE_OBJECT, rows: loaded.copiedLines.get(id) ?? [] }];
    const gone = closed ?? copyOfDeleted(id, mirror, shownIn ?? '', lines, account);
    return { key: key.key, concluded: [concludedOf(id, gone)], remember: untieDocument(context, id), next: contracts };
  }
  const opportunityId = sourceOf(document, documents, context);
  const remember = tiesOf(document, opportunityId, context);
  const header = closed ?? documentToSalesforce({ document, account, opportunityId, mirror, shownIn, settings });
  if (header.outcome === 'create')
    return { key: key.key, concluded: [concludedOf(id, header)], remember, next: [...againPrepared(key), ...contracts] };
  const concluded = saidOf(key, header, concludedOf(id, header));
  const details = isShown(mirror, closed, header)
    ? documentLines(
        document,
        loaded.lines.get(id) ?? [],
        { mirror, object: shownIn ?? '', present: loaded.copiedLines.get(id) ?? [] },
        settings,
      )
    : null;
  if (details !== null) concluded.push(concludedOf(id, details));
  const amount = closed === null ? amountOf(document, opportunityId, loaded) : null;
  if (amount !== null) concluded.push(concludedOf(id, amount, opportunityId));
  return { key: key.key, concluded, remember, next: contracts };
}

function amountOf(document: IntacctFields, opportunityId: string | null, { opportunities, settings }: Loaded): IntacctConclusion | null {
  const opportunity = opportunities.get(opportunityId ?? '');
  return opportunity === undefined ? null : quoteAmount(document, opportunity, settings);
}

const LINE_FIELDS = [
  'Sales_Quote',
  'Sales_Order',
  'Sales_Invoice',
  'Sales_Document',
  'Document_ID',
  'Line_ID',
  'Item_ID',
  'Description',
  'Quantity',
  'Price',
  'Discount_Percent',
];

/** The opportunity that a document, or the one that it was converted from, was made for. */
function sourceOf(document: IntacctFields, byId: ReadonlyMap<string, IntacctFields>, context: FlowContext): string | null {
  let source: IntacctFields | undefined = document;
  for (const seen = new Set<string>(); source !== undefined; source = byId.get(source['CREATEDFROM'] ?? '')) {
    const found = opportunityOf(context, source['DOCID'] ?? '') ?? opportunityOf(context, source['CREATEDFROM'] ?? '');
    if (found !== null) return found;
    if (seen.has(source['DOCID'] ?? '')) return null;
    seen.add(source['DOCID'] ?? '');
  }
  return null;
}

/** What was converted from a document of an opportunity is the opportunity's too. */
function tiesOf(document: IntacctFields, opportunityId: string | null, context: FlowContext): readonly Memory[] {
  if (opportunityId === null) return [];
  return tieDocument(context, opportunityId, { id: document['DOCID'] ?? '', definition: document['DOCPARID'] ?? '' });
}

function concludedOf(id: string, conclusion: IntacctConclusion, opportunityId: string | null = null): Concluded {
  const about: RecordRef[] = [{ system: 'intacct', object: 'SODOCUMENT', id }];
  // What leaves the opportunity as it is says nothing about it.
  if (opportunityId !== null && conclusion.outcome !== 'skip')
    about.push({ system: 'salesforce', object: 'Opportunity', id: opportunityId });
  return { conclusion: conclusion as Concluded['conclusion'], about, facts: { trigger: 'intacctSave' } };
}
