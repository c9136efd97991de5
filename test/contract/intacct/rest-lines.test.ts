import { beforeEach, expect, it } from 'vitest';
import { createIntacct } from '../../../simulator/intacct/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { createCustomer, succeed } from './gateway.js';

const DAY = '<year>2026</year><month>3</month><day>2</day>';

describeOnEveryMount('Intacct REST: owners and their lines', createIntacct, (intacct) => {
  let token: string;
  const send = async (method: string, path: string, body?: unknown) =>
    intacct().send({
      method,
      path: `/ia/api/v1${path}`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const read = async (path: string) => (await send('GET', path)).json()['ia::result'];

  beforeEach(async () => {
    const grant = { grant_type: 'client_credentials', client_id: 'backlot', client_secret: 'backlot', username: 'admin@backlot' };
    token = (await send('POST', '/oauth2/token', grant)).json().access_token;
    await createCustomer(intacct(), 'Acme');
  });

  it('shows the lines of invoices', async () => {
    await succeed(
      intacct(),
      `<create_invoice><customerid>C00001</customerid><datecreated>${DAY}</datecreated><termname>Net 30</termname><invoiceitems><lineitem><glaccountno>4000</glaccountno><amount>5</amount><memo>first</memo></lineitem></invoiceitems></create_invoice>`,
    );
    expect((await read('/objects/accounts-receivable/invoice/1')).lines).toMatchObject([
      {
        key: '1',
        lineNumber: '1',
        baseAmount: '5.00',
        memo: 'first',
        glAccount: { id: '4000' },
        href: '/objects/accounts-receivable/invoice-line/1',
      },
    ]);
  });

  it('shows documents with their lines, which a query finds, too', async () => {
    await succeed(
      intacct(),
      `<create_sotransaction><transactiontype>Sales Order</transactiontype><datecreated>${DAY}</datecreated><customerid>C00001</customerid><termname>Net 30</termname><sotransitems><sotransitem><itemid>ITEM1</itemid><quantity>2</quantity><price>10</price></sotransitem></sotransitems></create_sotransaction>`,
    );
    const document = await read('/objects/order-entry/document/1');
    expect(document).toMatchObject({
      id: 'Sales Order-SO-00001',
      total: '20.00',
      lines: [{ unitQuantity: '2.00', item: { id: 'ITEM1' } }],
    });
    const query = {
      object: 'order-entry/document-line',
      fields: ['key', 'document.id'],
      filters: [{ $eq: { 'document.customer.id': 'C00001' } }],
    };
    expect((await send('POST', '/services/core/query', query)).json()['ia::result']).toEqual([
      { key: '1', 'document.id': 'Sales Order-SO-00001' },
    ]);
    expect((await send('POST', '/objects/order-entry/document', {})).status).toBe(405);
  });

  it('makes contracts and their lines', async () => {
    const contract = {
      customer: { id: 'C00001' },
      name: 'Support',
      startDate: '2026-01-01',
      endDate: '2026-12-31',
      term: { id: 'Net 30' },
    };
    const made = await send('POST', '/objects/contracts/contract', contract);
    expect(made.status).toBe(201);
    const line = { contract: { key: made.json()['ia::result'].key }, item: { id: 'ITEM1' }, flatAmount: 100 };
    expect((await send('POST', '/objects/contracts/contract-line', line)).status).toBe(201);
    expect((await read('/objects/contracts/contract/1')).lines).toMatchObject([{ startDate: '2026-01-01', flatAmount: '100.00' }]);
  });
});
