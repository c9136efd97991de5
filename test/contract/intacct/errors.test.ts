import { beforeEach, expect, it } from 'vitest';
import { createIntacct } from '../../../simulator/intacct/index.js';
import { parseFaultTarget } from '../../../simulator/kernel/faults.js';
import { describeOnEveryMount } from '../mounts.js';
import { createCustomer, customer, type Envelope, envelope, errorsOf, parseReply, post } from './gateway.js';

type Setting = { readonly type: string; readonly fields: Record<string, unknown> };
type Provoked = { readonly functions: readonly string[]; readonly options?: Envelope; readonly set?: Setting; readonly fault?: string };
type Row = readonly [errorno: string, level: 'control' | 'authentication' | 'result', text: RegExp, how: Provoked];

const by = (xml: string, more: Omit<Provoked, 'functions'> = {}): Provoked => ({ functions: [xml], ...more });
const query = (object: string, field = 'NAME', rest = ''): string =>
  `<query><object>${object}</object><select><field>${field}</field></select>${rest}</query>`;
const readByQuery = (object: string, where: string): string =>
  `<readByQuery><object>${object}</object><fields>*</fields><query>${where}</query></readByQuery>`;
const named = (more: string): string => customer(`<NAME>N</NAME><DISPLAYCONTACT><PRINTAS>N</PRINTAS></DISPLAYCONTACT>${more}`);
const day = '<datecreated><year>2026</year><month>3</month><day>2</day></datecreated>';
const order = (type: string): string =>
  `<create_sotransaction><transactiontype>${type}</transactiontype>${day}<customerid>C00001</customerid><termname>Net 30</termname><sotransitems><sotransitem><itemid>ITEM1</itemid><quantity>1</quantity></sotransitem></sotransitems></create_sotransaction>`;

/** Every number of the vendor's list, provoked, with its level and text. Those that nothing but a disturbance brings are planned. */
const TABLE: readonly Row[] = [
  ['XL03000003', 'control', /^XML Parse schema error: /, by('<makeCoffee/>')],
  [
    'XL03000006',
    'control',
    /^Incorrect Intacct XML Partner ID or password\.$/,
    by(query('CUSTOMER'), { options: { senderPassword: 'x' } }),
  ],
  ['XL03000006', 'authentication', /^Sign-in information is incorrect$/, by(query('CUSTOMER'), { options: { login: { password: 'x' } } })],
  ['XL03000006', 'authentication', /^Invalid session abcdefghij\.\.\.$/, by(query('CUSTOMER'), { options: { session: 'abcdefghijkl' } })],
  [
    'XMLGW_JPP0002',
    'control',
    /^Sign-in information is incorrect\. Please check your request\.$/,
    by(query('CUSTOMER'), { fault: 'XMLGW_JPP0002' }),
  ],
  ['PL04000055', 'control', /^This company is a demo company and has expired\.$/, by(query('CUSTOMER'), { fault: 'PL04000055' })],
  [
    'GW-0010',
    'control',
    /^API rate limit exceeded$/,
    by(query('CUSTOMER'), { set: { type: 'LIMIT', fields: { id: 'calls per minute', value: 1 } } }),
  ],
  ['GW-0011', 'control', /^Invalid Request \[Request ID: /, by(query('CUSTOMER'), { fault: 'GW-0011' })],
  ['GW-0042', 'control', /./, by(query('CUSTOMER'), { fault: 'GW-0042' })],
  ['XL03000009', 'result', /^There was an error processing the function Object definition NOTHING not found$/, by(query('NOTHING'))],
  ['XL03000010', 'result', /^Field requested is not valid: customer\.FOO$/, by(query('CUSTOMER', 'FOO'))],
  ['Query Failed', 'result', /^Object definition NOTHING not found$/, by(readByQuery('NOTHING', ''))],
  ['WS', 'result', /^Object definition NOTHING not found$/, by('<delete><object>NOTHING</object><keys>1</keys></delete>')],
  ['Invalid fields list FOO', 'result', /^$/, by('<read><object>CUSTOMER</object><keys>1</keys><fields>FOO</fields></read>')],
  ['DL02000001', 'result', /^There was an error processing the request\./, by(readByQuery('CUSTOMER', 'FOO = 1'))],
  ['DL02000001', 'result', /^There was an error processing the request\./, by(readByQuery('CUSTOMER', "NAME = 'x' ORDER BY NAME"))],
  ['DL02000001', 'result', /^There was an error processing the request\./, by(readByQuery('CUSTOMER', "WHENMODIFIED > '2026-01-01'"))],
  [
    'BL34000061',
    'result',
    /^Another Customer with the given value\(s\) C00001 {2}already exists$/,
    by(named('<CUSTOMERID>C00001</CUSTOMERID>')),
  ],
  ['BL01001973', 'result', /^Invalid Customer 'X' specified\.$/, by(named('<PARENTID>X</PARENTID>'))],
  [
    'BL01001973',
    'result',
    /^Cannot find customer with key '99' to delete\.$/,
    by('<delete><object>CUSTOMER</object><keys>99</keys></delete>'),
  ],
  [
    'BL01001973',
    'result',
    /^Cannot update non-existing CONTACT with CONTACTNAME=X$/,
    by('<update><CONTACT><CONTACTNAME>X</CONTACTNAME></CONTACT></update>'),
  ],
  [
    'BL03000018',
    'result',
    /^Illegal format for Contactversion : Primary Email Address @x\.$/,
    by(customer('<NAME>N</NAME><DISPLAYCONTACT><PRINTAS>N</PRINTAS><EMAIL1>@x</EMAIL1></DISPLAYCONTACT>')),
  ],
  ['BL03000019', 'result', /^The contact X does not exist\.$/, by(named('<BILLTO><CONTACTNAME>X</CONTACTNAME></BILLTO>'))],
  ['BL03000130', 'result', /\(NAME\) is missing\.$/, by(customer('<DISPLAYCONTACT><PRINTAS>N</PRINTAS></DISPLAYCONTACT>'))],
  ['BL03000130', 'result', /^Invalid value 'maybe'/, by(named('<ONHOLD>maybe</ONHOLD>'))],
  [
    'BL04002055',
    'result',
    /^No N here$/,
    by(named(''), { set: { type: 'SMARTRULE', fields: { id: 'r', object: 'CUSTOMER', condition: "NAME = 'N'", message: 'No N here' } } }),
  ],
  [
    'BL01001973',
    'result',
    /^You do not have permission for API/,
    by(named(''), { set: { type: 'PERMISSION', fields: { user: 'admin', object: '*', may: ['read'] } } }),
  ],
  ['PL05000104', 'result', /^The name is already in use\.$/, by(query('CUSTOMER'), { fault: 'PL05000104' })],
];

describeOnEveryMount('Intacct: the list of errors', createIntacct, (intacct) => {
  beforeEach(() => createCustomer(intacct(), 'Acme'));

  it.each(TABLE)('%s at %s level: %s', async (errorno, level, text, { functions, options, set, fault }) => {
    const { people } = intacct().vendor;
    if (set !== undefined) people.create(set.type, set.fields, '1');
    if (set?.type === 'LIMIT') await post(intacct(), envelope(functions));
    if (fault !== undefined) {
      const target = parseFaultTarget('intacct');
      if (typeof target === 'string') throw new Error(target);
      intacct().world.faults.arm({ on: [target], action: { kind: 'error', code: fault }, times: 1, from: 'any' });
    }
    const reply = await post(intacct(), envelope(functions, options));
    expect(reply.headers['content-type']).toMatch(/xml/);
    const response = parseReply(reply.text);
    const home = { control: 'response', authentication: 'operation', result: 'operation/result' }[level];
    const [first] = errorsOf(home === 'response' ? response : response.at(home));
    expect(first!.errorno).toBe(errorno);
    expect(`${first!.description} ${first!.description2}`.trim()).toMatch(text);
    expect(people.list('CUSTOMER')).toHaveLength(1);
  });

  it('PL01000127 for a definition without numbering', async () => {
    const definition = intacct().vendor.state.find('SODOCUMENTPARAMS', 'Sales Order')!;
    intacct()
      .vendor.state.table('SODOCUMENTPARAMS')
      .put({ ...definition, DOCID: 'Plain', RECORDNO: 99, SEQUENCE: null });
    const response = parseReply((await post(intacct(), envelope([order('Plain')]))).text);
    expect(errorsOf(response.at('operation/result'))[0]).toMatchObject({
      errorno: 'PL01000127',
      description2: 'Document Number is missing',
    });
  });

  it('stacks the closing line under the reason, and the roll-back under every function', async () => {
    const failing = named('<PARENTID>X</PARENTID>');
    const alone = parseReply((await post(intacct(), envelope([failing]))).text);
    expect(errorsOf(alone.at('operation/result')).map((error) => error.description2)).toEqual([
      "Invalid Customer 'X' specified.",
      'Could not create customer record!',
    ]);
    const together = parseReply((await post(intacct(), envelope([named(''), failing], { transaction: true }))).text);
    const results = together.at('operation').all('result');
    expect(results.map((result) => [result.at('status').text, errorsOf(result).at(-1)!.errorno])).toEqual([
      ['aborted', 'XL03000009'],
      ['failure', 'XL03000009'],
    ]);
  });
});
