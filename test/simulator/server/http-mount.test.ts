import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyText, ConnectionLostError, type WireRequest } from '../../../simulator/kernel/wire.js';
import { httpMount } from '../../../simulator/server/http-mount.js';
import { type Listening, listen } from '../../../simulator/server/listen.js';

describe('the node:http mount', () => {
  let listening: Listening;
  let seen: WireRequest[];
  beforeEach(async () => {
    seen = [];
    const answer = (request: WireRequest) => {
      seen.push(request);
      if (request.path === '/lost') throw new ConnectionLostError();
      if (request.path === '/bug') throw new TypeError('secret detail');
      return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: bodyText(request) };
    };
    listening = await listen(httpMount({ answer }), { port: 0 });
  });
  afterEach(() => listening.close());

  it('takes a request target that is a whole address', async () => {
    await raw('GET http://login.salesforce.com/services/data?x=1 HTTP/1.1\r\nHost: other\r\nConnection: close\r\n\r\n');
    expect(seen[0]).toMatchObject({ path: '/services/data', query: 'x=1' });
    expect(seen[0]!.headers['host']).toBe('login.salesforce.com');
  });

  it('reads bodies that come in chunks, and says how long its own are', async () => {
    const reply = await raw(
      'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n',
    );
    expect(reply).toMatch(/content-length: 5\r\n/i);
    expect(reply).toMatch(/\r\n\r\nabcde$/);
  });

  it('answers several requests on one connection in order', async () => {
    const reply = await raw('GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(reply.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
    expect(seen.map(({ path }) => path)).toEqual(['/1', '/2']);
  });

  it('drops the socket of a lost connection without a byte', async () => {
    expect(await raw('GET /lost HTTP/1.1\r\nHost: a\r\n\r\n')).toBe('');
  });

  it('shows no stack when the stand-in itself fails', async () => {
    const reply = await raw('GET /bug HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(reply).toMatch(/^HTTP\/1\.1 500/);
    expect(reply).not.toContain('secret detail');
  });

  it.each([
    ['a body that is too large by its own word', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999999\r\n\r\n', 413],
    ['what is no HTTP', 'hello there\r\n\r\n', 400],
    ['headers without end', `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
  ])('refuses %s, and goes on', async (_title, request, status) => {
    expect(await raw(request)).toMatch(new RegExp(`^HTTP/1\\.1 ${status}`));
    expect(await raw('GET /on HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 200/);
  });

  it('survives a client that leaves in the middle of its body', async () => {
    const socket = connect(listening.port, '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc');
    await new Promise((resolve) => socket.on('connect', resolve));
    socket.destroy();
    expect(await raw('GET /on HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 200/);
  });

  function raw(request: string): Promise<string> {
    return new Promise((resolve, reject) => {
      let reply = '';
      const socket = connect(listening.port, '127.0.0.1', () => socket.write(request));
      socket.setEncoding('utf8').on('data', (text) => {
        reply += text;
      });
      socket
        .on('close', () => resolve(reply))
        .on('error', (error: NodeJS.ErrnoException) =>
          error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(reply) : reject(error),
        );
    });
  }
});
