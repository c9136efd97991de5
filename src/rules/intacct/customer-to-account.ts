import type { Customer, IntacctContact, IntacctFields, SalesforceRow, SyncedRecord, UpdateSalesforce } from '../../model/intacct.js';
import { type IntacctConclusion, skip, update } from './conclusions.js';
import { carriedToSalesforce, type FieldTypes, type Mapping, type References, runsFromIntacct } from './mapping.js';
import { ACCOUNT_TO_CUSTOMER, activeStandardRows, CONTACT_TO_CONTACT, ownRows, textOf } from './standard-mappings.js';
import { WRITTEN_BACK } from './write-back.js';

/** A save of a customer (or contact) in Intacct that its Salesforce record may have to follow. */
export type ReverseSnapshot = {
  readonly row: SalesforceRow;
  readonly saved: Customer | IntacctContact;
  readonly isSyncedOnce: boolean;
  readonly mappings: readonly Mapping[];
  readonly types: FieldTypes;
  readonly references: References;
};

/** Two rows of the table end in the account's name; NAME is the one that runs back. */
const NOT_BACK = new Set(['DISPLAYCONTACT.PRINTAS', 'DISPLAYCONTACT.COMPANYNAME', 'PRINTAS', 'COMPANYNAME']);

/**
 * Decides what an account follows when its customer is saved in Intacct.
 *
 * Source:  IA-42 and IA-47: bi-directional and From Intacct rows always; every mapped field when accounts sync only once, for then
 *          Intacct is the source of truth (IA-48). Never the Intacct ID, never the owner.
 * Assumed: D-10, a conflict is won by what is delivered last. What names another customer by now (a merge, a hand-made edit) follows
 *          none: its syncs wait for a reset in both directions.
 */
export function customerToAccount(snapshot: ReverseSnapshot): IntacctConclusion {
  return follow(
    'Account',
    snapshot,
    snapshot.isSyncedOnce ? standardBack(snapshot, ACCOUNT_TO_CUSTOMER) : {},
    ownRows(ACCOUNT_TO_CUSTOMER, snapshot.mappings),
  );
}

/** The same for a contact. Source: reference A.6, A.10: contacts flow back under their own *Sync only once*. */
export function contactBack(snapshot: ReverseSnapshot): IntacctConclusion {
  const name = { LastName: snapshot.saved.fields['LASTNAME'] ?? '' };
  const standard = snapshot.isSyncedOnce ? standardBack(snapshot, CONTACT_TO_CONTACT) : {};
  const kept = name.LastName === '' ? withoutField(standard, 'LastName') : standard;
  return follow('Contact', snapshot, kept, ownRows(CONTACT_TO_CONTACT, snapshot.mappings));
}

/** Values that a save in Intacct carries back: what a hash for echo control must cover. */
export function carriedBack(fields: IntacctFields): IntacctFields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !BOOKKEEPING.has(name)));
}

const BOOKKEEPING = new Set(['WHENMODIFIED', 'MODIFIEDBY', 'WHENCREATED', 'CREATEDBY', 'RECORDNO', 'MEGAENTITYID']);

function follow(
  object: 'Account' | 'Contact',
  snapshot: ReverseSnapshot,
  standard: Readonly<Record<string, unknown>>,
  custom: readonly Mapping[],
): IntacctConclusion {
  const { row, saved, types, references, isSyncedOnce } = snapshot;
  const [shown, id] = [textOf(row[WRITTEN_BACK.id]), 'id' in saved ? saved.id : saved.name];
  if (shown !== '' && shown !== id)
    return skip(
      ['IA-1', 'IA-17', 'D-21'],
      'link-mismatch',
      `${object} ${row.Id} shows '${shown}': '${id}' is not delivered until the link is reset`,
    );
  const back = custom.filter((mapping) => runsFromIntacct(mapping) || (isSyncedOnce && mapping.status !== 'inactive'));
  const wanted: Record<string, unknown> = { ...standard };
  for (const mapping of back) {
    const value = carriedToSalesforce(mapping, saved.fields[mapping.intacctField] ?? '', types, references);
    if (value !== undefined) wanted[mapping.salesforceField] = value;
  }
  const rules = isSyncedOnce ? ['IA-47', 'IA-48'] : ['IA-40', 'IA-42', 'D-10'];
  if (Object.keys(wanted).length === 0) return skip(['IA-4', 'IA-41'], 'flows-one-way', 'no mapped field flows from Intacct');
  const changed = Object.entries(wanted).filter(([field, value]) => textOf(row[field]) !== textOf(value));
  if (changed.length === 0) return skip(rules, 'already-the-same', `${object} ${row.Id} holds everything already`);
  const command = updateSalesforce({ object, id: row.Id }, Object.fromEntries(changed));
  const lost = changed.map(([field, value]) => `${field}: '${textOf(row[field])}' becomes '${textOf(value)}'`).join(', ');
  return update(rules, 'saved-in-intacct', lost, [command]);
}

function standardBack({ saved, mappings }: ReverseSnapshot, rows: typeof ACCOUNT_TO_CUSTOMER): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const { intacctField, salesforceField, line } of activeStandardRows(rows, mappings)) {
    if (NOT_BACK.has(intacctField) || salesforceField.includes('.')) continue;
    const value = saved.fields[intacctField] ?? '';
    if (line === undefined) values[salesforceField] = value === '' ? null : value;
    else if (value !== '') values[salesforceField] = [textOf(values[salesforceField]), value].filter(Boolean).join('\n');
    else values[salesforceField] ??= null;
  }
  return values;
}

function withoutField(fields: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => field !== name));
}

function updateSalesforce(owner: SyncedRecord, fields: Readonly<Record<string, unknown>>): UpdateSalesforce {
  const record = { system: 'salesforce', object: owner.object, id: owner.id } as const;
  return { kind: 'update-salesforce', record, batch: owner.object, owner, ownerIntacctId: '', fields };
}
