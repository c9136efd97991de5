import { beforeEach, expect, it } from 'vitest';
import { createIntacct } from '../../../simulator/intacct/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { call, createCustomer, type Element, envelope, errorsOf, post, succeed } from './gateway.js';

const NAMES = ['Alpha', 'beta', 'Gamma', 'Delta', 'Épsilon'];

describeOnEveryMount('Intacct: query', createIntacct, (intacct) => {
  beforeEach(async () => {
    for (const [index, name] of NAMES.entries()) {
      const parent = index === 0 ? '' : '<PARENTID>C00001</PARENTID>';
      await createCustomer(
        intacct(),
        name,
        `<CREDITLIMIT>${index * 100}</CREDITLIMIT>${parent}${index === 3 ? '<STATUS>inactive</STATUS>' : ''}`,
      );
      intacct().world.clock.jumpTo(intacct().world.clock.now() + 60_000);
    }
  });

  const query = (inner: string, select = '<field>NAME</field>'): string =>
    `<query><object>CUSTOMER</object><select>${select}</select>${inner}</query>`;
  const names = (result: Element): string[] =>
    result
      .at('data')
      .all('CUSTOMER')
      .map((row) => row.at('NAME').text);
  const find = async (filter: string, rest = ''): Promise<string[]> =>
    names(await succeed(intacct(), query(`<filter>${filter}</filter>${rest}`)));
  const test = (operator: string, field: string, ...values: string[]): string =>
    `<${operator}><field>${field}</field>${values.map((value) => `<value>${value}</value>`).join('')}</${operator}>`;

  it.each([
    ['equalto', test('equalto', 'NAME', 'beta'), ['beta']],
    ['letter case', test('equalto', 'NAME', 'BETA'), []],
    ['notequalto', test('notequalto', 'CREDITLIMIT', '0'), ['beta', 'Gamma', 'Delta', 'Épsilon']],
    ['lessthan', test('lessthan', 'CREDITLIMIT', '100'), ['Alpha']],
    ['lessthanorequalto', test('lessthanorequalto', 'CREDITLIMIT', '100'), ['Alpha', 'beta']],
    ['greaterthan', test('greaterthan', 'CREDITLIMIT', '300'), ['Épsilon']],
    ['greaterthanorequalto', test('greaterthanorequalto', 'CREDITLIMIT', '300.0'), ['Delta', 'Épsilon']],
    ['between', test('between', 'CREDITLIMIT', '100', '200'), ['beta', 'Gamma']],
    ['in', test('in', 'CUSTOMERID', 'C00003', 'C00001', 'C9', 'C00003'), ['Alpha', 'Gamma']],
    ['notin', test('notin', 'CUSTOMERID', 'C00001', 'C00002'), ['Gamma', 'Delta', 'Épsilon']],
    ['like', test('like', 'NAME', '%e_ta'), ['Delta']],
    ['like with two parts', test('like', 'NAME', '%l%a'), ['Alpha', 'Delta']],
    ['notlike', test('notlike', 'NAME', '%a'), ['Épsilon']],
    ['isnull', test('isnull', 'PARENTID'), ['Alpha']],
    ['isnotnull', test('isnotnull', 'PARENTID'), ['beta', 'Gamma', 'Delta', 'Épsilon']],
    ['a blank field differs from nothing', test('notequalto', 'PARENTID', 'x'), ['beta', 'Gamma', 'Delta', 'Épsilon']],
    ['status', test('equalto', 'STATUS', 'inactive'), ['Delta']],
    ['a date-time', test('greaterthanorequalto', 'WHENMODIFIED', '03/02/2026 09:03:00'), ['Delta', 'Épsilon']],
    ['a path', test('equalto', 'PARENT.NAME', 'Alpha'), ['beta', 'Gamma', 'Delta', 'Épsilon']],
    ['a contact', test('equalto', 'DISPLAYCONTACT.PRINTAS', 'Gamma'), ['Gamma']],
    ['and', `<and>${test('greaterthan', 'CREDITLIMIT', '0')}${test('like', 'NAME', '%a')}</and>`, ['beta', 'Gamma', 'Delta']],
    ['or', `<or>${test('equalto', 'NAME', 'Gamma')}${test('equalto', 'CUSTOMERID', 'C00001')}</or>`, ['Alpha', 'Gamma']],
    [
      'nesting',
      `<and>${test('equalto', 'STATUS', 'active')}<or>${test('equalto', 'NAME', 'Delta')}${test('equalto', 'NAME', 'beta')}</or></and>`,
      ['beta'],
    ],
  ])('filters by %s', async (_title, filter, expected) => {
    expect(await find(filter)).toEqual(expected);
  });

  it('ignores letter case when asked', async () => {
    expect(await find(test('equalto', 'NAME', 'BETA'), '<options><caseinsensitive>true</caseinsensitive></options>')).toEqual(['beta']);
  });

  it('orders by several fields, either way', async () => {
    const order =
      '<orderby><order><field>STATUS</field><descending/></order><order><field>CREDITLIMIT</field><descending/></order></orderby>';
    expect(names(await succeed(intacct(), query(order)))).toEqual(['Delta', 'Épsilon', 'Gamma', 'beta', 'Alpha']);
  });

  it('pages by offset, and leaves moving it to the client', async () => {
    const first = (await succeed(intacct(), query('<pagesize>2</pagesize>'))).at('data');
    expect(first.attributes).toEqual({ listtype: 'CUSTOMER', totalcount: '5', offset: '0', count: '2', numremaining: '3' });
    const last = await succeed(intacct(), query('<pagesize>2</pagesize><offset>4</offset>'));
    expect(names(last)).toEqual(['Épsilon']);
    expect(last.at('data').attributes['numremaining']).toBe('0');
  });

  it('prints related fields with their dots, and no value as an empty element', async () => {
    const select = '<field>CUSTOMERID</field><field>PARENT.NAME</field><field>SHIPTOCONTACT.CONTACTNAME</field>';
    const [first, second] = (await succeed(intacct(), query('', select))).at('data').all('CUSTOMER');
    expect(first!.children.map((child) => [child.name, child.text])).toEqual([
      ['CUSTOMERID', 'C00001'],
      ['PARENT.NAME', ''],
      ['SHIPTOCONTACT.CONTACTNAME', 'Alpha(CC00001)'],
    ]);
    expect(second!.at('PARENT.NAME').text).toBe('Alpha');
  });

  it('counts and sums by group', async () => {
    const select = '<field>STATUS</field><count>RECORDNO</count><sum>CREDITLIMIT</sum><max>CREDITLIMIT</max>';
    const rows = (await succeed(intacct(), query('', select))).at('data').all('CUSTOMER');
    expect(rows.map((row) => row.children.map((child) => `${child.name}=${child.text}`))).toEqual([
      ['STATUS=active', 'COUNT.RECORDNO=4', 'CREDITLIMIT=700', 'MAX.CREDITLIMIT=400'],
      ['STATUS=inactive', 'COUNT.RECORDNO=1', 'CREDITLIMIT=300', 'MAX.CREDITLIMIT=300'],
    ]);
  });

  it('answers bare JSON and CSV when asked', async () => {
    const ask = (format: string): string =>
      query(
        `<filter>${test('in', 'CUSTOMERID', 'C00001', 'C00002')}</filter><options><returnformat>${format}</returnformat></options>`,
        '<field>NAME</field><field>CREDITLIMIT</field>',
      );
    const json = await post(intacct(), envelope([ask('json')]));
    expect(json.json()).toEqual([
      { NAME: 'Alpha', CREDITLIMIT: '0' },
      { NAME: 'beta', CREDITLIMIT: '100' },
    ]);
    const csv = await post(intacct(), envelope([ask('csv')]));
    expect(csv.text).toBe('NAME,CREDITLIMIT\nAlpha,0\nbeta,100\n');
  });

  it.each([
    [
      'an unknown object',
      '<query><object>NOPE</object><select><field>A</field></select></query>',
      'XL03000009',
      'Object definition NOPE not found',
    ],
    [
      'an unknown field',
      '<query><object>CUSTOMER</object><select><field>FOO</field></select></query>',
      'XL03000010',
      'Field requested is not valid: customer.FOO',
    ],
    [
      'an unknown filter field',
      '<query><object>CUSTOMER</object><select><field>NAME</field></select><filter><isnull><field>FOO</field></isnull></filter></query>',
      'XL03000010',
      'Field requested is not valid: customer.FOO',
    ],
    [
      'a path that ends in a relation',
      '<query><object>CUSTOMER</object><select><field>PARENT.PARENT</field></select></query>',
      'XL03000010',
      'Field requested is not valid: customer.PARENT.PARENT',
    ],
    [
      'two operators at the top',
      '<query><object>CUSTOMER</object><select><field>NAME</field></select><filter><isnull><field>NAME</field></isnull><isnull><field>NAME</field></isnull></filter></query>',
      'BL01001973',
      undefined,
    ],
    [
      'an and of one',
      '<query><object>CUSTOMER</object><select><field>NAME</field></select><filter><and><isnull><field>NAME</field></isnull></and></filter></query>',
      'BL01001973',
      undefined,
    ],
    [
      'a page of 2,001',
      '<query><object>CUSTOMER</object><select><field>NAME</field></select><pagesize>2001</pagesize></query>',
      'BL01001973',
      undefined,
    ],
    [
      'an ISO date',
      '<query><object>CUSTOMER</object><select><field>NAME</field></select><filter><greaterthan><field>WHENMODIFIED</field><value>2026-03-02</value></greaterthan></filter></query>',
      'DL02000001',
      undefined,
    ],
  ])('refuses %s', async (_title, element, errorno, text) => {
    const [error] = errorsOf((await call(intacct(), element))[0]!);
    expect(error!.errorno).toBe(errorno);
    if (text !== undefined) expect(error!.description2).toBe(text);
  });
});

describeOnEveryMount('Intacct: readByQuery', createIntacct, (intacct) => {
  beforeEach(async () => {
    for (const [index, name] of NAMES.entries()) await createCustomer(intacct(), name, `<CREDITLIMIT>${index * 100}</CREDITLIMIT>`);
  });

  const ask = (query: string, rest = '<fields>NAME</fields>'): string =>
    `<readByQuery><object>CUSTOMER</object>${rest}<query>${query.replaceAll('<', '&lt;')}</query></readByQuery>`;

  it.each([
    ['all', '', NAMES],
    ['=', "NAME = 'beta'", ['beta']],
    ['a quote', "NAME = 'O\\'Neil'", []],
    ['numbers', 'CREDITLIMIT >= 300', ['Delta', 'Épsilon']],
    ['and before or', "NAME = 'beta' OR NAME = 'Gamma' AND CREDITLIMIT < 100", ['beta']],
    ['parentheses', "(NAME = 'beta' OR NAME = 'Gamma') AND CREDITLIMIT > 100", ['Gamma']],
    ['not', "NOT (NAME like '%a')", ['Épsilon']],
    ['in', "CUSTOMERID in ('C00001','C00002')", ['Alpha', 'beta']],
    ['not in', "CUSTOMERID not in ('C00001','C00002','C00003')", ['Delta', 'Épsilon']],
    ['not like', "NAME not like '%a'", ['Épsilon']],
    ['is null', 'PARENTID is null and NAME is not null', NAMES],
    ['status codes', "STATUS = 'T'", NAMES],
    ['status words', "STATUS = 'active'", []],
    ['boolean codes', "ONETIME = 'F'", NAMES],
    ['date-times', "WHENMODIFIED >= '03/02/2026 09:00:00'", NAMES],
  ])('reads by %s', async (_title, query, expected) => {
    const data = (await succeed(intacct(), ask(query))).at('data');
    expect(data.all('customer').map((row) => row.at('NAME').text)).toEqual(expected);
  });

  it.each([
    ['an unknown field', "FOO = '1'"],
    ['ORDER BY', "NAME = 'a' ORDER BY NAME"],
    ['a join', 'CUSTOMER.NAME = CONTACT.NAME'],
    ['an ISO date', "WHENMODIFIED > '2026-03-02T00:00:00Z'"],
    ['an open text', "NAME = 'a"],
    ['an open parenthesis', "(NAME = 'a'"],
    ['too much nesting', `${'('.repeat(5000)}NAME = 'a'${')'.repeat(5000)}`],
  ])('refuses %s', async (_title, query) => {
    const [error] = errorsOf((await call(intacct(), ask(query)))[0]!);
    expect(error).toMatchObject({ errorno: 'DL02000001', description: 'There was an error processing the request.' });
  });

  it('gives flat lower-case rows, with dots in the names', async () => {
    const data = (await succeed(intacct(), ask("NAME = 'beta'", '<fields>*</fields>'))).at('data');
    expect(data.attributes).toEqual({ listtype: 'customer', count: '1', totalcount: '1', numremaining: '0', resultId: '' });
    expect(data.at('customer/DISPLAYCONTACT.PRINTAS').text).toBe('beta');
  });

  it('goes on with readMore until nothing remains', async () => {
    const first = (await succeed(intacct(), ask('', '<fields>NAME</fields><pagesize>2</pagesize>'))).at('data');
    expect([first.attributes['count'], first.attributes['totalcount'], first.attributes['numremaining']]).toEqual(['2', '5', '3']);
    const more = `<readMore><resultId>${first.attributes['resultId']}</resultId></readMore>`;
    const second = (await succeed(intacct(), more)).at('data');
    expect(second.all('customer').map((row) => row.at('NAME').text)).toEqual(['Gamma', 'Delta']);
    const third = (await succeed(intacct(), '<readMore><object>CUSTOMER</object></readMore>')).at('data');
    expect([third.attributes['numremaining'], third.attributes['resultId']]).toEqual(['0', '']);
    expect((await call(intacct(), more))[0]!.at('status').text).toBe('failure');
  });

  it('reads by key and by name, leaving out what is not there', async () => {
    const read = (await succeed(intacct(), '<read><object>CUSTOMER</object><keys>2,99,1</keys><fields>NAME,BILLTO</fields></read>')).at(
      'data',
    );
    expect(read.attributes).toEqual({ listtype: 'CUSTOMER', count: '2' });
    const [first] = read.all('CUSTOMER');
    expect(first!.at('NAME').text).toBe('beta');
    expect(first!.at('BILLTO/CONTACTNAME').text).toBe('beta(CC00002)');
    expect(first!.has('CUSTOMERID')).toBe(false);
    const none = (await succeed(intacct(), '<readByName><object>CUSTOMER</object><keys>X</keys><fields>*</fields></readByName>')).at(
      'data',
    );
    expect(none.attributes['count']).toBe('0');
  });

  it('refuses unknown fields of read, with the message in place of a number', async () => {
    const [error] = errorsOf((await call(intacct(), '<read><object>CUSTOMER</object><keys>1</keys><fields>NAME,FOO</fields></read>'))[0]!);
    expect(error!.errorno).toBe('Invalid fields list FOO');
  });

  it('describes objects', async () => {
    const type = (await succeed(intacct(), '<lookup><object>CUSTOMER</object></lookup>')).at('data/Type');
    expect(type.attributes).toEqual({ Name: 'CUSTOMER', DocumentType: '' });
    const status = type.at('Fields').children.find((field) => field.at('ID').text === 'STATUS')!;
    expect(status.at('VALIDVALUES').children.map((value) => value.text)).toEqual(['active', 'inactive']);
    expect(type.at('Relationships').children.map((each) => each.at('OBJECTPATH').text)).toContain('BILLTOCONTACT');
    const types = (await succeed(intacct(), '<inspect><object>*</object></inspect>')).at('data').children;
    expect(types.map((each) => each.attributes['typename'])).toContain('CONTACT');
  });
});
