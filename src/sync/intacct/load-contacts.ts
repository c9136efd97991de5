import { inLists } from '../../clients/salesforce/wire.js';
import type { IntacctContact, SalesforceRow } from '../../model/intacct.js';
import { candidateContactNames, freeContactName } from '../../rules/intacct/contact-name.js';
import { type Identity, resolveIdentity } from '../../rules/intacct/identity.js';
import type { IntacctSettings } from '../../rules/intacct/settings.js';
import { textOf } from '../../rules/intacct/standard-mappings.js';
import { WRITTEN_BACK } from '../../rules/intacct/write-back.js';
import type { FlowContext } from '../flow.js';
import { contactColumns } from './columns.js';
import { holderOf, linkOf, mergedInto, owedId } from './memory.js';
import type { IntacctParts } from './parts.js';

/** A Salesforce contact with what Intacct has of it. */
export type LoadedContact = {
  readonly row: SalesforceRow;
  readonly identity: Identity;
  readonly contact: IntacctContact | null;
  /** The name that a new one gets; null when none is free. */
  readonly freeName: string | null;
};

/** Reads Salesforce contacts. */
export async function readContactRows(
  ids: Iterable<string>,
  settings: IntacctSettings,
  { salesforce, fields }: IntacctParts,
): Promise<Map<string, SalesforceRow>> {
  const rows = new Map<string, SalesforceRow>();
  await fields.ensure('Contact', settings.contacts.mappings);
  const columns = contactColumns(settings.contacts.mappings, fields.types('Contact')).join(', ');
  for (const list of inLists(new Set(ids))) {
    for (const row of await salesforce.query(`SELECT ${columns} FROM Contact WHERE Id IN ${list}`))
      rows.set(String(row['Id']), row as SalesforceRow);
  }
  return rows;
}

/** Names under which Salesforce contacts may stand in Intacct: their own, or those that they may get. */
export function contactNamesOf(rows: readonly SalesforceRow[], context: FlowContext): readonly string[] {
  return rows.flatMap((row) => {
    const id = idOf(row, context);
    return id === '' || isLost(row, context) ? candidateContactNames(textOf(row['Name'])) : [id];
  });
}

/**
 * Resolves who Salesforce contacts are in Intacct; `named` has what was read of `contactNamesOf`. New names are given out so that no
 * two contacts of the batch get the same one.
 */
export function resolveContacts(
  rows: readonly SalesforceRow[],
  named: ReadonlyMap<string, IntacctContact>,
  context: FlowContext,
): ReadonlyMap<string, LoadedContact> {
  const given = new Set<string>();
  const contacts = new Map<string, LoadedContact>();
  for (const row of rows) {
    const identity = identityOf(row, named, context);
    const needsName = identity.kind === 'create' && identity.id === '';
    const freeName = needsName ? freeContactName(textOf(row['Name']), (name) => named.has(name) || given.has(name)) : null;
    if (freeName !== null) given.add(freeName);
    const id = identity.kind === 'refuse' ? '' : identity.id;
    contacts.set(row.Id, { row, identity, contact: named.get(id) ?? null, freeName });
  }
  return contacts;
}

/** The id that Salesforce shows, or that it is owed. */
function idOf(row: SalesforceRow, context: FlowContext): string {
  return textOf(row[WRITTEN_BACK.id]) || (owedId(context, 'Contact', row.Id) ?? '');
}

/** Whether Salesforce lost an id that Intacct still ties to the contact: a duplicate with a name of its own is made (IA-38). */
function isLost(row: SalesforceRow, context: FlowContext): boolean {
  return textOf(row[WRITTEN_BACK.id]) === '' && owedId(context, 'Contact', row.Id) === null;
}

function identityOf(row: SalesforceRow, named: ReadonlyMap<string, IntacctContact>, context: FlowContext): Identity {
  const intacctId = textOf(row[WRITTEN_BACK.id]);
  const linkedTo = linkOf(context, 'Contact', row.Id)?.other.id ?? null;
  const holder = intacctId === '' ? null : holderOf(context, 'CONTACT', intacctId);
  return resolveIdentity({
    what: 'Contact',
    intacctId,
    linkedTo,
    holder: holder === null || holder === row.Id ? null : { id: holder, mergedInto: mergedInto(context, holder) },
    exists: named.has(intacctId || (linkedTo ?? '')),
    hasSequence: true,
    isWriteBackOwed: owedId(context, 'Contact', row.Id) !== null,
  });
}
