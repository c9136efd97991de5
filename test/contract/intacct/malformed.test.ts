import { beforeEach, describe, expect, it } from 'vitest';
import { createIntacct, type Intacct } from '../../../simulator/intacct/index.js';
import { ROUTES } from '../../../simulator/intacct/routes.js';
import { FUNCTIONS } from '../../../simulator/intacct/xml/functions.js';
import { createWorld } from '../../../simulator/kernel/world.js';
import { envelope, errorsOf, parseReply } from './gateway.js';

const QUERY = '<query><object>CUSTOMER</object><select><field>NAME</field></select></query>';
const SECOND_MS = 1_000;

/** Whatever comes in, the answer is the vendor's refusal, soon, and the stand-in goes on. */
describe('Intacct: malformed input', () => {
  let intacct: Intacct;
  let token: string;

  const send = async (method: string, path: string, body: string | Uint8Array, headers: Record<string, string> = {}) => {
    const reply = await intacct.standIn.answer({ method, path, query: '', headers, body });
    return { status: reply.status, text: typeof reply.body === 'string' ? reply.body : Buffer.from(reply.body as Uint8Array).toString() };
  };
  const post = (body: string | Uint8Array) => send('POST', '/ia/xml/xmlgw.phtml', body);

  beforeEach(async () => {
    intacct = createIntacct(createWorld());
    const grant = 'grant_type=client_credentials&client_id=backlot&client_secret=backlot&username=admin@backlot';
    token = JSON.parse((await send('POST', '/ia/api/v1/oauth2/token', grant)).text).access_token;
  });

  const billion = `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">${[...'bcdefghij'].map((name, index) => `<!ENTITY ${name} "${`&${'abcdefghij'[index]};`.repeat(10)}">`).join('')}]>`;
  const whole = envelope([QUERY]);
  const utf16 = Buffer.from(whole, 'utf16le');

  it.each<[string, string | Uint8Array]>([
    ['nothing', ''],
    ['white space', ' \n '],
    ['JSON', '{"a":1}'],
    ['a document type', whole.replace('<request>', '<!DOCTYPE request SYSTEM "http://example.org/x.dtd"><request>')],
    [
      'an outer entity',
      whole.replace('<request>', '<!DOCTYPE request [<!ENTITY x SYSTEM "file:///etc/passwd">]><request>').replace('req-1', '&x;'),
    ],
    ['a billion laughs', whole.replace('<request>', `${billion}<request>`).replace('req-1', '&j;')],
    ['an unknown entity', whole.replace('req-1', '&nbsp;')],
    ['an unclosed element', whole.replace('</request>', '')],
    ['crossed elements', whole.replace('</control><operation>', '</operation><operation>')],
    ['10,000 elements within one another', `${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`],
    ['10,000 open elements', '<a>'.repeat(10_000)],
    ['2,000,000 elements side by side', `<a>${'<b/>'.repeat(2_000_000)}</a>`],
    ['text behind the document', `${whole}x`],
    ['two documents', whole.replace(/^<\?xml[^>]*>/, '').repeat(2)],
    ['an attribute twice', whole.replace('<operation>', '<operation transaction="a" transaction="b">')],
    ['a wrong encoding name', Buffer.from(whole.replace('utf-8', 'klingon'))],
    ['UTF-16 that calls itself UTF-8', utf16],
    ['a null character', whole.replace('req-1', '\u0000')],
    ['bytes of no encoding', Uint8Array.from([0xff, 0xfe, 0x00, 0x3c, 0xd8, 0x00])],
    ['50 MB of text', `<a>${'x'.repeat(50 * 1024 * 1024)}</a>`],
    ['50 MB of bytes', new Uint8Array(50 * 1024 * 1024).fill(0x3c)],
  ])('refuses %s as the schema check does, and goes on', async (_title, body) => {
    const start = process.cpuUsage();
    const reply = await post(body);
    const { user } = process.cpuUsage(start);
    const response = parseReply(reply.text);
    expect([reply.status, response.at('control/status').text]).toEqual([200, 'failure']);
    expect(errorsOf(response)[0]).toMatchObject({
      errorno: 'XL03000003',
      description2: expect.stringMatching(/^XML Parse schema error: /),
    });
    expect(reply.text).not.toMatch(/\.[jt]s:\d+|root:/);
    expect(user / 1_000).toBeLessThan(SECOND_MS * 3);
    expect((await post(whole)).text).toContain('<status>success</status>');
  });

  const junk = (name: string): string[] => [
    `<${name}/>`,
    `<${name}>text</${name}>`,
    `<${name}><object/></${name}>`,
    `<${name}><object>__proto__</object><keys>constructor</keys><fields>__proto__</fields></${name}>`,
    `<${name}><object>CUSTOMER</object><keys>${'1,'.repeat(90)}</keys><query>((((</query><select><field/></select></${name}>`,
    `<${name}><object>CUSTOMER</object><select><field>NAME</field></select><filter><and/></filter><pagesize>-1</pagesize></${name}>`,
    `<${name}><object>CUSTOMER</object><select><sum>NAME</sum></select><filter><between><field>RECORDNO</field><value>x</value></between></filter></${name}>`,
    `<${name} key="__proto__" object="__proto__" externalkey="true"><datecreated><year>x</year></datecreated></${name}>`,
    `<${name}><CUSTOMER><NAME><NAME><NAME>x</NAME></NAME></NAME><CONTACT_LIST_INFO>x</CONTACT_LIST_INFO><BILLTO>x</BILLTO></CUSTOMER></${name}>`,
    `<${name}><CONTRACT/><CONTRACTDETAIL/><SODOCUMENT/></${name}>`,
    `<${name}><sotransitems><sotransitem/></sotransitems><invoiceitems><lineitem/></invoiceitems></${name}>`,
  ];

  it.each(Object.keys(FUNCTIONS))('answers junk in %s with a refusal or nothing, never with a failure of its own', async (name) => {
    for (const body of junk(name)) {
      const reply = await post(envelope([body]));
      expect([body, reply.status]).toEqual([body, 200]);
      if (/^\s*</.test(reply.text)) expect(parseReply(reply.text).name).toBe('response');
    }
    expect((await post(whole)).text).toContain('<status>success</status>');
  });

  const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
  const nested = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
  const bodies = [
    '',
    'null',
    '[]',
    '{}',
    '"x"',
    '0',
    'true',
    '[null]',
    '[[]]',
    '[1,"x",{}]',
    '{"__proto__":{"a":1},"constructor":1}',
    '{"object":{},"fields":{},"filters":{},"orderBy":{},"start":"1"}',
    '{"object":"accounts-receivable/customer","fields":[1]}',
    '{"object":"accounts-receivable/customer","fields":["name"],"filters":[{"$eq":{"name":{"a":[]}}},null],"filterExpression":[]}',
    '{"object":"accounts-receivable/customer","fields":["name"],"filters":[{"$between":{"creditLimit":"x"}}]}',
    '{"object":"accounts-receivable/customer","fields":["__proto__"],"orderBy":[null]}',
    '{"name":{},"id":[],"contacts":"x","contactList":[null],"term":1}',
    '{"name":"x","contacts":{"default":null,"primary":[],"billTo":{"id":1}}}',
    '[{"method":1,"path":2},{"method":"GET","path":"/objects/%zz/x"},null]',
    '[{"method":"POST","path":"/services/core/composite","body":[]},{"method":"GET","path":"@{a.b}","headers":[]}]',
    '{"fileType":{},"query":[]}',
    '{"a":',
    '\u0000',
    deep,
    nested,
    `"${'x'.repeat(50 * 1024 * 1024)}"`,
  ];

  it.each(ROUTES.filter(({ path }) => path.startsWith('/ia/api')).map(({ method, path }) => [method, path] as const))(
    'answers every wrong body of %s %s in the API’s form',
    async (method, path) => {
      const real = path.replace(':app', 'accounts-receivable').replace(':object', 'customer').replace(':key', '1');
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      for (const body of bodies) {
        const reply = await send(method, real, body, headers);
        expect([body.slice(0, 200), reply.status < 500]).toEqual([body.slice(0, 200), true]);
        if (reply.status >= 400) expect(JSON.parse(reply.text)).toEqual(expect.any(Object));
        expect(reply.text).not.toMatch(/\.[jt]s:\d+/);
      }
      for (const type of ['multipart/form-data; boundary=x', 'multipart/form-data', 'text/plain', 'application/x-www-form-urlencoded']) {
        expect((await send(method, real, '--x\r\n\r\nnothing', { ...headers, 'content-type': type })).status).toBeLessThan(500);
      }
    },
  );
});
