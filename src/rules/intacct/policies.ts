/**
 * Answers to what the vendor's documents leave open, one name for each. The rules read them here and nowhere else.
 *
 * Source: the project's decisions D-1 to D-37 for the Advanced CRM Integration; where a document says otherwise, change it here.
 */
export const POLICIES = {
  /** D-4: *Add new account to Intacct* ticks *Sync With Intacct* on the accounts that it covers. */
  addNewTicksCheckbox: true,
  /** D-5: an account's new name reaches COMPANYNAME too, not only PRINTAS. */
  smartSyncWritesCompanyName: true,
  /** D-6: *Sync only once* also stops the checkbox, smart sync and refreshes by transactions. */
  syncOnlyOnceStopsEveryTrigger: true,
  /** D-9: the n-th contact of a name is called `Name (n)`. */
  contactNameSuffix: (name: string, n: number): string => (n === 1 ? name : `${name} (${n})`),
  /** D-13: an emptied lookup takes its row out of the list; the contact stays. */
  clearedLookupRemovesRow: true,
  /** D-14: *Never* says nothing of creation, so the default contacts are set once, then. */
  neverInitialisesPointers: true,
  /** D-17: *Sync account or contact first* off: the transaction's entity, even against the account's own. */
  transactionEntityWins: true,
  /** D-20: an own id that names an unlinked customer means that customer. */
  adoptUnlinkedCustomer: true,
  /** D-24: an account below more unsynced ancestors than this is refused. */
  parentDepthMax: 5,
  /** D-25: an empty Salesforce value empties the Intacct field. */
  blankClearsField: true,
  /** D-30: without *Update billing and shipping address categories* the address contacts are made once, where no lookup serves the side. */
  addressContactsOnceWhenOff: true,
  /** D-32: the row of a contact that is synced by itself while its account is linked. */
  ownContactCategory: 'Contact',
  /** D-37: the term of contracts and documents that name none. */
  defaultTerm: 'Net 30',
  /** A document needs a line: an opportunity without products means its amount of the only product there is, or is refused. */
  amountIsALineOfTheOnlyProduct: true,
} as const;

/**
 * Categories of the rows that the two lookups keep in a customer's contact list.
 *
 * Source: Sage Intacct help, "Sync Accounts": put in the contact list as Billing to contact and Shipping to contact.
 */
export const LOOKUP_CATEGORIES = { billTo: 'Billing to contact', shipTo: 'Shipping to contact' } as const;

/**
 * Names of the contacts made from an account's addresses.
 *
 * Source: Sage Intacct help, "Sync Accounts": the format stays `B_<customerid>`; shipping by a consultant's article on the same naming.
 */
export const ADDRESS_CONTACT_PREFIXES = { billTo: 'B_', shipTo: 'S_' } as const;

/** The name of an address contact. */
export function addressContactName(side: 'billTo' | 'shipTo', customerId: string): string {
  return `${ADDRESS_CONTACT_PREFIXES[side]}${customerId}`;
}
