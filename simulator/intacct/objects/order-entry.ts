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

/** SODOCUMENTENTRY: the lines of documents, for queries; LINE_NO counts from 0. Source: developer.intacct.com, "Order entry transactions". */
export const SODOCUMENTENTRY = defineObject({
  name: 'SODOCUMENTENTRY',
  label: 'Order entry transaction line',
  plural: 'Order entry transaction lines',
  key: 'RECORDNO',
  fields: [
    { name: 'DOCHDRNO', label: 'Document key', type: 'integer' },
    reference('DOCHDRID', 'Document', 'SODOCUMENT'),
    { name: 'LINE_NO', label: 'Line number', type: 'integer' },
    reference('ITEMID', 'Item', 'ITEM'),
    text('ITEMDESC', 'Item description', 400),
    decimal('QUANTITY', 'Quantity'),
    text('UNIT', 'Unit'),
    decimal('PRICE', 'Price'),
    decimal('DISCOUNTPERCENT', 'Discount percent'),
    decimal('TOTAL', 'Total'),
    text('MEMO', 'Memo', 1000),
    reference('LOCATIONID', 'Location', 'LOCATION'),
    reference('DEPARTMENTID', 'Department', 'DEPARTMENT'),
    reference('PROJECTID', 'Project', 'PROJECT'),
    reference('CUSTOMERID', 'Customer', 'CUSTOMER'),
    reference('EMPLOYEEID', 'Employee', 'EMPLOYEE'),
    reference('CLASSID', 'Class', 'CLASS'),
    reference('CONTRACTID', 'Contract', 'CONTRACT'),
  ],
  relations: [
    { name: 'SODOCUMENT', object: 'SODOCUMENT', field: 'DOCHDRID' },
    { name: 'ITEM', object: 'ITEM', field: 'ITEMID' },
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
  lists: [
    { name: 'SODOCUMENTENTRIES', item: 'sodocumententry' },
    { name: 'SUBTOTALS', item: 'sodocumentsubtotals' },
  ],
  relations: [
    { name: 'CUSTOMER', object: 'CUSTOMER', field: 'CUSTVENDID' },
    { name: 'BILLTOCONTACT', object: 'CONTACT', field: 'BILLTO.CONTACTNAME' },
    { name: 'SHIPTOCONTACT', object: 'CONTACT', field: 'SHIPTO.CONTACTNAME' },
  ],
  can: [],
});
