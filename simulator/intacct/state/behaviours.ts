import type { Behaviour } from './behaviour.js';
import { contactBehaviour } from './contact.js';
import { contractBehaviour, contractDetailBehaviour } from './contract.js';
import { customerBehaviour } from './customer.js';
import { entityBehaviour, locationBehaviour } from './entity.js';
import { referencedBehaviour } from './referenced.js';
import { userBehaviour } from './users.js';

/** What objects do beyond their fields, by object. */
export const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  CUSTOMER: customerBehaviour,
  CONTACT: contactBehaviour,
  CONTRACT: contractBehaviour,
  CONTRACTDETAIL: contractDetailBehaviour,
  LOCATIONENTITY: entityBehaviour,
  LOCATION: locationBehaviour,
  USERINFO: userBehaviour,
  ARTERM: referencedBehaviour('ARTERM', [
    ['CUSTOMER', 'TERMNAME'],
    ['CONTRACT', 'TERMNAME'],
  ]),
  CUSTTYPE: referencedBehaviour('CUSTTYPE', [
    ['CUSTOMER', 'CUSTTYPE'],
    ['CUSTTYPE', 'PARENT'],
  ]),
  TERRITORY: referencedBehaviour('TERRITORY', [
    ['CUSTOMER', 'TERRITORYID'],
    ['TERRITORY', 'PARENTID'],
  ]),
  EMPLOYEE: referencedBehaviour('EMPLOYEE', [
    ['CUSTOMER', 'CUSTREPID'],
    ['TERRITORY', 'MANAGERID'],
  ]),
  ITEM: referencedBehaviour('ITEM', [['CONTRACTDETAIL', 'ITEMID']]),
};
