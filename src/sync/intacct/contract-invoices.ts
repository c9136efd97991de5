import type { IntacctFields, SalesforceRow } from '../../model/intacct.js';
import { CONTRACT_INVOICE_MIRROR } from '../../rules/intacct/contract-invoices.js';
import { textOf } from '../../rules/intacct/standard-mappings.js';
import type { PendingKey, Trigger } from '../flow.js';
import { groupBy, readRows } from './intacct-reads.js';
import { readCopiedLines } from './mirrors.js';
import type { IntacctParts } from './parts.js';
import { DOCUMENT_SELECT } from './poll-shown.js';
import { dataOf, trigger } from './triggers.js';

/** What was invoiced of a contract, and the lines that say so. */
export type Invoiced = { readonly invoices: readonly IntacctFields[]; readonly lines: readonly IntacctFields[] };

const CONTRACT_KEY = 'ia_crm__Contract_ID__c';
const DOCUMENT_KEY = 'ia_crm__Document_ID__c';
const COPY_FIELDS = ['Account', 'Intacct_Contract', 'Contract_ID', 'Line_ID', 'Document_ID', 'Customer_ID', 'Date', 'State', 'Total'];
const LINE_SELECT = ['RECORDNO', 'DOCHDRID', 'CONTRACTID', 'TOTAL'];

/** Reads what was invoiced of contracts, by contract. */
export async function readInvoiced(contractIds: readonly string[], parts: IntacctParts): Promise<ReadonlyMap<string, Invoiced>> {
  if (contractIds.length === 0) return new Map();
  const lines = await readLines('CONTRACTID', contractIds, parts);
  const documents = await readDocuments([...new Set(lines.map((line) => line['DOCHDRID'] ?? ''))], parts);
  const byContract = groupBy(lines, (line) => line['CONTRACTID'] ?? '');
  return new Map(
    [...byContract].map(([id, own]) => {
      const named = new Set(own.map((line) => line['DOCHDRID'] ?? ''));
      return [id, { lines: own, invoices: documents.filter((row) => named.has(row['DOCID'] ?? '')) }];
    }),
  );
}

/** Copies of invoices that Salesforce has, by contract. */
export function readCopiedInvoices(
  contractIds: readonly string[],
  parts: IntacctParts,
): Promise<ReadonlyMap<string, readonly SalesforceRow[]>> {
  return readCopiedLines(CONTRACT_INVOICE_MIRROR, CONTRACT_KEY, COPY_FIELDS, contractIds, parts);
}

/**
 * The contracts that saved documents speak of, by document: those that lines of an invoice name, and those under which it is shown.
 * Documents that are no invoices cost no call.
 */
export async function contractsOf(
  ids: readonly string[],
  documents: ReadonlyMap<string, IntacctFields>,
  parts: IntacctParts,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  await parts.definitions.load([...documents.values()].map((row) => row['DOCPARID'] ?? ''));
  const isInvoice = (id: string): boolean => parts.definitions.makesInvoices(documents.get(id)?.['DOCPARID'] ?? '');
  const invoices = ids.filter((id) => isInvoice(id) || !documents.has(id));
  if (invoices.length === 0) return new Map();
  const lines = await readLines('DOCHDRID', invoices, parts);
  const copies = await readCopiedLines(CONTRACT_INVOICE_MIRROR, DOCUMENT_KEY, COPY_FIELDS, invoices, parts);
  const shown = [...copies].flatMap(([document, rows]) => rows.map((row) => [document, textOf(row[CONTRACT_KEY])] as const));
  const named = lines.map((line) => [line['DOCHDRID'] ?? '', line['CONTRACTID'] ?? ''] as const);
  const byDocument = groupBy([...named, ...shown], ([document]) => document);
  return new Map([...byDocument].map(([document, pairs]) => [document, new Set(pairs.map(([, contract]) => contract))]));
}

/** Has the contracts looked at that a document speaks of. */
export function lookAtContracts(key: PendingKey, contractIds: Iterable<string>): readonly Trigger[] {
  const cause = key.triggers.at(-1)!;
  const { at, event } = dataOf(cause);
  return [...contractIds].map((id) =>
    trigger({ system: 'intacct', object: 'CONTRACT', id }, `invoiced:${key.key}`, cause.by, {
      kind: 'intacctSave',
      at,
      event,
      isPrepared: true,
    }),
  );
}

async function readLines(field: string, values: readonly string[], { intacct }: IntacctParts): Promise<readonly IntacctFields[]> {
  const filter = { operator: 'in', field, values } as const;
  const rows = await readRows(intacct, { object: 'SODOCUMENTENTRY', select: LINE_SELECT, filter, orderBy: 'RECORDNO' });
  return rows.filter((row) => (row['CONTRACTID'] ?? '') !== '');
}

/** The documents that are invoices. */
async function readDocuments(values: readonly string[], { intacct, definitions }: IntacctParts): Promise<readonly IntacctFields[]> {
  if (values.length === 0) return [];
  const filter = { operator: 'in', field: 'DOCID', values } as const;
  const rows = await readRows(intacct, { object: 'SODOCUMENT', select: DOCUMENT_SELECT, filter, orderBy: 'RECORDNO' });
  await definitions.load(rows.map((row) => row['DOCPARID'] ?? ''));
  return rows.filter((row) => definitions.makesInvoices(row['DOCPARID'] ?? ''));
}
