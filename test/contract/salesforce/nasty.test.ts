import { expect, it } from 'vitest';
import { createWorld } from '../../../simulator/kernel/world.js';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { routes } from '../../../simulator/salesforce/routes.js';
import { directTransport } from '../../../simulator/server/direct.js';
import { timed } from '../processor-time.js';

const repeated = (text: string, count: number): string => text.repeat(count);
const XML_BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;&c;&c;</a>';

/** What no client should send: content type and body. */
const BODIES: readonly (readonly [title: string, type: string, body: string | Uint8Array])[] = [
  ['nothing', 'application/json', ''],
  ['JSON that breaks off', 'application/json', '{"records":[{"attributes":{"type":"Acc'],
  ['JSON of another kind', 'application/json', '[[null,{"a":[]}]]'],
  ['a JSON null', 'application/json', 'null'],
  ['JSON that is nested deeply', 'application/json', `${repeated('{"a":[', 20_000)}1${repeated(']}', 20_000)}`],
  ['keys of every object', 'application/json', '{"__proto__":{"a":1},"constructor":{"prototype":{"b":1}},"toString":1}'],
  ['numbers out of reach', 'application/json', '{"Name":1e999,"ids":[1e400],"inputs":-1e999,"records":9007199254740993}'],
  ['half a character', 'application/json', Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0xc3, 0x22, 0x7d])],
  ['UTF-16', 'application/json; charset=utf-16', Uint8Array.from(Buffer.from('{"Name":"Acme"}', 'utf16le'))],
  ['no gzip', 'application/json', 'not gzip at all'],
  ['XML with entities', 'text/xml', XML_BOMB],
  ['XML that breaks off', 'application/xml', '<a><b></a>'],
  ['XML that is nested deeply', 'text/xml', `${repeated('<a>', 20_000)}${repeated('</a>', 20_000)}`],
  ['a form of nonsense', 'application/x-www-form-urlencoded', '%%%=%&=&grant_type=__proto__&__proto__=1'],
  ['CSV of nonsense', 'text/csv', '"a,b\n"",,,\n\0\n__proto__,constructor\n1'],
  ['parts without an end', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="json"\r\n\r\n{'],
  ['parts without a boundary', 'multipart/form-data', '--x--'],
];

/** Long polls are answered when their time comes. */
const WRITES = routes.filter(({ method, path }) => method !== 'GET' && !path.startsWith('/cometd'));

it.each(BODIES)('every address refuses %s in the vendor’s words, within a second, and goes on', async (title, type, body) => {
  const vendor = createSalesforce(createWorld());
  const userId = vendor.people.user('admin')!;
  const send = directTransport(vendor.standIn, 'localhost:4001');
  for (const { method, path } of WRITES) {
    // Some calls end the session that they come with.
    const { token } = vendor.state.sessions.issue({ userId });
    const headers = {
      authorization: `Bearer ${token}`,
      'x-sfdc-session': token,
      'content-type': type,
      ...(title === 'no gzip' ? { 'content-encoding': 'gzip' } : {}),
    };
    const address = path.replace(':version', path.startsWith('/services/data') ? 'v62.0' : '62.0').replace(':type', 'Account');
    const request = { method, path: address.replace(/[:*]\w+/g, '0015g0000000001'), query: '', headers, body };
    const { value: reply, ms } = await timed(async () => send(request));
    const text = String(reply.body);
    expect(ms, `${method} ${path}`).toBeLessThan(1_000);
    const isFault = reply.status === 500 && text.includes('<faultstring>') && !text.includes('UNKNOWN_EXCEPTION');
    expect(reply.status < 500 || isFault, `${method} ${path}: ${reply.status} ${text.slice(0, 300)}`).toBe(true);
    expect(text, `${method} ${path}`).not.toMatch(/\bat .+\.(?:ts|js):\d+/);
  }
  expect(({} as { a?: unknown; b?: unknown }).a ?? ({} as { b?: unknown }).b).toBeUndefined();
  const { token } = vendor.state.sessions.issue({ userId });
  const after = { method: 'GET', path: '/services/data/v62.0/limits', query: '', headers: { authorization: `Bearer ${token}` }, body: '' };
  expect((await send(after)).status).toBe(200);
});

/** Queries that a careless program composes. */
const QUERIES: readonly (readonly [title: string, soql: string, status: number])[] = [
  [
    'thousands of ids',
    `SELECT Id FROM Account WHERE Id IN (${Array.from({ length: 4_500 }, () => "'0015g0000000001AAA'").join(',')})`,
    200,
  ],
  [
    'ten thousand names',
    `SELECT Id FROM Account WHERE Name IN (${Array.from({ length: 10_000 }, (_each, index) => `'${index}'`).join(',')})`,
    200,
  ],
  ['a thousand parentheses', `SELECT Id FROM Account WHERE ${repeated('(', 1_000)}Name = 'x'${repeated(')', 1_000)}`, 400],
  ['parentheses that do not close', `SELECT Id FROM Account WHERE ${repeated('(', 1_000)}Name = 'x'`, 400],
  ['a thousand NOTs', `SELECT Id FROM Account WHERE ${repeated('NOT ', 1_000)}Name = 'x'`, 400],
  ['a text beyond all bounds', `SELECT Id FROM Account WHERE Name = '${repeated('x', 100_001)}'`, 400],
  ['selects within selects', `SELECT Id${repeated(',(SELECT Id FROM Contacts', 500)}${repeated(')', 500)} FROM Account`, 400],
];

it.each(QUERIES)('a query with %s is answered within a second', async (_title, soql, status) => {
  const vendor = createSalesforce(createWorld());
  const { token } = vendor.state.sessions.issue({ userId: vendor.people.user('admin')! });
  const url = `/services/data/v62.0/query?q=${encodeURIComponent(soql)}`;
  const body = JSON.stringify({ compositeRequest: [{ method: 'GET', url, referenceId: 'q' }] });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const request = { method: 'POST', path: '/services/data/v62.0/composite', query: '', headers, body };
  const { value: reply, ms } = await timed(async () => directTransport(vendor.standIn, 'localhost:4001')(request));
  expect(ms).toBeLessThan(1_000);
  const [inner] = JSON.parse(String(reply.body)).compositeResponse;
  expect(inner.httpStatusCode, JSON.stringify(inner.body).slice(0, 200)).toBe(status);
});

const LARGE = 60 * 1024 * 1024;

/** One body beyond the bounds for each surface that reads bodies in its own way. */
const SURFACES: readonly (readonly [surface: string, method: string, path: string, type: string])[] = [
  ['a record', 'POST', '/services/data/v62.0/sobjects/Account', 'application/json'],
  ['a composite call', 'POST', '/services/data/v62.0/composite', 'application/json'],
  ['the token endpoint', 'POST', '/services/oauth2/token', 'application/x-www-form-urlencoded'],
  ['the login page', 'POST', '/login', 'application/x-www-form-urlencoded'],
  ['SOAP', 'POST', '/services/Soap/u/62.0', 'text/xml'],
  ['the Metadata API', 'POST', '/services/Soap/m/62.0', 'text/xml'],
  ['a job of the first Bulk API', 'POST', '/services/async/62.0/job', 'application/xml'],
  ['a deployment by REST', 'POST', '/services/data/v62.0/metadata/deployRequest', 'multipart/form-data; boundary=x'],
  ['streaming', 'POST', '/cometd/62.0', 'application/json'],
  ['Apex REST', 'POST', '/services/apexrest/ia_crm/sync', 'application/json'],
];

it.each(SURFACES)('%s refuses sixty megabytes within a second', async (_surface, method, path, type) => {
  const vendor = createSalesforce(createWorld());
  const { token } = vendor.state.sessions.issue({ userId: vendor.people.user('admin')! });
  const headers = { authorization: `Bearer ${token}`, 'x-sfdc-session': token, 'content-type': type };
  const body = Buffer.alloc(LARGE, 'a=b&');
  const request = { method, path, query: '', headers, body };
  const { value: reply, ms } = await timed(async () => directTransport(vendor.standIn, 'localhost:4001')(request));
  expect(ms).toBeLessThan(1_000);
  expect(reply.status === 200 ? String(reply.body) : 'refused').toMatch(/refused|413::/);
  expect(String(reply.body).length).toBeLessThan(2_000);
});
