import { createHash } from 'node:crypto';
import type { Call } from '../../kernel/routes.js';
import type { WireResponse } from '../../kernel/wire.js';
import type { Visitor } from '../records.js';
import { visitorOf } from '../state/visitors.js';
import { type Engagement, inUnit } from '../state.js';

/** Seconds that a browser keeps the cookies. Assumed: a year; the vendor lets administrators choose. */
const COOKIE_SECONDS = 365 * 24 * 3_600;

/**
 * The visitor behind a request's cookies; a new one when there are none, or when their hash is not one that was given out.
 * Source: help, "Account Engagement cookies": `visitor_id<account>` and `visitor_id<account>-hash`.
 */
export function visitorOfCall(call: Call<Engagement>, unit: string): Visitor {
  const name = cookieName(call.state, unit);
  const cookies = readCookies(call.request.headers['cookie'] ?? '');
  const query = new URLSearchParams(call.request.query);
  const known =
    visitorWithHash(call, unit, cookies.get(name), cookies.get(`${name}-hash`)) ??
    visitorWithHash(call, unit, query.get('visitor_id'), query.get('visitor_id_sign'));
  return known ?? visitorOf(call.state, unit, `cookie ${call.state.nextId('cookie')}`);
}

/** The cookies that tell a visitor again. */
export function cookiesFor(call: Call<Engagement>, visitor: Visitor): readonly (readonly [string, string])[] {
  const name = cookieName(call.state, visitor.unit);
  return [
    [name, String(visitor.id)],
    [`${name}-hash`, hashOf(call, visitor)],
  ];
}

/** Those cookies as the value of `Set-Cookie`, a line each. */
export function setCookies(call: Call<Engagement>, visitor: Visitor): string {
  return cookiesFor(call, visitor)
    .map(([name, value]) => `${name}=${value}; Path=/; Max-Age=${COOKIE_SECONDS}`)
    .join('\n');
}

function visitorWithHash(
  call: Call<Engagement>,
  unit: string,
  id: string | null | undefined,
  hash: string | null | undefined,
): Visitor | null {
  if (typeof id !== 'string' || !/^\d{1,15}$/.test(id)) return null;
  const visitor = inUnit(call.state.tables.visitors, unit, Number(id));
  return visitor !== undefined && hash === hashOf(call, visitor) ? visitor : null;
}

function hashOf(call: Call<Engagement>, visitor: Visitor): string {
  return createHash('sha1').update(`${call.world.seed}:${visitor.unit}:${visitor.id}`).digest('hex');
}

function cookieName(state: Engagement, unit: string): string {
  return `visitor_id${state.unit(unit)?.id ?? 0}`;
}

function readCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const part of header.split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0) cookies.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  return cookies;
}

/** A reply that keeps the visitor's cookies. */
export function withCookies(call: Call<Engagement>, visitor: Visitor, reply: WireResponse): WireResponse {
  return { ...reply, headers: { ...reply.headers, 'Set-Cookie': setCookies(call, visitor) } };
}
