import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { bodyText, ConnectionLostError, type StandIn } from '../../../simulator/kernel/wire.js';
import { backlotMiddleware } from '../../../simulator/server/express.js';

const echo: StandIn = {
  answer(wire) {
    if (wire.path === '/lost') throw new ConnectionLostError();
    return { status: 201, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ ...wire, body: bodyText(wire) }) };
  },
};

describe('the Express middleware', () => {
  it('answers as the stand-in does, under any mount path', async () => {
    const app = express().use('/sf', backlotMiddleware(echo));
    const reply = await request(app).post('/sf/services/data?x=1').set('Content-Type', 'application/json').send('{"a":1}');
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({ method: 'POST', path: '/services/data', query: 'x=1', body: '{"a":1}' });
  });

  it('takes a body that express.raw has read already', async () => {
    const app = express()
      .use(express.raw({ type: '*/*' }))
      .use(backlotMiddleware(echo));
    expect((await request(app).post('/').set('Content-Type', 'text/xml').send('<a/>')).body.body).toBe('<a/>');
  });

  it('says what to do when a body parser took the body apart', async () => {
    const app = express().use(express.json()).use(backlotMiddleware(echo));
    const tell: express.ErrorRequestHandler = (error, _request, response, _next) =>
      void response.status(500).json({ code: error.code, hint: error.hint });
    app.use(tell);
    const reply = await request(app).post('/').send({ a: 1 });
    expect(reply.body).toMatchObject({ code: 'BODY_ALREADY_PARSED', hint: expect.stringContaining('before express.json()') });
  });

  it('answers requests without a body behind a body parser', async () => {
    const app = express().use(express.json()).use(backlotMiddleware(echo));
    expect((await request(app).get('/x')).body).toMatchObject({ method: 'GET', path: '/x', body: '' });
  });

  it('drops the connection when the stand-in lost it', async () => {
    await expect(request(express().use(backlotMiddleware(echo))).get('/lost')).rejects.toThrow(/socket hang up|ECONNRESET/);
  });
});
