import { LOCATIONENTITY } from '../objects/company.js';
import { CONTACT } from '../objects/contact.js';
import { CUSTOMER } from '../objects/customer.js';
import type { ObjectDefinition } from '../objects/definition.js';
import { ARTERM, ITEM } from '../objects/receivables.js';

/** A property of a resource: the field it stands for; `ref` names the object that the field points to. */
export type Property = { readonly path: string; readonly field: string; readonly ref?: string };

/** A REST resource over an object of the company: one store, two faces. */
export type Resource = {
  /** `accounts-receivable/customer`. */
  readonly name: string;
  readonly definition: ObjectDefinition;
  readonly properties: readonly Property[];
  readonly byPath: ReadonlyMap<string, Property>;
};

const CONTACT_PROPERTIES: readonly Property[] = [
  ['id', 'CONTACTNAME'],
  ['printAs', 'PRINTAS'],
  ['companyName', 'COMPANYNAME'],
  ['prefix', 'PREFIX'],
  ['firstName', 'FIRSTNAME'],
  ['lastName', 'LASTNAME'],
  ['middleName', 'INITIAL'],
  ['phone1', 'PHONE1'],
  ['phone2', 'PHONE2'],
  ['mobile', 'CELLPHONE'],
  ['pager', 'PAGER'],
  ['fax', 'FAX'],
  ['email1', 'EMAIL1'],
  ['email2', 'EMAIL2'],
  ['URL1', 'URL1'],
  ['URL2', 'URL2'],
  ['showInContactList', 'VISIBLE'],
  ['discount', 'DISCOUNT'],
  ['tax.isTaxable', 'TAXABLE'],
  ['tax.taxId', 'TAXID'],
  ['mailingAddress.addressLine1', 'MAILADDRESS.ADDRESS1'],
  ['mailingAddress.addressLine2', 'MAILADDRESS.ADDRESS2'],
  ['mailingAddress.addressLine3', 'MAILADDRESS.ADDRESS3'],
  ['mailingAddress.city', 'MAILADDRESS.CITY'],
  ['mailingAddress.state', 'MAILADDRESS.STATE'],
  ['mailingAddress.postCode', 'MAILADDRESS.ZIP'],
  ['mailingAddress.country', 'MAILADDRESS.COUNTRY'],
  ['mailingAddress.isoCountryCode', 'MAILADDRESS.COUNTRYCODE'],
].map(([path, field]) => ({ path: path!, field: field! }));

/** Who made and changed a record. Every resource has these. */
const AUDIT: readonly Property[] = [
  { path: 'audit.createdDateTime', field: 'WHENCREATED' },
  { path: 'audit.modifiedDateTime', field: 'WHENMODIFIED' },
  { path: 'audit.createdBy', field: 'CREATEDBY' },
  { path: 'audit.modifiedBy', field: 'MODIFIEDBY' },
  { path: 'entity', field: 'MEGAENTITYID', ref: 'LOCATIONENTITY' },
];

function resource(name: string, definition: ObjectDefinition, own: readonly Property[]): Resource {
  const properties = [{ path: 'key', field: 'RECORDNO' }, ...own, ...AUDIT];
  return { name, definition, properties, byPath: new Map(properties.map((property) => [property.path, property])) };
}

const within = (prefix: string, group: string, properties: readonly Property[]): Property[] =>
  properties.map((property) => ({ ...property, path: `${prefix}.${property.path}`, field: `${group}.${property.field}` }));

/** Source: developer.sage.com, OpenAPI groups accounts-receivable and company-config; names as in D.5 of both faces. */
const CUSTOMER_PROPERTIES: readonly Property[] = [
  { path: 'id', field: 'CUSTOMERID' },
  { path: 'name', field: 'NAME' },
  { path: 'status', field: 'STATUS' },
  { path: 'customerType', field: 'CUSTTYPE', ref: 'CUSTTYPE' },
  { path: 'parent', field: 'PARENTID', ref: 'CUSTOMER' },
  { path: 'salesRepresentative', field: 'CUSTREPID', ref: 'EMPLOYEE' },
  { path: 'term', field: 'TERMNAME', ref: 'ARTERM' },
  { path: 'territory', field: 'TERRITORYID', ref: 'TERRITORY' },
  { path: 'taxId', field: 'TAXID' },
  { path: 'shippingMethod', field: 'SHIPPINGMETHOD' },
  { path: 'creditLimit', field: 'CREDITLIMIT' },
  { path: 'isOnHold', field: 'ONHOLD' },
  { path: 'isOneTimeUse', field: 'ONETIME' },
  { path: 'customerResaleNumber', field: 'RESALENO' },
  { path: 'currency', field: 'CURRENCY' },
  { path: 'emailOptIn', field: 'EMAILOPTIN' },
  { path: 'notes', field: 'COMMENTS' },
  { path: 'advanceBillBy', field: 'ADVBILLBY' },
  { path: 'advanceBillByType', field: 'ADVBILLBYTYPE' },
  { path: 'retainagePercentage', field: 'RETAINAGEPERCENTAGE' },
  { path: 'totalDue', field: 'TOTALDUE' },
  ...within('contacts.default', 'DISPLAYCONTACT', CONTACT_PROPERTIES),
  { path: 'contacts.primary', field: 'CONTACTINFO.CONTACTNAME', ref: 'CONTACT' },
  { path: 'contacts.billTo', field: 'BILLTO.CONTACTNAME', ref: 'CONTACT' },
  { path: 'contacts.shipTo', field: 'SHIPTO.CONTACTNAME', ref: 'CONTACT' },
];

/** The resources that are served. Others answer 404 as unknown paths. */
export const RESOURCES: readonly Resource[] = [
  resource('accounts-receivable/customer', CUSTOMER, CUSTOMER_PROPERTIES),
  resource('company-config/contact', CONTACT, [...CONTACT_PROPERTIES, { path: 'status', field: 'STATUS' }]),
  resource('company-config/entity', LOCATIONENTITY, [
    { path: 'id', field: 'LOCATIONID' },
    { path: 'name', field: 'NAME' },
    { path: 'status', field: 'STATUS' },
  ]),
  resource('accounts-receivable/term', ARTERM, [
    { path: 'id', field: 'NAME' },
    { path: 'description', field: 'DESCRIPTION' },
    { path: 'status', field: 'STATUS' },
  ]),
  resource('inventory-control/item', ITEM, [
    { path: 'id', field: 'ITEMID' },
    { path: 'name', field: 'NAME' },
    { path: 'itemType', field: 'ITEMTYPE' },
    { path: 'status', field: 'STATUS' },
    { path: 'basePrice', field: 'BASEPRICE' },
  ]),
];

const byName = new Map(RESOURCES.map((each) => [each.name, each]));
const byObject = new Map(RESOURCES.map((each) => [each.definition.name, each]));

export const resourceNamed = (name: string): Resource | undefined => byName.get(name);
export const resourceOf = (object: string): Resource | undefined => byObject.get(object);
