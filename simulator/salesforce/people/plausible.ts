import type { Row } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';
import { USER_LOCALE } from '../stage.js';
import { dateOf } from '../state/dates.js';
import type { SalesforceOrg } from '../state.js';

const LAST_NAMES = ['Jensen', 'Lind', 'Moreau', 'Okafor', 'Silva', 'Tanaka', 'Weber', 'Young'];
const COMPANIES = ['Alder', 'Birch', 'Cedar', 'Elm', 'Hazel', 'Juniper', 'Maple', 'Rowan'];
const SUFFIXES = ['Group', 'Ltd', 'Partners', 'Works'];
const DAY_MS = 86_400_000;

/** Values that the vendor demands and a scenario left out: fixed by the seed, plausible to read. Only keys that are absent are filled. */
export function withPlausible(world: World, type: string, fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const demanded = DEMANDED.get(type);
  if (demanded === undefined) return fields;
  const given = new Set(Object.keys(fields).map((name) => name.toLowerCase()));
  const filled: Record<string, unknown> = { ...fields };
  for (const [name, make] of Object.entries(demanded)) if (!given.has(name.toLowerCase())) filled[name] = make(world);
  return filled;
}

/** A product line that names no price: the first active entry of the opportunity's price book, or else of the standard one. */
export function withPrice(org: SalesforceOrg, fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const given = new Map(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]));
  if (given.has('pricebookentryid')) return fields;
  const book = org.lookup(given.get('opportunityid'))?.['Pricebook2Id'] ?? null;
  const product = org.lookup(given.get('product2id'))?.['Id'];
  const isOffered = (entry: Row): boolean =>
    entry['IsDeleted'] !== true &&
    entry['IsActive'] === true &&
    (product === undefined || entry['Product2Id'] === product) &&
    (book === null ? org.lookup(entry['Pricebook2Id'])?.['IsStandard'] === true : entry['Pricebook2Id'] === book);
  const entry = org.table(org.schema.type('PricebookEntry')!).filter(isOffered)[0];
  if (entry === undefined) return fields;
  const isPriced = given.has('unitprice') || given.has('totalprice');
  return { ...fields, PricebookEntryId: entry['Id'], ...(isPriced ? {} : { UnitPrice: entry['UnitPrice'] }) };
}

type Make = (world: World) => unknown;

const lastName: Make = (world) => world.random('salesforce:data').pick(LAST_NAMES);
const company: Make = (world) => `${world.random('salesforce:data').pick(COMPANIES)} ${world.random('salesforce:data').pick(SUFFIXES)}`;
const inDays =
  (days: number): Make =>
  (world) =>
    dateOf(world.clock.now() + days * DAY_MS);
const always =
  (value: unknown): Make =>
  () =>
    value;

const DEMANDED: ReadonlyMap<string, Readonly<Record<string, Make>>> = new Map([
  ['Account', { Name: company }],
  ['Contact', { LastName: lastName }],
  ['Lead', { LastName: lastName, Company: company }],
  ['Opportunity', { Name: company, StageName: always('Prospecting'), CloseDate: inDays(30) }],
  ['OpportunityLineItem', { Quantity: always(1) }],
  ['Campaign', { Name: always('Campaign') }],
  ['CampaignMemberStatus', { Label: always('Status') }],
  ['Product2', { Name: always('Product') }],
  ['Pricebook2', { Name: always('Price Book') }],
  ['PricebookEntry', { UnitPrice: always(100) }],
  ['Group', { Name: always('Group'), Type: always('Regular') }],
  ['RecordType', { Name: always('Record Type'), DeveloperName: always('Record_Type') }],
  ['UserRole', { Name: always('Role') }],
  ['User', { LastName: lastName, ...Object.fromEntries(Object.entries(USER_LOCALE).map(([name, value]) => [name, always(value)])) }],
]);
