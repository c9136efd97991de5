import { inLists } from '../../clients/salesforce/wire.js';
import type { Memory } from '../../journal/journal.js';
import type { IntacctFields, SalesforceRow } from '../../model/intacct.js';
import type { RecordRef } from '../../model/record.js';
import type { IntacctConclusion } from '../../rules/intacct/conclusions.js';
import { documentToSalesforce, MIRROR_OBJECTS } from '../../rules/intacct/document-to-salesforce.js';
import { closedGate } from '../../rules/intacct/gates.js';
import { textOf } from '../../rules/intacct/standard-mappings.js';
import type { Concluded, FlowContext, PendingKey, Reconciled } from '../flow.js';
import { groupBy, readRows } from './intacct-reads.js';
import { holderOf, mergedInto, opportunityOf, readKey, tieDocument } from './memory.js';
import { type IntacctParts, settingsAt, settingsNow } from './parts.js';
import { DOCUMENT_SELECT } from './poll-documents.js';
import { readAccounts } from './read-accounts.js';
import { dataOf } from './triggers.js';

/** Merges that are followed from an account to its survivor; a chain of them is rare. */
const MERGES_FOLLOWED_MAX = 10;

/** Decides the copies in Salesforce of documents that were saved in Intacct. */
export async function reconcileDocuments(
  keys: readonly PendingKey[],
  parts: IntacctParts,
  context: FlowContext,
): Promise<readonly Reconciled[]> {
  const settings = settingsNow(context);
  const values = keys.map(({ key }) => readKey(key).id);
  const filter = { operator: 'in', field: 'DOCID', values } as const;
  const documents = await readRows(parts.intacct, { object: 'SODOCUMENT', select: DOCUMENT_SELECT, filter });
  const byId = new Map(documents.map((row) => [row['DOCID'] ?? '', row]));
  const mirrors = await readMirrors(documents, parts);
  const accountOf = (row: IntacctFields): string =>
    textOf(mirrors.get(row['DOCID'] ?? '')?.['ia_crm__Account__c']) || survivorOf(row['CUSTVENDID'] ?? '', context);
  const ids = documents.map(accountOf).filter((id) => id !== '');
  const accounts = await readAccounts(ids, settings, parts);
  return keys.map((key): Reconciled => {
    const { id } = readKey(key.key);
    const document = byId.get(id);
    if (document === undefined) return { key: key.key, concluded: [] };
    const opportunityId = sourceOf(document, byId, context);
    const account = accounts.get(accountOf(document)) ?? null;
    const conclusion =
      gateOf(key, parts, context) ?? documentToSalesforce({ document, account, opportunityId, mirror: mirrors.get(id) ?? null, settings });
    return { key: key.key, concluded: [concludedOf(id, conclusion)], remember: tiesOf(document, opportunityId, context) };
  });
}

/** Copies that Salesforce has, by document. */
async function readMirrors(documents: readonly IntacctFields[], { salesforce }: IntacctParts): Promise<ReadonlyMap<string, SalesforceRow>> {
  const mirrors = new Map<string, SalesforceRow>();
  const columns = ['Id', 'Name', ...MIRROR_FIELDS.map((name) => `ia_crm__${name}__c`)].join(', ');
  for (const [object, group] of groupBy(documents, (row) => MIRROR_OBJECTS[row['DOCPARID'] ?? ''] ?? '')) {
    if (object === '') continue;
    for (const list of inLists(new Set(group.map((row) => row['DOCID'] ?? '')))) {
      const rows = await salesforce.query(`SELECT ${columns} FROM ${object} WHERE ia_crm__Document_ID__c IN ${list}`);
      for (const row of rows) mirrors.set(textOf(row['ia_crm__Document_ID__c']), row as SalesforceRow);
    }
  }
  return mirrors;
}

const MIRROR_FIELDS = ['Account', 'Opportunity', 'Document_ID', 'Customer_ID', 'Date', 'State', 'Total'];

/** The account that a customer stands for; where it lost a merge, the one that survived. Blank for none. */
function survivorOf(customerId: string, context: FlowContext): string {
  let account = holderOf(context, 'CUSTOMER', customerId) ?? '';
  for (let step = 0; step < MERGES_FOLLOWED_MAX; step += 1) {
    const master = mergedInto(context, account);
    if (master === null) break;
    account = master;
  }
  return account;
}

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

function gateOf({ triggers }: PendingKey, { orgKind }: IntacctParts, context: FlowContext): IntacctConclusion | null {
  const { at, event } = dataOf(triggers.at(-1)!);
  const user = { name: 'a user of Sage Intacct', isMapped: true, mayUnmapped: true };
  const now = settingsNow(context);
  const gate = { kind: 'intacctSave', object: 'SODOCUMENT', isLinked: true, isChanged: true } as const;
  return closedGate({ ...gate, environment: orgKind.kind, user, atTrigger: settingsAt(context, at, event), now });
}

function concludedOf(id: string, conclusion: IntacctConclusion): Concluded {
  const about: RecordRef[] = [{ system: 'intacct', object: 'SODOCUMENT', id }];
  return { conclusion: conclusion as Concluded['conclusion'], about, facts: { trigger: 'intacctSave' } };
}
