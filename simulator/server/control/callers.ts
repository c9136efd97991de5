import type { WireRequest } from '../../kernel/wire.js';

const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/**
 * Whether a call comes from this machine by its own name: a page of another site that a browser was led to cannot move the clock, nor can
 * a name that was made to point here (DNS rebinding).
 */
export function isLocalCaller(request: WireRequest): boolean {
  const { host, origin } = request.headers;
  if (host !== undefined && !LOOPBACK.test(host)) return false;
  return origin === undefined || LOOPBACK.test(origin.replace(/^https?:\/\//, ''));
}
