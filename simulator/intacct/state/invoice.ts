import type { Row } from '../../kernel/table.js';
import { alreadyExists, businessFailure, couldNot, IntacctError, invalidReference } from '../errors.js';
import { ARINVOICE } from '../objects/invoices.js';
import { addDays } from '../values.js';
import type { IntacctCompany, Signed } from './company.js';
import { isVisible } from './visibility.js';

/** A line of an invoice, spelled as it is read, without number and key. */
export type InvoiceLine = Readonly<Record<string, string | number | null>> & { readonly AMOUNT: number };

export type InvoiceDraft = {
  readonly customer: string;
  readonly number: string;
  readonly date: string;
  readonly due: string | null;
  readonly term: string | null;
  readonly isDraft: boolean;
  readonly billTo: string;
  readonly shipTo: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly lines: readonly InvoiceLine[];
};

/**
 * Posts an AR invoice.
 *
 * Source:  developer.intacct.com, "AR invoices".
 * Assumed: invoices without a number get the next of a sequence of their own, which the company may change.
 */
export function createInvoice(company: IntacctCompany, draft: InvoiceDraft, signed: Signed): Row {
  return saves('create', company, () => {
    const customer = company.find('CUSTOMER', draft.customer);
    if (customer === undefined || !isVisible(customer, signed.entity)) throw invalidReference('Customer', draft.customer);
    const id = draft.number === '' ? nextNumber(company) : draft.number;
    if (company.table('ARINVOICE').findOne('RECORDID', id) !== undefined) throw alreadyExists('Invoice', id);
    const total = sum(draft.lines.map((line) => line.AMOUNT));
    const recordNumber = company.nextRecordNumber('ARINVOICE');
    const now = company.now();
    const user = signed.user['RECORDNO'];
    const row = {
      RECORDNO: recordNumber,
      RECORDTYPE: 'arinvoice',
      RECORDID: id,
      STATE: draft.isDraft ? 'Draft' : 'Posted',
      CUSTOMERID: draft.customer,
      TERMNAME: draft.term ?? customer['TERMNAME'] ?? null,
      WHENCREATED: draft.date,
      WHENPOSTED: draft.date,
      WHENDUE: draft.due ?? dueDate(company, draft.term ?? customer['TERMNAME'], draft.date),
      ONHOLD: false,
      CURRENCY: 'USD',
      BASECURR: 'USD',
      ...draft.fields,
      'BILLTO.CONTACTNAME': contact(company, draft.billTo, customer['BILLTO.CONTACTNAME'], signed),
      'SHIPTO.CONTACTNAME': contact(company, draft.shipTo, customer['SHIPTO.CONTACTNAME'], signed),
      ARINVOICEITEMS: putLines(company, recordNumber, draft.lines, signed),
      ...totals(total, 0),
      AUWHENCREATED: now,
      WHENMODIFIED: now,
      CREATEDBY: user,
      MODIFIEDBY: user,
      MEGAENTITYID: signed.entity,
    };
    company.smartEvents.note('create', 'ARINVOICE', recordNumber, String(signed.user['LOGINID']), signed.entity);
    return company.table('ARINVOICE').put(row);
  });
}

/** Changes header fields of an invoice, and its lines when they are given. Assumed: one with payments keeps what it has. */
export function updateInvoice(
  company: IntacctCompany,
  key: string,
  { fields, lines }: { readonly fields: Readonly<Record<string, unknown>>; readonly lines: readonly InvoiceLine[] | null },
  signed: Signed,
): Row {
  return saves('update', company, () => {
    const before = demandInvoice(company, key, signed);
    if (before['STATE'] !== 'Draft' && before['STATE'] !== 'Posted') throw inUse(before);
    if (lines === null) return change(company, before, fields, signed);
    const items = putLines(company, Number(before['RECORDNO']), lines, signed);
    const total = sum(lines.map((line) => line.AMOUNT));
    return change(company, before, { ...fields, ARINVOICEITEMS: items, ...totals(total, 0) }, signed);
  });
}

export function deleteInvoice(company: IntacctCompany, key: string, signed: Signed): void {
  saves('delete', company, () => {
    const before = demandInvoice(company, key, signed);
    if (before['STATE'] !== 'Draft' && before['STATE'] !== 'Posted') throw inUse(before);
    for (const line of company.table('ARINVOICEITEM').find('RECORDKEY', key))
      company.table('ARINVOICEITEM').remove(String(line['RECORDNO']));
    company.table('ARINVOICE').remove(key, { operation: 'delete' });
    company.smartEvents.note('remove', 'ARINVOICE', Number(key), String(signed.user['LOGINID']), signed.entity);
  });
}

/** Reverses a posted invoice that nobody has paid: nothing of it stays due. Assumed: no record of the reversal itself is made. */
export function reverseInvoice(company: IntacctCompany, key: string, signed: Signed): Row {
  return saves('update', company, () => {
    const before = demandInvoice(company, key, signed);
    if (before['STATE'] !== 'Posted')
      throw businessFailure(`Invoice '${before['RECORDID']}' cannot be reversed in state ${before['STATE']}.`);
    return change(company, before, { STATE: 'Reversed', TOTALDUE: 0, TRX_TOTALDUE: 0 }, signed);
  });
}

/** Books a payment on an invoice, or takes one back when the amount is negative. */
export function payInvoice(company: IntacctCompany, invoice: Row, amount: number, date: string, signed: Signed): void {
  const total = Number(invoice['TOTALENTERED']);
  const paid = sum([Number(invoice['TOTALPAID']), amount]);
  const isPaid = paid >= total;
  const state = isPaid ? 'Paid' : paid > 0 ? 'Partially Paid' : 'Posted';
  change(company, invoice, { ...totals(total, paid), STATE: state, WHENPAID: isPaid ? date : null }, signed);
}

export function demandInvoice(company: IntacctCompany, key: string, signed: Signed): Row {
  const row = company.find('ARINVOICE', key);
  if (row === undefined || !isVisible(row, signed.entity)) throw invalidReference('Invoice', key);
  return row;
}

/** A sum in whole cents. */
export function sum(amounts: readonly number[]): number {
  return Math.round(amounts.reduce((total, each) => total + each, 0) * 100) / 100;
}

function change(company: IntacctCompany, before: Row, fields: Readonly<Record<string, unknown>>, signed: Signed): Row {
  company.smartEvents.note('update', 'ARINVOICE', Number(before['RECORDNO']), String(signed.user['LOGINID']), signed.entity);
  return company.table('ARINVOICE').put({ ...before, ...fields, WHENMODIFIED: company.now(), MODIFIEDBY: signed.user['RECORDNO'] });
}

function totals(total: number, paid: number): Row {
  const due = sum([total, -paid]);
  return { TOTALENTERED: total, TOTALPAID: paid, TOTALDUE: due, TRX_TOTALENTERED: total, TRX_TOTALPAID: paid, TRX_TOTALDUE: due };
}

function putLines(company: IntacctCompany, invoice: number, lines: readonly InvoiceLine[], signed: Signed): readonly Row[] {
  const now = company.now();
  const user = signed.user['RECORDNO'];
  const audit = { WHENCREATED: now, WHENMODIFIED: now, CREATEDBY: user, MODIFIEDBY: user, MEGAENTITYID: signed.entity };
  const present = company.table('ARINVOICEITEM').find('RECORDKEY', String(invoice));
  return lines.map((line, index) => {
    const own = {
      RECORDNO: present[index]?.['RECORDNO'] ?? company.nextRecordNumber('ARINVOICEITEM'),
      RECORDKEY: invoice,
      LINE_NO: index + 1,
      ...line,
      TRX_AMOUNT: line.AMOUNT,
    };
    company.table('ARINVOICEITEM').put({ ...own, ...audit });
    return own;
  });
}

function nextNumber(company: IntacctCompany): string {
  const number = company.sequences.take('AR invoices', (each) => company.table('ARINVOICE').findOne('RECORDID', each) !== undefined);
  if (number !== null) return number;
  throw businessFailure('Invoice number is missing', 'Provide an invoice number, or set up a document sequence for invoices.');
}

/** The day that a term makes an invoice due: so many days after its date. Assumed: terms of other kinds count as none. */
function dueDate(company: IntacctCompany, term: unknown, date: string): string {
  const days = typeof term === 'string' ? Number(company.find('ARTERM', term)?.['DUEDATE'] ?? 0) : 0;
  return addDays(date, days);
}

function contact(company: IntacctCompany, name: string, fallback: unknown, signed: Signed): unknown {
  if (name === '') return fallback ?? null;
  const row = company.find('CONTACT', name);
  if (row === undefined || !isVisible(row, signed.entity)) throw invalidReference('Contact', name);
  return name;
}

const inUse = (row: Row): IntacctError => businessFailure(`Invoice '${row['RECORDID']}' has payments and cannot be changed.`);

function saves<T>(verb: 'create' | 'update' | 'delete', company: IntacctCompany, work: () => T): T {
  try {
    return company.world.atomic(work);
  } catch (error) {
    throw error instanceof IntacctError ? error.wrapped(couldNot(verb, ARINVOICE.label)) : error;
  }
}
