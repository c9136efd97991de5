import type { ContactSide, Customer, IntacctContact, SalesforceRow } from '../../model/intacct.js';
import type { AccountSnapshot, LookupContact } from '../../rules/intacct/account-snapshot.js';
import { chooseEntity } from '../../rules/intacct/entity.js';
import type { TriggerKind } from '../../rules/intacct/gates.js';
import { type Identity, resolveIdentity } from '../../rules/intacct/identity.js';
import type { FieldTypes } from '../../rules/intacct/mapping.js';
import { addressContactName } from '../../rules/intacct/policies.js';
import type { IntacctSettings } from '../../rules/intacct/settings.js';
import { textOf } from '../../rules/intacct/standard-mappings.js';
import { WRITTEN_BACK } from '../../rules/intacct/write-back.js';
import type { FlowContext } from '../flow.js';
import { ACCOUNT_FIELDS } from './columns.js';
import { readContactLists, readRecords } from './intacct-reads.js';
import { contactNamesOf, type LoadedContact, readContactRows, resolveContacts } from './load-contacts.js';
import { holderOf, isUnfinished, linkOf, mergedInto, owedId } from './memory.js';
import type { IntacctParts } from './parts.js';

/** An account that passed the gates. `transactionEntity` is null unless a transaction or contract asks. */
export type AccountToSync = {
  readonly row: SalesforceRow;
  readonly kind: TriggerKind;
  readonly isAddNew: boolean;
  readonly transactionEntity: string | null;
  /** Why it cannot go without its parent, or null. */
  readonly parentProblem: string | null;
};

/** Everything that was read for a batch of accounts. */
type Loaded = {
  readonly customers: ReadonlyMap<string, Customer>;
  readonly contacts: ReadonlyMap<string, LoadedContact>;
  readonly named: ReadonlyMap<string, IntacctContact>;
  readonly entities: ReadonlySet<string>;
  readonly types: FieldTypes;
  readonly contactTypes: FieldTypes;
};

/** Reads all that the accounts need, in as few calls as the batch allows, and gives each its snapshot. */
export async function loadAccounts(
  accounts: readonly AccountToSync[],
  settings: IntacctSettings,
  parts: IntacctParts,
  context: FlowContext,
): Promise<readonly AccountSnapshot[]> {
  const loaded = await load(accounts, settings, parts, context);
  const claimed = new Map<string, string>();
  return accounts.map((account) => snapshot(account, settings, loaded, claimed, context));
}

async function load(
  accounts: readonly AccountToSync[],
  settings: IntacctSettings,
  parts: IntacctParts,
  context: FlowContext,
): Promise<Loaded> {
  const lookupIds = accounts
    .filter(({ kind }) => kind !== 'smart')
    .flatMap(({ row }) => SIDES.map((side) => textOf(row[ACCOUNT_FIELDS[side]])));
  const rows = await readContactRows(
    lookupIds.filter((id) => id !== ''),
    settings,
    parts,
  );
  const customerIds = accounts.map(({ row }) => customerIdOf(row, context)).filter((id) => id !== '');
  const addresses = customerIds.flatMap((id) => SIDES.map((side) => addressContactName(side, id)));
  const chosen = accounts.map(
    ({ row, transactionEntity }) => chooseEntity(textOf(row[ACCOUNT_FIELDS.entity]), transactionEntity, settings.accounts.syncFirst).entity,
  );
  const contactNames = [...contactNamesOf([...rows.values()], context), ...addresses];
  const found = await readRecords(parts.intacct, { customerIds, contactNames, entities: chosen }, settings);
  const customers = await withLists(accounts, found.customers, settings, parts, context);
  const contacts = resolveContacts([...rows.values()], found.contacts, context);
  return { customers, contacts, named: found.contacts, entities: found.entities, ...(await typesOf(settings, parts)) };
}

async function typesOf({ accounts, contacts }: IntacctSettings, { fields }: IntacctParts): Promise<Pick<Loaded, 'types' | 'contactTypes'>> {
  await fields.ensure('Account', accounts.mappings);
  await fields.ensure('Contact', contacts.mappings);
  return { types: fields.types('Account'), contactTypes: fields.types('Contact') };
}

/** Contact lists are read only where rows are compared. */
async function withLists(
  accounts: readonly AccountToSync[],
  customers: ReadonlyMap<string, Customer>,
  settings: IntacctSettings,
  parts: IntacctParts,
  context: FlowContext,
): Promise<ReadonlyMap<string, Customer>> {
  const wanted = accounts.filter(
    ({ row, kind }) => kind !== 'smart' && (settings.accounts.updateBillToShipToCategories || isUnfinished(context, 'Account', row.Id)),
  );
  const present = wanted.flatMap(({ row }) => customers.get(customerIdOf(row, context)) ?? []);
  if (present.length === 0) return customers;
  const lists = await readContactLists(parts.intacct, present);
  return new Map([...customers].map(([id, customer]) => [id, { ...customer, contactList: lists.get(id) ?? customer.contactList }]));
}

function snapshot(
  { row, kind, isAddNew, transactionEntity, parentProblem }: AccountToSync,
  settings: IntacctSettings,
  loaded: Loaded,
  claimed: Map<string, string>,
  context: FlowContext,
): AccountSnapshot {
  const identity = accountIdentity(row, settings, loaded.customers, claimed, context);
  const { entity, rules } = chooseEntity(textOf(row[ACCOUNT_FIELDS.entity]), transactionEntity, settings.accounts.syncFirst);
  const id = identity.kind === 'refuse' ? '' : identity.id;
  const parent = textOf(row['ParentId']);
  return {
    kind,
    isAddNew,
    account: row,
    identity,
    customer: loaded.customers.get(id) ?? null,
    entity,
    entityRules: rules,
    isEntityKnown: entity === '' || loaded.entities.has(entity),
    lookups: { billTo: lookup(row, 'billTo', loaded, claimed), shipTo: lookup(row, 'shipTo', loaded, claimed) },
    addressContacts: {
      billTo: loaded.named.get(addressContactName('billTo', id)) ?? null,
      shipTo: loaded.named.get(addressContactName('shipTo', id)) ?? null,
    },
    parentId: parent === '' ? null : (linkOf(context, 'Account', parent)?.other.id ?? null),
    parentProblem,
    isUnfinished: isUnfinished(context, 'Account', row.Id),
    settings,
    types: loaded.types,
    contactTypes: loaded.contactTypes,
    now: context.now(),
  };
}

/** Who an account is in Intacct. Two accounts of one batch cannot both take one id. */
function accountIdentity(
  row: SalesforceRow,
  settings: IntacctSettings,
  customers: ReadonlyMap<string, Customer>,
  claimed: Map<string, string>,
  context: FlowContext,
): Identity {
  const intacctId = textOf(row[WRITTEN_BACK.id]);
  const linkedTo = linkOf(context, 'Account', row.Id)?.other.id ?? null;
  const holder = intacctId === '' ? null : (holderOf(context, 'CUSTOMER', intacctId) ?? claimed.get(intacctId) ?? null);
  if (intacctId !== '' && holder === null) claimed.set(intacctId, row.Id);
  return resolveIdentity({
    what: 'Customer',
    intacctId,
    linkedTo,
    holder: holder === null || holder === row.Id ? null : { id: holder, mergedInto: mergedInto(context, holder) },
    exists: customers.has(intacctId || (linkedTo ?? '')),
    hasSequence: settings.customerSequence !== null,
    isWriteBackOwed: owedId(context, 'Account', row.Id) !== null,
  });
}

/** The contact of a lookup. The first account of the batch that names a contact without Intacct contact makes it. */
function lookup(row: SalesforceRow, side: ContactSide, { contacts }: Loaded, claimed: Map<string, string>): LookupContact | null {
  const found = contacts.get(textOf(row[ACCOUNT_FIELDS[side]]));
  if (found === undefined) return null;
  const { identity, contact, freeName } = found;
  const about = { row: found.row, contact, isMadeElsewhere: false };
  if (identity.kind === 'refuse') return { ...about, name: '', problem: `contact ${found.row.Id}: ${identity.text}` };
  const name = identity.id || freeName;
  if (name === null) return { ...about, name: '', problem: `no free contact name for '${textOf(found.row['Name'])}'` };
  const maker = claimed.get(found.row.Id) ?? row.Id;
  claimed.set(found.row.Id, maker);
  return { ...about, name, isMadeElsewhere: maker !== row.Id, problem: null };
}

const SIDES: readonly ContactSide[] = ['billTo', 'shipTo'];

/** The customer that an account may stand for; blank is none. */
function customerIdOf(row: SalesforceRow, context: FlowContext): string {
  return textOf(row[WRITTEN_BACK.id]) || (owedId(context, 'Account', row.Id) ?? '');
}
