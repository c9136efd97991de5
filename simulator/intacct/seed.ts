import { objectNamed } from './objects/dictionary.js';
import type { IntacctCompany } from './state/company.js';
import { createDocument } from './state/document.js';
import { inputOf } from './state/input.js';
import { createRecord } from './state/save.js';

/** Customers of a seeded company, by size. */
const CUSTOMERS = { small: 5, large: 100_000 } as const;

const FIRST = ['Northern', 'Harbor', 'Cedar', 'Summit', 'Blue River', 'Granite', 'Prairie', 'Lakeside', 'Juniper', 'Iron Bridge'];
const SECOND = ['Supply', 'Logistics', 'Foods', 'Partners', 'Systems', 'Textiles', 'Instruments', 'Travel', 'Builders', 'Press'];
const KINDS = ['Inc.', 'LLC', 'Ltd', 'Group', 'Co.'];
const CITIES = [
  ['Portland', 'OR', '97204'],
  ['Denver', 'CO', '80202'],
  ['Austin', 'TX', '78701'],
  ['Boston', 'MA', '02108'],
  ['Madison', 'WI', '53703'],
] as const;

/** Adds a plausible company, drawn from the world's seed: entities, types, items, customers and, in small, a few documents. */
export function seedCompany(company: IntacctCompany, size: 'small' | 'large'): void {
  const signed = { user: company.find('USERINFO', 'admin')!, entity: '' };
  const random = company.world.random('intacct:seed');
  const create = (object: string, fields: Readonly<Record<string, string>>): string => {
    const definition = objectNamed(object)!;
    return String(createRecord(definition, { company, signed, input: inputOf(Object.entries(fields)) })[definition.key]);
  };
  create('LOCATIONENTITY', { LOCATIONID: 'US', NAME: 'United States', CURRENCY: 'USD' });
  create('LOCATIONENTITY', { LOCATIONID: 'UK', NAME: 'United Kingdom', CURRENCY: 'GBP' });
  create('ARTERM', { NAME: 'Net 60', DUEDATE: '60', DUEFROM: 'of invoice date' });
  for (const name of ['Direct', 'Partner']) create('CUSTTYPE', { NAME: name });
  create('TERRITORY', { TERRITORYID: 'WEST', NAME: 'West' });
  create('ITEM', { ITEMID: 'SERVICE', NAME: 'Consulting day', ITEMTYPE: 'Non-Inventory', BASEPRICE: '1200' });
  const contact = create('CONTACT', { CONTACTNAME: 'Robin Hale', PRINTAS: 'Robin Hale', FIRSTNAME: 'Robin', LASTNAME: 'Hale' });
  create('EMPLOYEE', { EMPLOYEEID: 'E1', 'PERSONALINFO.CONTACTNAME': contact, TITLE: 'Account manager' });
  const customers: string[] = [];
  for (let index = 0; index < CUSTOMERS[size]; index += 1) {
    const name = `${random.pick(FIRST)} ${random.pick(SECOND)} ${random.pick(KINDS)}`;
    const [city, state, zip] = random.pick(CITIES);
    customers.push(
      create('CUSTOMER', {
        NAME: name,
        TERMNAME: random.pick(['Net 30', 'Net 60']),
        CUSTTYPE: random.pick(['Direct', 'Partner']),
        'DISPLAYCONTACT.PRINTAS': name,
        'DISPLAYCONTACT.PHONE1': `555-01${String(random.int(100)).padStart(2, '0')}`,
        'DISPLAYCONTACT.MAILADDRESS.ADDRESS1': `${1 + random.int(999)} Main Street`,
        'DISPLAYCONTACT.MAILADDRESS.CITY': city,
        'DISPLAYCONTACT.MAILADDRESS.STATE': state,
        'DISPLAYCONTACT.MAILADDRESS.ZIP': zip,
      }),
    );
  }
  const [first] = customers;
  if (first === undefined) return;
  for (const definition of ['Sales Quote', 'Sales Order']) {
    const lines = [{ ITEMID: 'ITEM1', QUANTITY: 2, PRICE: 100 }];
    const draft = { definition, number: '', customer: first, fields: {}, billTo: '', shipTo: '', createdFrom: '', lines };
    createDocument(company, draft, signed);
  }
  create('CONTRACT', {
    CUSTOMERID: first,
    NAME: 'Support contract',
    BEGINDATE: '01/01/2026',
    ENDDATE: '12/31/2026',
    TERMNAME: 'Net 30',
    LOCATIONID: 'US',
  });
}
