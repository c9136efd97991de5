import { EMPLOYEE, LOCATION, LOCATIONENTITY, USERINFO } from './company.js';
import { CONTACT } from './contact.js';
import { CONTRACT, CONTRACTDETAIL } from './contract.js';
import { CUSTOMER } from './customer.js';
import type { ObjectDefinition } from './definition.js';
import { SODOCUMENT, SODOCUMENTPARAMS } from './order-entry.js';
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
  CONTRACT,
  CONTRACTDETAIL,
];

const byName = new Map(OBJECTS.map((definition) => [definition.name, definition]));

/** The object of a name, letter case aside; undefined when there is none. */
export function objectNamed(name: string): ObjectDefinition | undefined {
  return byName.get(name) ?? byName.get(name.toUpperCase());
}
