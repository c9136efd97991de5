import type { Rule } from './rule.js';

/**
 * The rules between Salesforce and Sage Intacct, IA-1 to IA-65.
 *
 * Source: Sage Intacct help, "Sync Accounts", one rule a sentence; reference intacct A.2.
 */
const RULES: readonly Rule[] = [
  rule(1, 'An account pairs with one customer; both sides keep the link.', 'A.1, A.4'),
  rule(2, 'Accounts can create customers.', 'A.3, A.8'),
  rule(3, 'Customers never create accounts.', 'A.10'),
  rule(4, 'Creation and identity flow from Salesforce to Intacct only.', 'A.10', ['accounts.mappings', 'accounts.syncOnlyOnce']),
  rule(5, 'With "Add new account to Intacct" on, every account that is created becomes a customer.', 'A.3', ['accounts.addNew']),
  rule(6, 'The setting is not retroactive.', 'A.3', ['accounts.addNew']),
  rule(7, 'With the setting off, accounts sync as needed, by the button for example.', 'A.3', ['accounts.addNew']),
  rule(8, "A customer's id comes from Intacct's customer sequence and is written to the account.", 'A.4', ['sequences.customer']),
  rule(9, 'Without a customer sequence and an id of its own, an account cannot be created in Intacct.', 'A.4', ['sequences.customer']),
  rule(10, "An account may bring an id of its own, which becomes the customer's.", 'A.4'),
  rule(11, 'The *Sync to Intacct* button creates a customer, or updates the linked one.', 'A.3'),
  rule(12, 'An account that is saved with *Sync With Intacct* ticked syncs.', 'A.3'),
  rule(13, 'The box can be ticked on creation or by a bulk import.', 'A.3'),
  rule(14, '*Add new account to Intacct* is the default for new accounts; it is set in Intacct and seen in Salesforce.', 'A.3', [
    'accounts.addNew',
  ]),
  rule(15, 'Otherwise an account is created when a transaction of it is, or when somebody syncs it by hand.', 'A.3, A.7'),
  rule(16, 'The account that a contract bills is synced when it was not.', 'A.7'),
  rule(17, 'Merging accounts in Salesforce is supported; the losing customer is left as it is.', 'A.9'),
  rule(18, "The two required fields of an Intacct contact are mapped to the account's data.", 'A.5'),
  rule(19, 'When that data changes, it goes to Intacct by itself.', 'A.3'),
  rule(20, 'An edit that Intacct does not need costs no call.', 'A.12'),
  rule(21, 'Billing and shipping data stand in contact lookups or in address fields.', 'A.6'),
  rule(22, 'One of the two sets is enough, and none is legal.', 'A.2.1'),
  rule(23, 'The contacts of the lookups are created in Intacct with the account.', 'A.6, A.8'),
  rule(24, 'They stand in the contact list as *Billing to contact* and *Shipping to contact*, once.', 'A.6', [
    'accounts.updateBillToShipToCategories',
  ]),
  rule(25, 'Later edits of linked contacts reach Intacct.', 'A.6', ['contacts.syncOnlyOnce']),
  rule(26, 'Edits of the address fields do not, by themselves.', 'A.6', ['accounts.updateAddressCategories']),
  rule(27, 'A reseller can be billed in place of the end customer.', 'A.7', ['reseller.accountTypes']),
  rule(28, 'The end customer is not in the standard mapping; a custom mapping may carry it.', 'A.7', ['accounts.mappings']),
  rule(29, 'An account that is a reseller has the type Reseller.', 'A.7', ['reseller.accountTypes']),
  rule(30, 'The package adds that type.', 'A.7'),
  rule(31, "The opportunity's *Bill to Account* names the reseller.", 'A.7'),
  rule(32, 'Only resellers can be chosen there.', 'A.7', ['reseller.accountTypes']),
  rule(33, "The reseller is the contract's customer.", 'A.7'),
  rule(34, 'Leaving "Add new account" off and syncing on demand is recommended; off is the default.', 'B.2', ['accounts.addNew']),
  rule(35, 'Accounts go before contacts.', 'A.6'),
  rule(36, "A contact that syncs after its account stands in its customer's contact list; one that went before is an orphan.", 'A.6'),
  rule(37, 'An import of accounts should carry the Intacct ID: what the file says about it is authoritative.', 'A.4'),
  rule(38, 'Where it is missing, the next sync makes a duplicate, without an error.', 'A.4'),
  rule(39, 'The duplicate appears when the synchronization is on and a trigger hits the record.', 'A.3', ['sync.enabled']),
  rule(40, 'Custom mappings between account and customer may run both ways.', 'A.5', ['accounts.mappings']),
  rule(41, 'Standard mappings run to Intacct.', 'A.5', ['accounts.mappings']),
  rule(42, 'With a two-way mapping a change on either side reaches the other.', 'A.5', ['accounts.mappings']),
  rule(43, 'Administrators set the options of accounts on the subscription page; a Save holds from then on.', 'B'),
  rule(44, 'With "Sync account or contact first" the account goes before its transaction, and its failure ends that.', 'A.2.2', [
    'accounts.syncFirst',
  ]),
  rule(45, 'It goes to the entity that the account names; one that Intacct does not have is an error.', 'A.2.2', ['accounts.syncFirst']),
  rule(46, 'With "Sync only once" an account syncs until its customer exists.', 'B.2', ['accounts.syncOnlyOnce', 'contacts.syncOnlyOnce']),
  rule(47, 'From then on what is saved in Intacct goes to the account.', 'A.10', ['accounts.syncOnlyOnce', 'contacts.syncOnlyOnce']),
  rule(48, 'Intacct is the source of truth: edits in Salesforce are overwritten.', 'A.10', [
    'accounts.syncOnlyOnce',
    'contacts.syncOnlyOnce',
  ]),
  rule(49, 'It stops the button, mass sync, Flows and Apex, as a skip and not as an error.', 'A.3', [
    'accounts.syncOnlyOnce',
    'contacts.syncOnlyOnce',
  ]),
  rule(50, 'Salesforce shows the settings that are managed in Intacct, read-only.', 'B'),
  rule(51, 'With its category on, billing and shipping addresses are kept up to date in the same contacts.', 'A.2.1', [
    'accounts.updateAddressCategories',
  ]),
  rule(52, 'The contacts are called `B_<customerid>` and `S_<customerid>`.', 'A.8', ['accounts.updateAddressCategories']),
  rule(53, 'With its category on, the rows of the two lookups follow the lookups.', 'A.6', ['accounts.updateBillToShipToCategories']),
  rule(54, 'An option says which system keeps the default bill-to and ship-to contacts.', 'A.2.1', [
    'accounts.defaultContactsFromSalesforce',
  ]),
  rule(55, '*Never*: Intacct keeps them.', 'A.2.1', ['accounts.defaultContactsFromSalesforce']),
  rule(56, '*Bill-to and ship-to contacts only*: the lookups; available with their category.', 'A.2.1', [
    'accounts.defaultContactsFromSalesforce',
    'accounts.updateBillToShipToCategories',
  ]),
  rule(57, '*Billing and shipping address contacts only*: the addresses; available with their category.', 'A.2.1', [
    'accounts.defaultContactsFromSalesforce',
    'accounts.updateAddressCategories',
  ]),
  rule(58, '*Lookups, else addresses*: each side by itself; available with both categories.', 'A.2.1', [
    'accounts.defaultContactsFromSalesforce',
    'accounts.updateAddressCategories',
    'accounts.updateBillToShipToCategories',
  ]),
  rule(59, 'Field mappings are edited in the same section.', 'B.4', ['accounts.mappings', 'contacts.mappings']),
  rule(60, '"Sync account or contact first" has no say over records that are linked.', 'A.2.2', [
    'accounts.syncFirst',
    'contacts.syncFirst',
  ]),
  rule(61, 'An account goes to the top level or to the entity that it names.', 'A.2.2'),
  rule(62, 'All its information goes there with it.', 'A.2.2'),
  rule(63, 'Without "first", an account that a transaction takes along goes to the entity of the transaction.', 'A.2.2', [
    'accounts.syncFirst',
  ]),
  rule(64, 'With "first", it goes to the top level, and the transaction to its own entity.', 'A.2.2', ['accounts.syncFirst']),
  rule(65, "A customer of the top level can be used in every entity; an entity's only there.", 'A.2.2'),
];

/** What the project decided where the sources are silent, ambiguous or contradict each other. Source: reference intacct A.13. */
const DECISIONS: readonly Rule[] = [
  decision(1, 'Undeleting an account is not a creation.', 'A.3'),
  decision(2, 'A create that failed takes no number of the sequence.', 'A.4'),
  decision(3, 'Un-ticking the box stops updates by it, nothing else.', 'A.3'),
  decision(4, '"Add new" ticks the box of the accounts that it covers.', 'A.3'),
  decision(5, 'A new name reaches COMPANYNAME too.', 'A.5'),
  decision(6, '"Sync only once" stops the checkbox, smart sync and transactions as well.', 'A.3'),
  decision(7, "A billed reseller does not take the end customer's account along.", 'A.7'),
  decision(8, 'An import without the Intacct ID unlinks, whether its cell is blank or its column absent.', 'A.4'),
  decision(9, 'The second contact of a name is called `Name (2)`.', 'A.6'),
  decision(10, 'In a conflict the value that is delivered last wins, and the other is recorded.', 'A.5'),
  decision(11, 'Settings count as they are at execution.', 'A.3'),
  decision(12, 'Address contacts are made after the customer; before it, where the id is known.', 'A.8'),
  decision(13, 'A cleared lookup takes its row out of the list; the contact stays.', 'A.6'),
  decision(14, '*Never* sets the default contacts once, on creation.', 'A.2.1'),
  decision(15, 'An option whose category is switched off goes back to *Never*.', 'A.2.1'),
  decision(16, 'A transaction in another entity than its customer fails.', 'A.2.2'),
  decision(17, 'Without "first", the transaction\'s entity wins over the account\'s own.', 'A.2.2'),
  decision(18, 'Changes in a pause of the synchronization are lost.', 'A.3'),
  decision(19, "The sync's own writes are told by what they carry.", 'A.3'),
  decision(20, 'An own id that names an unlinked customer adopts it.', 'A.4'),
  decision(21, 'An Intacct ID that was edited by hand is an error until the link is reset.', 'A.4'),
  decision(22, 'A number that is in use is skipped.', 'A.4'),
  decision(23, 'A name that is too long is an error; nothing is cut off.', 'A.5'),
  decision(24, 'A parent account goes first, up to five levels.', 'A.5'),
  decision(25, 'A blank value empties the Intacct field.', 'A.5'),
  decision(26, "A contact's key outlives its name.", 'A.6'),
  decision(27, 'Deleting in Salesforce does nothing in Intacct.', 'A.6'),
  decision(28, 'A mapping between types that do not fit is warned about, not refused.', 'B.4'),
  decision(29, 'The instant of the insert decides about "Add new".', 'A.3'),
  decision(30, 'With its category off, address contacts are made once, where no lookup serves.', 'A.6'),
  decision(31, 'A full reconcile finds changes that were missed and writes no drift.', 'A.3'),
  decision(32, 'A contact that syncs after its account gets a row of the category *Contact*.', 'A.6'),
  decision(33, "A contact goes where its account's customer is.", 'A.2.2'),
  decision(34, 'Edits of every linked contact reach Intacct.', 'A.6'),
  decision(35, 'Contacts that a merge moves do not sync by that.', 'A.9'),
  decision(36, 'With its category off, rows are set on creation only.', 'A.6'),
  decision(37, 'A contract is named after itself or its opportunity and ends a day before its term is over.', 'A.7'),
];

/** What the vendor's pages beside "Sync Accounts" say of triggers, deals, errors and what comes back, by the section that gathers it. */
const SECTIONS: readonly Rule[] = [
  section('A.3', 'A trigger passes its gates in order, and the first closed one stops it.', 'SFDC-sync-with-process-builder', [
    'subscription.active',
    'subscription.environment',
    'company.multiCurrency',
    'sync.enabled',
    'users.access',
    'users.syncUnmapped',
    'main.customValidations',
    'main.disabledValidations',
  ]),
  section('A.7', 'A document or contract goes out only when its opportunity or contract is ready for it.', 'config-OE, config-contracts', [
    'orderEntry.documents',
    'orderEntry.oneToOne',
    'orderEntry.recordTypes',
    'orderEntry.stages',
    'orderEntry.job',
    'contacts.requireContacts',
    'contracts.enabled',
    'contracts.syncOnlyOnce',
    'contracts.recordTypes',
    'contracts.headerOnly',
  ]),
  section(
    'A.8',
    'What failed is shown on its record and in the error log, which is kept as long as is set.',
    'SFDC-lightning-app-main-settings',
    ['main.logPurge'],
  ),
  section('A.10', 'What is saved in Intacct is shown in Salesforce, read-only.', 'config-sales-transactions', [
    'orderEntry.documents',
    'contracts.enabled',
    'opportunities.updateQuoteAmount',
    'opportunities.includeTaxAndAddons',
    'opportunities.replaceWithOrderAmount',
  ]),
  section('A.11', 'A cancelled subscription forgets mappings and links; records and their ids stay.', 'cancel-Intacct-subscription', [
    'subscription.active',
  ]),
];

/** The catalogue between Salesforce and Sage Intacct. */
export const INTACCT_RULES: readonly Rule[] = [...RULES, ...SECTIONS, ...DECISIONS];

function rule(number: number, text: string, refined: string, settings: readonly string[] = []): Rule {
  const source = `Sage Intacct help, "Sync Accounts"; reference intacct ${refined}`;
  return { id: `IA-${number}`, flow: 'intacct', text, source, settings: settings.map((key) => `intacct.${key}`) };
}

function section(id: string, text: string, page: string, settings: readonly string[]): Rule {
  return {
    id,
    flow: 'intacct',
    text,
    source: `Sage Intacct help, ${page}; reference intacct ${id}`,
    settings: settings.map((key) => `intacct.${key}`),
  };
}

function decision(number: number, text: string, refined: string): Rule {
  return { id: `D-${number}`, flow: 'intacct', text, source: `decision of the project; reference intacct ${refined}`, settings: [] };
}
