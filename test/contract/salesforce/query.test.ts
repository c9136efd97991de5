import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount, type Mounted, type Reply } from '../mounts.js';
import { signIn } from './client.js';
import { bearer } from './sign-in.js';

type Salesforce = Mounted<ReturnType<typeof createSalesforce>>;

async function ask(
  salesforce: Salesforce,
  resource: string,
  parameters: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const query = new URLSearchParams(parameters).toString();
  return salesforce.send({ path: `/services/data/v62.0/${resource}`, query, headers: { ...(await bearer(salesforce)), ...headers } });
}

function addAccounts({ vendor }: Salesforce, count: number): readonly string[] {
  const admin = vendor.people.user('admin')!;
  return Array.from({ length: count }, (_, index) => vendor.people.create('Account', { Name: `Account ${index}` }, admin));
}

describeOnEveryMount('Salesforce: query', createSalesforce, (mounted) => {
  it('answers a query', async () => {
    const [id] = addAccounts(mounted(), 1);
    const reply = await ask(mounted(), 'query', { q: "SELECT Id, Name FROM Account WHERE Name LIKE 'acc%'" });
    expect(reply.status, reply.text).toBe(200);
    expect(reply.headers['content-type']).toBe('application/json;charset=UTF-8');
    const attributes = { type: 'Account', url: `/services/data/v62.0/sobjects/Account/${id}` };
    expect(reply.json()).toEqual({ totalSize: 1, done: true, records: [{ attributes, Id: id, Name: 'Account 0' }] });
  });

  it('takes a trailing slash and doubled slashes', async () => {
    expect((await ask(mounted(), 'query/', { q: 'SELECT COUNT() FROM Account' })).json()).toEqual({
      totalSize: 0,
      done: true,
      records: [],
    });
    expect((await mounted().send({ path: '//services/data' })).status).toBe(200);
  });

  it('gives pages of the size asked for, and the last one without an address', async () => {
    addAccounts(mounted(), 450);
    const options = { 'Sforce-Query-Options': 'batchSize=200' };
    const first = (await ask(mounted(), 'query', { q: 'SELECT Id FROM Account' }, options)).json();
    expect([first.totalSize, first.done, first.records.length]).toEqual([450, false, 200]);
    expect(first.nextRecordsUrl).toMatch(/^\/services\/data\/v62\.0\/query\/01g\w{15}-200$/);
    const next = first.nextRecordsUrl.replace('/services/data/v62.0/', '');
    const second = (await ask(mounted(), next, {}, options)).json();
    const third = (await ask(mounted(), second.nextRecordsUrl.replace('/services/data/v62.0/', ''), {}, options)).json();
    expect([third.totalSize, third.done, third.records.length, third.nextRecordsUrl]).toEqual([450, true, 50, undefined]);
  });

  it('shows the recycle bin to queryAll only', async () => {
    const [id] = addAccounts(mounted(), 1);
    const { people } = mounted().vendor;
    people.delete('Account', id!, people.user('admin')!);
    expect((await ask(mounted(), 'query', { q: 'SELECT Id FROM Account' })).json().totalSize).toBe(0);
    expect((await ask(mounted(), 'queryAll', { q: 'SELECT Id, IsDeleted FROM Account' })).json().records).toMatchObject([
      { Id: id, IsDeleted: true },
    ]);
  });

  it('hides what a user may not read', async () => {
    const [first] = addAccounts(mounted(), 2);
    const { people } = mounted().vendor;
    people.share({ record: first!, user: people.user('connector')!, access: 'none' }, people.user('admin')!);
    const headers = await bearer(mounted(), 'connector@backlot.test');
    expect((await ask(mounted(), 'query', { q: 'SELECT Id FROM Account' }, headers)).json().totalSize).toBe(1);
    expect((await ask(mounted(), 'query', { q: 'SELECT Id FROM Account' })).json().totalSize).toBe(2);
  });

  it.each([
    ['query', { q: 'SELECT Bacon__c FROM Account LIMIT 2' }, 400, 'INVALID_FIELD', '       ^\nERROR at Row:1:Column:8\nNo such column'],
    ['query', { q: 'SELECT Id FROM Nope' }, 400, 'INVALID_TYPE', "sObject type 'Nope' is not supported"],
    ['query', { q: 'SELECT Id FRM Account' }, 400, 'MALFORMED_QUERY', "expecting 'from', found 'Account'"],
    ['query', {}, 400, 'MALFORMED_QUERY', 'A query string has to be specified'],
    ['query/01g5g0000000001AAA-2000', {}, 400, 'INVALID_QUERY_LOCATOR', 'invalid query locator'],
    [
      'query',
      { q: 'SELECT Id FROM Account WITH DATA CATEGORY Geography__c AT usa__c' },
      403,
      'FUNCTIONALITY_NOT_ENABLED',
      'type or org: [',
    ],
  ])('%s %j is refused with %i %s', async (resource, parameters, status, errorCode, message) => {
    const reply = await ask(mounted(), resource, parameters as Record<string, string>);
    expect(reply.status).toBe(status);
    expect(reply.json()).toEqual([{ message: expect.stringContaining(message), errorCode }]);
  });

  it('describes the columns of a query for the command line', async () => {
    const reply = await ask(mounted(), 'query', { q: 'SELECT Id, Owner.Name, (SELECT Id FROM Contacts) FROM Account', columns: 'true' });
    expect(reply.json()).toMatchObject({ entityName: 'Account', groupBy: false, idSelected: true, keyPrefix: '001' });
    expect(reply.json().columnMetadata).toMatchObject([
      { columnName: 'Id', apexType: 'Id', aggregate: false, joinColumns: [] },
      { columnName: 'Owner', foreignKeyName: 'OwnerId', apexType: null, joinColumns: [{ columnName: 'Name', textType: true }] },
      { columnName: 'Contacts', aggregate: true, joinColumns: [{ columnName: 'Id' }] },
    ]);
    const grouped = await ask(mounted(), 'query', { q: 'SELECT avg(AnnualRevenue) FROM Account', columns: 'true' });
    expect(grouped.json().columnMetadata).toMatchObject([
      { columnName: 'expr0', displayName: 'avg(AnnualRevenue)', aggregate: true, numberType: true },
    ]);
  });

  it('explains a list view by its id', async () => {
    const admin = signIn(mounted());
    const { listviews } = (await admin.call('GET', '/sobjects/Lead/listviews')).json();
    const explained = (await admin.call('GET', `/query?explain=${listviews[0].id}`)).json();
    expect(explained).toMatchObject({ plans: [{ sobjectType: 'Lead' }], sourceQuery: expect.stringContaining('FROM Lead') });
    expect((await admin.call('GET', '/query?explain=00B000000000001')).json()[0].errorCode).toBe('MALFORMED_QUERY');
  });

  it('explains whether an index leads to the records', async () => {
    const scan = (await ask(mounted(), 'query', { explain: "SELECT Id FROM Account WHERE Industry = 'Banking'" })).json();
    expect(scan.plans[0]).toMatchObject({ leadingOperationType: 'TableScan', sobjectType: 'Account' });
    const lookUp = (await ask(mounted(), 'query', { explain: "SELECT Id FROM Contact WHERE Email = 'a@b.test'" })).json();
    expect(lookUp.plans[0]).toMatchObject({ leadingOperationType: 'Index', fields: ['Email'] });
  });
});
