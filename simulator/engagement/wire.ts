import type { Call } from '../kernel/routes.js';
import type { WireResponse } from '../kernel/wire.js';
import { type EngagementError, refusal } from './errors.js';
import type { Engagement } from './state.js';

const JSON_HEADERS = { 'Content-Type': 'application/json; charset=utf-8' } as const;

/** A JSON reply. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): WireResponse {
  return { status, headers: { ...JSON_HEADERS, ...headers }, body: JSON.stringify(body) };
}

export function noContent(): WireResponse {
  return { status: 204, headers: {}, body: '' };
}

/** A refusal as API version 5 prints it. Source: Account Engagement API v5, "Error codes": `{"code": n, "message": "…"}`. */
export function printRefusal(error: EngagementError): WireResponse {
  return json(error.status, { code: error.number, message: error.message });
}

/** The vendor's body for an HTTP status that somebody planned. */
export function printStatus(status: number): WireResponse {
  if (status === 401) return printRefusal(refusal(184));
  if (status === 404) return printRefusal(refusal(109));
  if (status === 429) return json(429, { code: 66, message: refusal(66).message }, { 'Retry-After': '1' });
  if (status >= 500) return printRefusal(refusal(183, '', status));
  return printRefusal(refusal(51, '', status));
}

/** Where a call's links lead: the host that the client used. */
export function linkTo(call: Call<Engagement>, path: string): string {
  return `${call.origin}${path}`;
}
