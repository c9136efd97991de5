import { invalidReference, missingField } from '../../errors.js';
import { type Application, applyPayment, createPayment, reversePayment } from '../../state/payment.js';
import type { GatewayFunction } from '../gateway-function.js';
import { child, childText, type XmlElement } from '../parse.js';
import { xml } from '../write.js';
import { demandKnownElements, demandNumber, demandText, readDate, type Schema } from './legacy-values.js';

const ELEMENTS = new Set([
  ...['customerid', 'paymentamount', 'undepfundsacct', 'bankaccountid', 'refid', 'datereceived', 'paymentmethod', 'basecurr', 'currency'],
  // Taken and without effect: batches, exchange rates and the places of overpayments are not kept.
  ...['translatedamount', 'batchkey', 'overpaylocid', 'overpaydeptid', 'exchratedate', 'exchratetype', 'exchrate', 'cctype', 'authcode'],
  'arpaymentitem',
]);

/** The elements of a payment. */
export const paymentSchema: Schema = (element) => demandKnownElements(element, ELEMENTS);

/** create_arpayment - a payment of a customer, applied to invoices; gives the record number as key. Source: legacy "AR payments"; SDK. */
export const paymentCreate: GatewayFunction = ({ company, signed, element }) => {
  const account = childText(element, 'undepfundsacct') ?? '';
  const bank = childText(element, 'bankaccountid') ?? '';
  if (account !== '' && company.find('GLACCOUNT', account) === undefined) throw invalidReference('Account', account);
  if (account === '' && bank === '') throw missingField({ name: 'bankaccountid', label: 'Bank account or undeposited funds account' });
  const row = createPayment(
    company,
    {
      customer: demandText(element, 'customerid'),
      amount: demandNumber(element, 'paymentamount'),
      date: demandDate(element, 'datereceived'),
      fields: {
        PAYMENTMETHOD: demandText(element, 'paymentmethod'),
        DOCNUMBER: childText(element, 'refid') || null,
        FINANCIALENTITY: bank || null,
        UNDEPOSITEDACCOUNTNO: account || null,
      },
      applied: element.children.filter((each) => each.name === 'arpaymentitem').map(readApplication),
    },
    signed,
  );
  return [xml('key', String(row['RECORDNO']))];
};

/** apply_arpayment - the rest of a payment to more invoices. */
export const paymentApply: GatewayFunction = ({ company, signed, element }) => {
  const applied = (child(element, 'arpaymentitems')?.children ?? []).map(readApplication);
  const row = applyPayment(company, demandText(element, 'arpaymentkey'), applied, demandDate(element, 'paymentdate'), signed);
  return [xml('key', String(row['RECORDNO']))];
};

/** reverse_arpayment - takes a payment back. */
export const paymentReverse: GatewayFunction = ({ company, signed, element }) => {
  const row = reversePayment(company, element.attributes['key'] ?? '', demandDate(element, 'datereversed'), signed);
  return [xml('key', String(row['RECORDNO']))];
};

function readApplication(element: XmlElement): Application {
  return { invoice: demandText(element, 'invoicekey'), amount: demandNumber(element, 'amount') };
}

function demandDate(element: XmlElement, name: string): string {
  const date = readDate(element, name);
  if (date === null) throw missingField({ name, label: name });
  return date;
}
