import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { certificateIn } from '../../../simulator/server/certificate.js';
import { listen } from '../../../simulator/server/listen.js';
import { realTime } from '../../../simulator/server/real-time.js';

const folder = () => mkdtemp(join(tmpdir(), 'backlot-tls-'));

it('makes a certificate that clients take once they trust its authority', async () => {
  const made = await certificateIn(await folder(), realTime);
  const listening = await listen((_, response) => void response.end('hello'), { port: 0, tls: made });
  const ca = await readFile(made.caPath);
  try {
    expect(await get(listening.port, ca)).toBe('hello');
    await expect(get(listening.port, undefined)).rejects.toThrow(/certificate/);
  } finally {
    await listening.close();
  }
});

it('uses the same certificate the second time, until it runs out', async () => {
  const path = await folder();
  const first = await certificateIn(path, realTime);
  expect(await certificateIn(path, realTime)).toEqual(first);
  const later = { ...realTime, now: () => realTime.now() + 900 * 86_400_000 };
  expect((await certificateIn(path, later)).cert).not.toBe(first.cert);
});

it('makes broken files anew, and keeps the key from other users', async () => {
  const path = await folder();
  await certificateIn(path, realTime);
  await writeFile(join(path, 'localhost-key.pem'), 'not a key');
  const again = await certificateIn(path, realTime);
  expect(new X509Certificate(again.cert).subjectAltName).toContain('DNS:localhost');
  expect((await stat(join(path, 'localhost-key.pem'))).mode & 0o077).toBe(0);
});

function get(port: number, ca: Buffer | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ host: 'localhost', port, ca }, (reply) => {
      reply.setEncoding('utf8').on('data', resolve);
    })
      .on('error', reject)
      .end();
  });
}
