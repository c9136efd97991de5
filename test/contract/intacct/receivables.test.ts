import { beforeEach, expect, it } from 'vitest';
import { createIntacct } from '../../../simulator/intacct/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { call, createContact, createCustomer, envelope, errorsOf, parseReply, post, succeed } from './gateway.js';

const date = (name: string, day = '02'): string => `<${name}><year>2026</year><month>03</month><day>${day}</day></${name}>`;
const LINE = '<lineitem><glaccountno>4000</glaccountno><amount>60.10</amount><memo>Work</memo></lineitem>';
const invoice = (more = '', lines = LINE + LINE): string =>
  `<create_invoice><customerid>C00001</customerid>${date('datecreated')}${more}<termname>Net 30</termname><invoiceitems>${lines}</invoiceitems></create_invoice>`;
const payment = (amount: string, items: string): string =>
  `<create_arpayment><customerid>C00001</customerid><paymentamount>${amount}</paymentamount><bankaccountid>BOA</bankaccountid>${date('datereceived', '09')}<paymentmethod>Printed Check</paymentmethod>${items}</create_arpayment>`;
const item = (key: string, amount: string): string =>
  `<arpaymentitem><invoicekey>${key}</invoicekey><amount>${amount}</amount></arpaymentitem>`;

describeOnEveryMount('Intacct: invoices and payments', createIntacct, (intacct) => {
  const read = async (object: string, key = '1') =>
    (await succeed(intacct(), `<read><object>${object}</object><keys>${key}</keys><fields>*</fields></read>`)).at(`data/${object}`);
  const failure = async (element: string): Promise<string> => errorsOf((await call(intacct(), element))[0]!)[0]!.description2;

  beforeEach(() => createCustomer(intacct(), 'Acme'));

  it('posts an invoice with its lines, numbered and due by its term', async () => {
    expect((await succeed(intacct(), invoice())).at('key').text).toBe('1');
    const posted = await read('ARINVOICE');
    const texts = ['RECORDID', 'STATE', 'WHENCREATED', 'WHENDUE', 'TOTALENTERED', 'TOTALDUE', 'CUSTOMERNAME', 'BILLTO/CONTACTNAME'];
    expect(texts.map((name) => posted.at(name).text)).toEqual([
      ...['INV-00001', 'Posted', '03/02/2026', '04/01/2026', '120.2', '120.2', 'Acme', 'Acme(CC00001)'],
    ]);
    expect(posted.at('ARINVOICEITEMS').all('arinvoiceitem')).toHaveLength(2);
    const lines =
      '<query><object>ARINVOICEITEM</object><select><field>ENTRYDESCRIPTION</field></select><filter><equalto><field>RECORDKEY</field><value>1</value></equalto></filter></query>';
    expect((await succeed(intacct(), lines)).at('data').attributes['totalcount']).toBe('2');
  });

  it('tells a customer what is due, and keeps it', async () => {
    await succeed(intacct(), invoice());
    const customer = await read('CUSTOMER');
    expect([customer.at('TOTALDUE').text, customer.at('LAST_INVOICEDATE').text]).toEqual(['120.2', '03/02/2026']);
    expect(await failure('<delete><object>CUSTOMER</object><keys>1</keys></delete>')).toMatch(/in use/);
  });

  it('applies payments, in parts and to the end', async () => {
    await succeed(intacct(), invoice());
    await succeed(intacct(), payment('100', item('1', '70')));
    expect((await read('ARINVOICE')).at('STATE').text).toBe('Partially Paid');
    await succeed(
      intacct(),
      `<apply_arpayment><arpaymentkey>1</arpaymentkey>${date('paymentdate', '10')}<arpaymentitems>${item('1', '30')}</arpaymentitems></apply_arpayment>`,
    );
    expect((await read('ARPYMT')).at('TOTALUNAPPLIED').text).toBe('0');
    await succeed(intacct(), payment('20.20', item('1', '20.20')));
    const paid = await read('ARINVOICE');
    expect(['STATE', 'TOTALDUE', 'WHENPAID'].map((name) => paid.at(name).text)).toEqual(['Paid', '0', '03/09/2026']);
    expect(await failure('<delete_invoice key="1"></delete_invoice>')).toMatch(/has payments/);
  });

  it('makes invoices due again when a payment is reversed, and reverses them', async () => {
    await succeed(intacct(), invoice());
    await succeed(intacct(), payment('120.20', item('1', '120.20')));
    await succeed(intacct(), `<reverse_arpayment key="1">${date('datereversed')}</reverse_arpayment>`);
    expect((await read('ARINVOICE')).at('TOTALDUE').text).toBe('120.2');
    await succeed(intacct(), `<reverse_invoice key="1">${date('datereversed')}</reverse_invoice>`);
    const reversed = await read('ARINVOICE');
    expect(['STATE', 'TOTALDUE'].map((name) => reversed.at(name).text)).toEqual(['Reversed', '0']);
  });

  it('updates headers and deletes', async () => {
    await succeed(intacct(), invoice());
    await succeed(intacct(), '<update_invoice key="1"><ponumber>PO 9</ponumber></update_invoice>');
    expect((await read('ARINVOICE')).at('DOCNUMBER').text).toBe('PO 9');
    await succeed(intacct(), '<delete_invoice key="1"></delete_invoice>');
    expect(intacct().vendor.people.list('ARINVOICEITEM')).toHaveLength(0);
  });

  it.each([
    ['an unknown customer', invoice().replace('C00001', 'C9'), "Invalid Customer 'C9' specified."],
    ['an unknown account', invoice('', LINE.replace('4000', '9')), "Invalid Account '9' specified."],
    ['an unknown term', invoice().replace('Net 30', 'Net 9'), "Invalid Term 'Net 9' specified."],
    ['no lines', invoice('', ''), 'Required field Line items (invoiceitems) is missing.'],
    ['no amount', invoice('', LINE.replace('60.10', '')), 'Required field amount (amount) is missing.'],
    ['an unknown invoice', payment('1', item('7', '1')), "Invalid Invoice '7' specified."],
    ['no bank', payment('1', '').replace('<bankaccountid>BOA</bankaccountid>', ''), /bankaccountid/],
  ])('refuses %s', async (_title, element, text) => {
    expect(await failure(element)).toMatch(text);
  });

  it('refuses elements that the schema does not have, and paying more than is due', async () => {
    await succeed(intacct(), invoice());
    expect(await failure(payment('500', item('1', '200')))).toMatch(/of which 120.2 is due/);
    expect(await failure(payment('10', item('1', '20')))).toBe('More is applied to invoices than was paid.');
    expect(intacct().vendor.people.list('ARPYMT')).toHaveLength(0);
    const stranger = parseReply((await post(intacct(), envelope([invoice('<colour>red</colour>')]))).text);
    expect(errorsOf(stranger)[0]!.description2).toMatch(/Element 'colour': This element is not expected/);
  });
});

describeOnEveryMount('Intacct: documents', createIntacct, (intacct) => {
  it('keep the contact that was in force when they were posted', async () => {
    await createContact(intacct(), 'Bo', '<MAILADDRESS><CITY>Rome</CITY></MAILADDRESS>');
    await createCustomer(intacct(), 'Acme', '<BILLTO><CONTACTNAME>Bo</CONTACTNAME></BILLTO>');
    const order = `<create_sotransaction><transactiontype>Sales Order</transactiontype>${date('datecreated')}<customerid>C00001</customerid><termname>Net 30</termname><sotransitems><sotransitem><itemid>ITEM1</itemid><quantity>1</quantity></sotransitem></sotransitems></create_sotransaction>`;
    await succeed(intacct(), order);
    const move = '<update><CONTACT><CONTACTNAME>Bo</CONTACTNAME><MAILADDRESS><CITY>Oslo</CITY></MAILADDRESS></CONTACT></update>';
    await succeed(intacct(), move);
    await succeed(intacct(), order);
    const cities = intacct()
      .vendor.people.list('SODOCUMENT')
      .map((row) => (row['BILLTO'] as { MAILADDRESS: { CITY: string } }).MAILADDRESS.CITY);
    expect(cities).toEqual(['Rome', 'Oslo']);
    expect(intacct().vendor.people.list('CONTACTVERSION')).toMatchObject([
      { CONTACTNAME: 'Bo', VERSION: 1, MAILADDRESS: { CITY: 'Rome' } },
    ]);
  });

  it('refuse unknown elements before anything is done, as the schema does', async () => {
    const body = envelope(['<create_sotransaction><transactionkind>Sales Order</transactionkind></create_sotransaction>']);
    expect(errorsOf(parseReply((await post(intacct(), body)).text))[0]!.errorno).toBe('XL03000003');
  });
});
