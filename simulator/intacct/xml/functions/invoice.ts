import { illegalValue, invalidReference, missingField } from '../../errors.js';
import { ARINVOICEITEM } from '../../objects/invoices.js';
import type { IntacctCompany } from '../../state/company.js';
import { createInvoice, deleteInvoice, type InvoiceLine, reverseInvoice, updateInvoice } from '../../state/invoice.js';
import type { GatewayFunction } from '../gateway-function.js';
import { child, childText, type XmlElement } from '../parse.js';
import { xml } from '../write.js';
import { contactName, demandKnownElements, demandNumber, demandText, readCustomFields, readDate, type Schema } from './legacy-values.js';

/** Header elements that become fields as they are. Source: developer.intacct.com, legacy "Create AR invoices"; SDK. */
const HEADER_FIELDS: Readonly<Record<string, string>> = {
  ponumber: 'DOCNUMBER',
  description: 'DESCRIPTION',
  externalid: 'EXTERNALID',
  supdocid: 'SUPDOCID',
  basecurr: 'BASECURR',
  currency: 'CURRENCY',
};

const HEADER = new Set([
  ...[
    'customerid',
    'datecreated',
    'dateposted',
    'datedue',
    'termname',
    'action',
    'invoiceno',
    'onhold',
    'billto',
    'shipto',
    'invoiceitems',
  ],
  // Taken and without effect: batches, exchange rates and the general ledger are not kept.
  ...['batchkey', 'nogl', 'exchratedate', 'exchratetype', 'exchrate', 'payto', 'returnto'],
  ...Object.keys(HEADER_FIELDS),
]);

/** Elements of a line and what they refer to. */
const LINE_REFERENCES: Readonly<Record<string, readonly [field: string, object: string, label: string]>> = {
  glaccountno: ['ACCOUNTNO', 'GLACCOUNT', 'Account'],
  accountlabel: ['ACCOUNTLABEL', 'ARACCOUNTLABEL', 'Account label'],
  locationid: ['LOCATIONID', 'LOCATION', 'Location'],
  departmentid: ['DEPARTMENTID', 'DEPARTMENT', 'Department'],
  itemid: ['ITEMID', 'ITEM', 'Item'],
  projectid: ['PROJECTID', 'PROJECT', 'Project'],
  classid: ['CLASSID', 'CLASS', 'Class'],
  contractid: ['CONTRACTID', 'CONTRACT', 'Contract'],
  customerid: ['CUSTOMERID', 'CUSTOMER', 'Customer'],
};

const LINE = new Set([
  ...Object.keys(LINE_REFERENCES),
  'amount',
  'memo',
  'key',
  'totalpaid',
  'totaldue',
  'offsetglaccountno',
  'customfields',
]);

/** The elements of an invoice and of its lines. */
export const invoiceSchema: Schema = (element) => {
  demandKnownElements(element, HEADER);
  for (const line of child(element, 'invoiceitems')?.children ?? []) demandKnownElements(line, LINE);
};

/** create_invoice - an AR invoice with its lines; gives the record number as key. */
export const invoiceCreate: GatewayFunction = ({ company, signed, element }) => {
  const lines = (child(element, 'invoiceitems')?.children ?? []).map((line) => readLine(line, company));
  if (lines.length === 0) throw missingField({ name: 'invoiceitems', label: 'Line items' });
  const date = readDate(element, 'datecreated');
  if (date === null) throw missingField({ name: 'datecreated', label: 'Date' });
  const row = createInvoice(
    company,
    {
      customer: demandText(element, 'customerid'),
      number: childText(element, 'invoiceno') ?? '',
      date,
      due: readDate(element, 'datedue'),
      term: readTerm(element, company),
      isDraft: readIsDraft(element),
      billTo: contactName(element, 'billto'),
      shipTo: contactName(element, 'shipto'),
      fields: { ...readHeader(element), ONHOLD: childText(element, 'onhold') === 'true' },
      lines,
    },
    signed,
  );
  return [xml('key', String(row['RECORDNO']))];
};

/** update_invoice - header fields. Refuses: lines, which this stand-in does not change. */
export const invoiceUpdate: GatewayFunction = ({ company, signed, element }) => {
  const key = element.attributes['key'] ?? '';
  const [posted, due, term] = [readDate(element, 'dateposted'), readDate(element, 'datedue'), readTerm(element, company)];
  const fields = {
    ...readHeader(element),
    ...(posted === null ? {} : { WHENPOSTED: posted }),
    ...(due === null ? {} : { WHENDUE: due }),
    ...(term === null ? {} : { TERMNAME: term }),
  };
  return [xml('key', String(updateInvoice(company, key, fields, signed)['RECORDNO']))];
};

export const invoiceDelete: GatewayFunction = ({ company, signed, element }) => {
  const key = element.attributes['key'] ?? '';
  deleteInvoice(company, key, signed);
  return [xml('key', key)];
};

/** reverse_invoice - takes a posted invoice back. */
export const invoiceReverse: GatewayFunction = ({ company, signed, element }) => {
  if (readDate(element, 'datereversed') === null) throw missingField({ name: 'datereversed', label: 'Reversal date' });
  return [xml('key', String(reverseInvoice(company, element.attributes['key'] ?? '', signed)['RECORDNO']))];
};

function readHeader(element: XmlElement): Record<string, string | null> {
  const fields: Record<string, string | null> = {};
  for (const [name, field] of Object.entries(HEADER_FIELDS)) {
    const text = childText(element, name);
    if (text !== undefined) fields[field] = text === '' ? null : text;
  }
  const posted = readDate(element, 'dateposted');
  if (posted !== null) fields['WHENPOSTED'] = posted;
  return fields;
}

function readTerm(element: XmlElement, company: IntacctCompany): string | null {
  const term = childText(element, 'termname') ?? '';
  if (term !== '' && company.find('ARTERM', term) === undefined) throw invalidReference('Term', term);
  return term === '' ? null : term;
}

/** Source: "Create AR invoices", action: Draft or Submit, which is the default. */
function readIsDraft(element: XmlElement): boolean {
  const action = childText(element, 'action') ?? '';
  if (!['', 'submit', 'draft'].includes(action.toLowerCase())) throw illegalValue(`Invalid value '${action}' for action.`);
  return action.toLowerCase() === 'draft';
}

/** Source: "Create AR invoices": a line names an account or an account label. */
function readLine(line: XmlElement, company: IntacctCompany): InvoiceLine {
  const read: Record<string, string | null> = {};
  for (const [name, [field, object, label]] of Object.entries(LINE_REFERENCES)) {
    const value = childText(line, name) ?? '';
    if (value !== '' && company.find(object, value) === undefined) throw invalidReference(label, value);
    read[field] = value === '' ? null : value;
  }
  const { ACCOUNTLABEL: label } = read;
  if (label !== null && label !== undefined) read['ACCOUNTNO'] = String(company.find('ARACCOUNTLABEL', label)?.['GLACCOUNTNO']);
  if (read['ACCOUNTNO'] === null) throw missingField({ name: 'glaccountno', label: 'Account' });
  Object.assign(read, readCustomFields(line, ARINVOICEITEM.name, company));
  return { ...read, AMOUNT: demandNumber(line, 'amount'), ENTRYDESCRIPTION: childText(line, 'memo') ?? null };
}
