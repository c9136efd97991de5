import { businessFailure } from '../../errors.js';
import { EMPLOYEE, LOCATION } from '../../objects/company.js';
import { CONTACT } from '../../objects/contact.js';
import { CUSTOMER } from '../../objects/customer.js';
import type { ObjectDefinition } from '../../objects/definition.js';
import { CLASS, DEPARTMENT, GLACCOUNT, PROJECT } from '../../objects/dimensions.js';
import { ARTERM, ITEM, TERRITORY } from '../../objects/receivables.js';
import { type Input, inputOf } from '../../state/input.js';
import { createRecord, deleteRecord, updateRecord } from '../../state/save.js';
import { isVisible } from '../../state/visibility.js';
import { unexpectedElement } from '../envelope.js';
import type { GatewayFunction } from '../gateway-function.js';
import { child, type XmlElement } from '../parse.js';
import { xml } from '../write.js';
import { customFields, demandText } from './legacy-values.js';

/** An element of a legacy function in its place in the order, and the field that it stands for; null is passed over. */
type LegacyElement = readonly [element: string, field: string | null];

/** Elements that are no plain fields. */
const CONTACT_LIST = 'contactlist';
const CUSTOM_FIELDS = 'customfields';

const MAIL_ADDRESS: readonly LegacyElement[] = [
  ['address1', 'ADDRESS1'],
  ['address2', 'ADDRESS2'],
  ['city', 'CITY'],
  ['state', 'STATE'],
  ['zip', 'ZIP'],
  ['country', 'COUNTRY'],
  ['isocountrycode', 'COUNTRYCODE'],
];

const CONTACT_ORDER: readonly LegacyElement[] = [
  ['contactname', 'CONTACTNAME'],
  ['printas', 'PRINTAS'],
  ['companyname', 'COMPANYNAME'],
  ['taxable', 'TAXABLE'],
  ['taxgroup', 'TAXGROUP'],
  ['prefix', 'PREFIX'],
  ['firstname', 'FIRSTNAME'],
  ['lastname', 'LASTNAME'],
  ['initial', 'INITIAL'],
  ['phone1', 'PHONE1'],
  ['phone2', 'PHONE2'],
  ['cellphone', 'CELLPHONE'],
  ['pager', 'PAGER'],
  ['fax', 'FAX'],
  ['email1', 'EMAIL1'],
  ['email2', 'EMAIL2'],
  ['url1', 'URL1'],
  ['url2', 'URL2'],
  ['status', 'STATUS'],
  ['mailaddress', 'MAILADDRESS'],
];

const CUSTOMER_ORDER: readonly LegacyElement[] = [
  ['customerid', 'CUSTOMERID'],
  ['name', 'NAME'],
  ['parentid', 'PARENTID'],
  ['termname', 'TERMNAME'],
  ['custrepid', 'CUSTREPID'],
  ['shippingmethod', 'SHIPPINGMETHOD'],
  ['custtype', 'CUSTTYPE'],
  ['taxid', 'TAXID'],
  ['creditlimit', 'CREDITLIMIT'],
  ['territoryid', 'TERRITORYID'],
  ['resaleno', 'RESALENO'],
  ['deliveryoptions', 'DELIVERY_OPTIONS'],
  ['accountlabel', null],
  ['glaccountno', 'ARACCOUNT'],
  ['glgroup', 'GLGROUP'],
  ['onhold', 'ONHOLD'],
  ['comments', 'COMMENTS'],
  ['status', 'STATUS'],
  ['externalid', null],
  ['currency', 'CURRENCY'],
  ['contactinfo', 'DISPLAYCONTACT'],
  ['primary', 'CONTACTINFO'],
  ['billto', 'BILLTO'],
  ['shipto', 'SHIPTO'],
  ['contactlist', CONTACT_LIST],
  ['customfields', CUSTOM_FIELDS],
];

/** Source: developer.intacct.com, legacy "Create AR terms" and "Create territories". Assumed: the order. */
const TERM_ORDER: readonly LegacyElement[] = [
  ['name', 'NAME'],
  ['description', 'DESCRIPTION'],
  ['status', 'STATUS'],
  ['due', ''],
  ['discount', ''],
];

const TERRITORY_ORDER: readonly LegacyElement[] = [
  ['territoryid', 'TERRITORYID'],
  ['name', 'NAME'],
  ['parentid', 'PARENTID'],
  ['managerid', 'MANAGERID'],
  ['status', 'STATUS'],
];

/** What stands inside elements that hold others. `contact` is the wrapper around a whole contact. */
const INNER: Readonly<Record<string, readonly LegacyElement[]>> = {
  mailaddress: MAIL_ADDRESS,
  due: [
    ['days', 'DUEDATE'],
    ['from', 'DUEFROM'],
  ],
  discount: [
    ['days', 'DISCDATE'],
    ['from', 'DISCFROM'],
    ['amount', 'DISCAMOUNT'],
    ['unit', 'DISCPERCAMN'],
  ],
  contactinfo: [
    ['contact', ''],
    ['contactname', 'CONTACTNAME'],
  ],
  primary: [
    ['contactname', 'CONTACTNAME'],
    ['contact', ''],
  ],
  billto: [
    ['contactname', 'CONTACTNAME'],
    ['contact', ''],
  ],
  shipto: [
    ['contactname', 'CONTACTNAME'],
    ['contact', ''],
  ],
  contact: CONTACT_ORDER,
};

/** What the official SDKs delete by a legacy function with the business key. Source: their `ClassDelete` and its like. */
const DELETED_BY_KEY = [CLASS, DEPARTMENT, LOCATION, EMPLOYEE, ITEM, PROJECT, GLACCOUNT];

/**
 * The legacy functions of customers and contacts: one object each, elements in the order of the schema.
 *
 * Source:  developer.intacct.com, legacy functions: order matters; create gives `<key>` in place of data.
 * Assumed: the order of elements; an element out of order or unknown fails the request as the schema check does.
 */
export const LEGACY_FUNCTIONS: Readonly<Record<string, GatewayFunction>> = {
  create_customer: createLegacy(CUSTOMER, CUSTOMER_ORDER),
  update_customer: updateLegacy(CUSTOMER, CUSTOMER_ORDER, 'customerid'),
  delete_customer: deleteLegacy(CUSTOMER, 'customerid'),
  create_arterm: createLegacy(ARTERM, TERM_ORDER),
  create_territory: createLegacy(TERRITORY, TERRITORY_ORDER),
  create_contact: createLegacy(CONTACT, CONTACT_ORDER),
  update_contact: updateLegacy(CONTACT, CONTACT_ORDER, 'contactname'),
  delete_contact: deleteLegacy(CONTACT, 'contactname'),
  ...Object.fromEntries(DELETED_BY_KEY.map((definition) => [`delete_${definition.name.toLowerCase()}`, deleteLegacy(definition, 'key')])),
};

/**
 * Refuses a legacy function whose elements are unknown or out of order; other functions pass.
 *
 * Source: "XML functions": legacy functions are checked against the schema, before anything is performed.
 */
export function demandOrder(name: string, element: XmlElement): void {
  if (!Object.hasOwn(ORDERS, name)) return;
  readOrdered(element, ORDERS[name]!, '', new Map());
}

const ORDERS: Readonly<Record<string, readonly LegacyElement[]>> = {
  create_customer: CUSTOMER_ORDER,
  update_customer: CUSTOMER_ORDER,
  create_arterm: TERM_ORDER,
  create_territory: TERRITORY_ORDER,
  create_contact: CONTACT_ORDER,
  update_contact: CONTACT_ORDER,
};

function createLegacy(definition: ObjectDefinition, order: readonly LegacyElement[]): GatewayFunction {
  return ({ company, signed, element }) => {
    const input = readLegacy(element, order);
    return [xml('key', String(createRecord(definition, { company, signed, input })[definition.key]))];
  };
}

function updateLegacy(definition: ObjectDefinition, order: readonly LegacyElement[], attribute: string): GatewayFunction {
  return ({ company, signed, element }) => {
    const key = element.attributes[attribute] ?? '';
    const input = readLegacy(element, order);
    updateRecord(definition, { company, signed, input: inputOf([...input.fields, [definition.key, key]]) });
    return [xml('key', key)];
  };
}

function deleteLegacy(definition: ObjectDefinition, attribute: string): GatewayFunction {
  return ({ company, signed, element }) => {
    const key = element.attributes[attribute] ?? '';
    const row = company.find(definition.name, key);
    if (row === undefined || !isVisible(row, signed.entity)) {
      throw businessFailure(`Cannot find ${definition.label.toLowerCase()} with key '${key}' to delete.`);
    }
    deleteRecord(definition, row, { company, signed, input: inputOf([]) });
    return [xml('key', key)];
  };
}

function readLegacy(element: XmlElement, order: readonly LegacyElement[]): Input {
  const fields = new Map<string, string>();
  readOrdered(element, order, '', fields);
  for (const [name, value] of customFields(element)) fields.set(name, value);
  const list = child(element, CONTACT_LIST);
  return inputOf(fields, list === undefined ? undefined : new Map([['CONTACT_LIST_INFO', readContactList(list)]]));
}

/** Source: legacy "Create customers". Assumed: the names of the elements inside; an empty list clears, as in the generic functions. */
function readContactList(element: XmlElement): readonly Input[] {
  if (element.children.length === 0) return [inputOf([])];
  return element.children.map((each) => {
    if (each.name !== 'contactitem') throw unexpectedElement(each);
    return inputOf([
      ['CATEGORYNAME', demandText(each, 'category')],
      ['CONTACT.NAME', demandText(each, 'contactname')],
    ]);
  });
}

function readOrdered(element: XmlElement, order: readonly LegacyElement[], prefix: string, into: Map<string, string>): void {
  let place = 0;
  for (const each of element.children) {
    const found = order.findIndex(([name], index) => index >= place && name === each.name);
    if (found < 0) throw unexpectedElement(each);
    place = found + 1;
    const field = order[found]![1];
    if (field === null || field === CONTACT_LIST || field === CUSTOM_FIELDS) continue;
    const path = [prefix, field].filter((step) => step !== '').join('.');
    const inner = INNER[each.name];
    if (inner !== undefined) readOrdered(each, inner, path, into);
    else into.set(path, each.text.trim());
  }
}
