import { createHash } from 'node:crypto';
import type { Operation } from '../../kernel/routes.js';
import { bodyText, type WireResponse } from '../../kernel/wire.js';
import { AUTHORIZATION_CODE_MS } from '../limits.js';
import type { AuthorizationCode, IntacctCompany } from '../state/company.js';
import { userOf } from '../state/users.js';
import { reachableEntity } from '../xml/sign-in.js';
import { json } from './errors.js';

/** What an application asks for. */
const PARAMETERS = ['response_type', 'client_id', 'redirect_uri', 'state', 'scope', 'code_challenge', 'code_challenge_method'] as const;

/**
 * GET and POST /ia/api/v1/oauth2/authorize - the page where a person signs in, and what follows: back to the application with a code.
 *
 * Source:  developer.sage.com, "OAuth 2.0 authorization".
 * Assumed: the page; any redirect address is taken, because applications are not registered here.
 */
export const authorize =
  (isClient: (id: string) => boolean): Operation<IntacctCompany> =>
  ({ request, state }) => {
    const asked = new URLSearchParams(request.method === 'POST' ? bodyText(request) : request.query);
    const redirect = asked.get('redirect_uri') ?? '';
    if (!isClient(asked.get('client_id') ?? '')) return json(401, { error: 'invalid_client' });
    if (!/^https?:\/\/[^\s/]+/.test(redirect)) return json(400, { error: 'invalid_request', error_description: 'redirect_uri is missing' });
    if (asked.get('response_type') !== 'code') return back(redirect, { error: 'unsupported_response_type', state: asked.get('state') });
    if (request.method !== 'POST') return page(asked, '');
    const [user = '', at = ''] = (asked.get('username') ?? '').split('@');
    const [company, entity = ''] = at.split('|');
    const found = company === state.id ? userOf(state, user, asked.get('password') ?? '') : undefined;
    if (found === undefined || reachableEntity(state, found, entity) === null) return page(asked, 'Sign-in information is incorrect.');
    const code = state.world.random('intacct:tokens').text(32);
    state.codes.put({
      code,
      client: asked.get('client_id')!,
      login: user,
      entity,
      redirect,
      isOffline: (asked.get('scope') ?? '').split(' ').includes('offline_access'),
      challenge: asked.get('code_challenge'),
      isHashed: asked.get('code_challenge_method') === 'S256',
      expiresAt: state.world.clock.now() + AUTHORIZATION_CODE_MS,
    });
    return back(redirect, { code, state: asked.get('state') });
  };

/** The code that a client may change for a token, once; null when it may not. */
export function redeem(company: IntacctCompany, client: string, body: Readonly<Record<string, string>>): AuthorizationCode | null {
  const code = company.codes.get(body['code'] ?? '');
  if (code === undefined || code.client !== client) return null;
  company.codes.remove(code.code);
  if (code.expiresAt <= company.world.clock.now() || code.redirect !== body['redirect_uri']) return null;
  const verifier = body['code_verifier'] ?? '';
  const shown = code.isHashed ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  return code.challenge === null || code.challenge === shown ? code : null;
}

function back(redirect: string, values: Readonly<Record<string, string | null>>): WireResponse {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== null) query.set(name, value);
  return { status: 302, headers: { Location: `${redirect}${redirect.includes('?') ? '&' : '?'}${query}` }, body: '' };
}

function page(asked: URLSearchParams, complaint: string): WireResponse {
  const hidden = PARAMETERS.map((name) => `<input type="hidden" name="${name}" value="${escaped(asked.get(name) ?? '')}">`).join('');
  const form = `<form method="post" action="/ia/api/v1/oauth2/authorize">${hidden}<p>${complaint}</p><label>User ID<input name="username" placeholder="user@company"></label><label>Password<input name="password" type="password"></label><button>Allow</button></form>`;
  const body = `<!doctype html><html><head><title>Sign in | Sage Intacct</title></head><body><h1>Sage Intacct</h1>${form}</body></html>\n`;
  return { status: 200, headers: { 'Content-Type': 'text/html; charset=UTF-8' }, body };
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0)};`);
}
