import { beforeEach, expect, it } from 'vitest';
import { createIntacct } from '../../../simulator/intacct/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { call, createContact, createCustomer, envelope, errorsOf, parseReply, post, succeed } from './gateway.js';

describeOnEveryMount('Intacct: order entry', createIntacct, (intacct) => {
  const LINE = '<sotransitem><itemid>ITEM1</itemid><quantity>2</quantity><price>12.5</price></sotransitem>';
  const order = (type: string, more = '', lines = LINE): string =>
    `<create_sotransaction><transactiontype>${type}</transactiontype><datecreated><year>2026</year><month>03</month><day>02</day></datecreated>${more}<customerid>C00001</customerid><termname>Net 30</termname><sotransitems>${lines}</sotransitems></create_sotransaction>`;
  const readByName = async (id: string) =>
    (await succeed(intacct(), `<readByName><object>SODOCUMENT</object><keys>${id}</keys><fields>*</fields></readByName>`)).at(
      'data/SODOCUMENT',
    );

  beforeEach(() => createCustomer(intacct(), 'Acme'));

  it('gives the document id as key, and reads header, totals and lines back', async () => {
    const result = await succeed(intacct(), order('Sales Order', '', LINE + LINE));
    expect(result.children.map((child) => [child.name, child.text]).slice(-1)).toEqual([['key', 'Sales Order-SO-00001']]);
    const document = await readByName('Sales Order-SO-00001');
    expect(
      ['DOCNO', 'DOCPARID', 'STATE', 'CUSTVENDID', 'CUSTVENDNAME', 'TOTAL', 'WHENPOSTED'].map((name) => document.at(name).text),
    ).toEqual(['SO-00001', 'Sales Order', 'Pending', 'C00001', 'Acme', '50', '03/02/2026']);
    expect(document.at('BILLTO/CONTACTNAME').text).toBe('Acme(CC00001)');
    const lines = document.at('SODOCUMENTENTRIES').all('sodocumententry');
    expect(lines.map((line) => [line.at('LINE_NO').text, line.at('ITEMID').text, line.at('QUANTITY').text])).toEqual([
      ['0', 'ITEM1', '2'],
      ['1', 'ITEM1', '2'],
    ]);
  });

  it('marks the source of a conversion, wholly or in part', async () => {
    await succeed(intacct(), order('Sales Quote', '', LINE + LINE));
    await succeed(intacct(), order('Sales Order', '<createdfrom>Sales Quote-SQ-00001</createdfrom>'));
    expect((await readByName('Sales Quote-SQ-00001')).at('STATE').text).toBe('Partially Converted');
    await succeed(intacct(), order('Sales Invoice', '<createdfrom>Sales Order-SO-00001</createdfrom>'));
    expect((await readByName('Sales Order-SO-00001')).at('STATE').text).toBe('Converted');
    const [again] = await call(intacct(), order('Sales Invoice', '<createdfrom>Sales Order-SO-00001</createdfrom>'));
    expect(again!.at('status').text).toBe('failure');
  });

  it('finds documents by state code and related customer', async () => {
    await succeed(intacct(), order('Sales Order'));
    const query = "<readByQuery><object>SODOCUMENT</object><fields>DOCID</fields><query>STATE = 'P'</query></readByQuery>";
    expect((await succeed(intacct(), query)).at('data/sodocument/DOCID').text).toBe('Sales Order-SO-00001');
    const related = '<query><object>SODOCUMENT</object><select><field>CUSTOMER.NAME</field></select></query>';
    expect((await succeed(intacct(), related)).at('data/SODOCUMENT').children[0]!.text).toBe('Acme');
  });

  it.each([
    ['an unknown definition', order('Sales Dream'), "Invalid Transaction Definition 'Sales Dream' specified."],
    ['an unknown customer', order('Sales Order').replace('C00001', 'C9'), "Invalid Customer 'C9' specified."],
    ['an unknown item', order('Sales Order', '', LINE.replace('ITEM1', 'X')), "Invalid Item 'X' specified."],
    ['no lines', order('Sales Order', '', ''), 'Required field Line items (sotransitems) is missing.'],
    [
      'no term and no due date',
      order('Sales Order').replace('<termname>Net 30</termname>', ''),
      'Required field Term or due date (termname) is missing.',
    ],
    ['a bad date', order('Sales Order').replace('<month>03', '<month>13'), "Invalid date '13/02/2026' for datecreated."],
  ])('refuses %s', async (_title, element, text) => {
    const [result] = await call(intacct(), element);
    expect(errorsOf(result!)[0]!.description2).toBe(text);
    expect(intacct().vendor.people.list('SODOCUMENT')).toHaveLength(0);
  });

  it('cannot be written by the generic functions', async () => {
    const [result] = await call(intacct(), '<create><SODOCUMENT><CUSTVENDID>C00001</CUSTVENDID></SODOCUMENT></create>');
    expect(errorsOf(result!)[0]!.description2).toMatch(/^You do not have permission for API/);
  });

  it('updates, deletes, and keeps a customer with documents', async () => {
    await succeed(intacct(), order('Sales Order'));
    const key = 'key="Sales Order-SO-00001"';
    await succeed(intacct(), `<update_sotransaction ${key}><referenceno>PO 7</referenceno></update_sotransaction>`);
    expect((await readByName('Sales Order-SO-00001')).at('PONUMBER').text).toBe('PO 7');
    const remove = '<delete><object>CUSTOMER</object><keys>1</keys></delete>';
    expect((await call(intacct(), remove))[0]!.at('status').text).toBe('failure');
    await succeed(intacct(), `<delete_sotransaction ${key}></delete_sotransaction>`);
    expect((await call(intacct(), remove))[0]!.at('status').text).toBe('success');
  });

  it('refuses the customer of one entity in another', async () => {
    for (const id of ['US', 'UK']) intacct().vendor.people.create('LOCATIONENTITY', { LOCATIONID: id }, '1');
    const us = await createCustomer(intacct(), 'Private', '', { login: { location: 'US' } });
    const element = order('Sales Order', '', LINE.replace('</sotransitem>', '<locationid>UK</locationid></sotransitem>')).replace(
      'C00001',
      us,
    );
    const [result] = await call(intacct(), element, { login: { location: 'UK' } });
    expect(errorsOf(result!)[0]!.description2).toBe(`Invalid Customer '${us}' specified.`);
  });
});

describeOnEveryMount('Intacct: contracts', createIntacct, (intacct) => {
  const contract = (more: string): string =>
    `<create><CONTRACT><CUSTOMERID>C00001</CUSTOMERID><NAME>Support</NAME>${more}</CONTRACT></create>`;
  const DATES = '<BEGINDATE>03/01/2026</BEGINDATE><ENDDATE>02/28/2027</ENDDATE><TERMNAME>Net 30</TERMNAME>';

  beforeEach(async () => {
    await createContact(intacct(), 'Bo');
    await createCustomer(intacct(), 'Acme', '<BILLTO><CONTACTNAME>Bo</CONTACTNAME></BILLTO>');
  });

  it('numbers contracts, defaults their contacts from the customer, and takes lines', async () => {
    const created = await succeed(intacct(), contract(DATES));
    expect(created.at('data/contract/CONTRACTID').text).toBe('CN00001');
    await succeed(
      intacct(),
      '<create><CONTRACTDETAIL><CONTRACTID>CN00001</CONTRACTID><ITEMID>ITEM1</ITEMID><QUANTITY>1</QUANTITY></CONTRACTDETAIL></create>',
    );
    const [header, line] = await call(intacct(), [
      '<readByName><object>CONTRACT</object><keys>CN00001</keys><fields>*</fields></readByName>',
      "<readByQuery><object>CONTRACTDETAIL</object><fields>*</fields><query>CONTRACTID = 'CN00001'</query></readByQuery>",
    ]);
    const read = header!.at('data/CONTRACT');
    expect(['STATE', 'BEGINDATE', 'TERMTYPE', 'BILLTOCONTACTNAME', 'SHIPTOCONTACTNAME'].map((name) => read.at(name).text)).toEqual([
      'In progress',
      '03/01/2026',
      'Termed',
      'Bo',
      'Acme(CC00001)',
    ]);
    const detail = line!.at('data/contractdetail');
    expect(['LINENO', 'BEGINDATE', 'BILLTOCONTACTNAME', 'BILLINGMETHOD'].map((name) => detail.at(name).text)).toEqual([
      '1',
      '03/01/2026',
      'Bo',
      'Fixed price',
    ]);
  });

  it.each([
    ['no term', '<BEGINDATE>03/01/2026</BEGINDATE><ENDDATE>02/28/2027</ENDDATE>', 'BL03000130', /TERMNAME/],
    ['a termed contract without end', '<BEGINDATE>03/01/2026</BEGINDATE><TERMNAME>Net 30</TERMNAME>', 'BL03000130', /ENDDATE/],
    ['an ISO date', '<BEGINDATE>2026-03-01</BEGINDATE><TERMNAME>Net 30</TERMNAME>', 'BL03000130', /BEGINDATE/],
    ['an end before the start', DATES.replace('2027', '2025'), 'BL01001973', /before its start/],
  ])('refuses %s', async (_title, fields, errorno, text) => {
    const [error] = errorsOf((await call(intacct(), contract(fields)))[0]!);
    expect(error!.errorno).toBe(errorno);
    expect(error!.description2).toMatch(text);
  });

  it('asks for a location only where the company has some', async () => {
    intacct().vendor.people.create('LOCATIONENTITY', { LOCATIONID: 'US' }, '1');
    expect(errorsOf((await call(intacct(), contract(DATES)))[0]!)[0]!.description2).toMatch(/LOCATIONID/);
    expect((await call(intacct(), contract(`${DATES}<LOCATIONID>US</LOCATIONID>`)))[0]!.at('status').text).toBe('success');
  });
});

describeOnEveryMount('Intacct: legacy functions', createIntacct, (intacct) => {
  it('creates, updates and deletes customers, giving keys', async () => {
    const create =
      '<create_customer><customerid>L1</customerid><name>Legacy</name><termname>Net 30</termname><contactinfo><contact><contactname>Leg</contactname><printas>Legacy Ltd</printas><mailaddress><city>Rome</city></mailaddress></contact></contactinfo></create_customer>';
    expect((await succeed(intacct(), create)).at('key').text).toBe('L1');
    expect(intacct().vendor.people.read('CUSTOMER', 'L1')).toMatchObject({
      TERMNAME: 'Net 30',
      DISPLAYCONTACT: { CONTACTNAME: 'Leg', PRINTAS: 'Legacy Ltd', MAILADDRESS: { CITY: 'Rome' } },
    });
    await succeed(intacct(), '<update_customer customerid="L1"><name>New</name></update_customer>');
    expect(intacct().vendor.people.read('CUSTOMER', 'L1')).toMatchObject({ NAME: 'New' });
    await succeed(intacct(), '<delete_customer customerid="L1"></delete_customer>');
    expect(intacct().vendor.people.stateOf('CUSTOMER', 'L1')).toBe('gone');
    const [again] = await call(intacct(), '<delete_customer customerid="L1"></delete_customer>');
    expect(errorsOf(again!)[0]!.description2).toBe("Cannot find customer with key 'L1' to delete.");
  });

  it('creates contacts, and refuses elements out of order as the schema does', async () => {
    await succeed(intacct(), '<create_contact><contactname>Bo</contactname><printas>Bo</printas><phone1>1</phone1></create_contact>');
    expect(intacct().vendor.people.read('CONTACT', 'Bo')).toMatchObject({ PHONE1: '1' });
    const body = envelope(['<create_contact><printas>Cy</printas><contactname>Cy</contactname></create_contact>']);
    const response = parseReply((await post(intacct(), body)).text);
    expect(errorsOf(response)[0]!.description2).toMatch(/Element 'contactname': This element is not expected/);
  });

  it('lists smart events', async () => {
    await createCustomer(intacct(), 'Acme');
    const element =
      '<get_list object="smarteventlog" maxitems="10"><filter><expression><field>ownerobject</field><operator>=</operator><value>CUSTOMER</value></expression></filter></get_list>';
    const result = await succeed(intacct(), element);
    expect(result.at('listtype').attributes).toEqual({ start: '0', end: '0', total: '1' });
    expect(result.at('listtype').text).toBe('smarteventlog');
    const event = result.at('data/smarteventlog');
    expect([event.at('topic').text, event.at('userid').text, event.at('objectkey').text]).toEqual(['ADD_CUSTOMER', 'admin', '1']);
  });

  it('tells the financial setup', async () => {
    expect((await succeed(intacct(), '<getFinancialSetup/>')).at('data/financialsetup/baseCurrency').text).toBe('USD');
  });
});
