import type { Call } from '../../kernel/routes.js';
import type { WireResponse } from '../../kernel/wire.js';
import type { SalesforceOrg } from '../state.js';
import { activeUser, checkClient, grantedScope, RUN_AS_USERNAME } from './oauth-clients.js';
import { answersOAuth, OAuthError } from './oauth-wire.js';

/**
 * GET /services/oauth2/authorize - sends the browser back to the app with a code or a token.
 *
 * Source:  Salesforce Help, "OAuth 2.0 Web Server Flow", "OAuth 2.0 User-Agent Flow".
 * Assumed: nobody sits at the login page, so the user named in `login_hint`, or the administrator, consents at once.
 */
export const authorize = answersOAuth((call) => {
  const query = new URLSearchParams(call.request.query);
  const clientId = checkClient({ id: query.get('client_id') ?? '', secret: null }, false);
  const redirectUri = query.get('redirect_uri');
  if (redirectUri === null || !URL.canParse(redirectUri)) {
    throw new OAuthError('redirect_uri_missing', 'redirect_uri must match configuration');
  }
  const userId = activeUser(call.state, query.get('login_hint') ?? RUN_AS_USERNAME)['Id'] as string;
  const consent = { userId, clientId, redirectUri, scope: grantedScope(query.get('scope')), challenge: query.get('code_challenge') };
  const state = query.get('state');
  const stateParameter: Record<string, string> = state === null ? {} : { state };
  switch (query.get('response_type')) {
    case 'code':
      return backTo(redirectUri, '?', { code: call.state.codes.issue(consent), ...stateParameter });
    case 'token':
      return backTo(redirectUri, '#', { ...tokenParameters(call, consent), ...stateParameter });
    default:
      throw new OAuthError('unsupported_response_type', 'response type not supported');
  }
});

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
