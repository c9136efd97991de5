import { EMPLOYEE, LOCATION, LOCATIONENTITY } from '../objects/company.js';
import { CONTACT, CONTACTVERSION } from '../objects/contact.js';
import { CONTRACT, CONTRACTDETAIL } from '../objects/contract.js';
import { CUSTOMER } from '../objects/customer.js';
import type { FieldDefinition, ObjectDefinition } from '../objects/definition.js';
import { CLASS, DEPARTMENT, GLACCOUNT, PROJECT } from '../objects/dimensions.js';
import { ARINVOICE, ARINVOICEITEM, ARPYMT } from '../objects/invoices.js';
import { SODOCUMENT, SODOCUMENTENTRY } from '../objects/order-entry.js';
import { ARTERM, CUSTTYPE, ITEM, TERRITORY } from '../objects/receivables.js';
import type { IntacctCompany } from '../state/company.js';
import { definePlatformObject } from '../state/platform.js';

/** A property of a resource: the field it stands for. */
export type Property = {
  readonly path: string;
  readonly field: string;
  /** The object that the field points to. */
  readonly ref?: string;
  /** How this API spells stored values that it spells otherwise. */
  readonly values?: Readonly<Record<string, string>>;
};

/** A list of records that belong to one: how they are found. Source: developer.sage.com, "Owner and owned objects". */
export type OwnedList = {
  readonly path: string;
  readonly object: string;
  readonly index: string;
  /** The owner's field that the index holds. */
  readonly by: string;
};

/** A REST resource over an object of the company: one store, two faces. */
export type Resource = {
  /** `accounts-receivable/customer`. */
  readonly name: string;
  readonly definition: ObjectDefinition;
  readonly properties: readonly Property[];
  readonly byPath: ReadonlyMap<string, Property>;
  readonly owned?: OwnedList;
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

function resource(name: string, definition: ObjectDefinition, own: readonly Property[], owned?: OwnedList): Resource {
  // An invoice's WHENCREATED is its date.
  const created = definition.byName.has('AUWHENCREATED') ? 'AUWHENCREATED' : 'WHENCREATED';
  const audit = AUDIT.map((each) => (each.field === 'WHENCREATED' ? { ...each, field: created } : each));
  const properties = [{ path: 'key', field: 'RECORDNO' }, ...own, ...audit];
  const byPath = new Map(properties.map((property) => [property.path, property]));
  return { name, definition, properties, byPath, ...(owned === undefined ? {} : { owned }) };
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
  { path: 'lastInvoiceCreatedDate', field: 'LAST_INVOICEDATE' },
  { path: 'defaultRevenueGLAccount', field: 'ARACCOUNT', ref: 'GLACCOUNT' },
  { path: 'overrideOffsetGLAccount', field: 'OFFSETGLACCOUNTNO', ref: 'GLACCOUNT' },
  { path: 'deliveryOptions', field: 'DELIVERY_OPTIONS', values: { Print: 'print', 'E-Mail': 'email', 'Print#~#E-Mail': 'both' } },
  {
    path: 'customerRestriction',
    field: 'OBJECTRESTRICTION',
    values: { Unrestricted: 'unrestricted', RootOnly: 'rootOnly', Restricted: 'restricted' },
  },
  ...within('contacts.default', 'DISPLAYCONTACT', CONTACT_PROPERTIES),
  { path: 'contacts.primary', field: 'CONTACTINFO.CONTACTNAME', ref: 'CONTACT' },
  { path: 'contacts.billTo', field: 'BILLTO.CONTACTNAME', ref: 'CONTACT' },
  { path: 'contacts.shipTo', field: 'SHIPTO.CONTACTNAME', ref: 'CONTACT' },
];

/** `['name', 'NAME']` and, for references, the object: what most resources are. */
const plain = (...all: readonly (readonly [path: string, field: string, ref?: string])[]): readonly Property[] =>
  all.map(([path, field, ref]) => (ref === undefined ? { path, field } : { path, field, ref }));

/** What lines of transactions are tagged with. */
const LINE_DIMENSIONS = [
  ['item', 'ITEMID', 'ITEM'],
  ['location', 'LOCATIONID', 'LOCATION'],
  ['department', 'DEPARTMENTID', 'DEPARTMENT'],
  ['project', 'PROJECTID', 'PROJECT'],
  ['class', 'CLASSID', 'CLASS'],
  ['contract', 'CONTRACTID', 'CONTRACT'],
] as const;

/** The resources that are served. Others answer 404 as unknown paths. Assumed: the names of those beside customer and contact. */
export const RESOURCES: readonly Resource[] = [
  resource('accounts-receivable/customer', CUSTOMER, CUSTOMER_PROPERTIES),
  resource('company-config/contact', CONTACT, [...CONTACT_PROPERTIES, { path: 'status', field: 'STATUS' }]),
  resource('company-config/contact-version', CONTACTVERSION, [
    ...CONTACT_PROPERTIES.map((property) => (property.path === 'id' ? { ...property, path: 'contactId' } : property)),
    ...plain(['id', 'VERSIONKEY'], ['version', 'VERSION']),
  ]),
  resource('company-config/entity', LOCATIONENTITY, plain(['id', 'LOCATIONID'], ['name', 'NAME'], ['status', 'STATUS'])),
  resource(
    'company-config/location',
    LOCATION,
    plain(
      ['id', 'LOCATIONID'],
      ['name', 'NAME'],
      ['status', 'STATUS'],
      ['parent', 'PARENTID', 'LOCATION'],
      ['manager', 'SUPERVISORID', 'EMPLOYEE'],
    ),
  ),
  resource(
    'company-config/department',
    DEPARTMENT,
    plain(
      ['id', 'DEPARTMENTID'],
      ['name', 'TITLE'],
      ['status', 'STATUS'],
      ['parent', 'PARENTID', 'DEPARTMENT'],
      ['supervisor', 'SUPERVISORID', 'EMPLOYEE'],
    ),
  ),
  resource(
    'company-config/class',
    CLASS,
    plain(['id', 'CLASSID'], ['name', 'NAME'], ['description', 'DESCRIPTION'], ['status', 'STATUS'], ['parent', 'PARENTID', 'CLASS']),
  ),
  resource(
    'company-config/employee',
    EMPLOYEE,
    plain(['id', 'EMPLOYEEID'], ['jobTitle', 'TITLE'], ['status', 'STATUS'], ['primaryContact', 'PERSONALINFO.CONTACTNAME', 'CONTACT']),
  ),
  resource(
    'projects/project',
    PROJECT,
    plain(
      ['id', 'PROJECTID'],
      ['name', 'NAME'],
      ['description', 'DESCRIPTION'],
      ['category', 'PROJECTCATEGORY'],
      ['status', 'STATUS'],
      ['customer', 'CUSTOMERID', 'CUSTOMER'],
    ),
  ),
  resource(
    'general-ledger/account',
    GLACCOUNT,
    plain(['id', 'ACCOUNTNO'], ['name', 'TITLE'], ['accountType', 'ACCOUNTTYPE'], ['normalBalance', 'NORMALBALANCE'], ['status', 'STATUS']),
  ),
  resource('accounts-receivable/term', ARTERM, plain(['id', 'NAME'], ['description', 'DESCRIPTION'], ['status', 'STATUS'])),
  resource('accounts-receivable/customer-type', CUSTTYPE, plain(['id', 'NAME'], ['status', 'STATUS'], ['parent', 'PARENT', 'CUSTTYPE'])),
  resource(
    'accounts-receivable/territory',
    TERRITORY,
    plain(
      ['id', 'TERRITORYID'],
      ['name', 'NAME'],
      ['status', 'STATUS'],
      ['parent', 'PARENTID', 'TERRITORY'],
      ['manager', 'MANAGERID', 'EMPLOYEE'],
    ),
  ),
  resource(
    'accounts-receivable/invoice',
    ARINVOICE,
    plain(
      ['id', 'RECORDNO'],
      ['invoiceNumber', 'RECORDID'],
      ['state', 'STATE'],
      ['customer', 'CUSTOMERID', 'CUSTOMER'],
      ['term', 'TERMNAME', 'ARTERM'],
      ['invoiceDate', 'WHENCREATED'],
      ['dueDate', 'WHENDUE'],
      ['referenceNumber', 'DOCNUMBER'],
      ['description', 'DESCRIPTION'],
      ['totalBaseAmount', 'TOTALENTERED'],
      ['totalBaseAmountPaid', 'TOTALPAID'],
      ['totalBaseAmountDue', 'TOTALDUE'],
    ),
    { path: 'lines', object: 'ARINVOICEITEM', index: 'RECORDKEY', by: 'RECORDNO' },
  ),
  resource(
    'accounts-receivable/invoice-line',
    ARINVOICEITEM,
    plain(
      ['id', 'RECORDNO'],
      ['lineNumber', 'LINE_NO'],
      ['glAccount', 'ACCOUNTNO', 'GLACCOUNT'],
      ['baseAmount', 'AMOUNT'],
      ['txnAmount', 'TRX_AMOUNT'],
      ['memo', 'ENTRYDESCRIPTION'],
      ...LINE_DIMENSIONS,
    ),
  ),
  resource(
    'order-entry/document',
    SODOCUMENT,
    plain(
      ['id', 'DOCID'],
      ['documentNumber', 'DOCNO'],
      ['documentType', 'DOCPARID'],
      ['state', 'STATE'],
      ['customer', 'CUSTVENDID', 'CUSTOMER'],
      ['postingDate', 'WHENPOSTED'],
      ['dueDate', 'WHENDUE'],
      ['referenceNumber', 'PONUMBER'],
      ['paymentTerm', 'TERM.NAME', 'ARTERM'],
      ['billTo', 'BILLTO.CONTACTNAME', 'CONTACT'],
      ['shipTo', 'SHIPTO.CONTACTNAME', 'CONTACT'],
      ['subTotal', 'SUBTOTAL'],
      ['total', 'TOTAL'],
    ),
    { path: 'lines', object: 'SODOCUMENTENTRY', index: 'DOCHDRID', by: 'DOCID' },
  ),
  resource(
    'order-entry/document-line',
    SODOCUMENTENTRY,
    plain(
      ['id', 'RECORDNO'],
      ['lineNumber', 'LINE_NO'],
      ['document', 'DOCHDRID', 'SODOCUMENT'],
      ['unit', 'UNIT'],
      ['unitQuantity', 'QUANTITY'],
      ['unitPrice', 'PRICE'],
      ['discountPercent', 'DISCOUNTPERCENT'],
      ['extendedPrice', 'TOTAL'],
      ['memo', 'MEMO'],
      ...LINE_DIMENSIONS,
    ),
  ),
  resource(
    'accounts-receivable/payment',
    ARPYMT,
    plain(
      ['id', 'RECORDNO'],
      ['state', 'STATE'],
      ['customer', 'CUSTOMERID', 'CUSTOMER'],
      ['paymentMethod', 'PAYMENTMETHOD'],
      ['receiptDate', 'RECEIPTDATE'],
      ['documentNumber', 'DOCNUMBER'],
      ['totalBaseAmount', 'TOTALENTERED'],
    ),
  ),
  resource(
    'contracts/contract',
    CONTRACT,
    plain(
      ['id', 'CONTRACTID'],
      ['name', 'NAME'],
      ['state', 'STATE'],
      ['description', 'DESCRIPTION'],
      ['customer', 'CUSTOMERID', 'CUSTOMER'],
      ['startDate', 'BEGINDATE'],
      ['endDate', 'ENDDATE'],
      ['termType', 'TERMTYPE'],
      ['billingFrequency', 'BILLINGFREQUENCY'],
      ['term', 'TERMNAME', 'ARTERM'],
      ['billTo', 'BILLTOCONTACTNAME', 'CONTACT'],
      ['shipTo', 'SHIPTOCONTACTNAME', 'CONTACT'],
      ['location', 'LOCATIONID', 'LOCATION'],
    ),
    { path: 'lines', object: 'CONTRACTDETAIL', index: 'CONTRACTID', by: 'CONTRACTID' },
  ),
  resource(
    'contracts/contract-line',
    CONTRACTDETAIL,
    plain(
      ['id', 'RECORDNO'],
      ['lineNumber', 'LINENO'],
      ['contract', 'CONTRACTID', 'CONTRACT'],
      ['item', 'ITEMID', 'ITEM'],
      ['itemDescription', 'ITEMDESC'],
      ['state', 'STATE'],
      ['startDate', 'BEGINDATE'],
      ['endDate', 'ENDDATE'],
      ['billingMethod', 'BILLINGMETHOD'],
      ['quantity', 'QUANTITY'],
      ['price', 'PRICE'],
      ['flatAmount', 'FLATAMOUNT'],
      ['location', 'LOCATIONID', 'LOCATION'],
      ['department', 'DEPARTMENTID', 'DEPARTMENT'],
    ),
  ),
  resource(
    'inventory-control/item',
    ITEM,
    plain(['id', 'ITEMID'], ['name', 'NAME'], ['itemType', 'ITEMTYPE'], ['status', 'STATUS'], ['basePrice', 'BASEPRICE']),
  ),
];

const byName = new Map(RESOURCES.map((each) => [each.name, each]));
const byObject = new Map(RESOURCES.map((each) => [each.definition.name, each]));

export const resourceNamed = (name: string): Resource | undefined => byName.get(name);
export const resourceOf = (object: string): Resource | undefined => byObject.get(object);

/** The resource of a name with the company's own fields: `nsp::region`. Source: developer.sage.com, "Custom objects". */
export function resourceIn(company: IntacctCompany, name: string): Resource | undefined {
  const standard = byName.get(name) ?? platformResource(company, name);
  const definition = standard === undefined ? undefined : company.object(standard.definition.name);
  if (standard === undefined || definition === undefined || definition === standard.definition) return standard;
  const own = definition.fields.filter((field) => field.isCustom === true);
  const properties = [...standard.properties, ...own.map((field) => ownProperty(field))];
  return { ...standard, definition, properties, byPath: new Map(properties.map((property) => [property.path, property])) };
}

/** Dimensions are references to the records of their object. */
function ownProperty({ name, reference }: FieldDefinition): Property {
  return { path: `nsp::${name.toLowerCase()}`, field: name, ...(reference === undefined ? {} : { ref: reference }) };
}

const PLATFORM = 'platform-apps/nsp::';

/** Source: developer.sage.com, "Custom objects": the company's own objects have the prefix `nsp::`. Assumed: the application's name. */
function platformResource(company: IntacctCompany, name: string): Resource | undefined {
  if (!name.startsWith(PLATFORM)) return undefined;
  const platform = company.setup.platformObjects.get(name.slice(PLATFORM.length).toUpperCase());
  return platform === undefined ? undefined : resource(name, definePlatformObject(platform), plain(['id', 'RECORDNO'], ['name', 'NAME']));
}
