import { createHash, createHmac } from 'node:crypto';
import type { Call } from '../../kernel/routes.js';
import type { WireResponse } from '../../kernel/wire.js';
import type { Session } from '../state/sessions.js';
import type { SalesforceOrg } from '../state.js';
import { readAssertion } from './oauth-assertion.js';
import { activeUser, appSecret, checkClient, RUN_AS_USERNAME, SCOPE_WITHOUT_REFRESH, signIn } from './oauth-clients.js';
import { issueDeviceCode } from './oauth-device.js';
import { answersOAuth, invalidGrant, missingParameter, OAuthError, oauthJson, readClient, readForm } from './oauth-wire.js';

/** What a flow concludes: who signs in, and what beside the access token the reply carries. */
type Grant = {
  readonly userId: string;
  readonly clientId: string;
  readonly scope: string;
  readonly extra?: Readonly<Record<string, string>>;
  /** The JWT flow leaves out when and by whom the reply was signed. */
  readonly isUnsigned?: boolean;
};

type Flow = (call: Call<SalesforceOrg>, form: URLSearchParams) => Grant;

/**
 * POST /services/oauth2/token - every flow by its `grant_type`.
 *
 * Source: Salesforce Help, "OAuth Authorization Flows", "OAuth 2.0 Authorization Errors".
 */
export const issueToken = answersOAuth((call) => {
  const form = readForm(call.request);
  if (form.get('response_type') === 'device_code') return issueDeviceCode(call, form);
  const flow = FLOWS.get(form.get('grant_type') ?? '');
  if (flow === undefined) throw new OAuthError('unsupported_grant_type', 'grant type not supported');
  return tokenReply(call, flow(call, form));
});

/** GET /services/oauth2/token is refused in words of its own. */
export const refuseTokenByGet = answersOAuth(() => {
  throw new OAuthError('invalid_request', 'must use HTTP POST');
});

const passwordFlow: Flow = ({ request, state }, form) => {
  const clientId = checkClient(readClient(request, form), true);
  const user = signIn(state, form.get('username') ?? '', form.get('password') ?? '');
  if (user === 'unknown') throw invalidGrant('authentication failure');
  if (user === 'inactive') throw invalidGrant('inactive user');
  return { userId: user['Id'] as string, clientId, scope: SCOPE_WITHOUT_REFRESH };
};

const clientCredentialsFlow: Flow = ({ request, state }, form) => {
  const clientId = checkClient(readClient(request, form), true);
  const user = activeUser(state, RUN_AS_USERNAME);
  return { userId: user['Id'] as string, clientId, scope: SCOPE_WITHOUT_REFRESH, extra: { token_format: 'opaque' } };
};

const refreshFlow: Flow = ({ request, state }, form) => {
  const clientId = checkClient(readClient(request, form), false);
  const token = form.get('refresh_token');
  if (token === null) throw missingParameter('refresh_token');
  const grant = state.sessions.findGrant(token);
  if (grant === undefined || grant.isRevoked || grant.clientId !== clientId) throw invalidGrant('expired access/refresh token');
  if (state.lookup(grant.userId)?.['IsActive'] === false) throw invalidGrant('inactive user');
  return { userId: grant.userId, clientId, scope: grant.scope };
};

const codeFlow: Flow = ({ request, state }, form) => {
  const clientId = checkClient(readClient(request, form), false);
  const code = form.get('code');
  if (code === null) throw missingParameter('code');
  const consent = state.codes.take(code);
  if (consent === 'unknown') throw invalidGrant('invalid authorization code');
  if (consent === 'expired') throw invalidGrant('expired authorization code');
  if (consent.clientId !== clientId) throw invalidGrant('invalid authorization code');
  if (consent.redirectUri !== form.get('redirect_uri')) {
    throw new OAuthError('redirect_uri_mismatch', 'redirect_uri must match configuration');
  }
  checkVerifier(consent.challenge, form.get('code_verifier'));
  const { userId, scope } = consent;
  const refreshes = /\b(?:refresh_token|offline_access|full)\b/.test(scope);
  const extra = refreshes ? { refresh_token: state.sessions.grantRefresh(userId, clientId, scope).token } : {};
  return { userId, clientId, scope, extra };
};

/** Source: RFC 7636, S256, the one method the vendor takes. */
function checkVerifier(challenge: string | null, verifier: string | null): void {
  if (challenge === null) return;
  if (verifier === null) throw missingParameter('code_verifier');
  if (createHash('sha256').update(verifier).digest('base64url') !== challenge) throw invalidGrant('invalid code verifier');
}

const assertionFlow: Flow = (call, form) => {
  const { issuer, subject } = readAssertion(form.get('assertion'), call.world.clock.now());
  const clientId = checkClient({ id: issuer, secret: null }, false);
  const user = activeUser(call.state, subject);
  return { userId: user['Id'] as string, clientId, scope: SCOPE_WITHOUT_REFRESH, isUnsigned: true };
};

/** Source: Salesforce Help, "OAuth 2.0 Device Flow": devices poll until the person has answered. */
const deviceFlow: Flow = ({ request, state }, form) => {
  const clientId = checkClient(readClient(request, form), false);
  const code = form.get('code');
  if (code === null) throw missingParameter('code');
  const device = state.deviceCodes.take(code);
  if (device === 'unknown' || (device !== 'expired' && device.clientId !== clientId)) throw invalidGrant('invalid device code');
  if (device === 'expired') throw new OAuthError('expired_token', 'device code expired');
  if (device.state === 'denied') throw new OAuthError('access_denied', 'end-user denied authorization');
  const { userId, scope } = device;
  if (userId === null) throw new OAuthError('authorization_pending', 'authorization is pending');
  const refreshes = /\b(?:refresh_token|offline_access|full)\b/.test(scope);
  const extra = refreshes ? { refresh_token: state.sessions.grantRefresh(userId, clientId, scope).token } : {};
  return { userId, clientId, scope, extra };
};

const FLOWS: ReadonlyMap<string, Flow> = new Map([
  ['password', passwordFlow],
  ['client_credentials', clientCredentialsFlow],
  ['refresh_token', refreshFlow],
  ['authorization_code', codeFlow],
  ['device', deviceFlow],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', assertionFlow],
]);

function tokenReply(call: Call<SalesforceOrg>, { userId, clientId, scope, extra = {}, isUnsigned = false }: Grant): WireResponse {
  const { origin, state } = call;
  if (!state.logins.count(userId)) throw new OAuthError('rate_limit_exceeded', 'login rate exceeded');
  const session = state.sessions.issue({ userId, clientId, scope });
  state.sessions.keepNewest(session, state.limits.of('tokens of an app'));
  const id = `${origin}/id/${state.id}/${userId}`;
  const start = { access_token: session.token };
  const end = { scope, instance_url: origin, id, token_type: 'Bearer' };
  if (isUnsigned) return oauthJson(200, { ...start, ...end, ...extra });
  return oauthJson(200, { ...start, ...signature(id, session), ...end, issued_at: String(session.issuedAt), ...extra });
}

/** Source: Salesforce Help, "OAuth 2.0 Web Server Flow": HMAC-SHA256 over identity address and instant, signed with the app's secret. */
function signature(id: string, session: Session): { readonly signature: string } {
  return { signature: createHmac('sha256', appSecret()).update(`${id}${session.issuedAt}`).digest('base64') };
}
