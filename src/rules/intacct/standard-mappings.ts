import type { ContactSide, IntacctFields, SalesforceRow } from '../../model/intacct.js';
import { type FieldTypes, type Mapping, mappedFields, valueAt } from './mapping.js';
import { POLICIES } from './policies.js';

/** A standard row: always towards Intacct. `line` takes one line of a street. */
type StandardRow = {
  readonly intacctField: string;
  readonly salesforceField: string;
  readonly line?: 1 | 2 | 3;
  readonly isFixed?: boolean;
  /** A choice from a list that Intacct manages: left blank, it says nothing. */
  readonly isChoice?: boolean;
};

/**
 * Account to CUSTOMER. Fixed rows cannot be switched off.
 *
 * Source:  Sage Intacct help, "Sync Accounts", field mapping pages; reference A.5.
 * Assumed: the rows from COMPANYNAME on: the table is not public in full. A term or type that nobody chose in Salesforce does not empty
 *          what Intacct has.
 */
export const ACCOUNT_TO_CUSTOMER: readonly StandardRow[] = [
  { intacctField: 'NAME', salesforceField: 'Name', isFixed: true },
  { intacctField: 'DISPLAYCONTACT.PRINTAS', salesforceField: 'Name', isFixed: true },
  { intacctField: 'DISPLAYCONTACT.COMPANYNAME', salesforceField: 'Name' },
  { intacctField: 'DISPLAYCONTACT.PHONE1', salesforceField: 'Phone' },
  { intacctField: 'DISPLAYCONTACT.FAX', salesforceField: 'Fax' },
  { intacctField: 'DISPLAYCONTACT.URL1', salesforceField: 'Website' },
  { intacctField: 'DISPLAYCONTACT.EMAIL1', salesforceField: 'ia_crm__Email_ID__c' },
  ...address('DISPLAYCONTACT.MAILADDRESS', 'Billing'),
  { intacctField: 'TERMNAME', salesforceField: 'ia_crm__AR_Term__c', isChoice: true },
  { intacctField: 'CUSTTYPE', salesforceField: 'ia_crm__Customer_Type__c', isChoice: true },
];

/** Contact to CONTACT, without its key. Source: reference A.5; the set is assumed. */
export const CONTACT_TO_CONTACT: readonly StandardRow[] = [
  { intacctField: 'PRINTAS', salesforceField: 'Name', isFixed: true },
  { intacctField: 'PREFIX', salesforceField: 'Salutation' },
  { intacctField: 'FIRSTNAME', salesforceField: 'FirstName' },
  { intacctField: 'LASTNAME', salesforceField: 'LastName' },
  { intacctField: 'COMPANYNAME', salesforceField: 'Account.Name' },
  { intacctField: 'PHONE1', salesforceField: 'Phone' },
  { intacctField: 'CELLPHONE', salesforceField: 'MobilePhone' },
  { intacctField: 'FAX', salesforceField: 'Fax' },
  { intacctField: 'EMAIL1', salesforceField: 'Email' },
  ...address('MAILADDRESS', 'Mailing'),
];

/** Intacct fields that follow an account's name by themselves. Source: IA-18, IA-19; COMPANYNAME by D-5. */
export const SMART_FIELDS: readonly string[] = POLICIES.smartSyncWritesCompanyName ? ['PRINTAS', 'COMPANYNAME'] : ['PRINTAS'];

const ADDRESSES: Readonly<Record<ContactSide, string>> = { billTo: 'Billing', shipTo: 'Shipping' };

/** What a customer should hold by the standard rows and the active custom ones. */
export function customerFields(account: SalesforceRow, custom: readonly Mapping[], types: FieldTypes = {}): IntacctFields {
  return { ...standardFields(ACCOUNT_TO_CUSTOMER, account, custom), ...mappedFields(ownRows(ACCOUNT_TO_CUSTOMER, custom), account, types) };
}

/** What the Intacct contact of a Salesforce contact should hold. */
export function contactFields(contact: SalesforceRow, custom: readonly Mapping[], types: FieldTypes = {}): IntacctFields {
  return { ...standardFields(CONTACT_TO_CONTACT, contact, custom), ...mappedFields(ownRows(CONTACT_TO_CONTACT, custom), contact, types) };
}

/** What the address contact of one side should hold: the account's name and that address. */
export function addressContactFields(account: SalesforceRow, side: ContactSide): IntacctFields {
  const name = textOf(account['Name']);
  const rows = address('MAILADDRESS', ADDRESSES[side]);
  return { PRINTAS: name, COMPANYNAME: name, ...standardFields(rows, account, []) };
}

/** Whether an account has anything in that address. */
export function hasAddress(account: SalesforceRow, side: ContactSide): boolean {
  return ['Street', 'City', 'State', 'PostalCode', 'Country'].some((part) => textOf(account[`${ADDRESSES[side]}${part}`]).trim() !== '');
}

/** Standard rows that are not switched off by a mapping of their own. Only the status of a standard row can be changed (IA-41). */
export function activeStandardRows(rows: readonly StandardRow[], custom: readonly Mapping[]): readonly StandardRow[] {
  return rows.filter((row) => {
    const own = custom.find((mapping) => mapping.intacctField === row.intacctField);
    return row.isFixed === true || own === undefined || (own.status !== 'inactive' && own.salesforceField === row.salesforceField);
  });
}

/** Custom mappings that are not just another setting of a standard row. */
export function ownRows(rows: readonly StandardRow[], custom: readonly Mapping[]): readonly Mapping[] {
  return custom.filter((mapping) => {
    const standard = rows.find((row) => row.intacctField === mapping.intacctField);
    return standard === undefined || (standard.isFixed !== true && standard.salesforceField !== mapping.salesforceField);
  });
}

function standardFields(rows: readonly StandardRow[], row: SalesforceRow, custom: readonly Mapping[]): IntacctFields {
  return Object.fromEntries(
    activeStandardRows(rows, custom).flatMap(({ intacctField, salesforceField, line, isChoice }) => {
      const value = textOf(valueAt(row, salesforceField));
      if (isChoice === true && value === '') return [];
      return [[intacctField, line === undefined ? value : streetLine(value, line)]];
    }),
  );
}

/** Street lines 1 to 3 by line break; what is left over stays on the third. */
function streetLine(street: string, line: 1 | 2 | 3): string {
  const lines = street.split(/\r\n|\r|\n/);
  return (line < 3 ? (lines[line - 1] ?? '') : lines.slice(2).join(', ')).trim();
}

function address(prefix: string, salesforce: string): StandardRow[] {
  return [
    { intacctField: `${prefix}.ADDRESS1`, salesforceField: `${salesforce}Street`, line: 1 },
    { intacctField: `${prefix}.ADDRESS2`, salesforceField: `${salesforce}Street`, line: 2 },
    { intacctField: `${prefix}.ADDRESS3`, salesforceField: `${salesforce}Street`, line: 3 },
    { intacctField: `${prefix}.CITY`, salesforceField: `${salesforce}City` },
    { intacctField: `${prefix}.STATE`, salesforceField: `${salesforce}State` },
    { intacctField: `${prefix}.ZIP`, salesforceField: `${salesforce}PostalCode` },
    { intacctField: `${prefix}.COUNTRY`, salesforceField: `${salesforce}Country` },
  ];
}

/** A Salesforce value as text; nothing is blank. */
export function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}
