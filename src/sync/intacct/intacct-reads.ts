import { type GatewayClient, REQUEST_FUNCTIONS_MAX } from '../../clients/intacct/client.js';
import { gatewayFailure } from '../../clients/intacct/errors.js';
import { type Filter, QUERY_IN_VALUES_MAX, type QueryRequest, query, readByName } from '../../clients/intacct/functions.js';
import type { GatewayRow } from '../../clients/intacct/wire.js';
import type { Customer, IntacctContact, IntacctFields, ListedContact } from '../../model/intacct.js';
import type { Purpose } from '../../model/wire.js';
import type { Mapping } from '../../rules/intacct/mapping.js';
import type { IntacctSettings } from '../../rules/intacct/settings.js';
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

/** Records that are wanted by their keys. */
export type WantedRecords = {
  readonly customerIds?: Iterable<string>;
  readonly contactNames?: Iterable<string>;
  /** LOCATIONIDs. */
  readonly entities?: Iterable<string>;
};

export type FoundRecords = {
  readonly customers: ReadonlyMap<string, Customer>;
  readonly contacts: ReadonlyMap<string, IntacctContact>;
  /** Ids of the entities that exist and are active. */
  readonly entities: ReadonlySet<string>;
};

/** Reads customers, contacts and entities, whatever their entity, in as few envelopes as there are: usually one, or none. */
export async function readRecords(
  intacct: GatewayClient,
  wanted: WantedRecords,
  { accounts, contacts }: Pick<IntacctSettings, 'accounts' | 'contacts'>,
): Promise<FoundRecords> {
  const [customerRows, contactRows, entityRows] = await readByKeys(intacct, [
    { object: 'CUSTOMER', key: 'CUSTOMERID', values: wanted.customerIds ?? [], select: customerSelect(accounts.mappings) },
    { object: 'CONTACT', key: 'CONTACTNAME', values: wanted.contactNames ?? [], select: contactSelect(contacts.mappings) },
    { object: 'LOCATIONENTITY', key: 'LOCATIONID', values: wanted.entities ?? [], select: ['LOCATIONID', 'STATUS'] },
  ]);
  return {
    customers: new Map(customerRows!.map(customerOf).map((customer) => [customer.id, customer])),
    contacts: new Map(contactRows!.map(contactOf).map((contact) => [contact.name, contact])),
    entities: new Set(entityRows!.filter(({ STATUS }) => STATUS !== 'inactive').map(({ LOCATIONID }) => LOCATIONID!)),
  };
}

/** The contact lists of customers: only `read` tells them, and an entity's customers are read in their entity. */
export async function readContactLists(
  intacct: GatewayClient,
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

/** The lines of order entry documents: only `read` tells them, and an entity's documents are read in their entity. */
export async function readDocumentLines(
  intacct: GatewayClient,
  documents: readonly IntacctFields[],
): Promise<ReadonlyMap<string, readonly IntacctFields[]>> {
  const lines = new Map<string, readonly IntacctFields[]>();
  for (const [entity, group] of groupBy(documents, (row) => row['MEGAENTITYID'] ?? '')) {
    for (const keys of chunks(
      group.map((row) => row['DOCID'] ?? ''),
      READ_KEYS_MAX,
    )) {
      const [result] = await intacct.send([{ controlId: 'lines', body: readByName('SODOCUMENT', keys) }], { purpose: 'read', entity });
      for (const row of result?.rows ?? []) lines.set(row.fields['DOCID'] ?? '', row.lines);
    }
  }
  return lines;
}

/** Rows of a query at the top level, entity-private ones included. */
export async function readRows(
  intacct: GatewayClient,
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

type KeyedQuery = { readonly object: string; readonly key: string; readonly values: Iterable<string>; readonly select: readonly string[] };

/** Rows by unique keys, for each query. A query asks for fewer keys than a page has rows, so one page has them all. */
async function readByKeys(intacct: GatewayClient, queries: readonly KeyedQuery[]): Promise<readonly (readonly IntacctFields[])[]> {
  const rows: IntacctFields[][] = queries.map(() => []);
  const functions = queries.flatMap(({ object, key, values, select }, index) => {
    const wanted = [...new Set(values)].filter((value) => value !== '');
    return chunks(wanted, QUERY_IN_VALUES_MAX).map((chunk, part) => {
      const filter: Filter = { operator: 'in', field: key, values: chunk };
      return { index, controlId: `${index}-${part}`, body: query({ object, select, filter, showPrivate: true }, 0) };
    });
  });
  for (const envelope of chunks(functions, REQUEST_FUNCTIONS_MAX)) {
    const results = await intacct.send(envelope, { purpose: 'read' });
    envelope.forEach(({ index }, place) => {
      const result = results[place];
      if (result?.status !== 'success') throw gatewayFailure(result?.errors ?? []);
      rows[index]!.push(...result.rows.map(({ fields }) => fields));
    });
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
