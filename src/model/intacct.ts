import type { RecordRef } from './record.js';

/** A Salesforce record as read: values by API name. */
export type SalesforceRow = Readonly<Record<string, unknown>> & { readonly Id: string };

/** Values of an Intacct object by XML name, nested names joined with dots. A blank text is no value. */
export type IntacctFields = Readonly<Record<string, string>>;

/** A row of a customer's contact list. */
export type ListedContact = { readonly category: string; readonly contactName: string };

/** A customer as read. `entity` is the LOCATIONID of the entity that it is private to; blank at the top level. */
export type Customer = {
  readonly id: string;
  readonly entity: string;
  readonly fields: IntacctFields;
  /** Null when the list was not read. */
  readonly contactList: readonly ListedContact[] | null;
};

/** A contact of the company's shared list as read; `name` is its CONTACTNAME. */
export type IntacctContact = { readonly name: string; readonly entity: string; readonly fields: IntacctFields };

/** Which of the two default contacts of a customer, or which address of an account. */
export type ContactSide = 'billTo' | 'shipTo';

/** The Salesforce record that a sync is for: its status fields show how it went. */
export type SyncedRecord = { readonly object: 'Account' | 'Contact' | 'Contract' | 'Opportunity'; readonly id: string };

type Write<K extends string> = {
  readonly kind: K;
  readonly record: RecordRef;
  /** Commands that differ in this do not share a call. */
  readonly batch: string;
  readonly owner: SyncedRecord;
  /** The owner's customer or contact when one exists already: written back even when this command fails. */
  readonly ownerIntacctId: string;
};

export type CreateContact = Write<'create-contact'> & {
  readonly entity: string;
  readonly fields: IntacctFields;
  /** The Salesforce contact that it stands for; null for address contacts. */
  readonly contactId: string | null;
};

export type UpdateContact = Write<'update-contact'> & { readonly entity: string; readonly fields: IntacctFields };

export type CreateCustomer = Write<'create-customer'> & {
  readonly entity: string;
  /** The own id; blank takes the next of the sequence. */
  readonly customerId: string;
  readonly fields: IntacctFields;
  readonly contactList: readonly ListedContact[];
  readonly afterwards: AfterCreate;
};

/** What follows a create, when the CUSTOMERID is known. */
export type AfterCreate = {
  readonly addressContacts: readonly { readonly side: ContactSide; readonly fields: IntacctFields }[];
  /** Sides whose default contact becomes the address contact. */
  readonly pointers: readonly ContactSide[];
  readonly preTick: boolean;
};

export type UpdateCustomer = Write<'update-customer'> & {
  readonly entity: string;
  readonly fields: IntacctFields;
  /** Rows to append; with `clear` the list is emptied first, and these are all its rows. */
  readonly contactList: { readonly clear: boolean; readonly rows: readonly ListedContact[] } | null;
};

/** Updates of one sync that share an envelope, in order: an account's address contacts and its customer. */
export type UpdateRecords = Write<'update-records'> & {
  readonly entity: string;
  readonly updates: readonly (UpdateContact | UpdateCustomer)[];
};

/** What a sync leaves in the Salesforce record. */
export type WriteBack = Write<'write-back'> & {
  readonly fields: Readonly<Record<string, unknown>>;
  /** Null after a success; the text shown to people after a failure. */
  readonly error: string | null;
};

/** An entry of the package's error log, linked to the record. */
export type LogError = Write<'log-error'> & { readonly text: string };

/** Field values that flow from Intacct into an account or contact. */
export type UpdateSalesforce = Write<'update-salesforce'> & { readonly fields: Readonly<Record<string, unknown>> };

/** A product line of an order entry document or contract. `price` is blank where Intacct's price list decides. */
export type DealLine = {
  readonly itemId: string;
  readonly description: string;
  readonly quantity: string;
  readonly price: string;
  readonly discountPercent: string;
  /** What a mapping of the line carries, by the names of SODOCUMENTENTRY. */
  readonly fields: IntacctFields;
};

/** An order entry document made from an opportunity. */
export type CreateDocument = Write<'create-document'> & {
  readonly entity: string;
  /** What only this press of the button can have written: the id of its request. */
  readonly externalId: string;
  readonly definition: string;
  readonly customerId: string;
  /** `2026-03-02`. */
  readonly date: string;
  readonly termName: string;
  readonly billTo: string | null;
  readonly shipTo: string | null;
  /** What a mapping of the header carries, by the names of SODOCUMENT. */
  readonly header: IntacctFields;
  readonly lines: readonly DealLine[];
};

export type CreateContract = Write<'create-contract'> & {
  readonly entity: string;
  readonly fields: IntacctFields;
  readonly lines: readonly DealLine[];
  readonly isDraft: boolean;
};

export type UpdateContract = Write<'update-contract'> & { readonly entity: string; readonly fields: IntacctFields };

/** Lines of one contract, at most `CONTRACT_LINES_MAX`. */
export type CreateContractLines = Write<'create-contract-lines'> & { readonly entity: string; readonly lines: readonly DealLine[] };

/** A read-only copy of an Intacct document in Salesforce: made when `record.id` is blank. */
export type MirrorDocument = Write<'mirror-document'> & { readonly documentId: string; readonly fields: Readonly<Record<string, unknown>> };

/** Copies of lines, written or taken away together; `record` names their object. A line's `Line_ID` is its key. */
export type MirrorLines = Write<'mirror-lines'> & {
  readonly operation: 'write' | 'delete';
  /** Field values with the line's key; for a delete, ids. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
};

/** The read-only copy of the settings that are managed in Intacct. */
export type MirrorSettings = {
  readonly kind: 'mirror-settings';
  readonly record: RecordRef;
  readonly batch: string;
  readonly fields: Readonly<Record<string, unknown>>;
};

export type IntacctCommand =
  | CreateContact
  | UpdateContact
  | CreateCustomer
  | UpdateCustomer
  | UpdateRecords
  | CreateDocument
  | CreateContract
  | UpdateContract
  | CreateContractLines
  | WriteBack
  | LogError
  | UpdateSalesforce
  | MirrorDocument
  | MirrorLines
  | MirrorSettings;
