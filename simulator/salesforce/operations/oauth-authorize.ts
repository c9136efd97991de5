import type { Call } from '../../kernel/routes.js';
import type { WireResponse } from '../../kernel/wire.js';
import type { SalesforceOrg } from '../state.js';
import { approvalPage, loginPage, signedInUser } from './login-pages.js';
import { activeUser, checkClient, grantedScope, RUN_AS_USERNAME } from './oauth-clients.js';
import { answersOAuth, OAuthError, readForm } from './oauth-wire.js';

/**
 * GET /services/oauth2/authorize - sends the browser back to the app with a code or a token.
 *
 * Source:  Salesforce Help, "OAuth 2.0 Web Server Flow", "OAuth 2.0 User-Agent Flow".
 * Assumed: a client that asks for HTML is a browser and gets the pages to log in and to approve. For others nobody sits at a page, so the
 *          user named in `login_hint`, or the administrator, consents at once.
 */
export const authorize = answersOAuth((call) => {
  const query = new URLSearchParams(call.request.query);
  const wish = readWish(query);
  if (!/\btext\/html\b/i.test(call.request.headers['accept'] ?? '')) {
    return grant(call, wish, activeUser(call.state, query.get('login_hint') ?? RUN_AS_USERNAME)['Id'] as string);
  }
  const prompts = (query.get('prompt') ?? '').split(/\s+/);
  if (signedInUser(call) !== null && !prompts.includes('login')) return approvalPage(query);
  const rest = prompts.filter((each) => each !== 'login' && each !== '').join(' ');
  if (rest === '') query.delete('prompt');
  else query.set('prompt', rest);
  return loginPage(`/services/oauth2/authorize?${query}`, query.get('login_hint') ?? '');
});

/**
 * POST /setup/secur/RemoteAccessAuthorizationPage.apexp - a person's answer on the approval page.
 *
 * Assumed: the page carries the app's wish along in `source`.
 */
export const answerApproval = answersOAuth((call) => {
  const form = readForm(call.request);
  const query = new URLSearchParams(form.get('source') ?? '');
  const wish = readWish(query);
  const userId = signedInUser(call);
  if (userId === null) return loginPage(`/services/oauth2/authorize?${query}`, '');
  if (form.has('save')) return grant(call, wish, userId);
  const refusal = { error: 'access_denied', error_description: 'end-user denied authorization', ...wish.state };
  return backTo(wish.redirectUri, wish.type === 'code' ? '?' : '#', refusal);
});

/** What an app asks for. */
type Wish = {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly challenge: string | null;
  readonly type: 'code' | 'token';
  readonly state: Readonly<Record<string, string>>;
};

function readWish(query: URLSearchParams): Wish {
  const clientId = checkClient({ id: query.get('client_id') ?? '', secret: null }, false);
  const redirectUri = query.get('redirect_uri');
  if (redirectUri === null || !URL.canParse(redirectUri)) {
    throw new OAuthError('redirect_uri_missing', 'redirect_uri must match configuration');
  }
  const scope = grantedScope(query.get('scope'));
  const type = query.get('response_type');
  if (type !== 'code' && type !== 'token') throw new OAuthError('unsupported_response_type', 'response type not supported');
  const state = query.get('state');
  return { clientId, redirectUri, scope, challenge: query.get('code_challenge'), type, state: state === null ? {} : { state } };
}

function grant(call: Call<SalesforceOrg>, { type, state, ...consent }: Wish, userId: string): WireResponse {
  const { redirectUri } = consent;
  if (type === 'token') return backTo(redirectUri, '#', { ...tokenParameters(call, { ...consent, userId }), ...state });
  return backTo(redirectUri, '?', { code: call.state.codes.issue({ ...consent, userId }), ...state });
}

function tokenParameters(
  { state, origin }: Call<SalesforceOrg>,
  consent: { userId: string; clientId: string; scope: string },
): Record<string, string> {
  const { userId, clientId, scope } = consent;
  const session = state.sessions.issue({ userId, clientId, scope });
  return {
    access_token: session.token,
    instance_url: origin,
    id: `${origin}/id/${state.id}/${userId}`,
    issued_at: String(session.issuedAt),
    scope,
    token_type: 'Bearer',
  };
}

function backTo(redirectUri: string, separator: '?' | '#', parameters: Record<string, string>): WireResponse {
  const joint = separator === '?' && redirectUri.includes('?') ? '&' : separator;
  return { status: 302, headers: { Location: `${redirectUri}${joint}${new URLSearchParams(parameters)}` }, body: '' };
}
