import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { createWorld } from '../../../simulator/kernel/world.js';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { directTransport } from '../../../simulator/server/direct.js';
import { timed } from '../processor-time.js';
import { BASE } from './client.js';

const JSON_TYPE = 'application/json';
const SPACES = ' '.repeat(99_000);

type Sent = readonly [method: string, path: string, type: string, body: string | Uint8Array, query?: string];

/** Texts on which a careless reader tries every way to take them apart. */
const TEXTS: readonly (readonly [title: string, request: Sent, reply: string])[] = [
  [
    'digits where a number belongs',
    ['POST', '/sobjects/Account', JSON_TYPE, JSON.stringify({ Name: 'A', AnnualRevenue: `${'1'.repeat(2_000_000)}x` })],
    'JSON_PARSER_ERROR',
  ],
  [
    'spaces where a whole number belongs',
    ['POST', '/sobjects/Account', JSON_TYPE, JSON.stringify({ Name: 'A', NumberOfEmployees: `${' '.repeat(2_000_000)}x` })],
    'JSON_PARSER_ERROR',
  ],
  [
    'digits in a query',
    ['POST', '/composite/batch', JSON_TYPE, batch(`/query?q=SELECT+Id+FROM+Account+WHERE+AnnualRevenue+=+${'1'.repeat(99_000)}x`)],
    'MALFORMED_QUERY',
  ],
  ['slashes in the address of a part', ['POST', '/composite/batch', JSON_TYPE, batch(`/limits${'/'.repeat(1_000_000)}x`)], 'NOT_FOUND'],
  [
    'spaces in a search',
    ['POST', '/composite/batch', JSON_TYPE, batch(`/search?q=FIND {Acme} RETURNING Account(Id LIMIT${SPACES}x)`)],
    'MALFORMED_SEARCH',
  ],
  [
    'wildcards in a search',
    ['GET', '/search', '', '', `q=${encodeURIComponent('FIND {*a*a*a*a*a*a*a*a*b} RETURNING Account(Id)')}`],
    '"searchRecords":[]',
  ],
  ['comments in Apex', ['GET', '/tooling/executeAnonymous', '', '', `anonymousBody=${'/**/'.repeat(4_000)}x`], '"compiled":false'],
  ['slashes in Apex', ['GET', '/tooling/executeAnonymous', '', '', `anonymousBody=${'// '.repeat(5_000)}%0Ax`], '"compiled":false'],
  [
    'elements that repeat themselves',
    ['POST', '/sobjects/Account', 'application/xml', `<Account>${'<Name>A</Name>'.repeat(150_000)}</Account>`],
    'JSON_PARSER_ERROR',
  ],
  [
    'headers of a part',
    ['POST', '/sobjects/Account', 'multipart/form-data; boundary=b', `--b\r\n${'content-disposition:'.repeat(500_000)}\r\n\r\n{}\r\n--b--`],
    'INVALID_MULTIPART_REQUEST',
  ],
  ['millions of keys', ['POST', '/sobjects/Account', JSON_TYPE, `{${'"a":1,'.repeat(8_000_000)}"b":1}`], 'Request exceeded size limit'],
  [
    'keys that are all different',
    ['POST', '/sobjects/Account', JSON_TYPE, `{${Array.from({ length: 250_000 }, (_each, index) => `"k${index}":1`).join(',')}}`],
    'Request exceeded size limit',
  ],
  [
    'millions of records',
    ['POST', '/composite/sobjects', JSON_TYPE, `{"records":[${'{},'.repeat(16_000_000)}{}]}`],
    'Request exceeded size limit',
  ],
  ['lists in lists', ['POST', '/composite', JSON_TYPE, `${'['.repeat(24_000_000)}${']'.repeat(24_000_000)}`], 'nesting depth exceeds'],
  ['references of characters', soap(`<a>${'&amp;'.repeat(9_000_000)}</a>`), 'the document is too large'],
  ['a comment without an end', soap(`<!--${'a-'.repeat(24_000_000)}`), 'the document is too large'],
  ['thousands of attributes', soap(`<a ${Array.from({ length: 400_000 }, (_each, index) => `a${index}="x"`).join(' ')}/>`), 'too large'],
  ['a section without an end', soap(`<![CDATA[${'a]'.repeat(24_000_000)}`), 'the document is too large'],
  ['a long document type', soap(`<!DOCTYPE a [${'<!ENTITY b "c">'.repeat(3_000_000)}]><a/>`, ''), 'DOCTYPE is disallowed'],
  ['a zip that unpacks to too much', deployed(bomb()), 'The zip file has too many or too large files.'],
  ['a zip that lies about it', deployed(lying(bomb())), 'The zip file has too many or too large files.'],
];

/** A call of the SOAP API; `start` is what stands around the body's content. */
function soap(inside: string, start = '<s:Envelope xmlns:s="x"><s:Body>'): Sent {
  return ['POST', '/services/Soap/u/62.0', 'text/xml', `${start}${inside}${start === '' ? '' : '</s:Body></s:Envelope>'}`];
}

function deployed(zip: Uint8Array): Sent {
  const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.zip"\r\nContent-Type: application/zip\r\n\r\n';
  return [
    'POST',
    '/metadata/deployRequest',
    'multipart/form-data; boundary=b',
    Buffer.concat([Buffer.from(head), zip, Buffer.from('\r\n--b--\r\n')]),
  ];
}

function bomb(): Uint8Array {
  return zipSync({ 'package.xml': strToU8('<Package/>'), 'objects/A__c.object': new Uint8Array(70 * 1024 * 1024) });
}

/** The same, with headers that say that the large file is small. Source: ".ZIP File Format Specification", 4.3.7 and 4.3.12. */
function lying(zip: Uint8Array): Uint8Array {
  const bytes = Buffer.from(zip);
  for (const [signature, size] of [
    ['PK\x03\x04', 22],
    ['PK\x01\x02', 24],
  ] as const) {
    for (let at = bytes.indexOf(signature); at !== -1; at = bytes.indexOf(signature, at + 1)) {
      if (bytes.readUInt32LE(at + size) > 1_000_000) bytes.writeUInt32LE(1_000, at + size);
    }
  }
  return bytes;
}

function batch(path: string): string {
  return JSON.stringify({ batchRequests: [{ method: 'GET', url: `v62.0${path}` }] });
}

it.each(TEXTS)('answers %s within a second of work', async (_title, [method, path, type, body, query = ''], told) => {
  const vendor = createSalesforce(createWorld());
  const admin = vendor.people.user('admin')!;
  vendor.people.create('Account', { Name: 'Acme', Description: 'a'.repeat(20_000) }, admin);
  const { token } = vendor.state.sessions.issue({ userId: admin });
  const headers = { authorization: `Bearer ${token}`, 'content-type': type };
  const send = directTransport(vendor.standIn, 'localhost:4001');
  // The reply is written, and the call is read from the log: neither may take long.
  const { value: reply, ms } = await timed(async () => {
    const answered = await send({ method, path: path.startsWith('/services') ? path : `${BASE}${path}`, query, headers, body });
    return { text: String(answered.body), logged: vendor.state.world.calls.since().length };
  });
  expect(reply.text.includes(told), reply.text.slice(0, 300)).toBe(true);
  expect(reply.logged).toBe(1);
  expect(ms).toBeLessThan(1_000);
});
