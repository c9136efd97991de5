import { gzipSync } from 'node:zlib';
import type { StandIn, WireRequest, WireResponse } from '../../kernel/wire.js';

/** Below this size compressing costs more than it saves. */
const COMPRESSED_BYTES_MIN = 2_048;

/**
 * Compresses larger replies for clients that ask for it, and leaves out the body of a reply to HEAD.
 *
 * Source: REST API guide, "Compression Headers".
 */
export function compressing(standIn: StandIn): StandIn {
  return {
    answer(request) {
      const reply = standIn.answer(request);
      return reply instanceof Promise ? reply.then((arrived) => finish(request, arrived)) : finish(request, reply);
    },
  };
}

function finish(request: WireRequest, reply: WireResponse): WireResponse {
  if (request.method === 'HEAD') return { ...reply, body: '' };
  const accepts = request.headers['accept-encoding'];
  const { body } = reply;
  if (accepts === undefined || (typeof body !== 'string' && !(body instanceof Uint8Array))) return reply;
  if (body.length < COMPRESSED_BYTES_MIN || !/\bgzip\b/i.test(accepts)) return reply;
  const headers = { ...reply.headers, 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' };
  return { ...reply, headers, body: gzipSync(body, { level: 1 }) };
}
