import { illegalValue, invalidReference, missingField } from '../../errors.js';
import type { Stored } from '../../objects/definition.js';
import { SODOCUMENT, SODOCUMENTENTRY } from '../../objects/order-entry.js';
import type { IntacctCompany, Signed } from '../../state/company.js';
import { createDocument, type DocumentLine, deleteDocument, demandHeader, type Subtotal, updateDocument } from '../../state/document.js';
import { isVisible } from '../../state/visibility.js';
import type { GatewayFunction } from '../gateway-function.js';
import { child, childText, type XmlElement } from '../parse.js';
import { xml } from '../write.js';
import {
  contactName,
  demandKnownElements,
  demandNumber,
  demandText,
  readCustomFields,
  readDate,
  readNumber,
  type Schema,
} from './legacy-values.js';

/** Header elements that become fields as they are. Source: developer.intacct.com, "Order entry transactions". */
const HEADER_FIELDS: Readonly<Record<string, string>> = {
  referenceno: 'PONUMBER',
  customerponumber: 'CUSTOMERPONUMBER',
  message: 'MESSAGE',
  shippingmethod: 'SHIPVIA',
  supdocid: 'SUPDOCID',
  externalid: 'EXTERNALID',
  basecurr: 'BASECURR',
  currency: 'CURRENCY',
  projectid: 'PROJECT',
};

const HEADER = new Set([
  ...['transactiontype', 'datecreated', 'dateposted', 'createdfrom', 'customerid', 'documentno', 'origdocdate', 'termname', 'datedue'],
  ...['shipto', 'billto', 'customfields', 'state', 'sotransitems', 'updatesotransitems', 'subtotals', 'updatesubtotals'],
  // Taken and without effect: exchange rates and fair value prices are not kept.
  ...['exchratedate', 'exchratetype', 'exchrate', 'vsoepricelist'],
  ...Object.keys(HEADER_FIELDS),
]);

/** Elements of a line that refer to records, and those that are plain texts. */
const LINE_REFERENCES: Readonly<Record<string, readonly [object: string, label: string]>> = {
  locationid: ['LOCATION', 'Location'],
  departmentid: ['DEPARTMENT', 'Department'],
  projectid: ['PROJECT', 'Project'],
  customerid: ['CUSTOMER', 'Customer'],
  employeeid: ['EMPLOYEE', 'Employee'],
  classid: ['CLASS', 'Class'],
  contractid: ['CONTRACT', 'Contract'],
  vendorid: ['VENDOR', 'Vendor'],
};
const LINE_TEXTS = [
  'taxable',
  'warehouseid',
  'discsurchargememo',
  'memo',
  'renewalmacro',
  'revrectemplate',
  'billingtemplate',
  'taskno',
  'fulfillmentstatus',
  'deliverystatus',
];
const LINE = new Set([
  ...['bundlenumber', 'itemid', 'itemdesc', 'quantity', 'unit', 'discountpercent', 'price', 'sourcelinekey', 'customfields'],
  // Taken and without effect: revenue recognition, serial numbers and lots are not kept.
  ...['revrecstartdate', 'revrecenddate', 'linetaxschedule', 'shipto', 'itemdetails'],
  ...Object.keys(LINE_REFERENCES),
  ...LINE_TEXTS,
]);

const STATES: Readonly<Record<string, string>> = { draft: 'Draft', pending: 'Pending', closed: 'Posted' };

/** The elements of a transaction and of its lines. */
export const transactionSchema: Schema = (element) => {
  demandKnownElements(element, HEADER);
  for (const name of ['sotransitems', 'updatesotransitems']) {
    for (const line of child(element, name)?.children ?? []) demandKnownElements(line, LINE);
  }
};

/** create_sotransaction - the only way to write order entry documents; gives the document id as key. */
export const createTransaction: GatewayFunction = ({ company, signed, element }) => {
  const created = readDate(element, 'datecreated');
  demandHeader({
    transactiontype: childText(element, 'transactiontype') ?? '',
    datecreated: created ?? '',
    customerid: childText(element, 'customerid') ?? '',
  });
  const lines = readLines(element, company, signed);
  if (lines.length === 0) throw missingField({ name: 'sotransitems', label: 'Line items' });
  const term = childText(element, 'termname') ?? '';
  const due = readDate(element, 'datedue');
  if (term === '' && due === null) throw missingField({ name: 'termname', label: 'Term or due date' });
  if (term !== '' && company.find('ARTERM', term) === undefined) throw invalidReference('Term', term);
  const row = createDocument(
    company,
    {
      definition: childText(element, 'transactiontype')!,
      number: childText(element, 'documentno') ?? '',
      customer: childText(element, 'customerid')!,
      createdFrom: childText(element, 'createdfrom') ?? '',
      billTo: contactName(element, 'billto'),
      shipTo: contactName(element, 'shipto'),
      fields: {
        ...readHeader(element, company),
        'TERM.NAME': term === '' ? null : term,
        WHENPOSTED: readDate(element, 'dateposted') ?? created,
        ORIGDOCDATE: readDate(element, 'origdocdate'),
        WHENDUE: due,
      },
      lines,
      subtotals: readSubtotals(element) ?? [],
    },
    signed,
  );
  return [xml('key', String(row['DOCID']))];
};

/**
 * update_sotransaction - header fields, and lines: `sotransitems` replaces all, `updatesotransitems` changes those that it numbers
 * (from 1) and adds the rest.
 *
 * Source:  developer.intacct.com, "Order entry transactions"; SDK: `line_num`, `externalkey`.
 * Assumed: sent `sotransitems` replace all lines.
 */
export const updateTransaction: GatewayFunction = ({ company, signed, element }) => {
  const key = documentKey(company, element);
  const [due, posted] = [readDate(element, 'datedue'), readDate(element, 'dateposted')];
  const fields = {
    ...readHeader(element, company),
    ...(due === null ? {} : { WHENDUE: due }),
    ...(posted === null ? {} : { WHENPOSTED: posted }),
  };
  updateDocument(company, key, { fields, lines: linesAfter(element, key, company, signed), subtotals: readSubtotals(element) }, signed);
  return [xml('key', key)];
};

export const deleteTransaction: GatewayFunction = ({ company, signed, element }) => {
  const key = documentKey(company, element);
  deleteDocument(company, key, signed);
  return [xml('key', key)];
};

/** The document that an update names, by its id or, with `externalkey`, by the external id. */
function documentKey(company: IntacctCompany, element: XmlElement): string {
  const key = element.attributes['key'] ?? '';
  if (element.attributes['externalkey'] !== 'true') return key;
  const found = company.table('SODOCUMENT').filter((row) => row['EXTERNALID'] === key);
  if (found.length !== 1) throw invalidReference('Document', key);
  return String(found[0]!['DOCID']);
}

function linesAfter(element: XmlElement, key: string, company: IntacctCompany, signed: Signed): readonly DocumentLine[] | null {
  if (child(element, 'sotransitems') !== undefined) return readLines(element, company, signed);
  const updates = child(element, 'updatesotransitems')?.children;
  if (updates === undefined) return null;
  const lines = [...((company.find('SODOCUMENT', key)?.['SODOCUMENTENTRIES'] ?? []) as readonly DocumentLine[])];
  for (const update of updates) {
    const read = readLine(update, company, signed);
    const number = update.attributes['line_num'];
    if (number === undefined) lines.push(read);
    else if (lines[Number(number) - 1] === undefined) throw illegalValue(`There is no line ${number}.`);
    else lines[Number(number) - 1] = read;
  }
  return lines;
}

function readHeader(element: XmlElement, company: IntacctCompany): Record<string, Stored> {
  const fields: Record<string, Stored> = {};
  for (const [name, field] of Object.entries(HEADER_FIELDS)) {
    const text = childText(element, name);
    if (text !== undefined) fields[field] = text === '' ? null : text;
  }
  const state = childText(element, 'state') ?? '';
  if (state !== '') {
    const known = STATES[state.toLowerCase()];
    if (known === undefined) throw illegalValue(`Invalid value '${state}' for State (state).`);
    fields['STATE'] = known;
  }
  Object.assign(fields, readCustomFields(element, SODOCUMENT.name, company));
  return fields;
}

function readLines(element: XmlElement, company: IntacctCompany, signed: Signed): readonly DocumentLine[] {
  return (child(element, 'sotransitems')?.children ?? []).map((line) => readLine(line, company, signed));
}

/** Source: "Order entry transactions"; the official SDK: `subtotals`, `updatesubtotals`. Assumed: sent subtotals replace those before. */
function readSubtotals(element: XmlElement): readonly Subtotal[] | null {
  const sent = child(element, 'subtotals') ?? child(element, 'updatesubtotals');
  if (sent === undefined) return null;
  return sent.children.map((each) => ({ DESCRIPTION: demandText(each, 'description'), TOTAL: demandNumber(each, 'total') }));
}

/** Source: "Order entry transactions": LOCATIONID is required in companies with entities. */
function readLine(line: XmlElement, company: IntacctCompany, signed: Signed): DocumentLine {
  const itemId = childText(line, 'itemid') ?? '';
  const item = company.find('ITEM', itemId);
  if (item === undefined || !isVisible(item, signed.entity)) throw invalidReference('Item', itemId);
  const references: Record<string, string | null> = {};
  for (const [name, [object, label]] of Object.entries(LINE_REFERENCES)) {
    const value = childText(line, name) ?? '';
    if (value !== '' && company.find(object, value) === undefined) throw invalidReference(label, value);
    references[name.toUpperCase()] = value === '' ? null : value;
  }
  if (references['LOCATIONID'] === null && company.table('LOCATIONENTITY').size > 0) {
    throw missingField({ name: 'locationid', label: 'Location' });
  }
  const texts = LINE_TEXTS.flatMap((name) => {
    const text = childText(line, name);
    return text === undefined ? [] : [[name.toUpperCase(), text]];
  });
  return {
    ITEMID: itemId,
    ITEMDESC: childText(line, 'itemdesc') ?? String(item['NAME']),
    QUANTITY: demandNumber(line, 'quantity'),
    UNIT: childText(line, 'unit') ?? 'Each',
    PRICE: readNumber(line, 'price') ?? Number(item['BASEPRICE'] ?? 0),
    DISCOUNTPERCENT: readNumber(line, 'discountpercent'),
    MEMO: null,
    ...references,
    ...Object.fromEntries(texts),
    ...readCustomFields(line, SODOCUMENTENTRY.name, company),
  };
}
