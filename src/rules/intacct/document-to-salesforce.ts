import type { IntacctFields, MirrorDocument, SalesforceRow } from '../../model/intacct.js';
import { create, type IntacctConclusion, skip, unlink, update } from './conclusions.js';
import { toSalesforceValue } from './mapping.js';
import { LINE_KEY, lineCommands, showLines, type WantedLine } from './mirror-lines.js';
import type { IntacctSettings } from './settings.js';
import { textOf } from './standard-mappings.js';
import { WRITTEN_BACK } from './write-back.js';

/** The Salesforce object of each kind of document. Source: reference A.1; names assumed where the documents leave them out. */
export const MIRROR_OBJECTS: Readonly<Record<string, string>> = {
  'Sales Quote': 'ia_crm__Sales_Quote__c',
  'Sales Order': 'ia_crm__Sales_Order__c',
  'Sales Invoice': 'ia_crm__Sales_Invoice__c',
};

/** The one object of the advanced sales document workflow, for documents of every kind. Source: reference A.7. */
export const SALES_DOCUMENT = 'ia_crm__Sales_Document__c';

/** The object that documents of a definition are shown in; undefined when there is none for them. */
export function mirrorObject(definition: string, { orderEntry }: IntacctSettings): string | undefined {
  return orderEntry.advancedWorkflow ? SALES_DOCUMENT : MIRROR_OBJECTS[definition];
}

/** A document that was saved in Intacct, with what Salesforce has of it. */
export type SavedDocument = {
  readonly document: IntacctFields;
  /** The account that it is listed under in Salesforce, or else whose customer it names; a merged one counts as its survivor. */
  readonly account: SalesforceRow | null;
  readonly opportunityId: string | null;
  readonly mirror: SalesforceRow | null;
  /** Where the mirror is; the workflow may have been switched since. */
  readonly shownIn?: string | undefined;
  readonly settings: IntacctSettings;
};

/**
 * Decides the read-only copy of an order entry document in Salesforce.
 *
 * Source:  reference A.7, A.10: documents come back where *To Salesforce* is on. A.9, row 7: not where a merge left the account with
 *          another customer than the document's.
 * Assumed: a document that is shown stays in its object when the workflow is switched.
 */
export function documentToSalesforce({ document, account, opportunityId, mirror, shownIn, settings }: SavedDocument): IntacctConclusion {
  const id = document['DOCID'] ?? '';
  const definition = document['DOCPARID'] ?? '';
  const customerId = document['CUSTVENDID'] ?? '';
  const object = shownIn ?? mirrorObject(definition, settings);
  if (object === undefined || !settings.orderEntry.documents.some((row) => row.definition === definition && row.toSalesforce))
    return skip(['A.10'], 'not-posted-back', `documents of '${definition}' do not go to Salesforce`);
  if (account === null) return skip(['IA-3', 'A.10'], 'not-linked', `no account stands for customer ${customerId}`);
  if (textOf(account[WRITTEN_BACK.id]) !== customerId) return suppressed(id, customerId, account);
  const wanted = {
    Name: document['DOCNO'] ?? id,
    ia_crm__Account__c: account.Id,
    ...(opportunityId === null ? {} : { ia_crm__Opportunity__c: opportunityId }),
    ia_crm__Document_ID__c: id,
    ia_crm__Customer_ID__c: customerId,
    ia_crm__Date__c: toSalesforceValue(document['WHENPOSTED'] ?? '', 'date'),
    ia_crm__State__c: document['STATE'] ?? '',
    ia_crm__Total__c: toSalesforceValue(document['TOTAL'] ?? '', 'currency'),
    ...(object === SALES_DOCUMENT ? { ia_crm__Definition__c: definition } : {}),
  };
  const fields = mirror === null ? wanted : changed(wanted, mirror);
  const command: MirrorDocument = {
    kind: 'mirror-document',
    record: { system: 'salesforce', object, id: mirror?.Id ?? '' },
    batch: `${object} ${mirror === null ? 'create' : 'update'}`,
    owner: { object: 'Account', id: account.Id },
    ownerIntacctId: customerId,
    documentId: id,
    fields,
  };
  const rules = ['IA-4', 'A.10'];
  if (mirror === null) return create(rules, 'posted-back', `${id} is shown in Salesforce`, [command]);
  if (Object.keys(fields).length === 0) return skip(rules, 'already-the-same', `the copy of ${id} holds everything already`);
  return update(rules, 'posted-back', `${id} changed: ${Object.keys(fields).join(', ')}`, [command]);
}

/** A document that is shown: its copy, the object of that, and the copies of its lines. */
export type ShownDocument = { readonly mirror: SalesforceRow; readonly object: string; readonly present: readonly SalesforceRow[] };

/**
 * Decides the copies of a document's lines, once the document itself is shown. Null where lines are not.
 *
 * Source: reference A.7: *Include details*.
 */
export function documentLines(
  document: IntacctFields,
  lines: readonly IntacctFields[],
  { mirror, object, present }: ShownDocument,
  { orderEntry }: IntacctSettings,
): IntacctConclusion | null {
  const definition = document['DOCPARID'] ?? '';
  if (!orderEntry.documents.some((row) => row.definition === definition && row.toSalesforce && row.includeDetails)) return null;
  const id = document['DOCID'] ?? '';
  const wanted = lines.map((line) => lineOf(line, id, object, mirror.Id));
  const text = `${lines.length} lines of ${id} are shown in Salesforce`;
  return showLines({ object: LINE_OBJECT, wanted, present, mirror, reason: 'lines-posted-back', text });
}

/** The object of copied lines; one lookup for each object of documents has its name. */
export const LINE_OBJECT = 'ia_crm__Sales_Document_Line__c';

function lineOf(line: IntacctFields, documentId: string, header: string, headerId: string): WantedLine {
  const number = line['LINE_NO'] ?? '';
  return {
    Name: String(Number(number) + 1),
    [header]: headerId,
    ia_crm__Document_ID__c: documentId,
    [LINE_KEY]: `${documentId}#${number}`,
    ia_crm__Item_ID__c: line['ITEMID'] ?? '',
    ia_crm__Description__c: line['ITEMDESC'] ?? '',
    ia_crm__Quantity__c: toSalesforceValue(line['QUANTITY'] ?? '', 'double'),
    ia_crm__Price__c: toSalesforceValue(line['PRICE'] ?? '', 'double'),
    ia_crm__Discount_Percent__c: toSalesforceValue(line['DISCOUNTPERCENT'] ?? '', 'double'),
  };
}

/** Copies of lines that go with what they are lines of. */
export type CopiedLines = { readonly object: string; readonly rows: readonly SalesforceRow[] };

/**
 * Decides what Salesforce shows of a document or contract that was deleted in Intacct: nothing any more.
 *
 * Source: reference A.10: deleted documents too; A.9, row 7: not where a merge left the account with another customer.
 */
export function copyOfDeleted(
  id: string,
  mirror: SalesforceRow | null,
  object: string,
  lines: readonly CopiedLines[],
  account: SalesforceRow | null,
): IntacctConclusion {
  if (mirror === null) return skip(['A.10'], 'not-posted-back', `${id} was deleted, and Salesforce shows nothing of it`);
  const customerId = textOf(mirror['ia_crm__Customer_ID__c']);
  if (account !== null && textOf(account[WRITTEN_BACK.id]) !== customerId) return suppressed(id, customerId, account);
  const owner = { object: 'Account', id: textOf(mirror['ia_crm__Account__c']) } as const;
  const ids = (rows: readonly SalesforceRow[]) => rows.map(({ Id }) => ({ Id }));
  return unlink(['IA-4', 'A.10'], 'deleted-in-intacct', `${id} was deleted in Sage Intacct: its copy goes`, [
    ...lines.flatMap(({ object: own, rows }) => lineCommands(own, 'delete', ids(rows), owner)),
    ...lineCommands(object, 'delete', ids([mirror]), owner),
  ]);
}

/** A.9, row 7. */
export function suppressed(id: string, customerId: string, account: SalesforceRow): IntacctConclusion {
  const own = textOf(account[WRITTEN_BACK.id]);
  const text = `postback-suppressed: customer mismatch: ${id} is of ${customerId}, account ${account.Id} of '${own}'`;
  return skip(['IA-17'], 'postback-suppressed', text);
}

/** The values that a copy does not have yet. */
export function changed(wanted: Readonly<Record<string, unknown>>, mirror: SalesforceRow): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => textOf(mirror[name]) !== textOf(value)));
}
