import type { Call } from '../../kernel/routes.js';
import type { WireResponse } from '../../kernel/wire.js';
import type { SalesforceOrg } from '../state.js';
import { bearerToken, oauthJson, readForm } from './oauth-wire.js';

/**
 * GET or POST /services/oauth2/singleaccess - an address by which a browser comes in with the session of a token.
 *
 * Source:  Salesforce Help, "Generate a Frontdoor URL to Bridge into UI Sessions".
 * Assumed: the address has the token itself, where the vendor has one for a single use; refusals are those of the other endpoints.
 */
export function singleAccess(call: Call<SalesforceOrg>): WireResponse {
  const form = readForm(call.request);
  const token = bearerToken(call.request) ?? form.get('access_token');
  if (token === null || typeof call.state.sessions.use(token) === 'string') {
    return oauthJson(401, { error: 'invalid_token', error_description: 'invalid access token' });
  }
  const query = new URLSearchParams({ sid: token, retURL: pathIn(form.get('redirect_uri')) });
  return oauthJson(200, { frontdoor_uri: `${call.origin}/secur/frontdoor.jsp?${query}` });
}

/** GET /secur/frontdoor.jsp?sid=&retURL= - takes a browser in, and on. Source: Salesforce Help, "Using Frontdoor.jsp". Leads to no other host. */
export function frontDoor({ request, state, origin }: Call<SalesforceOrg>): WireResponse {
  const query = new URLSearchParams(request.query);
  const isKnown = typeof state.sessions.use(query.get('sid') ?? '') !== 'string';
  const Location = `${origin}${isKnown ? pathIn(query.get('retURL')) : '/login'}`;
  return { status: 302, headers: { Location, 'Cache-Control': 'no-cache, no-store' }, body: '' };
}

/** A path of this org; everything else is its start. */
function pathIn(text: string | null): string {
  return text !== null && /^\/(?![/\\])[^\s\\]*$/.test(text) ? text : '/';
}
