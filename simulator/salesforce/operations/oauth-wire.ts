import { ProtocolError } from '../../kernel/errors.js';
import type { Call, Operation } from '../../kernel/routes.js';
import { bodyBytes, bodyText, type WireRequest, type WireResponse } from '../../kernel/wire.js';
import type { SalesforceOrg } from '../state.js';

/** A refusal of the OAuth endpoints; their body differs from the REST API's. Source: Salesforce Help, "OAuth 2.0 Authorization Errors". */
export class OAuthError extends ProtocolError {
  constructor(
    code: string,
    message: string,
    readonly status = 400,
  ) {
    super(code, message);
  }
}

export const invalidGrant = (description: string) => new OAuthError('invalid_grant', description);
export const missingParameter = (name: string) => new OAuthError('invalid_request', `missing required parameter: ${name}`);

/** Makes an operation answer its refusals as the OAuth endpoints do. */
export function answersOAuth(operation: (call: Call<SalesforceOrg>) => WireResponse): Operation<SalesforceOrg> {
  return (call) => {
    try {
      return operation(call);
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      return oauthJson(error.status, { error: error.code, error_description: error.message });
    }
  };
}

export function oauthJson(status: number, body: unknown): WireResponse {
  const headers = { 'Content-Type': 'application/json;charset=UTF-8', 'Cache-Control': 'no-cache, no-store', Pragma: 'no-cache' };
  return { status, headers, body: JSON.stringify(body) };
}

/** Bytes of a form. Bound of ours: real ones stay far below. */
const FORM_BYTES_MAX = 1_000_000;

/** The parameters of a form post, joined with those of the query; the body goes first. */
export function readForm(request: WireRequest): URLSearchParams {
  if (bodyBytes(request) > FORM_BYTES_MAX) throw new OAuthError('invalid_request', 'request too large', 413);
  const form = new URLSearchParams(bodyText(request));
  for (const [name, value] of new URLSearchParams(request.query)) if (!form.has(name)) form.append(name, value);
  return form;
}

/** Where a client's name and secret may stand: HTTP Basic, or the form. */
export function readClient(request: WireRequest, form: URLSearchParams): { readonly id: string; readonly secret: string | null } {
  const [, basic] = /^Basic\s+(\S+)$/i.exec(request.headers['authorization'] ?? '') ?? [];
  if (basic === undefined) return { id: form.get('client_id') ?? '', secret: form.get('client_secret') };
  const text = Buffer.from(basic, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return { id: decoded(text.slice(0, colon === -1 ? text.length : colon)), secret: colon === -1 ? null : decoded(text.slice(colon + 1)) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The token of `Authorization: Bearer` (or OAuth); null when there is none. */
export function bearerToken(request: WireRequest): string | null {
  return /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1] ?? null;
}
