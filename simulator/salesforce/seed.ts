import type { World } from '../kernel/world.js';
import { dateOf } from './state/dates.js';
import type { SalesforceOrg } from './state.js';

/** Records of each kind: a few to look at, or enough to measure with. */
const SIZES = {
  small: { accounts: 8, contactsEach: 2, leads: 10, opportunities: 6 },
  large: { accounts: 100_000, contactsEach: 1, leads: 100_000, opportunities: 0 },
};

const FIRST_NAMES = ['Anna', 'Bo', 'Carla', 'David', 'Elif', 'Frank', 'Grace', 'Henrik', 'Ines', 'Jonas', 'Kim', 'Lena'];
const LAST_NAMES = ['Andersen', 'Becker', 'Costa', 'Dubois', 'Evans', 'Fischer', 'Garcia', 'Hansen', 'Ivanov', 'Jensen', 'Keller', 'Lind'];
const COMPANIES = ['Alder', 'Birch', 'Cedar', 'Dune', 'Elm', 'Fjord', 'Grove', 'Harbour', 'Isle', 'Juniper', 'Kestrel', 'Linden'];
const BUSINESSES = ['Logistics', 'Foods', 'Instruments', 'Textiles', 'Consulting', 'Energy'];
const CITIES: readonly (readonly [city: string, state: string, postalCode: string])[] = [
  ['Austin', 'TX', '73301'],
  ['Boston', 'MA', '02108'],
  ['Denver', 'CO', '80202'],
  ['Portland', 'OR', '97201'],
];
const INDUSTRIES = ['Manufacturing', 'Retail', 'Technology', 'Consulting', 'Energy'];
const SOURCES = ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List'];
const STAGE_NAMES = ['Prospecting', 'Qualification', 'Proposal/Price Quote', 'Closed Won'];
const DAY_MS = 86_400_000;

type Person = { readonly FirstName: string; readonly LastName: string; readonly Email: string };

/** Adds a plausible company's records, the same for the same seed. */
export function plantSeed(org: SalesforceOrg, size: 'small' | 'large'): void {
  const admin = org.findBy(org.schema.type('User')!, org.schema.type('User')!.field('Username')!, 'admin@backlot.test')[0]!['Id'] as string;
  const add = (type: string, values: Readonly<Record<string, unknown>>): string =>
    org.create(org.schema.type(type)!, values, { by: admin });
  org.world.as({ actor: admin, cause: { kind: 'seed', text: `seed data (${size})` } }, () => plant(org.world, add, SIZES[size]));
}

type Add = (type: string, values: Readonly<Record<string, unknown>>) => string;

function plant(world: World, add: Add, counts: (typeof SIZES)['small']): void {
  const random = world.random('salesforce:seed');
  const person = (number: number, company: string): Person => {
    const [FirstName, LastName] = [random.pick(FIRST_NAMES), random.pick(LAST_NAMES)];
    return {
      FirstName,
      LastName,
      Email: `${FirstName}.${LastName}.${number}@${company.toLowerCase().replaceAll(/\W+/g, '-')}.example`.toLowerCase(),
    };
  };
  const company = (number: number): string =>
    `${random.pick(COMPANIES)} ${random.pick(BUSINESSES)}${number < COMPANIES.length ? '' : ` ${number}`}`;
  const accounts: string[] = [];
  for (let number = 0; number < counts.accounts; number += 1) {
    const name = company(number);
    const [BillingCity, BillingState, BillingPostalCode] = random.pick(CITIES);
    const address = {
      BillingStreet: `${1 + random.int(900)} Main Street`,
      BillingCity,
      BillingState,
      BillingPostalCode,
      BillingCountry: 'USA',
    };
    const id = add('Account', { Name: name, Industry: random.pick(INDUSTRIES), Phone: phone(random.int(10_000)), ...address });
    accounts.push(id);
    for (let each = 0; each < counts.contactsEach; each += 1) {
      add('Contact', { ...person(number * 10 + each, name), AccountId: id, Title: 'Manager', Phone: phone(random.int(10_000)) });
    }
  }
  for (let number = 0; number < counts.leads; number += 1) {
    const name = company(number);
    add('Lead', { ...person(number, name), Company: name, LeadSource: random.pick(SOURCES), Country: 'USA' });
  }
  for (let number = 0; number < counts.opportunities; number += 1) {
    const closes = dateOf(world.clock.now() + (10 + random.int(80)) * DAY_MS);
    const deal = {
      AccountId: random.pick(accounts),
      StageName: random.pick(STAGE_NAMES),
      CloseDate: closes,
      Amount: 1_000 * (1 + random.int(90)),
    };
    add('Opportunity', { Name: `Deal ${number + 1}`, ...deal });
  }
  add('Campaign', { Name: 'Spring Trade Show', Type: 'Trade Show', Status: 'In Progress', IsActive: true });
}

function phone(number: number): string {
  return `(555) 01${String(number % 100).padStart(2, '0')}-${String(number).padStart(4, '0')}`;
}
