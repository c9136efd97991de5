import { createRequire } from 'node:module';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { standInHandler } from '../../../mocks/handlers.js';
import { createIntacct, type Intacct } from '../../../simulator/intacct/index.js';
import { createWorld } from '../../../simulator/kernel/world.js';

// The SDK is CommonJS that names its exports at run time only.
const sdk = createRequire(import.meta.url)('@intacct/intacct-sdk') as typeof import('@intacct/intacct-sdk');
const { ClientConfig, Functions, OnlineClient, RequestConfig, SessionProvider } = sdk;
const { AccountsReceivable, Common, Company, OrderEntry } = Functions;

/** The SDK talks to intacct.com only, so it meets the stand-in there. */
const ORIGIN = 'https://api.intacct.com';

describe('Intacct: the official SDK, unchanged', () => {
  let intacct: Intacct;
  const server = setupServer(standInHandler(ORIGIN, { answer: (request) => intacct.standIn.answer(request) }));
  beforeAll(() => server.listen());
  afterAll(() => server.close());
  beforeEach(() => {
    intacct = createIntacct(createWorld());
  });

  const config = (more: Partial<InstanceType<typeof ClientConfig>> = {}) =>
    Object.assign(new ClientConfig(), {
      senderId: 'backlot',
      senderPassword: 'backlot',
      companyId: 'backlot',
      userId: 'admin',
      userPassword: 'backlot',
      ...more,
    });

  const customer = (name: string) =>
    Object.assign(new AccountsReceivable.CustomerCreate(), {
      customerName: name,
      printAs: name,
      primaryEmailAddress: 'a@b.dk',
      active: true,
    });

  it('signs in for a session, keeps its endpoint and works in it', async () => {
    const session = await SessionProvider.factory(config());
    expect(session.endpointUrl).toBe(`${ORIGIN}/ia/xml/xmlgw.phtml`);
    expect([session.companyId, session.userId]).toEqual(['backlot', 'admin']);
    const reply = await new OnlineClient(session).execute(customer('Acme'));
    expect(reply.getResult().status).toBe('success');
    expect(reply.getResult().data[0]).toMatchObject({ RECORDNO: '1', CUSTOMERID: 'C00001' });
  });

  it('updates with an empty display contact and keeps it', async () => {
    const client = new OnlineClient(config());
    await client.execute(customer('Acme'));
    const update = Object.assign(new AccountsReceivable.CustomerUpdate(), { customerId: 'C00001', comments: 'hello' });
    expect((await client.execute(update)).getResult().status).toBe('success');
    expect(intacct.people.read('CUSTOMER', 'C00001')).toMatchObject({ COMMENTS: 'hello', DISPLAYCONTACT: { EMAIL1: 'a@b.dk' } });
  });

  it('reads pages with the query builder', async () => {
    const client = new OnlineClient(config());
    for (const name of ['A', 'B', 'C']) await client.execute(customer(name));
    const query = new Common.NewQuery.Query();
    query.selectFields = new Common.NewQuery.QuerySelect.SelectBuilder().addFields(['CUSTOMERID', 'NAME']).selects;
    query.fromObject = 'CUSTOMER';
    query.filter = new Common.NewQuery.QueryFilter.Filter('NAME').in(['B', 'C']);
    query.pageSize = 1;
    const result = (await client.execute(query)).getResult();
    expect([result.totalCount, result.count, result.numRemaining]).toEqual([2, 1, 1]);
    expect(result.data[0]).toMatchObject({ CUSTOMERID: 'C00002', NAME: 'B' });
  });

  it('rejects with the vendor’s errors', async () => {
    const bad = Object.assign(customer('Acme'), { primaryEmailAddress: '@x' });
    await expect(new OnlineClient(config()).execute(bad)).rejects.toMatchObject({
      errors: [
        expect.stringMatching(/^BL03000018 Illegal format for Contactversion/),
        expect.stringMatching(/^BL01001973 Could not create customer record!/),
      ],
    });
    await expect(new OnlineClient(config({ userPassword: 'wrong' })).execute(customer('Acme'))).rejects.toMatchObject({
      message: expect.stringContaining('authentication status failure'),
      errors: [expect.stringContaining('XL03000006')],
    });
    await expect(new OnlineClient(config({ senderPassword: 'wrong' })).execute(customer('Acme'))).rejects.toMatchObject({
      message: expect.stringContaining('control status failure'),
    });
  });

  it('sends batches as transactions', async () => {
    const request = Object.assign(new RequestConfig(), { transaction: true, controlId: 'batch', uniqueId: true });
    const batch = [customer('Good'), Object.assign(customer('Bad'), { parentCustomerId: 'X' })];
    await expect(new OnlineClient(config()).executeBatch(batch, request)).rejects.toMatchObject({
      errors: expect.arrayContaining([expect.stringContaining("Invalid Customer 'X' specified.")]),
    });
    expect(intacct.people.list('CUSTOMER')).toHaveLength(0);
  });

  it('creates contacts and order entry transactions', async () => {
    const client = new OnlineClient(config());
    const contact = Object.assign(new Company.ContactCreate(), { contactName: 'Bo', printAs: 'Bo', city: 'Aarhus' });
    await client.execute(contact);
    await client.execute(Object.assign(customer('Acme'), { billToContactName: 'Bo' }));
    const line = Object.assign(new OrderEntry.OrderEntryTransactionLineCreate(), { itemId: 'ITEM1', quantity: 2, price: 10 });
    const order = Object.assign(new OrderEntry.OrderEntryTransactionCreate(), {
      transactionDefinition: 'Sales Order',
      transactionDate: new Date('2026-03-02T00:00:00'),
      customerId: 'C00001',
      paymentTerm: 'Net 30',
      lines: [line],
    });
    const result = (await client.execute(order)).getResult();
    expect(result.key).toBe('Sales Order-SO-00001');
    expect(intacct.people.read('SODOCUMENT', result.key)).toMatchObject({ TOTAL: 20, BILLTO: { CONTACTNAME: 'Bo' } });
  });

  it('changes and adds lines of invoices', async () => {
    const client = new OnlineClient(config());
    await client.execute(customer('Acme'));
    const line = (amount: number) =>
      Object.assign(new AccountsReceivable.InvoiceLineCreate(), { glAccountNumber: '4000', transactionAmount: amount, memo: `${amount}` });
    const invoice = Object.assign(new AccountsReceivable.InvoiceCreate(), {
      customerId: 'C00001',
      transactionDate: new Date('2026-03-02T00:00:00'),
      paymentTerm: 'Net 30',
      lines: [line(10), line(20)],
    });
    const key = (await client.execute(invoice)).getResult().key;
    const change = Object.assign(new AccountsReceivable.InvoiceLineUpdate(), { lineNo: 2, transactionAmount: 25 });
    const update = Object.assign(new AccountsReceivable.InvoiceUpdate(), { recordNo: Number(key), lines: [change, line(5)] });
    await client.execute(update);
    const lines = intacct.people.list('ARINVOICEITEM').map((each) => [each['RECORDNO'], each['AMOUNT'], each['ENTRYDESCRIPTION']]);
    expect(lines).toEqual([
      [1, 10, '10'],
      [2, 25, '20'],
      [3, 5, '5'],
    ]);
    expect(intacct.people.read('ARINVOICE', key)).toMatchObject({ TOTALENTERED: 40, TOTALDUE: 40 });
  });

  it('holds and resumes what goes on in a contract line, part by part', async () => {
    const client = new OnlineClient(config());
    await client.execute(customer('Acme'));
    const by = '1';
    const contract = intacct.people.create('CONTRACT', { CUSTOMERID: 'C00001', NAME: 'S' }, by);
    const recordNo = Number(intacct.people.create('CONTRACTDETAIL', { CONTRACTID: contract }, by));
    const step = (Step: new () => object, parts: object) =>
      client.execute(Object.assign(new Step(), { recordNo, asOfDate: new Date('2026-03-02T00:00:00'), ...parts }) as never);
    const { ContractLineHold, ContractLineResume } = Functions.ContractsRevMgmt;
    const held = () => {
      const line = intacct.people.read('CONTRACTDETAIL', String(recordNo))!;
      return ['ONHOLD', 'BILLINGONHOLD', 'REVENUEONHOLD', 'EXPENSEONHOLD'].map((name) => line[name]);
    };
    await step(ContractLineHold, { holdBilling: true, holdRevenue: true });
    expect(held()).toEqual([true, true, true, false]);
    await step(ContractLineResume, { resumeBilling: true });
    expect(held()).toEqual([true, false, true, false]);
    await step(ContractLineResume, { resumeRevenue: true });
    expect(held()).toEqual([false, false, false, false]);
  });

  it('counts subtotals into the total of a document', async () => {
    const client = new OnlineClient(config());
    await client.execute(customer('Acme'));
    const order = Object.assign(new OrderEntry.OrderEntryTransactionCreate(), {
      transactionDefinition: 'Sales Order',
      transactionDate: new Date('2026-03-02T00:00:00'),
      customerId: 'C00001',
      paymentTerm: 'Net 30',
      lines: [Object.assign(new OrderEntry.OrderEntryTransactionLineCreate(), { itemId: 'ITEM1', quantity: 2, price: 10 })],
      subtotals: [Object.assign(new Functions.InventoryControl.TransactionSubtotalCreate(), { description: 'Freight', total: 7.5 })],
    });
    const { key } = (await client.execute(order)).getResult();
    expect(intacct.people.read('SODOCUMENT', key)).toMatchObject({ SUBTOTAL: 20, TOTAL: 27.5 });
  });
});
