import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createSimulator } from '../../simulator/index.js';
import { BODY_BYTES_MAX, httpMount } from '../../simulator/server/http-mount.js';
import { type Listening, type ListenOptions, listen } from '../../simulator/server/listen.js';
import { sendRaw, statusesIn } from './raw-socket.js';

/** Both ends of every connection are files of this process. */
const { userLimits } = process.report.getReport() as unknown as { userLimits: { open_files: { soft: number | 'unlimited' } } };
const FILES_MAX = userLimits.open_files.soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(userLimits.open_files.soft);

let listening: Listening;
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await listening.close();
});

const serve = async (bounds: ListenOptions['bounds'] = {}): Promise<number> => {
  listening = await listen(httpMount(createSimulator().salesforce.standIn), { port: 0, host: '127.0.0.1', bounds });
  return listening.port;
};

const VERSIONS = 'GET /services/data HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';

async function expectWell(port: number): Promise<void> {
  expect(statusesIn((await sendRaw(port, [VERSIONS])) ?? '')).toEqual([200]);
}

/** A connection that stays open. */
function hold(port: number, text = ''): Promise<{ socket: Socket; closed: Promise<void> }> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    sockets.push(socket);
    socket.on('error', () => {});
    socket.resume();
    const closed = new Promise<void>((done) => socket.on('close', () => done()));
    socket.on('connect', () => {
      socket.write(text);
      resolve({ socket, closed });
    });
  });
}

describe('one port', () => {
  it('drops connections beyond its bound, and takes new ones when old ones end', async () => {
    const port = await serve({ connectionsMax: 20 });
    const held = [];
    for (let number = 0; number < 20; number += 1) held.push(await hold(port));
    const { closed } = await hold(port);
    await closed;
    expect(await sendRaw(port, [VERSIONS])).toBe('');
    held[0]!.socket.destroy();
    await held[0]!.closed;
    await expect.poll(async () => statusesIn((await sendRaw(port, [VERSIONS])) ?? '')).toEqual([200]);
  });

  it.skipIf(FILES_MAX < 4_500)('answers with 2,000 connections open, and drops the next', { timeout: 60_000 }, async () => {
    const port = await serve();
    for (let number = 0; number < 1_999; number += 50)
      await Promise.all(Array.from({ length: Math.min(50, 1_999 - number) }, () => hold(port)));
    await expectWell(port);
    const { socket } = await hold(port);
    socket.write(VERSIONS.replace('Connection: close\r\n', ''));
    expect(await sendRaw(port, [VERSIONS])).toBe('');
  });

  it('ends a connection whose head never ends, and one whose body never comes', async () => {
    const port = await serve({ headMsMax: 200, requestMsMax: 400, lookEveryMs: 50 });
    const drip = await hold(port, 'GET /services/data HTTP/1.1\r\nHost: localhost\r\n');
    const dripping = setInterval(() => drip.socket.write('X-More: 1\r\n'), 20);
    const heard = await sendRaw(port, ['POST /services/oauth2/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nab']);
    expect(statusesIn(heard ?? '')).toEqual([408]);
    await drip.closed;
    clearInterval(dripping);
    await expectWell(port);
  });

  it('refuses a head that is too long', async () => {
    const port = await serve();
    const long = `GET /services/data HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'x'.repeat(100_000)}\r\n\r\n`;
    expect(statusesIn((await sendRaw(port, [long])) ?? '')).toEqual([431]);
    expect(statusesIn((await sendRaw(port, [`GET /${'x'.repeat(100_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`])) ?? '')).toEqual([431]);
    await expectWell(port);
  });

  it('looks at 200 lines of a head, however many there are', async () => {
    const port = await serve();
    const many = Array.from({ length: 900 }, (_, number) => `A${number}: 1\r\n`).join('');
    const heard = await sendRaw(port, [`GET /services/data HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${many}\r\n`]);
    expect(statusesIn(heard ?? '')).toEqual([200]);
  });

  it('refuses a body that is larger than any vendor takes, before it came', async () => {
    const port = await serve();
    const head = `POST /services/oauth2/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${BODY_BYTES_MAX + 1}\r\n\r\n`;
    expect(statusesIn((await sendRaw(port, [head])) ?? '')).toEqual([413]);
    await expectWell(port);
  });
});
