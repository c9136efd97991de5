import type { Call } from '../../kernel/routes.js';
import type { WireResponse } from '../../kernel/wire.js';
import { escapeXml } from '../soap/xml.js';
import type { SalesforceOrg } from '../state.js';
import { checkClient, grantedScope, signIn } from './oauth-clients.js';
import { oauthJson, readForm } from './oauth-wire.js';

/** Seconds that a device waits between two polls. */
const POLL_SECONDS = 5;

/** The first step of the device flow: a code for the device, and one for the person. Source: Salesforce Help, "OAuth 2.0 Device Flow". */
export function issueDeviceCode(call: Call<SalesforceOrg>, form: URLSearchParams): WireResponse {
  const clientId = checkClient({ id: form.get('client_id') ?? '', secret: form.get('client_secret') }, false);
  const { code, userCode } = call.state.deviceCodes.issue(clientId, grantedScope(form.get('scope')));
  const verification = `${call.origin}/setup/connect`;
  return oauthJson(200, { device_code: code, user_code: userCode, verification_uri: verification, interval: POLL_SECONDS });
}

/** GET /setup/connect - the page on which a person approves a device. */
export function showConnect({ request }: Call<SalesforceOrg>): WireResponse {
  return page(connectForm(new URLSearchParams(request.query).get('user_code') ?? ''));
}

/**
 * POST /setup/connect - signs the person in and approves the device, or denies it.
 *
 * Assumed: one page instead of the vendor's three (code, login, approval); the names of its fields are theirs.
 */
export function connect({ request, state }: Call<SalesforceOrg>): WireResponse {
  const form = readForm(request);
  const userCode = form.get('user_code') ?? '';
  const user = signIn(state, form.get('username') ?? form.get('un') ?? '', form.get('pw') ?? '');
  if (typeof user === 'string') return page(`<p role="alert">${BAD_LOGIN}</p>${connectForm(userCode)}`);
  const answer = form.has('cancel') ? 'denied' : 'approved';
  const isKnown = state.deviceCodes.answer(userCode, answer, user['Id'] as string);
  if (!isKnown) return page(`<p role="alert">The code is not valid or has expired.</p>${connectForm('')}`);
  return page(answer === 'approved' ? "<p>You're connected.</p>" : '<p>Access was denied.</p>');
}

export const BAD_LOGIN = "Please check your username and password. If you still can't log in, contact your Salesforce administrator.";

function connectForm(userCode: string): string {
  return (
    `<form method="post" action="/setup/connect"><label>Code <input name="user_code" value="${escapeXml(userCode)}"></label>` +
    '<label>Username <input name="username" type="email"></label><label>Password <input name="pw" type="password"></label>' +
    '<button name="save" value="Allow">Allow</button><button name="cancel" value="Deny">Deny</button></form>'
  );
}

export function page(inside: string, status = 200, headers: Readonly<Record<string, string>> = {}): WireResponse {
  const body = `<!DOCTYPE html><html lang="en"><head><title>Salesforce</title></head><body>${inside}</body></html>`;
  return { status, headers: { 'Content-Type': 'text/html;charset=UTF-8', ...headers }, body };
}
