import type { Chance } from './chance.js';

const METHODS = ['GET', 'POST', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT', 'BREW', 'get', '', 'GET GET', 'G\u0000T', 'PRI'];
const VERSIONS = ['HTTP/1.1', 'HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/1.1.1', 'http/1.1', 'HTTQ/1.1', '', ' HTTP/1.1', 'HTTP/11'];
const PATHS = [
  '/services/data',
  '/services/oauth2/token',
  '/services/data/v62.0/query?q=SELECT+Id+FROM+Account',
  '/api/v5/objects/prospects?fields=id',
  '/ia/xml/xmlgw.phtml',
  '/_backlot/health',
  '/_backlot/steps',
  '*',
  'services',
  '//',
  '/../../etc/passwd',
  '/%',
  '/%00',
  '/\u0000',
  '/a b',
  '/é',
  'http://elsewhere/x',
  'http://',
  'localhost:443',
  '/?'.repeat(2_000),
  '',
];
const HEADERS = [
  'Host: localhost',
  'Host: localhost\r\nHost: elsewhere',
  'Host:',
  'Content-Length: 5',
  'Content-Length: -1',
  'Content-Length: 5\r\nContent-Length: 6',
  'Content-Length: 99999999999999999999',
  'Content-Length: 0x5',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: chunked, chunked',
  'Transfer-Encoding: gzip',
  'Transfer-Encoding: chunked\r\nContent-Length: 3',
  'Content-Encoding: gzip',
  'Expect: 100-continue',
  'Expect: 200-maybe',
  'Upgrade: websocket\r\nConnection: Upgrade',
  'Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA',
  'Connection: close',
  'Connection: keep-alive, close, x',
  'Content-Type: application/json',
  'Content-Type: text/xml; charset=utf-99',
  'Content-Type: multipart/form-data; boundary=',
  'Content-Type: multipart/form-data; boundary=x',
  'Accept: */*;q=oops',
  'Authorization: Bearer',
  'Authorization: \u0001',
  'Cookie: =;;;=',
  'X-Forwarded-Host: a,b,,c',
  'X-Forwarded-Proto: javascript',
  'No-Colon',
  ' Folded: 1',
  'Sp ace: 1',
  ': empty',
  'X-Nul: a\u0000b',
  'X-Cr: a\rb',
  `X-Wide: ${'w'.repeat(9_000)}`,
];
const BODIES = [
  '',
  '{}',
  '{"a":',
  '5\r\nhello\r\n0\r\n\r\n',
  '5\r\nhel',
  'ffffffffffffffff\r\nx\r\n',
  '-1\r\nx\r\n0\r\n\r\n',
  'zz\r\nx\r\n0\r\n\r\n',
  '1;ext=\u0000\r\na\r\n0\r\nTrailer: x\r\n\r\n',
  '--x\r\n\r\n',
  '<a>',
  '\u0000\u0001\u0002',
  'GET / HTTP/1.1\r\n\r\n',
];
const ENDS = ['\r\n', '\n', '\r', '\r\n\r\n', ''];

/** What a broken client, or a broken machine between, might send: valid here and there. */
export function brokenRequest(chance: Chance): readonly Buffer[] {
  const head = [
    `${chance.is(0.7) ? chance.pick(['GET', 'POST']) : chance.pick(METHODS)} ${chance.pick(PATHS)} ${chance.is(0.7) ? 'HTTP/1.1' : chance.pick(VERSIONS)}`,
    ...(chance.is(0.8) ? ['Host: localhost'] : []),
    ...Array.from({ length: chance.below(5) }, () => chance.pick(HEADERS)),
  ];
  const end = chance.is(0.8) ? '\r\n' : chance.pick(ENDS);
  const whole = Buffer.from(`${head.join(end)}${end}${chance.is(0.9) ? end : ''}${chance.pick(BODIES)}`, 'latin1');
  const bytes = chance.is(0.2) ? damaged(whole, chance) : whole;
  const cut = chance.below(bytes.length + 1);
  return chance.is(0.3) ? [bytes.subarray(0, cut), bytes.subarray(cut)] : [bytes];
}

function damaged(bytes: Buffer, chance: Chance): Buffer {
  const copy = Buffer.from(bytes);
  for (let hits = 1 + chance.below(4); hits > 0 && copy.length > 0; hits -= 1) copy[chance.below(copy.length)] = chance.below(256);
  return chance.is(0.3) ? copy.subarray(0, chance.below(copy.length + 1)) : copy;
}
