import type { Call } from '../../kernel/routes.js';
import type { WireResponse } from '../../kernel/wire.js';
import { escapeXml } from '../soap/xml.js';
import type { SalesforceOrg } from '../state.js';
import { signIn } from './oauth-clients.js';
import { BAD_LOGIN, page } from './oauth-device.js';
import { readForm } from './oauth-wire.js';

/**
 * The page to log in on. Names and ids of its fields are the vendor's, so that scripts for browsers find them.
 *
 * Source: the login page of an org: `username`, `pw`, `Login`, `startURL`.
 */
export function loginPage(startUrl: string, username: string, complaint = ''): WireResponse {
  const alert = complaint === '' ? '' : `<div id="error" class="loginError" role="alert">${escapeXml(complaint)}</div>`;
  return page(
    `<form id="login_form" name="login" method="post" action="/login">${alert}` +
      `<input type="hidden" name="startURL" value="${escapeXml(startUrl)}">` +
      `<label for="username">Username</label><input id="username" name="username" type="email" value="${escapeXml(username)}">` +
      '<label for="password">Password</label><input id="password" name="pw" type="password">' +
      '<input id="Login" name="Login" type="submit" value="Log In"></form>',
  );
}

/** GET /login - the page without an app behind it. */
export function showLogin({ request }: Call<SalesforceOrg>): WireResponse {
  const query = new URLSearchParams(request.query);
  return loginPage(query.get('startURL') ?? '/', query.get('un') ?? '');
}

/** POST /login - signs the browser in, in a cookie, and sends it on to `startURL`. */
export function logIn({ request, state }: Call<SalesforceOrg>): WireResponse {
  const form = readForm(request);
  const username = form.get('username') ?? form.get('un') ?? '';
  const startUrl = form.get('startURL') ?? '/';
  const user = signIn(state, username, form.get('pw') ?? '');
  if (typeof user === 'string') return loginPage(startUrl, username, BAD_LOGIN);
  const { token } = state.sessions.issue({ userId: user['Id'] as string, clientId: 'browser' });
  // Only addresses of this host: a link must not lead a signed-in browser elsewhere.
  const location = /^\/(?![/\\])/.test(startUrl) ? startUrl : '/';
  return { status: 302, headers: { Location: location, 'Set-Cookie': `sid=${token}; Path=/; HttpOnly; SameSite=Lax` }, body: '' };
}

/** The page on which a person lets an app in. Source: the approval page of an org: `save` with id `oaapprove`, `cancel` with id `oadeny`. */
export function approvalPage(query: URLSearchParams): WireResponse {
  return page(
    '<h1>Allow Access?</h1><p>backlot is asking to access your data.</p>' +
      '<form id="editPage" method="post" action="/setup/secur/RemoteAccessAuthorizationPage.apexp">' +
      `<input type="hidden" name="source" value="${escapeXml(query.toString())}">` +
      '<input id="oadeny" name="cancel" type="submit" value=" Deny "><input id="oaapprove" name="save" type="submit" value=" Allow "></form>',
  );
}

/** The user whose browser this is, by its cookie. */
export function signedInUser({ request, state }: Call<SalesforceOrg>): string | null {
  const token = /(?:^|;\s*)sid=([^;\s]+)/.exec(request.headers['cookie'] ?? '')?.[1];
  const session = token === undefined ? 'unknown' : state.sessions.use(token);
  if (typeof session === 'string' || state.lookup(session.userId)?.['IsActive'] === false) return null;
  return session.userId;
}
