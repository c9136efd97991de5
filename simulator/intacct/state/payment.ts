import type { Row } from '../../kernel/table.js';
import { businessFailure, couldNot, IntacctError, invalidReference } from '../errors.js';
import { ARPYMT } from '../objects/invoices.js';
import type { IntacctCompany, Signed } from './company.js';
import { demandInvoice, payInvoice, sum } from './invoice.js';
import { isVisible } from './visibility.js';

/** What a payment pays of which invoice. */
export type Application = { readonly invoice: string; readonly amount: number };

export type PaymentDraft = {
  readonly customer: string;
  readonly amount: number;
  readonly date: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly applied: readonly Application[];
};

/** Receives a payment and applies it to invoices. Source: developer.intacct.com, "AR payments". */
export function createPayment(company: IntacctCompany, draft: PaymentDraft, signed: Signed): Row {
  return saves('create', company, () => {
    const customer = company.find('CUSTOMER', draft.customer);
    if (customer === undefined || !isVisible(customer, signed.entity)) throw invalidReference('Customer', draft.customer);
    if (draft.amount <= 0) throw businessFailure('The amount of a payment must be more than zero.');
    const now = company.now();
    const user = signed.user['RECORDNO'];
    const row = company.table('ARPYMT').put({
      RECORDNO: company.nextRecordNumber('ARPYMT'),
      RECORDTYPE: 'arpayment',
      STATE: 'Posted',
      CUSTOMERID: draft.customer,
      RECEIPTDATE: draft.date,
      PAYMENTDATE: draft.date,
      CURRENCY: 'USD',
      BASECURR: 'USD',
      ...draft.fields,
      TOTALENTERED: draft.amount,
      TOTALAPPLIED: 0,
      TOTALUNAPPLIED: draft.amount,
      ARPYMTDETAILS: [],
      WHENCREATED: now,
      WHENMODIFIED: now,
      CREATEDBY: user,
      MODIFIEDBY: user,
      MEGAENTITYID: signed.entity,
    });
    return apply(company, row, draft.applied, draft.date, signed);
  });
}

/** Applies what is left of a payment to more invoices. */
export function applyPayment(company: IntacctCompany, key: string, applied: readonly Application[], date: string, signed: Signed): Row {
  return saves('update', company, () => {
    const row = demandPayment(company, key, signed);
    if (row['STATE'] !== 'Posted') throw businessFailure(`Payment '${key}' was reversed.`);
    return apply(company, row, applied, date, signed);
  });
}

/** Reverses a payment: its invoices are due again. */
export function reversePayment(company: IntacctCompany, key: string, date: string, signed: Signed): Row {
  return saves('update', company, () => {
    const row = demandPayment(company, key, signed);
    if (row['STATE'] !== 'Posted') throw businessFailure(`Payment '${key}' was reversed already.`);
    for (const detail of row['ARPYMTDETAILS'] as readonly Row[]) {
      const invoice = demandInvoice(company, String(detail['RECORDKEY']), signed);
      payInvoice(company, invoice, -Number(detail['PAYMENTAMOUNT']), date, signed);
    }
    return put(company, { ...row, STATE: 'Reversed', TOTALAPPLIED: 0, TOTALUNAPPLIED: 0 }, signed);
  });
}

function apply(company: IntacctCompany, row: Row, applied: readonly Application[], date: string, signed: Signed): Row {
  const details = [...(row['ARPYMTDETAILS'] as readonly Row[])];
  for (const { invoice: key, amount } of applied) {
    const invoice = demandInvoice(company, key, signed);
    if (invoice['CUSTOMERID'] !== row['CUSTOMERID']) throw businessFailure(`Invoice '${key}' belongs to another customer.`);
    if (amount <= 0 || amount > Number(invoice['TOTALDUE'])) {
      throw businessFailure(`The amount ${amount} cannot be applied to invoice '${key}', of which ${invoice['TOTALDUE']} is due.`);
    }
    payInvoice(company, invoice, amount, date, signed);
    details.push({ RECORDKEY: key, PAYMENTAMOUNT: amount });
  }
  const used = sum(details.map((detail) => Number(detail['PAYMENTAMOUNT'])));
  const left = sum([Number(row['TOTALENTERED']), -used]);
  if (left < 0) throw businessFailure('More is applied to invoices than was paid.');
  return put(company, { ...row, ARPYMTDETAILS: details, TOTALAPPLIED: used, TOTALUNAPPLIED: left }, signed);
}

function put(company: IntacctCompany, row: Row, signed: Signed): Row {
  return company.table('ARPYMT').put({ ...row, WHENMODIFIED: company.now(), MODIFIEDBY: signed.user['RECORDNO'] });
}

function demandPayment(company: IntacctCompany, key: string, signed: Signed): Row {
  const row = company.find('ARPYMT', key);
  if (row === undefined || !isVisible(row, signed.entity)) throw invalidReference('Payment', key);
  return row;
}

function saves<T>(verb: 'create' | 'update', company: IntacctCompany, work: () => T): T {
  try {
    return company.world.atomic(work);
  } catch (error) {
    throw error instanceof IntacctError ? error.wrapped(couldNot(verb, ARPYMT.label)) : error;
  }
}
