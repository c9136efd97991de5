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

/** The account into which one was merged. */
export function mergedInto(context: FlowContext, id: string): string | null {
  return (context.recall('fact', `merged:${id}`) as string | null | undefined) ?? null;
}

export function rememberMerged(id: string, masterId: string): Memory {
  return { space: 'fact', key: `merged:${id}`, value: masterId };
}

const holderKey = (object: string, id: string): string => `holder:${object}:${id}`;
const owedKey = (object: string, id: string): string => `owed:${object}:${id}`;
const unfinishedKey = (object: string, id: string): string => `unfinished:${object}:${id}`;
