import { request as httpRequest, type IncomingMessage } from 'node:http';

/** How long a receiver may take to answer, in milliseconds. Assumed: the vendors do not say. */
const ANSWER_MS_MAX = 30_000;
/** Bytes of a receiver's answer that are read; what vendors look for stands in the first few. */
const ANSWER_BYTES_MAX = 65_536;

export type Posted = { readonly status: number; readonly body: string };

/** Posts a text to a receiver outside; status 0 when no reply came. Never rejects. */
export async function post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<Posted> {
  const request = url.startsWith('https:') ? (await import('node:https')).request : httpRequest;
  const sentHeaders = { ...headers, 'Content-Length': Buffer.byteLength(body) };
  return new Promise((resolve) => {
    const fail = (): void => resolve({ status: 0, body: '' });
    try {
      const sent = request(url, { method: 'POST', headers: sentHeaders, timeout: ANSWER_MS_MAX }, (reply) => take(reply, resolve, fail));
      sent.on('timeout', () => sent.destroy());
      sent.on('error', fail);
      sent.end(body);
    } catch {
      // An address that cannot be asked at all.
      fail();
    }
  });
}

function take(reply: IncomingMessage, resolve: (posted: Posted) => void, fail: () => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  reply.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= ANSWER_BYTES_MAX) chunks.push(chunk);
  });
  reply.on('end', () => resolve({ status: reply.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }));
  reply.on('error', fail);
}
