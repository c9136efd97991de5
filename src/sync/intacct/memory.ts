import type { Memory } from '../../journal/journal.js';
import type { Link, RecordRef } from '../../model/record.js';
import { type FlowContext, rememberLink } from '../flow.js';

/** A record's key in the queue and in what is remembered: `Account:001…`, `CUSTOMER:C00001`. */
export function keyOf(object: string, id: string): string {
  return `${object}:${id}`;
}

export function readKey(key: string): { readonly object: string; readonly id: string } {
  const colon = key.indexOf(':');
  return { object: key.slice(0, colon), id: key.slice(colon + 1) };
}

/** The Intacct record that the Intacct side ties to a Salesforce record. */
export function linkOf(context: FlowContext, object: string, id: string): Link | null {
  return (context.recall('link', keyOf(object, id)) as Link | null | undefined) ?? null;
}

/** The Salesforce record that the Intacct side ties to an Intacct record. */
export function holderOf(context: FlowContext, intacctObject: string, id: string): string | null {
  return (context.recall('fact', holderKey(intacctObject, id)) as string | null | undefined) ?? null;
}

/** Ties two records: whatever either was tied to before is free. */
export function tie(context: FlowContext, salesforce: RecordRef, other: RecordRef): readonly Memory[] {
  const before = linkOf(context, salesforce.object, salesforce.id);
  const holder = holderOf(context, other.object, other.id);
  const freed: Memory[] = [];
  if (before !== null && before.other.id !== other.id)
    freed.push({ space: 'fact', key: holderKey(other.object, before.other.id), value: null });
  if (holder !== null && holder !== salesforce.id) freed.push(rememberLink(keyOf(salesforce.object, holder), null));
  const link: Link = { flow: 'intacct', salesforce, other, at: context.now() };
  return [
    ...freed,
    rememberLink(keyOf(salesforce.object, salesforce.id), link),
    { space: 'fact', key: holderKey(other.object, other.id), value: salesforce.id },
  ];
}

/** Forgets a link, and what was still to be done for it. */
export function untie({ object, id }: RecordRef, other: RecordRef): readonly Memory[] {
  return [
    rememberLink(keyOf(object, id), null),
    { space: 'fact', key: holderKey(other.object, other.id), value: null },
    rememberOwed(object, id, null),
    rememberUnfinished(object, id, false),
  ];
}

/** The id that was obtained and is still to be written to Salesforce. */
export function owedId(context: FlowContext, object: string, id: string): string | null {
  return (context.recall('fact', owedKey(object, id)) as string | null | undefined) ?? null;
}

export function rememberOwed(object: string, id: string, intacctId: string | null): Memory {
  return { space: 'fact', key: owedKey(object, id), value: intacctId };
}

/** Whether the record was made in Intacct and a step after that failed. */
export function isUnfinished(context: FlowContext, object: string, id: string): boolean {
  return context.recall('fact', unfinishedKey(object, id)) === true;
}

export function rememberUnfinished(object: string, id: string, value: boolean): Memory {
  return { space: 'fact', key: unfinishedKey(object, id), value: value ? true : null };
}

/** A document that an opportunity has in Intacct. */
export type KnownDocument = { readonly id: string; readonly definition: string };

/** Documents that were made from an opportunity, or from one of its documents. */
export function documentsOf(context: FlowContext, opportunityId: string): readonly KnownDocument[] {
  return (context.recall('fact', documentsKey(opportunityId)) as readonly KnownDocument[] | null | undefined) ?? [];
}

/** The opportunity that a document belongs to. */
export function opportunityOf(context: FlowContext, documentId: string): string | null {
  return (context.recall('fact', `document:${documentId}`) as string | null | undefined) ?? null;
}

/** Ties a document to its opportunity; one opportunity may have several. */
export function tieDocument(context: FlowContext, opportunityId: string, document: KnownDocument): readonly Memory[] {
  const known = documentsOf(context, opportunityId);
  if (known.some(({ id }) => id === document.id)) return [];
  const salesforce: RecordRef = { system: 'salesforce', object: 'Opportunity', id: opportunityId };
  const other: RecordRef = { system: 'intacct', object: 'SODOCUMENT', id: document.id };
  return [
    { space: 'fact', key: documentsKey(opportunityId), value: [...known, document] },
    { space: 'fact', key: `document:${document.id}`, value: opportunityId },
    rememberLink(`${keyOf('Opportunity', opportunityId)}:${document.id}`, { flow: 'intacct', salesforce, other, at: context.now() }),
  ];
}

/** Whether a contract went to Intacct as a draft. */
export function wasDraft(context: FlowContext, contractId: string): boolean {
  return context.recall('fact', `draft:${contractId}`) === true;
}

export function rememberDraft(contractId: string, isDraft: boolean): Memory {
  return { space: 'fact', key: `draft:${contractId}`, value: isDraft ? true : null };
}

/** The business key of an Intacct record by its record number: what is deleted is told by number only. */
export function numbered(context: FlowContext, object: string, recordNumber: string): string | null {
  return (context.recall('fact', `recordno:${object}:${recordNumber}`) as string | null | undefined) ?? null;
}

export function rememberNumber(object: string, recordNumber: string, id: string | null): Memory {
  return { space: 'fact', key: `recordno:${object}:${recordNumber}`, value: id };
}

/** Forgets a document that is gone. */
export function untieDocument(context: FlowContext, documentId: string): readonly Memory[] {
  const opportunityId = opportunityOf(context, documentId);
  if (opportunityId === null) return [];
  const left = documentsOf(context, opportunityId).filter(({ id }) => id !== documentId);
  return [
    { space: 'fact', key: documentsKey(opportunityId), value: left.length === 0 ? null : left },
    { space: 'fact', key: `document:${documentId}`, value: null },
    rememberLink(`${keyOf('Opportunity', opportunityId)}:${documentId}`, null),
  ];
}

/** The account into which one was merged. */
export function mergedInto(context: FlowContext, id: string): string | null {
  return (context.recall('fact', `merged:${id}`) as string | null | undefined) ?? null;
}

export function rememberMerged(id: string, masterId: string): Memory {
  return { space: 'fact', key: `merged:${id}`, value: masterId };
}

const holderKey = (object: string, id: string): string => `holder:${object}:${id}`;
const documentsKey = (opportunityId: string): string => `documents:${opportunityId}`;
const owedKey = (object: string, id: string): string => `owed:${object}:${id}`;
const unfinishedKey = (object: string, id: string): string => `unfinished:${object}:${id}`;
