import { expect, it } from 'vitest';
import { bodyText, ConnectionLostError, type WireRequest, type WireResponse } from '../../../simulator/kernel/wire.js';
import { describeOnEveryMount } from '../../contract/mounts.js';

/** A vendor that shows what reached it: the least that lies behind a mount. */
function createEcho(): { standIn: { answer(request: WireRequest): WireResponse | Promise<WireResponse> }; seen: WireRequest[] } {
  const seen: WireRequest[] = [];
  return {
    seen,
    standIn: {
      answer(request) {
        seen.push(request);
        if (request.path === '/lost') throw new ConnectionLostError();
        if (request.path === '/lost-later') return Promise.resolve().then(() => Promise.reject(new ConnectionLostError()));
        if (request.path === '/nothing') return { status: 204, headers: {}, body: '' };
        if (request.path === '/stream') return { status: 200, headers: { 'Content-Type': 'text/csv' }, body: lines() };
        if (request.path === '/large') return { status: 200, headers: {}, body: large() };
        if (request.path === '/bytes') return { status: 200, headers: {}, body: new Uint8Array([0xc3, 0xa9]) };
        if (request.path === '/header') return { status: 200, headers: { 'X-Name': 'Zoë\r\nSet-Cookie: a' }, body: '' };
        const { method, path, query, headers } = request;
        const body = JSON.stringify({ method, path, query, headers, body: bodyText(request) });
        return { status: 200, headers: { 'Content-Type': 'application/json', 'X-Echo': 'yes' }, body };
      },
    },
  };
}

async function* lines(): AsyncIterable<string | Uint8Array> {
  yield 'Id,Name\n';
  yield Buffer.from('1,Å\n');
}

async function* large(): AsyncIterable<string> {
  for (let part = 0; part < 64; part += 1) yield 'x'.repeat(65_536);
}

describeOnEveryMount('A mount', createEcho, (mounted) => {
  it('hands over method, path, query and body as the client sent them', async () => {
    const reply = await mounted().send({ method: 'PATCH', path: '/a%20b/c', query: 'q=SELECT+Id&x=%2F', body: '{"Name":"Å"}' });
    expect(reply.json()).toMatchObject({ method: 'PATCH', path: '/a%20b/c', query: 'q=SELECT+Id&x=%2F', body: '{"Name":"Å"}' });
  });

  it('gives header names in lower case, and the Host that the client meant', async () => {
    const { headers } = (await mounted().send({ path: '/', headers: { 'X-Custom-Thing': 'One' } })).json();
    expect(headers['x-custom-thing']).toBe('One');
    expect(headers['host']).toBe(new URL(mounted().origin).host);
  });

  it('hands over bytes that are no text unharmed', async () => {
    const bytes = new Uint8Array([0, 255, 10, 13, 128]);
    await mounted().send({ method: 'POST', path: '/', body: bytes });
    expect([...Buffer.from(mounted().vendor.seen[0]!.body as Uint8Array)]).toEqual([...bytes]);
  });

  it('has no query when the client sent none', async () => {
    expect((await mounted().send({ path: '/plain' })).json()).toMatchObject({ path: '/plain', query: '', body: '' });
  });

  it('answers with the status, headers and body of the stand-in', async () => {
    const reply = await mounted().send({ path: '/' });
    expect(reply.status).toBe(200);
    expect(reply.headers).toMatchObject({ 'content-type': 'application/json', 'x-echo': 'yes' });
  });

  it('sends bytes and streams in one piece', async () => {
    expect((await mounted().send({ path: '/bytes' })).text).toBe('é');
    expect((await mounted().send({ path: '/stream' })).text).toBe('Id,Name\n1,Å\n');
    expect((await mounted().send({ path: '/large' })).text).toHaveLength(64 * 65_536);
  });

  it('sends no body with 204 and to HEAD', async () => {
    expect(await mounted().send({ path: '/nothing' })).toMatchObject({ status: 204, text: '' });
    expect(await mounted().send({ method: 'HEAD', path: '/' })).toMatchObject({ status: 200, text: '' });
  });

  it('breaks the connection when the stand-in lost it', async () => {
    await expect(mounted().send({ path: '/lost' })).rejects.toThrow();
    await expect(mounted().send({ path: '/lost-later' })).rejects.toThrow();
    expect((await mounted().send({ path: '/' })).status).toBe(200);
  });
});
