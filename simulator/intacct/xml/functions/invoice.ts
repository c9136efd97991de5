import { illegalValue, invalidReference, missingField } from '../../errors.js';
import type { Stored } from '../../objects/definition.js';
import { ARINVOICE, ARINVOICEITEM } from '../../objects/invoices.js';
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
    'updateinvoiceitems',
    'customfields',
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
  employeeid: ['EMPLOYEEID', 'EMPLOYEE', 'Employee'],
  vendorid: ['VENDORID', 'VENDOR', 'Vendor'],
};

const LINE = new Set([
  ...Object.keys(LINE_REFERENCES),
  ...['amount', 'memo', 'key', 'totalpaid', 'totaldue', 'offsetglaccountno', 'customfields'],
  // Taken and without effect: allocations, revenue recognition and warehouses are not kept.
  ...['allocationid', 'revrectemplate', 'defrevaccount', 'revrecstartdate', 'revrecenddate', 'warehouseid'],
]);

/** The elements of an invoice and of its lines. */
export const invoiceSchema: Schema = (element) => {
  demandKnownElements(element, HEADER);
  for (const name of ['invoiceitems', 'updateinvoiceitems']) {
    for (const line of child(element, name)?.children ?? []) demandKnownElements(line, LINE);
  }
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
      fields: { ...readHeader(element, company), ONHOLD: childText(element, 'onhold') === 'true' },
      lines,
    },
    signed,
  );
  return [xml('key', String(row['RECORDNO']))];
};

/**
 * update_invoice - header fields, and lines: `updatelineitem` changes the one that it numbers (from 1), `lineitem` adds one.
 *
 * Source: the official SDK: `updateinvoiceitems`, `line_num`, `externalkey`.
 */
export const invoiceUpdate: GatewayFunction = ({ company, signed, element }) => {
  const key = invoiceKey(company, element);
  const [posted, due, term] = [readDate(element, 'dateposted'), readDate(element, 'datedue'), readTerm(element, company)];
  const fields = {
    ...readHeader(element, company),
    ...(posted === null ? {} : { WHENPOSTED: posted }),
    ...(due === null ? {} : { WHENDUE: due }),
    ...(term === null ? {} : { TERMNAME: term }),
  };
  return [xml('key', String(updateInvoice(company, key, { fields, lines: linesAfter(element, key, company) }, signed)['RECORDNO']))];
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

/** The invoice that an update names, by its record number or, with `externalkey`, by the external id. */
function invoiceKey(company: IntacctCompany, element: XmlElement): string {
  const key = element.attributes['key'] ?? '';
  if (element.attributes['externalkey'] !== 'true') return key;
  const found = company.table('ARINVOICE').filter((row) => row['EXTERNALID'] === key);
  if (found.length !== 1) throw invalidReference('Invoice', key);
  return String(found[0]!['RECORDNO']);
}

function linesAfter(element: XmlElement, key: string, company: IntacctCompany): readonly InvoiceLine[] | null {
  const sent = child(element, 'updateinvoiceitems')?.children;
  if (sent === undefined) return null;
  const present = company.table('ARINVOICEITEM').find('RECORDKEY', key);
  const lines = present.map(({ RECORDNO: _number, RECORDKEY: _key, LINE_NO: _place, ...line }) => line as unknown as InvoiceLine);
  for (const each of sent) {
    if (each.name === 'lineitem') {
      lines.push(readLine(each, company));
      continue;
    }
    const place = Number(each.attributes['line_num']) - 1;
    const before = lines[place];
    if (before === undefined) throw illegalValue(`There is no line ${each.attributes['line_num']}.`);
    lines[place] = { ...before, ...readChanges(each, company) } as InvoiceLine;
  }
  return lines;
}

/** What an update says of a line; what it leaves out stays. */
function readChanges(line: XmlElement, company: IntacctCompany): Partial<InvoiceLine> {
  const account = child(line, 'glaccountno') ?? child(line, 'accountlabel');
  const changes: Record<string, string | number | null> = { ...readReferences(line, company, account !== undefined) };
  for (const name of Object.keys(LINE_REFERENCES)) if (child(line, name) === undefined) delete changes[LINE_REFERENCES[name]![0]];
  if (child(line, 'amount') !== undefined) changes['AMOUNT'] = demandNumber(line, 'amount');
  if (child(line, 'memo') !== undefined) changes['ENTRYDESCRIPTION'] = childText(line, 'memo') ?? null;
  if (account?.name === 'accountlabel') changes['ACCOUNTNO'] = accountOf(company, account.text.trim());
  return changes;
}

function accountOf(company: IntacctCompany, label: string): string {
  return String(company.find('ARACCOUNTLABEL', label)?.['GLACCOUNTNO']);
}

function readHeader(element: XmlElement, company: IntacctCompany): Record<string, Stored> {
  const fields: Record<string, Stored> = { ...readCustomFields(element, ARINVOICE.name, company) };
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
  const read = readReferences(line, company, true);
  const label = read['ACCOUNTLABEL'];
  if (typeof label === 'string') read['ACCOUNTNO'] = accountOf(company, label);
  return { ...read, AMOUNT: demandNumber(line, 'amount'), ENTRYDESCRIPTION: childText(line, 'memo') ?? null };
}

function readReferences(line: XmlElement, company: IntacctCompany, needsAccount: boolean): Record<string, string | null> {
  const read: Record<string, string | null> = {};
  for (const [name, [field, object, label]] of Object.entries(LINE_REFERENCES)) {
    const value = childText(line, name) ?? '';
    if (value !== '' && company.find(object, value) === undefined) throw invalidReference(label, value);
    read[field] = value === '' ? null : value;
  }
  if (needsAccount && read['ACCOUNTNO'] === null && read['ACCOUNTLABEL'] === null)
    throw missingField({ name: 'glaccountno', label: 'Account' });
  return Object.assign(read, readCustomFields(line, ARINVOICEITEM.name, company));
}
