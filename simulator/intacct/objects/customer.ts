import type { Row } from '../../kernel/table.js';
import { contactPointer, through } from './contact.js';
import { defineObject, type FieldDefinition, flag, linked, reference, STATUS, type Stored, text } from './definition.js';

/** The pointers of a customer to its contacts. Source: developer.intacct.com, "Customers". */
export const CONTACT_POINTERS = [
  { group: 'DISPLAYCONTACT', label: 'Display', key: 'DISPLAYCONTACTKEY' },
  { group: 'CONTACTINFO', label: 'Primary', key: 'CONTACTKEY' },
  { group: 'BILLTO', label: 'Bill to', key: 'BILLTOKEY' },
  { group: 'SHIPTO', label: 'Ship to', key: 'SHIPTOKEY' },
] as const;

const printTemplates = ['ARINVOICE', 'OEQUOTE', 'OEORDER', 'OELIST', 'OEINVOICE', 'OEADJ', 'OEOTHER'].map((kind) =>
  text(`${kind}PRINTTEMPLATEID`, `${kind} print template`),
);

const PARENT = { pointer: 'PARENTID', object: 'CUSTOMER' };

const own: readonly FieldDefinition[] = [
  text('CUSTOMERID', 'Customer ID', 20),
  text('NAME', 'Customer name', 100, { isRequired: true }),
  { name: 'ENTITY', label: 'Entity', type: 'text', isReadOnly: true, derive: (row) => `C${row['CUSTOMERID']}` },
  STATUS,
  flag('ONETIME', 'One-time use'),
  flag('HIDEDISPLAYCONTACT', 'Exclude from contact list'),
  reference('CUSTTYPE', 'Customer type', 'CUSTTYPE'),
  reference('CUSTREPID', 'Sales rep', 'EMPLOYEE'),
  reference('PARENTID', 'Parent customer', 'CUSTOMER'),
  { name: 'PARENTKEY', label: 'Parent key', type: 'integer', isReadOnly: true, ...linked(PARENT, 'RECORDNO') },
  { name: 'PARENTNAME', label: 'Parent name', type: 'text', isReadOnly: true, ...linked(PARENT, 'NAME') },
  text('GLGROUP', 'GL group'),
  reference('TERRITORYID', 'Territory', 'TERRITORY'),
  text('SUPDOCID', 'Attachments ID'),
  reference('TERMNAME', 'Term', 'ARTERM'),
  reference('OFFSETGLACCOUNTNO', 'Offset AR account', 'GLACCOUNT'),
  reference('ARACCOUNT', 'Default revenue account', 'GLACCOUNT'),
  text('SHIPPINGMETHOD', 'Shipping method'),
  text('RESALENO', 'Resale number', 20),
  text('TAXID', 'Tax ID', 30),
  text('COMMENTS', 'Comments', 1000),
  { name: 'CREDITLIMIT', label: 'Credit limit', type: 'decimal' },
  { name: 'RETAINAGEPERCENTAGE', label: 'Retainage percentage', type: 'decimal' },
  flag('ONHOLD', 'On hold'),
  {
    name: 'DELIVERY_OPTIONS',
    label: 'Delivery options',
    type: 'choice',
    choices: ['Print', 'E-Mail', 'Print#~#E-Mail'],
    default: 'Print',
  },
  text('CUSTMESSAGEID', 'Default invoice message'),
  flag('EMAILOPTIN', 'Accepts e-mailed invoices', null),
  text('CURRENCY', 'Default currency', 3),
  { name: 'ADVBILLBY', label: 'Bill in advance', type: 'integer' },
  { name: 'ADVBILLBYTYPE', label: 'Bill in advance time period', type: 'choice', choices: ['days', 'months'] },
  ...printTemplates,
  {
    name: 'OBJECTRESTRICTION',
    label: 'Restriction',
    type: 'choice',
    choices: ['Unrestricted', 'RootOnly', 'Restricted'],
    default: 'Unrestricted',
  },
  text('RESTRICTEDLOCATIONS', 'Restricted locations'),
  text('RESTRICTEDDEPARTMENTS', 'Restricted departments'),
  { name: 'TOTALDUE', label: 'Total due', type: 'decimal', isReadOnly: true, derive: totalDue },
  { name: 'LAST_INVOICEDATE', label: 'Last invoice created', type: 'date', isReadOnly: true, derive: lastInvoice },
];

/**
 * CUSTOMER: the display contact belongs to it, the other three pointers name contacts of the shared list.
 *
 * Source:  developer.intacct.com, "Customers".
 * Assumed: the lengths of CUSTOMERID (20) and NAME (100), which the page does not give.
 */
export const CUSTOMER = defineObject({
  name: 'CUSTOMER',
  label: 'Customer',
  plural: 'Customers',
  key: 'CUSTOMERID',
  fields: [
    ...own,
    ...CONTACT_POINTERS.flatMap(({ group, label, key }) => [
      {
        name: key,
        label: `${label} contact key`,
        type: 'integer' as const,
        isReadOnly: true,
        ...through(`${group}.CONTACTNAME`, 'RECORDNO'),
      },
      ...contactPointer(group, label),
    ]),
  ],
  lists: [{ name: 'CONTACT_LIST_INFO' }, { name: 'CUSTOMERCONTACTS', item: 'CUSTOMERENTITYCONTACTS' }],
  relations: [
    { name: 'SHIPTOCONTACT', object: 'CONTACT', field: 'SHIPTO.CONTACTNAME' },
    { name: 'BILLTOCONTACT', object: 'CONTACT', field: 'BILLTO.CONTACTNAME' },
    { name: 'DISPLAYCONTACT', object: 'CONTACT', field: 'DISPLAYCONTACT.CONTACTNAME' },
    { name: 'PARENT', object: 'CUSTOMER', field: 'PARENTID' },
    { name: 'CUSTTYPE', object: 'CUSTTYPE', field: 'CUSTTYPE' },
    { name: 'TERM', object: 'ARTERM', field: 'TERMNAME' },
    { name: 'CUSTREP', object: 'EMPLOYEE', field: 'CUSTREPID' },
  ],
});

function totalDue(...[row, reader]: Derived): Stored {
  const cents = invoices(row, reader).reduce((total, invoice) => total + Math.round(Number(invoice['TOTALDUE']) * 100), 0);
  return cents / 100;
}

function lastInvoice(...[row, reader]: Derived): Stored {
  const dates = invoices(row, reader).map((invoice) => String(invoice['WHENCREATED']));
  return dates.sort().at(-1) ?? null;
}

/** What is posted; drafts and what was taken back do not count. */
function invoices(...[row, reader]: Derived): readonly Row[] {
  const all = reader.related('ARINVOICE', 'CUSTOMERID', String(row['CUSTOMERID']));
  return all.filter((invoice) => invoice['STATE'] !== 'Draft' && invoice['STATE'] !== 'Reversed');
}

type Derived = Parameters<NonNullable<FieldDefinition['derive']>>;
