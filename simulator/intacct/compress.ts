import { gzipSync } from 'node:zlib';
import type { StandIn, WireRequest, WireResponse } from '../kernel/wire.js';
import { isRest } from './routes.js';

/**
 * Compresses the gateway's replies for clients that ask for it; logs keep the text.
 *
 * Source: developer.intacct.com, "XML requests": replies are compressed when Accept-Encoding has gzip.
 */
export function compressing({ answer }: StandIn): StandIn {
  return {
    answer: (request) => {
      const reply = answer(request);
      if (!wantsGzip(request)) return reply;
      return reply instanceof Promise ? reply.then(compress) : compress(reply);
    },
  };
}

function compress(reply: WireResponse): WireResponse {
  const { body } = reply;
  if ((typeof body !== 'string' && !(body instanceof Uint8Array)) || body.length === 0) return reply;
  const headers = { ...reply.headers, 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' };
  return { ...reply, headers, body: gzipSync(body) };
}

function wantsGzip({ path, headers }: WireRequest): boolean {
  const accepted = headers['accept-encoding'];
  if (accepted === undefined || isRest(path)) return false;
  return accepted.split(',').some((each) => /^\s*(?:x-)?gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/i.test(each));
}
