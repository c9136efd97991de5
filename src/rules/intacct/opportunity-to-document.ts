import type { CreateDocument, DealLine, SalesforceRow, SyncedRecord } from '../../model/intacct.js';
import { create, type IntacctConclusion, refuse } from './conclusions.js';
import type { Billing, Objection } from './deal.js';
import { type FieldTypes, type Mapping, mappedFields, withoutBlanks } from './mapping.js';
import { POLICIES } from './policies.js';
import type { IntacctSettings } from './settings.js';
import { textOf } from './standard-mappings.js';
import { type ValidatedDeal, validationObjection } from './validations.js';
import { showFailure } from './write-back.js';

/** A press of *Create <Transaction>* on an opportunity, with what was read for it. */
export type DocumentSnapshot = {
  readonly opportunity: SalesforceRow;
  /** The id of the press: no other document has it. */
  readonly pressId: string;
  /** The transaction definition, `Sales Order`. */
  readonly definition: string;
  readonly recordType: string;
  /** Documents of that definition that this opportunity has in Intacct. */
  readonly existing: readonly string[];
  readonly billing: Billing;
  readonly entity: string;
  readonly lines: readonly DealLine[];
  readonly lineObjection: Objection | null;
  readonly validated: ValidatedDeal;
  readonly hasContacts: boolean;
  /** What the opportunity's object says of mapped fields. */
  readonly types: FieldTypes;
  readonly settings: IntacctSettings;
  readonly now: number;
};

/** The customer and contacts of a document, after their own syncs. A text says why one of them cannot be used. */
export type DealParties = {
  readonly customerId: string | null;
  readonly billTo: string | null;
  readonly shipTo: string | null;
  readonly problem: string | null;
};

/**
 * What stands against a document before anything is read from or written to Intacct.
 *
 * Source:  reference A.7, B.3: definitions open from Salesforce, record types, stages, one-to-one, resellers, contacts.
 * Refuses: `definition-closed`; `record-type`; `stage-not-ready`; `one-to-one`; `not-a-reseller`; `account-missing`; `no-products`;
 *          `item-not-linked`; `contacts-required`; what `validationObjection` refuses.
 */
export function documentObjection(snapshot: DocumentSnapshot): Objection | null {
  const { definition, settings, opportunity, recordType, existing } = snapshot;
  const { documents, recordTypes, stages, oneToOne } = settings.orderEntry;
  const object = (reason: string, text: string): Objection => ({ rules: ['A.7'], reason, text });
  if (!documents.some((row) => row.definition === definition && row.fromSalesforce))
    return object('definition-closed', `transaction definition '${definition}' is not open from Salesforce`);
  if (recordTypes.length > 0 && !recordTypes.includes(recordType))
    return object('record-type', `opportunities of record type '${recordType}' are not used for order entry`);
  const stage = textOf(opportunity['StageName']);
  if (stages.length > 0 && !stages.includes(stage))
    return object('stage-not-ready', `stage '${stage}' is not ready: ${stages.join(', ')} are`);
  if (oneToOne && existing.length > 0)
    return object('one-to-one', `the opportunity has ${definition} ${existing[0]} already, and the relationship is one-to-one`);
  if (snapshot.billing.objection !== null) return snapshot.billing.objection;
  if (snapshot.lineObjection !== null) return snapshot.lineObjection;
  if (snapshot.lines.length === 0) return object('no-products', 'the opportunity has no products');
  if (settings.contacts.requireContacts && !snapshot.hasContacts)
    return object('contacts-required', 'neither the opportunity nor its account names a bill-to contact');
  return validationObjection(snapshot.validated, settings);
}

/**
 * Decides the document of an opportunity whose account had its turn.
 *
 * Source:  IA-15, IA-44: the account goes first, and its failure aborts the transaction; IA-63 to IA-65: where the document goes.
 * Refuses: `account-not-synced` when the customer or a contact is not there.
 */
export function opportunityToDocument(snapshot: DocumentSnapshot, parties: DealParties): IntacctConclusion {
  const { opportunity, billing, definition, entity } = snapshot;
  const owner: SyncedRecord = { object: 'Opportunity', id: opportunity.Id };
  const rules = [...billing.rules, 'IA-44', 'A.7'];
  if (parties.customerId === null || parties.problem !== null)
    return refuseDeal(owner, { rules, reason: 'account-not-synced', text: parties.problem ?? 'the account was not synced' });
  const command: CreateDocument = {
    kind: 'create-document',
    record: { system: 'intacct', object: 'SODOCUMENT', id: '' },
    batch: entity,
    owner,
    ownerIntacctId: '',
    entity,
    externalId: snapshot.pressId,
    definition,
    customerId: parties.customerId,
    date: new Date(snapshot.now).toISOString().slice(0, 10),
    termName: POLICIES.defaultTerm,
    billTo: parties.billTo,
    shipTo: parties.shipTo,
    header: withoutBlanks(mappedFields(documentMap(snapshot), opportunity, snapshot.types)),
    lines: snapshot.lines,
  };
  const where = entity === '' ? 'at the top level' : `in entity ${entity}`;
  return create([...rules, ...(entity === '' ? [] : ['IA-65'])], 'asked-for', `${definition} for customer ${parties.customerId} ${where}`, [
    command,
  ]);
}

/** The mapping of the header of this definition's documents. Source: reference B.3, `headerMap`. */
function documentMap({ settings, definition }: DocumentSnapshot): readonly Mapping[] {
  return settings.orderEntry.documents.find((row) => row.definition === definition)?.headerMap ?? [];
}

/** A refusal that people see on the record. */
export function refuseDeal(owner: SyncedRecord, { rules, reason, text }: Objection): IntacctConclusion {
  return refuse(rules, reason, text, showFailure(owner, '', text));
}
