import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runScenario } from '../../scenarios/runner/index.js';
import type { Caller } from '../../simulator/contract/pull/caller.js';
import { pullEngagement } from '../../simulator/contract/pull/engagement.js';
import { type AskGateway, pullIntacct } from '../../simulator/contract/pull/intacct.js';
import { pullSalesforce } from '../../simulator/contract/pull/salesforce.js';
import { createSimulator, directTransport, httpMount, type Simulator } from '../../simulator/index.js';
import { customisedSimulator } from './customised.js';

let server: Server;
let pulled: ReadonlyMap<string, string>;
let copy: Simulator;
let origin: string;

beforeAll(async () => {
  const customised = customisedSimulator();
  server = createServer(httpMount(customised.salesforce.standIn));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { files, notes } = await pullSalesforce(await callerAt(origin));
  expect(notes).toEqual([]);
  const unit = await pullEngagement(await unitCaller(customised));
  const company = await pullIntacct(companyGateway(customised));
  expect([...unit.notes, ...company.notes]).toEqual([]);
  pulled = new Map([...files, ...unit.files, ...company.files]);
  copy = createSimulator({ org: pulled });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function callerAt(url: string): Promise<Caller> {
  const login = 'grant_type=password&client_id=backlot&client_secret=backlot&username=admin%40backlot.test&password=backlot';
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const { access_token } = (await (await fetch(`${url}/services/oauth2/token`, { method: 'POST', headers: form, body: login })).json()) as {
    access_token: string;
  };
  return {
    version: '62.0',
    session: access_token,
    send: async ({ method, path, query, headers, body }) => {
      const address = `${url}${path}${query === undefined ? '' : `?${query}`}`;
      const own = { authorization: `Bearer ${access_token}`, ...headers };
      const reply = await fetch(address, { method, headers: own, ...(body === undefined ? {} : { body }) });
      return { status: reply.status, text: await reply.text() };
    },
  };
}

async function unitCaller({ salesforce, engagement }: Simulator): Promise<Caller> {
  const at = { query: '', path: '/services/oauth2/token', method: 'POST' };
  const login = 'grant_type=password&client_id=backlot&client_secret=backlot&username=admin%40backlot.test&password=backlot';
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const signedIn = await directTransport(salesforce.standIn, 'localhost:4001')({ ...at, headers, body: login });
  const { access_token } = JSON.parse(String(signedIn.body));
  const own = { authorization: `Bearer ${access_token}`, 'pardot-business-unit-id': '0Uv000000000001CAA' };
  return {
    version: 'v5',
    session: access_token,
    send: async ({ method, path, query = '', body = '' }) => {
      const reply = await directTransport(engagement.standIn, 'localhost:4002')({ method, path, query, headers: own, body });
      return { status: reply.status, text: String(reply.body) };
    },
  };
}

function companyGateway({ intacct }: Simulator): AskGateway {
  return async (functionXml) => {
    const body = `<?xml version="1.0" encoding="UTF-8"?><request><control><senderid>backlot</senderid><password>backlot</password><controlid>1</controlid><uniqueid>false</uniqueid><dtdversion>3.0</dtdversion></control><operation><authentication><login><userid>admin</userid><companyid>backlot</companyid><password>backlot</password></login></authentication><content><function controlid="f">${functionXml}</function></content></operation></request>`;
    const request = { method: 'POST', path: '/ia/xml/xmlgw.phtml', query: '', headers: { 'content-type': 'application/xml' }, body };
    const reply = await directTransport(intacct.standIn, 'localhost:4003')(request);
    return { status: reply.status, text: String(reply.body) };
  };
}

/** Every describe of an org, by name. */
async function describesOf(caller: Caller): Promise<Record<string, unknown>> {
  const get = async (path: string) => JSON.parse((await caller.send({ method: 'GET', path: `/services/data/v62.0${path}` })).text);
  const { sobjects } = await get('/sobjects');
  const entries = sobjects.map(async ({ name }: { name: string }) => [name, await get(`/sobjects/${name}/describe`)] as const);
  return { global: sobjects, ...Object.fromEntries(await Promise.all(entries)) };
}

describe('an org that was pulled', () => {
  it('describes itself as the one that it came from', async () => {
    const second = createServer(httpMount(copy.salesforce.standIn));
    await new Promise<void>((resolve) => second.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(second.address() as AddressInfo).port}`;
    const [from, to] = [await describesOf(await callerAt(origin)), await describesOf(await callerAt(url))];
    expect(Object.keys(to)).toEqual(Object.keys(from));
    for (const name of Object.keys(from)) {
      const [shown, wanted] = [JSON.stringify(to[name]).replaceAll(url, origin), JSON.stringify(from[name])];
      const at = [...wanted].findIndex((character, index) => character !== shown[index]);
      expect(at < 0 ? '' : `${name}: …${shown.slice(at - 120, at + 80)}…`).toBe('');
      expect(shown.length).toBe(wanted.length);
    }
    await new Promise((resolve) => second.close(resolve));
  });

  it('keeps what is not as in a new org, and nothing else', () => {
    const describes = [...pulled.keys()].flatMap((path) => /describes\/(\w+)\.json/.exec(path)?.[1] ?? []);
    expect(describes).toEqual(
      expect.arrayContaining(['Account', 'Invoice__c', 'Lead', 'Line__c', 'Opportunity', 'Region__c', 'Shipped__e']),
    );
    expect(describes).not.toContain('Case');
    expect([...pulled.keys()]).toEqual(
      expect.arrayContaining([
        'objects/Invoice__c/Invoice__c.object-meta.xml',
        'objects/Invoice__c/fields/Goods__c.field-meta.xml',
        'objects/Invoice__c/validationRules/Positive.validationRule-meta.xml',
        'objects/Lead/recordTypes/Person.recordType-meta.xml',
        'duplicateRules/Account.Same_name.duplicateRule-meta.xml',
        'matchingRules/Account.matchingRule-meta.xml',
        'backlot/salesforce/records/RecordType.json',
      ]),
    );
    expect([...pulled.keys()].some((path) => path.includes('LeadStatus'))).toBe(false);
  });

  it('computes, numbers, validates and finds duplicates as the other does', () => {
    const { people } = copy.salesforce;
    const admin = people.user('admin')!;
    const account = people.create('Account', { Name: 'Acme', BillingCity: 'Oslo', NumberOfEmployees: 4, Flags__c: 'y' }, admin);
    expect(people.read('Account', account)).toMatchObject({ Twice__c: 8, Code__c: 'A-001' });
    const invoice = people.create('Invoice__c', { Total__c: 10, Account__c: account }, admin);
    people.create('Line__c', { Invoice__c: invoice, Amount__c: 2.5 }, admin);
    people.create('Line__c', { Invoice__c: invoice, Amount__c: 4, Kind__c: 'Service' }, admin);
    expect(people.read('Invoice__c', invoice)).toMatchObject({ Name: 'INV-0001', Goods__c: 2.5 });
    expect(() => people.create('Invoice__c', { Total__c: -1 }, admin)).toThrow('Not below zero');
    expect(() => people.create('Account', { Name: 'ACME', BillingCity: 'Oslo' }, admin)).toThrow('There is one');
    expect(() => people.create('Line__c', { Invoice__c: invoice, Kind__c: 'Air' }, admin)).toThrow(/restricted picklist/);
  });

  it('can be changed like any other', () => {
    const org = createSimulator({ org: pulled }).salesforce;
    org.addProject(
      new Map([
        [
          'objects/Line__c/fields/Kind__c.field-meta.xml',
          '<CustomField><type>Picklist</type><valueSet><valueSetDefinition><value><fullName>Air</fullName></value></valueSetDefinition></valueSet></CustomField>',
        ],
      ]),
    );
    expect(org.state.schema.type('Line__c')!.field('Kind__c')!.picklist).toEqual([{ value: 'Air', label: 'Air', isDefault: false }]);
  });

  it('plays scenarios that use its fields', async () => {
    const story = `backlot: 1
scenario: Invoices of a pulled org
steps:
  - create: { salesforce.Invoice__c: { as: first, Total__c: 12 } }
  - expect: { first: { Name: INV-0001, Total__c: 12 } }
  - create: { intacct.CHANNEL: { as: web, NAME: Web, REACH: 5 } }
  - create: { intacct.CUSTOMER: { as: acme, NAME: Acme, TIER: gold } }
  - expect: { acme: { TIER: gold }, web: { REACH: "5" } }
  - create: { engagement.Prospect: { as: ann, email: ann@example.com, Region__c: North } }
  - expect: { ann: { Region__c: North } }
`;
    const result = await runScenario(story, { org: pulled });
    expect(result.failure?.report ?? result.outcome).toBe('passed');
    expect(await runScenario(story)).toMatchObject({ outcome: 'invalid' });
  });
});
