import type { Transport } from '../src/model/wire.js';

/** How long a reply may take before it counts as lost. Assumed: two minutes, a connector cycle; the vendors document no client time-out. */
const REPLY_WAIT_MS_MAX = 120_000;

/** Methods that send no body. */
const BODILESS = new Set(['GET', 'HEAD']);

/** The way to a system over the network. */
export function fetchTransport(url: string): Transport {
  const base = url.replace(/\/+$/, '');
  return async ({ method, path, query, headers, body }, signal) => {
    const limit = AbortSignal.timeout(REPLY_WAIT_MS_MAX);
    const reply = await fetch(`${base}${path}${query === '' ? '' : `?${query}`}`, {
      method,
      headers: { ...headers },
      redirect: 'manual',
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      ...(BODILESS.has(method) ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
    return { status: reply.status, headers: Object.fromEntries(reply.headers), body: await reply.text() };
  };
}
