import type { Row } from '../../kernel/table.js';
import { defineObject, type FieldDefinition, flag, linked, type Reader, reference, STATUS, type Stored, text } from './definition.js';

/** Whose name stands before the colon in refusals of a contact's fields. Source: PsIntacct fixture. */
export const CONTACT_OWNER = 'Contactversion';

const email = (name: string, label: string): FieldDefinition => ({ name, label, type: 'email', charsMax: 200 });
const url = (name: string, label: string): FieldDefinition => ({ name, label, type: 'url', charsMax: 200 });

/**
 * What a contact says about a person or an address; a customer's display contact has the same.
 *
 * Source:  developer.intacct.com, "Contacts".
 * Assumed: the lengths, which the page does not give.
 */
export const CONTACT_FIELDS: readonly FieldDefinition[] = [
  text('CONTACTNAME', 'Contact name', 200, { isRequired: true }),
  text('PRINTAS', 'Print as', 200, { isRequired: true }),
  text('COMPANYNAME', 'Company name', 200),
  flag('TAXABLE', 'Taxable', true),
  reference('TAXGROUP', 'Contact tax group', 'CONTACTTAXGROUP'),
  text('TAXID', 'Tax ID', 30),
  reference('TAXSCHEDULE', 'Tax schedule', 'TAXSCHEDULE'),
  reference('TAXSOLUTIONID', 'Tax solution', 'TAXSOLUTION'),
  text('PREFIX', 'Mr./Ms./Mrs.', 20),
  text('FIRSTNAME', 'First name', 80),
  text('LASTNAME', 'Last name', 80),
  text('INITIAL', 'Middle name', 80),
  text('PHONE1', 'Primary phone', 30),
  text('PHONE2', 'Secondary phone', 30),
  text('CELLPHONE', 'Mobile', 30),
  text('PAGER', 'Pager', 30),
  text('FAX', 'Fax', 30),
  email('EMAIL1', 'Primary Email Address'),
  email('EMAIL2', 'Secondary Email Address'),
  url('URL1', 'Primary URL'),
  url('URL2', 'Secondary URL'),
  flag('VISIBLE', 'Show in contact list', true),
  { name: 'DISCOUNT', label: 'Discount', type: 'decimal' },
  text('PRICESCHEDULE', 'Price schedule'),
  text('PRICELIST', 'Price list'),
  text('MAILADDRESS.ADDRESS1', 'Address 1', 80),
  text('MAILADDRESS.ADDRESS2', 'Address 2', 80),
  text('MAILADDRESS.ADDRESS3', 'Address 3', 80),
  text('MAILADDRESS.CITY', 'City', 80),
  text('MAILADDRESS.STATE', 'State or province', 40),
  text('MAILADDRESS.ZIP', 'Zip or postal code', 30),
  text('MAILADDRESS.COUNTRY', 'Country', 60),
  text('MAILADDRESS.COUNTRYCODE', 'Country code', 2),
  { name: 'MAILADDRESS.LATITUDE', label: 'Latitude', type: 'decimal' },
  { name: 'MAILADDRESS.LONGITUDE', label: 'Longitude', type: 'decimal' },
  STATUS,
];

/**
 * CONTACT: one shared list for the whole company; the name is the key.
 *
 * Source: developer.intacct.com, "Contacts".
 */
export const CONTACT = defineObject({
  name: 'CONTACT',
  label: 'Contact',
  plural: 'Contacts',
  key: 'CONTACTNAME',
  fields: [...CONTACT_FIELDS, { name: 'VERSION', label: 'Version', type: 'integer', isReadOnly: true }],
});

/** A contact's fields seen from a record that points to it: `BILLTO.EMAIL1` through the name in `BILLTO.CONTACTNAME`. */
export function contactPointer(group: string, label: string, read = through): FieldDefinition[] {
  const pointer = `${group}.CONTACTNAME`;
  return CONTACT_FIELDS.filter((field) => field.name !== 'STATUS').map((field) => {
    const name = `${group}.${field.name}`;
    if (name === pointer) return { name, label: `${label} contact`, type: 'text' };
    const { isRequired: _required, default: _default, ...rest } = field;
    return { ...rest, name, label: `${label} ${field.label}`, ...read(pointer, field.name) };
  });
}

/** A field of the contact that a pointer names. */
export function through(pointer: string, field: string): Pick<FieldDefinition, 'via' | 'derive'> {
  return linked({ pointer, object: 'CONTACT' }, field);
}

/** A field of the contact as it was when the record took its version: transactions keep what was in force. */
export function throughVersion(pointer: string, field: string): Pick<FieldDefinition, 'via' | 'derive'> {
  const version = pointer.replace(/CONTACTNAME$/, 'VERSION');
  const derive = (row: Row, reader: Reader): Stored => {
    const name = row[pointer];
    const contact = typeof name === 'string' ? reader.find('CONTACT', name) : undefined;
    if (contact === undefined) return null;
    const kept = row[version] ?? contact['VERSION'];
    const then = kept === contact['VERSION'] ? contact : reader.find(CONTACTVERSION.name, versionKey(contact['RECORDNO'], kept));
    return ((then ?? contact)[field] ?? null) as Stored;
  };
  return { derive };
}

/** The key of a past version of a contact. */
export function versionKey(contact: unknown, version: unknown): string {
  return `${contact}-${version}`;
}

/**
 * CONTACTVERSION: what a contact was before it was changed.
 *
 * Source:  the error text "Contactversion"; developer.sage.com, `company-config/contact-version`.
 * Assumed: the present version is the contact itself and has no row here; the form of the key.
 */
export const CONTACTVERSION = defineObject({
  name: 'CONTACTVERSION',
  label: 'Contact version',
  plural: 'Contact versions',
  key: 'VERSIONKEY',
  fields: [
    text('VERSIONKEY', 'Version key'),
    { name: 'CONTACTKEY', label: 'Contact key', type: 'integer' },
    ...CONTACT_FIELDS,
    { name: 'VERSION', label: 'Version', type: 'integer' },
  ],
  can: [],
});
