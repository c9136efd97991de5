import { contactPointer, throughVersion } from './contact.js';
import { defineObject, type FieldDefinition, linked, reference, STATUS, text } from './definition.js';

const date = (name: string, label: string): FieldDefinition => ({ name, label, type: 'date' });
const decimal = (name: string, label: string, more: Partial<FieldDefinition> = {}): FieldDefinition => ({
  name,
  label,
  type: 'decimal',
  ...more,
});

const CUSTOMER = { pointer: 'CUSTVENDID', object: 'CUSTOMER' };

/** States of a document with the codes that filters of `readByQuery` see. Assumed: which letter is which; the vendor lists the letters. */
export const DOCUMENT_STATES = {
  Submitted: 'S',
  Approved: 'A',
  'Partially Approved': 'X',
  Declined: 'R',
  'In Progress': 'I',
  Posted: 'O',
  Draft: 'D',
  'Partially Converted': 'G',
  Converted: 'C',
  Pending: 'P',
} as const;

/** Transaction definitions. Source: developer.intacct.com, "Order entry transaction definitions". */
export const SODOCUMENTPARAMS = defineObject({
  name: 'SODOCUMENTPARAMS',
  label: 'Transaction definition',
  plural: 'Order entry transaction definitions',
  key: 'DOCID',
  fields: [
    text('DOCID', 'Name', 30, { isRequired: true }),
    text('DOCCLASS', 'Class', 30),
    text('DESCRIPTION', 'Description', 200),
    text('SEQUENCE', 'Document sequence'),
    STATUS,
  ],
  can: [],
});

/**
 * SODOCUMENT: read by the generic functions, written by `create_sotransaction` and its like only.
 *
 * Source: developer.intacct.com, "Order entry transactions".
 */
export const SODOCUMENT = defineObject({
  name: 'SODOCUMENT',
  label: 'Order entry transaction',
  plural: 'Order entry transactions',
  key: 'DOCID',
  fields: [
    text('DOCNO', 'Document number', 45),
    text('DOCID', 'Document ID'),
    reference('DOCPARID', 'Transaction definition', 'SODOCUMENTPARAMS'),
    text('CREATEDFROM', 'Created from'),
    { name: 'STATE', label: 'State', type: 'choice', choices: Object.keys(DOCUMENT_STATES), codes: DOCUMENT_STATES },
    reference('CUSTVENDID', 'Customer', 'CUSTOMER'),
    { name: 'CUSTVENDNAME', label: 'Customer name', type: 'text', ...linked(CUSTOMER, 'NAME') },
    { name: 'CUSTREC', label: 'Customer key', type: 'integer', ...linked(CUSTOMER, 'RECORDNO') },
    date('WHENPOSTED', 'Posting date'),
    date('WHENDUE', 'Due date'),
    date('ORIGDOCDATE', 'Original document date'),
    text('PONUMBER', 'Reference number', 120),
    text('CUSTOMERPONUMBER', 'Customer PO number', 120),
    reference('TERM.NAME', 'Term', 'ARTERM'),
    text('MESSAGE', 'Message', 1000),
    text('SHIPVIA', 'Shipping method'),
    text('SUPDOCID', 'Attachments ID'),
    text('EXTERNALID', 'External ID'),
    text('BASECURR', 'Base currency', 3),
    text('CURRENCY', 'Transaction currency', 3),
    text('PROJECT', 'Project'),
    decimal('SUBTOTAL', 'Subtotal'),
    decimal('TOTAL', 'Total'),
    decimal('TRX_TOTAL', 'Transaction total'),
    { name: 'PRRECORDKEY', label: 'Invoice record key', type: 'integer' },
    ...contactPointer('BILLTO', 'Bill to', throughVersion),
    ...contactPointer('SHIPTO', 'Ship to', throughVersion),
  ],
  lists: [{ name: 'SODOCUMENTENTRIES', item: 'sodocumententry' }],
  relations: [
    { name: 'CUSTOMER', object: 'CUSTOMER', field: 'CUSTVENDID' },
    { name: 'BILLTOCONTACT', object: 'CONTACT', field: 'BILLTO.CONTACTNAME' },
    { name: 'SHIPTOCONTACT', object: 'CONTACT', field: 'SHIPTO.CONTACTNAME' },
  ],
  can: [],
});
