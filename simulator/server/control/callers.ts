import { createHash, timingSafeEqual } from 'node:crypto';
import type { WireRequest } from '../../kernel/wire.js';

const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/** Whether a call shows the token that is demanded of callers from elsewhere. */
export function showsToken({ headers }: WireRequest, token: string): boolean {
  const [, shown = ''] = /^Bearer\s+(\S+)\s*$/i.exec(headers['authorization'] ?? '') ?? [];
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(shown), hash(token));
}

/**
 * Whether a call comes from this machine by its own name: a page of another site that a browser was led to cannot move the clock, nor can
 * a name that was made to point here (DNS rebinding).
 */
export function isLocalCaller(request: WireRequest): boolean {
  const { host, origin } = request.headers;
  if (host !== undefined && !LOOPBACK.test(host)) return false;
  return origin === undefined || LOOPBACK.test(origin.replace(/^https?:\/\//, ''));
}
