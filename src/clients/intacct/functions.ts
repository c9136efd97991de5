import type { DealLine, IntacctFields, ListedContact } from '../../model/intacct.js';
import { element, type XmlText } from './xml.js';

/** A condition of a `query`; field names as the object has them. */
export type Filter =
  | { readonly operator: 'equalto' | 'greaterthanorequalto' | 'greaterthan' | 'like'; readonly field: string; readonly value: string }
  | { readonly operator: 'in'; readonly field: string; readonly values: readonly string[] }
  | { readonly operator: 'and' | 'or'; readonly filters: readonly Filter[] };

export type QueryRequest = {
  readonly object: string;
  readonly select: readonly string[];
  readonly filter: Filter | null;
  readonly orderBy?: string;
  /** Shows the rows of every entity to a session of the top level. */
  readonly showPrivate?: boolean;
};

/** Source: Sage Intacct developer, "Queries": pagesize 1 to 2000; `in` takes at most 1000 values. */
export const QUERY_PAGE_ROWS_MAX = 2_000;
export const QUERY_IN_VALUES_MAX = 1_000;

/** `create` of one object. A blank text is written as an empty element. */
export function createObject(object: string, fields: IntacctFields, contactList: readonly ListedContact[] = []): XmlText {
  return element('create', [element(object, [...nested(fields), ...contactList.map(listedContact)])]);
}

/** `update` of one object. What is not named stays as it is; a blank text clears its field. */
export function updateObject(object: string, fields: IntacctFields, contactList: readonly ListedContact[] = []): XmlText {
  return element('update', [element(object, [...nested(fields), ...contactList.map(listedContact)])]);
}

/** An order entry document as `create_sotransaction` takes it. */
export type SalesTransaction = {
  readonly definition: string;
  /** `2026-03-02`. */
  readonly date: string;
  readonly customerId: string;
  readonly termName: string;
  readonly billTo: string | null;
  readonly shipTo: string | null;
  readonly externalId: string;
  /** The location of every line; blank for none. */
  readonly locationId: string;
  /** More header fields, by the names that a document is read by. */
  readonly header: IntacctFields;
  readonly lines: readonly DealLine[];
};

/** Elements of the header and of a line by the names under which they are read, in the order of the schema. Any other is a custom field. */
const HEADER_ELEMENTS = {
  PONUMBER: 'referenceno',
  MESSAGE: 'message',
  SHIPVIA: 'shippingmethod',
  SUPDOCID: 'supdocid',
  PROJECT: 'projectid',
  CUSTOMERPONUMBER: 'customerponumber',
} as const;
const LINE_ELEMENTS = {
  DEPARTMENTID: 'departmentid',
  MEMO: 'memo',
  PROJECTID: 'projectid',
  EMPLOYEEID: 'employeeid',
  CLASSID: 'classid',
  CONTRACTID: 'contractid',
} as const;

/**
 * `create_sotransaction`, the only way to write order entry documents.
 *
 * Source: Sage Intacct developer, "Order entry transactions": the order of the elements counts.
 */
export function createSalesTransaction(transaction: SalesTransaction): XmlText {
  const { definition, date, customerId, termName, billTo, shipTo, externalId, locationId, header, lines } = transaction;
  const contact = (name: string, value: string | null): XmlText[] =>
    value === null ? [] : [element(name, [element('contactname', value)])];
  return element('create_sotransaction', [
    element('transactiontype', definition),
    element('datecreated', dateParts(date)),
    element('customerid', customerId),
    ...given(header, HEADER_ELEMENTS, ['PONUMBER']),
    element('termname', termName),
    ...given(header, HEADER_ELEMENTS, ['MESSAGE', 'SHIPVIA']),
    ...contact('shipto', shipTo),
    ...contact('billto', billTo),
    ...given(header, HEADER_ELEMENTS, ['SUPDOCID']),
    element('externalid', externalId),
    ...customFields(header, HEADER_ELEMENTS),
    ...given(header, HEADER_ELEMENTS, ['PROJECT', 'CUSTOMERPONUMBER']),
    element(
      'sotransitems',
      lines.map((line) => element('sotransitem', transactionLine(line, locationId))),
    ),
  ]);
}

/** The elements of those named fields that have a value. */
function given<N extends string>(fields: IntacctFields, elements: Readonly<Record<N, string>>, names: readonly N[]): XmlText[] {
  return names.flatMap((name) => (fields[name] === undefined ? [] : [element(elements[name], fields[name])]));
}

/** Fields without an element of their own. Source: Sage Intacct developer, "Order entry transactions": `customfields`. */
function customFields(fields: IntacctFields, elements: Readonly<Record<string, string>>): XmlText[] {
  const own = Object.entries(fields).filter(([name]) => !(name in elements));
  const field = ([name, value]: readonly [string, string]): XmlText =>
    element('customfield', [element('customfieldname', name), element('customfieldvalue', value)]);
  return own.length === 0 ? [] : [element('customfields', own.map(field))];
}

function transactionLine({ itemId, description, quantity, price, discountPercent, fields }: DealLine, locationId: string): XmlText[] {
  const optional = (name: string, value: string): XmlText[] => (value === '' ? [] : [element(name, value)]);
  return [
    element('itemid', itemId),
    ...optional('itemdesc', description),
    element('quantity', quantity),
    ...optional('discountpercent', discountPercent),
    ...optional('price', price),
    ...optional('locationid', locationId),
    ...given(fields, LINE_ELEMENTS, ['DEPARTMENTID', 'MEMO']),
    ...customFields(fields, LINE_ELEMENTS),
    ...given(fields, LINE_ELEMENTS, ['PROJECTID', 'EMPLOYEEID', 'CLASSID', 'CONTRACTID']),
  ];
}

function dateParts(date: string): XmlText[] {
  const [year = '', month = '', day = ''] = date.split('-');
  return [element('year', year), element('month', month), element('day', day)];
}

/** `readByName`: at most 100 keys. */
export function readByName(object: string, keys: readonly string[]): XmlText {
  return element('readByName', [element('object', object), element('keys', keys.join(',')), element('fields', '*')]);
}

/** Entries of the smart event log that one call gives. Assumed: the bound; the guide's example asks for 100. */
export const EVENTS_MAX = 1_000;

/**
 * `get_list` of the smart event log: what was deleted since an entry. Nothing else tells of deleted records.
 *
 * Source: Sage Intacct developer, "Smart events": topics, record numbers, the legacy filter with its logical operators.
 */
export function listDeletions(topics: readonly string[], after: string): XmlText {
  const expression = (field: string, operator: string, value: string): XmlText =>
    element('expression', [element('field', field), element('operator', operator), element('value', value)]);
  const any = element(
    'logical',
    topics.map((topic) => expression('topic', '=', topic)),
    { logical_operator: 'or' },
  );
  const all = element('logical', [expression('recordno', '>', after), any], { logical_operator: 'and' });
  const attributes = { object: 'smarteventlog', maxitems: String(EVENTS_MAX), showprivate: 'true' };
  return element('get_list', [element('filter', [all])], attributes);
}

/** `query` of one page. */
export function query(request: QueryRequest, offset: number): XmlText {
  const { object, select, filter, orderBy, showPrivate = false } = request;
  const order =
    orderBy === undefined ? [] : [element('orderby', [element('order', [element('field', orderBy), element('ascending', null)])])];
  return element('query', [
    element('object', object),
    element(
      'select',
      select.map((field) => element('field', field)),
    ),
    ...(filter === null ? [] : [element('filter', [condition(filter)])]),
    ...order,
    ...(showPrivate ? [element('options', [element('showprivate', true)])] : []),
    element('pagesize', QUERY_PAGE_ROWS_MAX),
    element('offset', offset),
  ]);
}

/** `getAPISession`; an entity binds the session to it. */
export function getApiSession(): XmlText {
  return element('getAPISession', null);
}

function condition(filter: Filter): XmlText {
  if ('filters' in filter) return element(filter.operator, filter.filters.map(condition));
  const values = 'values' in filter ? filter.values : [filter.value];
  return element(filter.operator, [element('field', filter.field), ...values.map((value) => element('value', value))]);
}

function listedContact({ category, contactName }: ListedContact): XmlText {
  return element('CONTACT_LIST_INFO', [element('CATEGORYNAME', category), element('CONTACT', [element('NAME', contactName)])]);
}

/** Turns `{'DISPLAYCONTACT.PRINTAS': 'Acme'}` into nested elements, in order of first mention. */
function nested(fields: IntacctFields): XmlText[] {
  const groups = new Map<string, string | Record<string, string>>();
  for (const [name, value] of Object.entries(fields)) {
    const dot = name.indexOf('.');
    if (dot < 0) groups.set(name, value);
    else groups.set(name.slice(0, dot), { ...asGroup(groups.get(name.slice(0, dot))), [name.slice(dot + 1)]: value });
  }
  return [...groups].map(([name, value]) => element(name, typeof value === 'string' ? value : nested(value)));
}

function asGroup(value: string | Record<string, string> | undefined): Record<string, string> {
  return typeof value === 'object' ? value : {};
}
