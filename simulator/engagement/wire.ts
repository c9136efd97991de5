import type { Call } from '../kernel/routes.js';
import type { WireResponse } from '../kernel/wire.js';
import { type EngagementError, refusal } from './errors.js';
import type { Engagement } from './state.js';

const JSON_HEADERS = { 'Content-Type': 'application/json; charset=utf-8' } as const;

/** A JSON reply. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): WireResponse {
  return jsonText(status, JSON.stringify(body), headers);
}

/** A JSON reply that is printed already. */
export function jsonText(status: number, body: string, headers: Readonly<Record<string, string>> = {}): WireResponse {
  return { status, headers: { ...JSON_HEADERS, ...headers }, body };
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
  const error = refusalOfStatus(status);
  return json(error.status, { code: error.number, message: error.message }, status === 429 ? { 'Retry-After': '1' } : {});
}

/** What the vendor would have refused when it answers with a status. */
export function refusalOfStatus(status: number): EngagementError {
  if (status === 401) return refusal(184);
  if (status === 404) return refusal(109);
  if (status === 429) return refusal(66);
  return refusal(status >= 500 ? 183 : 51, '', status);
}

/** Where a call's links lead: the host that the client used. */
export function linkTo(call: Call<Engagement>, path: string): string {
  return `${call.origin}${path}`;
}
