import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Delivery } from '../intacct/index.js';

/** How long a receiver may take to answer, in milliseconds. Assumed: the vendor does not say. */
const ANSWER_MS_MAX = 30_000;

/** Posts what a stand-in sends by itself to where it should go; gives the status of the reply, 0 when none came. */
export async function deliver({ url, contentType, body, idempotencyKey, kind }: Delivery): Promise<number> {
  const isSecure = url.startsWith('https:');
  const request = isSecure ? (await import('node:https')).request : httpRequest;
  const headers = {
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(body),
    ...(kind === 'webhook' ? { 'Idempotency-Key': idempotencyKey } : {}),
  };
  return new Promise((resolve) => {
    const take = (reply: IncomingMessage): void => {
      reply.resume();
      resolve(reply.statusCode ?? 0);
    };
    try {
      const sent = request(url, { method: 'POST', headers, timeout: ANSWER_MS_MAX }, take);
      sent.on('timeout', () => sent.destroy());
      sent.on('error', () => resolve(0));
      sent.end(body);
    } catch {
      // An address that cannot be asked at all.
      resolve(0);
    }
  });
}
