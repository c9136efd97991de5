import { EMPLOYEE, LOCATION, LOCATIONENTITY, USERINFO } from './company.js';
import { CONTACT, CONTACTVERSION } from './contact.js';
import { CONTRACT, CONTRACTDETAIL } from './contract.js';
import { CUSTOMER } from './customer.js';
import type { ObjectDefinition } from './definition.js';
import {
  ARACCOUNTLABEL,
  CLASS,
  CONTACTTAXGROUP,
  DEPARTMENT,
  GLACCOUNT,
  PRODUCTLINE,
  PROJECT,
  REPORTINGPERIOD,
  TAXSCHEDULE,
  TAXSOLUTION,
} from './dimensions.js';
import { ARINVOICE, ARINVOICEITEM, ARPYMT } from './invoices.js';
import { SODOCUMENT, SODOCUMENTENTRY, SODOCUMENTPARAMS } from './order-entry.js';
import { ARTERM, CUSTTYPE, ITEM, TERRITORY } from './receivables.js';

/** Every object that the gateway knows. */
export const OBJECTS: readonly ObjectDefinition[] = [
  CUSTOMER,
  CONTACT,
  LOCATION,
  LOCATIONENTITY,
  EMPLOYEE,
  USERINFO,
  ARTERM,
  CUSTTYPE,
  TERRITORY,
  ITEM,
  SODOCUMENTPARAMS,
  SODOCUMENT,
  SODOCUMENTENTRY,
  CONTRACT,
  CONTRACTDETAIL,
  CONTACTVERSION,
  ARINVOICE,
  ARINVOICEITEM,
  ARPYMT,
  DEPARTMENT,
  CLASS,
  PROJECT,
  GLACCOUNT,
  ARACCOUNTLABEL,
  REPORTINGPERIOD,
  PRODUCTLINE,
  CONTACTTAXGROUP,
  TAXSOLUTION,
  TAXSCHEDULE,
];

const byName = new Map(OBJECTS.map((definition) => [definition.name, definition]));

/** The object of a name, letter case aside; undefined when there is none. */
export function objectNamed(name: string): ObjectDefinition | undefined {
  return byName.get(name) ?? byName.get(name.toUpperCase());
}
