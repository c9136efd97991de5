import type { IntacctClient } from '../../clients/intacct/client.js';
import { type Filter, QUERY_IN_VALUES_MAX, type QueryRequest, readByName } from '../../clients/intacct/functions.js';
import type { GatewayRow } from '../../clients/intacct/wire.js';
import type { Customer, IntacctContact, IntacctFields, ListedContact } from '../../model/intacct.js';
import type { Purpose } from '../../model/wire.js';
import type { Mapping } from '../../rules/intacct/mapping.js';
import { ACCOUNT_TO_CUSTOMER, CONTACT_TO_CONTACT } from '../../rules/intacct/standard-mappings.js';

/** Fields of a customer that the core reads. */
export function customerSelect(mappings: readonly Mapping[]): readonly string[] {
  const mapped = [...ACCOUNT_TO_CUSTOMER, ...mappings].map(({ intacctField }) => intacctField);
  return [...new Set(['RECORDNO', 'CUSTOMERID', 'PARENTID', 'BILLTO.CONTACTNAME', 'SHIPTO.CONTACTNAME', ...mapped, ...STAMPS])];
}

/** Fields of a contact that the core reads. */
export function contactSelect(mappings: readonly Mapping[]): readonly string[] {
  const mapped = [...CONTACT_TO_CONTACT, ...mappings].map(({ intacctField }) => intacctField);
  return [...new Set(['RECORDNO', 'CONTACTNAME', ...mapped, ...STAMPS])];
}

const STAMPS = ['MEGAENTITYID', 'WHENCREATED', 'CREATEDBY', 'WHENMODIFIED', 'MODIFIEDBY'];

/** Keys per `readByName`. Source: Sage Intacct developer, "XML functions": at most 100. */
const READ_KEYS_MAX = 100;

/** Customers by id, whatever their entity. */
export async function readCustomers(
  intacct: IntacctClient,
  ids: Iterable<string>,
  mappings: readonly Mapping[],
): Promise<Map<string, Customer>> {
  const rows = await readByKeys(intacct, 'CUSTOMER', 'CUSTOMERID', ids, customerSelect(mappings));
  return new Map(rows.map(customerOf).map((customer) => [customer.id, customer]));
}

/** Contacts by name, whatever their entity. */
export async function readContacts(
  intacct: IntacctClient,
  names: Iterable<string>,
  mappings: readonly Mapping[],
): Promise<Map<string, IntacctContact>> {
  const rows = await readByKeys(intacct, 'CONTACT', 'CONTACTNAME', names, contactSelect(mappings));
  return new Map(rows.map(contactOf).map((contact) => [contact.name, contact]));
}

/** Ids of the entities that exist and are active. */
export async function readEntities(intacct: IntacctClient, ids: Iterable<string>): Promise<ReadonlySet<string>> {
  const rows = await readByKeys(intacct, 'LOCATIONENTITY', 'LOCATIONID', ids, ['LOCATIONID', 'STATUS']);
  return new Set(rows.filter(({ STATUS }) => STATUS !== 'inactive').map(({ LOCATIONID }) => LOCATIONID!));
}

/** The contact lists of customers: only `read` tells them, and an entity's customers are read in their entity. */
export async function readContactLists(
  intacct: IntacctClient,
  customers: readonly Customer[],
): Promise<Map<string, readonly ListedContact[]>> {
  const lists = new Map<string, readonly ListedContact[]>();
  for (const [entity, group] of groupBy(customers, ({ entity }) => entity)) {
    for (const keys of chunks(
      group.map(({ id }) => id),
      READ_KEYS_MAX,
    )) {
      const [result] = await intacct.send([{ controlId: 'lists', body: readByName('CUSTOMER', keys) }], { purpose: 'read', entity });
      for (const { fields, contactList } of result?.rows ?? []) lists.set(fields['CUSTOMERID'] ?? '', contactList);
    }
  }
  return lists;
}

/** Rows of a query at the top level, entity-private ones included. */
export async function readRows(
  intacct: IntacctClient,
  request: Omit<QueryRequest, 'showPrivate'>,
  purpose: Purpose = 'read',
): Promise<readonly IntacctFields[]> {
  const rows: readonly GatewayRow[] = await intacct.query({ ...request, showPrivate: true }, { purpose });
  return rows.map(({ fields }) => fields);
}

export function customerOf(fields: IntacctFields): Customer {
  return { id: fields['CUSTOMERID'] ?? '', entity: fields['MEGAENTITYID'] ?? '', fields, contactList: null };
}

export function contactOf(fields: IntacctFields): IntacctContact {
  return { name: fields['CONTACTNAME'] ?? '', entity: fields['MEGAENTITYID'] ?? '', fields };
}

async function readByKeys(
  intacct: IntacctClient,
  object: string,
  key: string,
  values: Iterable<string>,
  select: readonly string[],
): Promise<readonly IntacctFields[]> {
  const rows: IntacctFields[] = [];
  for (const chunk of chunks(
    [...new Set(values)].filter((value) => value !== ''),
    QUERY_IN_VALUES_MAX,
  )) {
    const filter: Filter = { operator: 'in', field: key, values: chunk };
    rows.push(...(await readRows(intacct, { object, select, filter })));
  }
  return rows;
}

export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}
