import { contactPointer } from './contact.js';
import { defineObject, type FieldDefinition, flag, linked, reference, text } from './definition.js';

const date = (name: string, label: string): FieldDefinition => ({ name, label, type: 'date' });
const amount = (name: string, label: string): FieldDefinition => ({ name, label, type: 'decimal' });
const state = (name: string, choices: readonly string[]): FieldDefinition => ({ name, label: 'State', type: 'choice', choices });

/** States of invoices and payments. Source: developer.intacct.com, "AR invoices". Assumed: the list of each. */
export const INVOICE_STATES = ['Draft', 'Posted', 'Partially Paid', 'Paid', 'Reversed', 'Reversal'] as const;
export const PAYMENT_STATES = ['Posted', 'Reversed'] as const;

const CUSTOMER: readonly FieldDefinition[] = [
  reference('CUSTOMERID', 'Customer', 'CUSTOMER'),
  {
    name: 'CUSTOMERNAME',
    label: 'Customer name',
    type: 'text',
    isReadOnly: true,
    ...linked({ pointer: 'CUSTOMERID', object: 'CUSTOMER' }, 'NAME'),
  },
];

/**
 * ARINVOICE: read by the generic functions, written by `create_invoice` and its like.
 *
 * Source:  developer.intacct.com, "AR invoices": WHENCREATED is the invoice date, AUWHENCREATED the instant of the record.
 * Assumed: one currency, so that amounts and transaction amounts are the same.
 */
export const ARINVOICE = defineObject({
  name: 'ARINVOICE',
  label: 'Invoice',
  plural: 'AR invoices',
  key: 'RECORDNO',
  fields: [
    text('RECORDTYPE', 'Record type'),
    text('RECORDID', 'Invoice number', 45),
    state('STATE', INVOICE_STATES),
    ...CUSTOMER,
    reference('TERMNAME', 'Term', 'ARTERM'),
    date('WHENCREATED', 'Date'),
    date('WHENPOSTED', 'GL posting date'),
    date('WHENDUE', 'Due date'),
    date('WHENPAID', 'Paid date'),
    text('DOCNUMBER', 'Reference number', 120),
    text('DESCRIPTION', 'Description', 1000),
    flag('ONHOLD', 'On hold'),
    text('EXTERNALID', 'External ID'),
    text('SUPDOCID', 'Attachments ID'),
    text('BASECURR', 'Base currency', 3),
    text('CURRENCY', 'Transaction currency', 3),
    ...['TOTALENTERED', 'TOTALPAID', 'TOTALDUE', 'TRX_TOTALENTERED', 'TRX_TOTALPAID', 'TRX_TOTALDUE'].map((name) => amount(name, name)),
    { name: 'AUWHENCREATED', label: 'When created', type: 'timestamp', isReadOnly: true },
    ...contactPointer('BILLTO', 'Bill to'),
    ...contactPointer('SHIPTO', 'Ship to'),
  ],
  lists: [{ name: 'ARINVOICEITEMS', item: 'arinvoiceitem' }],
  relations: [
    { name: 'CUSTOMER', object: 'CUSTOMER', field: 'CUSTOMERID' },
    { name: 'BILLTOCONTACT', object: 'CONTACT', field: 'BILLTO.CONTACTNAME' },
  ],
  can: [],
});

/** ARINVOICEITEM: lines of invoices, for queries. Source: developer.intacct.com, "AR invoice lines". */
export const ARINVOICEITEM = defineObject({
  name: 'ARINVOICEITEM',
  label: 'Invoice line',
  plural: 'AR invoice lines',
  key: 'RECORDNO',
  fields: [
    { name: 'RECORDKEY', label: 'Invoice key', type: 'integer' },
    { name: 'LINE_NO', label: 'Line number', type: 'integer' },
    reference('ACCOUNTNO', 'Account', 'GLACCOUNT'),
    reference('ACCOUNTLABEL', 'Account label', 'ARACCOUNTLABEL'),
    amount('AMOUNT', 'Amount'),
    amount('TRX_AMOUNT', 'Transaction amount'),
    text('ENTRYDESCRIPTION', 'Memo', 1000),
    reference('LOCATIONID', 'Location', 'LOCATION'),
    reference('DEPARTMENTID', 'Department', 'DEPARTMENT'),
    reference('ITEMID', 'Item', 'ITEM'),
    reference('PROJECTID', 'Project', 'PROJECT'),
    reference('CLASSID', 'Class', 'CLASS'),
    reference('CONTRACTID', 'Contract', 'CONTRACT'),
  ],
  can: [],
});

/** ARPYMT: payments of customers. Source: developer.intacct.com, "AR payments". */
export const ARPYMT = defineObject({
  name: 'ARPYMT',
  label: 'Payment',
  plural: 'AR payments',
  key: 'RECORDNO',
  fields: [
    text('RECORDTYPE', 'Record type'),
    text('PAYMENTMETHOD', 'Payment method', 80),
    state('STATE', PAYMENT_STATES),
    ...CUSTOMER,
    text('DOCNUMBER', 'Reference number', 120),
    text('DESCRIPTION', 'Description', 1000),
    date('RECEIPTDATE', 'Date received'),
    date('PAYMENTDATE', 'Payment date'),
    text('FINANCIALENTITY', 'Bank account'),
    reference('UNDEPOSITEDACCOUNTNO', 'Undeposited funds account', 'GLACCOUNT'),
    text('BASECURR', 'Base currency', 3),
    text('CURRENCY', 'Transaction currency', 3),
    ...['TOTALENTERED', 'TOTALAPPLIED', 'TOTALUNAPPLIED'].map((name) => amount(name, name)),
  ],
  lists: [{ name: 'ARPYMTDETAILS', item: 'arpymtdetail' }],
  relations: [{ name: 'CUSTOMER', object: 'CUSTOMER', field: 'CUSTOMERID' }],
  can: [],
});
