import { connect, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { listen, PortInUseError } from '../../../simulator/server/listen.js';

it('names the port that somebody else has, and what to do', async () => {
  const first = await listen((_, response) => void response.end(), { port: 0 });
  const attempt = listen((_, response) => void response.end(), { port: first.port });
  await expect(attempt).rejects.toThrow(PortInUseError);
  await expect(attempt).rejects.toMatchObject({ message: `port ${first.port} is in use`, hint: expect.stringContaining('--port') });
  await first.close();
});

it('gives the port back when it is closed, also when a client holds its connection open', async () => {
  const first = await listen((_, response) => void response.write('never ends'), { port: 0 });
  const socket = connect(first.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'));
  await new Promise((resolve) => socket.once('data', resolve));
  const dropped = new Promise((resolve) => socket.on('error', () => {}).once('close', resolve));
  await first.close();
  await dropped;
  const again = await listen((_, response) => void response.end(), { port: first.port });
  await again.close();
});

it('refuses an address that is not of this machine', async () => {
  await expect(listen(() => {}, { port: 0, host: '192.0.2.1' })).rejects.toMatchObject({ code: 'ADDRESS_UNUSABLE' });
});

it.skipIf(!(await hasIpv6()))('answers on both loopback addresses', async () => {
  const listening = await listen((_, response) => void response.end(), { port: 0 });
  for (const host of ['127.0.0.1', '::1']) {
    await new Promise<void>((resolve, reject) => {
      const socket = connect(listening.port, host, () => void socket.end(resolve));
      socket.on('error', reject);
    });
  }
  await listening.close();
});

function hasIpv6(): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().on('error', () => resolve(false));
    server.listen(0, '::1', () => server.close(() => resolve(true)));
  });
}
