import { businessFailure, illegalValue, invalidReference, missingField } from '../../errors.js';
import type { IntacctCompany, Signed } from '../../state/company.js';
import { createDocument, type DocumentLine, deleteDocument, demandHeader, updateDocument } from '../../state/document.js';
import { isVisible } from '../../state/visibility.js';
import { isoDate } from '../../values.js';
import type { GatewayFunction } from '../gateway-function.js';
import { child, childText, type XmlElement } from '../parse.js';
import { xml } from '../write.js';

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

const STATES: Readonly<Record<string, string>> = { draft: 'Draft', pending: 'Pending', closed: 'Posted' };

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
        ...readHeader(element),
        'TERM.NAME': term === '' ? null : term,
        WHENPOSTED: readDate(element, 'dateposted') ?? created,
        ORIGDOCDATE: readDate(element, 'origdocdate'),
        WHENDUE: due,
      },
      lines,
    },
    signed,
  );
  return [xml('key', String(row['DOCID']))];
};

/** update_sotransaction - header fields, and the lines when `sotransitems` is there. Assumed: sent lines replace all. */
export const updateTransaction: GatewayFunction = ({ company, signed, element }) => {
  const key = element.attributes['key'] ?? '';
  const wrapper = child(element, 'sotransitems') ?? child(element, 'updatesotransitems');
  if (wrapper?.name === 'updatesotransitems') throw businessFailure('Single lines cannot be updated; send all lines in sotransitems.');
  const due = readDate(element, 'datedue');
  const fields = { ...readHeader(element), ...(due === null ? {} : { WHENDUE: due }) };
  updateDocument(company, key, { fields, lines: wrapper === undefined ? null : readLines(element, company, signed) }, signed);
  return [xml('key', key)];
};

export const deleteTransaction: GatewayFunction = ({ company, signed, element }) => {
  const key = element.attributes['key'] ?? '';
  deleteDocument(company, key, signed);
  return [xml('key', key)];
};

function readHeader(element: XmlElement): Record<string, string | null> {
  const fields: Record<string, string | null> = {};
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
  return fields;
}

function readLines(element: XmlElement, company: IntacctCompany, signed: Signed): readonly DocumentLine[] {
  return (child(element, 'sotransitems')?.children ?? []).map((line) => readLine(line, company, signed));
}

/** Source: "Order entry transactions": LOCATIONID is required in companies with entities. */
function readLine(line: XmlElement, company: IntacctCompany, signed: Signed): DocumentLine {
  const itemId = childText(line, 'itemid') ?? '';
  const item = company.find('ITEM', itemId);
  if (item === undefined || !isVisible(item, signed.entity)) throw invalidReference('Item', itemId);
  const location = childText(line, 'locationid') ?? '';
  if (location === '' && company.table('LOCATIONENTITY').size > 0) throw missingField({ name: 'locationid', label: 'Location' });
  if (location !== '' && company.find('LOCATION', location) === undefined) throw invalidReference('Location', location);
  return {
    ITEMID: itemId,
    ITEMDESC: childText(line, 'itemdesc') ?? String(item['NAME']),
    QUANTITY: readNumber(line, 'quantity') ?? missing('quantity'),
    UNIT: childText(line, 'unit') ?? 'Each',
    PRICE: readNumber(line, 'price') ?? Number(item['BASEPRICE'] ?? 0),
    DISCOUNTPERCENT: readNumber(line, 'discountpercent'),
    LOCATIONID: location === '' ? null : location,
    DEPARTMENTID: childText(line, 'departmentid') ?? null,
    MEMO: childText(line, 'memo') ?? null,
  };
}

function missing(name: string): never {
  throw missingField({ name, label: name });
}

function readNumber(element: XmlElement, name: string): number | null {
  const text = childText(element, name) ?? '';
  if (text === '') return null;
  if (!/^[+-]?\d{1,15}(?:\.\d*)?$/.test(text)) throw illegalValue(`Invalid value '${text}' for ${name}.`);
  return Number(text);
}

/** A date in three elements, year, month and day; null when it is absent. */
function readDate(element: XmlElement, name: string): string | null {
  const date = child(element, name);
  if (date === undefined) return null;
  const [year = '', month = '', day = ''] = ['year', 'month', 'day'].map((part) => childText(date, part) ?? '');
  const iso = isoDate(year, month, day);
  if (iso === null) throw illegalValue(`Invalid date '${month}/${day}/${year}' for ${name}.`);
  return iso;
}

function contactName(element: XmlElement, side: string): string {
  const wrapper = child(element, side);
  return wrapper === undefined ? '' : (childText(wrapper, 'contactname') ?? '');
}
