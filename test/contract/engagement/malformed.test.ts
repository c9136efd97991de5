import { describe, expect, it } from 'vitest';
import { createWithOrg, setting } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount } from '../mounts.js';
import { clientOf, expectRefusal, expectStatus, HEADERS } from './client.js';

const PROSPECTS = '/api/v5/objects/prospects';
const IMPORTS = '/api/v5/imports';
const UPSERT = { operation: 'Upsert', object: 'Prospect', createOnNoMatch: true, fields: [{ field: 'email' }] };

describeOnEveryMount('Engagement: what no client should send', createWithOrg, (mounted) => {
  const client = clientOf(mounted);

  it.each([
    ['a byte order mark', '\ufeffmatchEmail,email\na@b.co,a@b.co\n', 204],
    ['carriage returns and blank lines', 'matchEmail,email\r\n\r\na@b.co,a@b.co\r\n\r\n', 204],
    ['quotes and line breaks in cells', 'matchEmail,email\n"a@b.co","a@b.co"\n', 204],
    ['a quote that never ends', 'matchEmail,email\n"a@b.co,a@b.co\n', 159],
    ['a quote in the middle', 'matchEmail,email\na"@b.co,a@b.co\n', 159],
    ['too few cells', 'matchEmail,email\na@b.co\n', 159],
    ['too many cells', 'matchEmail,email\na@b.co,a@b.co,x\n', 159],
    ['other bytes', String.fromCharCode(...Array.from({ length: 256 }, (_, code) => code)), 159],
    ['names of what every object has', 'matchEmail,email,__proto__,constructor\na@b.co,a@b.co,x,y\n', 130],
  ])('answers a file with %s', async (_title, file, answer) => {
    const { id } = (await client.post(IMPORTS, UPSERT)).json();
    const reply = await client.upload(`${IMPORTS}/${id}/batches`, { file });
    if (answer === 204) expectStatus(reply, 204);
    else expectRefusal(reply, 400, answer);
  });

  it.each([
    [
      'a body that ends early',
      'multipart/form-data; boundary=cut',
      '--cut\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx',
    ],
    ['no boundary', 'multipart/form-data', 'x'],
    ['another boundary', 'multipart/form-data; boundary=other', '--cut\r\n\r\nx\r\n--cut--\r\n'],
  ])('refuses an upload with %s', async (_title, type, body) => {
    const { id } = (await client.post(IMPORTS, UPSERT)).json();
    const path = `${IMPORTS}/${id}/batches`;
    const reply = await mounted().send({ method: 'POST', path, headers: { ...HEADERS, 'content-type': type }, body });
    expect([150, 162]).toContain(reply.json().code);
  });

  it('refuses page tokens that were changed, however little', async () => {
    for (const email of ['a@b.co', 'c@d.co']) await client.prospect({ email });
    const { nextPageToken } = (await client.get(`${PROSPECTS}?fields=id&limit=1`)).json();
    const text = Buffer.from(nextPageToken, 'base64url').toString();
    const forged = [
      text.replace('"limit":1', '"limit":9'),
      text.replace('"after":[', '"after":9,"x":['),
      text.replace(/^[^.]+/, ''),
      `${text} `,
      '.{}',
      '{}',
      '',
      '\u0000',
    ];
    for (const each of forged) {
      const token = Buffer.from(each).toString('base64url');
      expectRefusal(await client.get(`${PROSPECTS}?fields=id&nextPageToken=${token}`), 400, 211);
    }
    expectStatus(await client.get(`${PROSPECTS}?fields=id&nextPageToken=${nextPageToken}`), 200);
  });

  it.each([
    ['fields=__proto__', 180],
    ['fields=constructor.name', 180],
    [`fields=${Array.from({ length: 500 }, () => 'campaign').join('.')}`, 180],
    ['fields=id&orderBy=__proto__', 19],
    ['fields=id&orderBy=id%20SIDEWAYS', 19],
    ['fields=id&__proto__=1', 5],
    ['fields=id&toString=1', 5],
    ['fields=id&limit=1e2', 23],
    ['fields=id&id=1%27%20OR%201=1', 56],
  ])('answers the query %s', async (query, code) => {
    expectRefusal(await client.get(`${PROSPECTS}?${query}`), 400, code);
  });

  it.each([
    ['an object for a text', { email: { a: 1 } }, 154],
    ['a list for a text', { email: ['a@b.co'] }, 154],
    ['a number beyond all', { email: 'a@b.co', score: 1e300 }, 56],
    ['__proto__', JSON.parse('{"email":"a@b.co","__proto__":{"polluted":true}}'), 180],
  ])('refuses %s', async (_title, body, code) => {
    expectRefusal(await client.post(PROSPECTS, body), 400, code);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('Engagement: bodies beyond all limits', () => {
  const MEGABYTE = 1024 * 1024;

  it.each([
    ['a file of 11 MB', 11],
    ['a file of 100 MB', 100],
  ])('refuses %s without reading it all', async (_title, size) => {
    const { standIn } = setting();
    const send = (path: string, type: string, body: Uint8Array | string) =>
      standIn.answer({ method: 'POST', path, query: '', headers: { ...HEADERS, 'content-type': type }, body });
    await send(IMPORTS, 'application/json', JSON.stringify(UPSERT));
    const head = Buffer.from('--cut\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nmatchEmail,email\n');
    const body = Buffer.concat([head, Buffer.alloc(size * MEGABYTE, 'a@b.co,a@b.co\n'), Buffer.from('\r\n--cut--\r\n')]);
    const reply = await send(`${IMPORTS}/1/batches`, 'multipart/form-data; boundary=cut', body);
    expect([reply.status, JSON.parse(String(reply.body)).code]).toEqual([400, 204]);
  });

  it('refuses JSON of more than 50 MB', async () => {
    const { standIn } = setting();
    const headers = { ...HEADERS, 'content-type': 'application/json' };
    const reply = await standIn.answer({ method: 'POST', path: PROSPECTS, query: '', headers, body: Buffer.alloc(51 * MEGABYTE, ' ') });
    expect([reply.status, JSON.parse(String(reply.body)).code]).toEqual([400, 204]);
  });
});
