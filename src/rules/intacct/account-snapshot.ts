import type { ContactSide, Customer, IntacctContact, SalesforceRow } from '../../model/intacct.js';
import type { TriggerKind } from './gates.js';
import type { Identity } from './identity.js';
import type { FieldTypes } from './mapping.js';
import type { IntacctSettings } from './settings.js';

/** A Salesforce contact that a lookup names, with its Intacct contact. */
export type LookupContact = {
  readonly row: SalesforceRow;
  /** The CONTACTNAME that it has or will get. */
  readonly name: string;
  /** The Intacct contact as read; null when there is none yet. */
  readonly contact: IntacctContact | null;
  /** Whether another account of this batch makes it: nothing is to be done here but to name it. */
  readonly isMadeElsewhere: boolean;
  /** Why it cannot be synced, or null. */
  readonly problem: string | null;
};

/** All that is read before an account is synced. */
export type AccountSnapshot = {
  readonly kind: TriggerKind;
  /** *Add new account to Intacct* covers it, whichever trigger came first. */
  readonly isAddNew: boolean;
  readonly account: SalesforceRow;
  readonly identity: Identity;
  /** The customer of the identity as read; null when it is to be made. */
  readonly customer: Customer | null;
  /** Where a new customer goes; blank is the top level. */
  readonly entity: string;
  readonly entityRules: readonly string[];
  /** Whether Intacct has that entity and it is active. */
  readonly isEntityKnown: boolean;
  readonly lookups: Readonly<Record<ContactSide, LookupContact | null>>;
  readonly addressContacts: Readonly<Record<ContactSide, IntacctContact | null>>;
  /** CUSTOMERID of the parent account; null when there is no parent or it never synced. */
  readonly parentId: string | null;
  /** Why the parent account has no customer although it had its turn, or null. */
  readonly parentProblem: string | null;
  /** The customer was made, and a later step failed: what belongs to creation is still owed. */
  readonly isUnfinished: boolean;
  readonly settings: IntacctSettings;
  /** Of the account's mapped fields, and of the contacts'. */
  readonly types: FieldTypes;
  readonly contactTypes: FieldTypes;
  readonly now: number;
};
