import { checkClient } from './oauth-clients.js';
import { answersOAuth, missingParameter, OAuthError, oauthJson, readClient, readForm } from './oauth-wire.js';

/**
 * POST or GET /services/oauth2/revoke - ends an access token, or a refresh token with the sessions made from it.
 *
 * Source: Salesforce Help, "Revoke OAuth Tokens": 200 with an empty body.
 */
export const revokeToken = answersOAuth(({ request, state }) => {
  const token = readForm(request).get('token');
  if (token === null || token === '') throw missingParameter('token');
  if (!state.sessions.revoke(token)) throw new OAuthError('invalid_token', `invalid token: ${token}`);
  return { status: 200, headers: { 'Content-Type': 'application/json;charset=UTF-8', 'Cache-Control': 'no-cache, no-store' }, body: '' };
});

/**
 * POST /services/oauth2/introspect - whether a token is alive, and whose it is.
 *
 * Source: Salesforce Help, "OpenID Connect Token Introspection".
 */
export const introspectToken = answersOAuth(({ request, state, world, origin }) => {
  const form = readForm(request);
  const client = readClient(request, form);
  if (client.id === '') throw new OAuthError('invalid_client', 'invalid client credentials', 401);
  checkClient(client, true);
  const token = form.get('token');
  if (token === null) throw missingParameter('token');
  const session = state.sessions.find(token);
  const grant = session === undefined ? state.sessions.findGrant(token) : undefined;
  const found = session ?? grant;
  const isAlive = found !== undefined && !found.isRevoked && (session === undefined || session.expiresAt > world.clock.now());
  if (!isAlive) return oauthJson(200, { active: false });
  const issued = session === undefined ? null : Math.floor(session.issuedAt / 1_000);
  const expires = session === undefined ? null : Math.floor(session.expiresAt / 1_000);
  return oauthJson(200, {
    active: true,
    scope: found.scope,
    client_id: found.clientId,
    username: state.lookup(found.userId)?.['Username'],
    sub: `${origin}/id/${state.id}/${found.userId}`,
    token_type: session === undefined ? 'refresh_token' : 'access_token',
    ...(issued === null ? {} : { exp: expires, iat: issued, nbf: issued }),
  });
});
