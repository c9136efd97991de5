import { insufficientAccess, rowError } from '../errors.js';
import { administers } from '../state/view-all-data.js';
import type { SalesforceOrg } from '../state.js';
import { readJson } from '../wire/body.js';
import { json, noContent } from '../wire/reply.js';
import { recordOf } from './address.js';
import { type SignedCall, signedIn } from './signed-in.js';

/** GET /services/data/:version/sobjects/User/:user/password - passwords here never expire. Source: [REST] "sObject User Password". */
export const getPassword = signedIn((call: SignedCall) => {
  userIn(call);
  return json(200, { isExpired: false });
});

/** POST /services/data/:version/sobjects/User/:user/password - sets it. Source: as above. */
export const setPassword = signedIn((call: SignedCall) => {
  const userId = changeableUserIn(call);
  changePassword(call.state, userId, readJson(call.request).value['NewPassword']);
  return noContent();
});

/** DELETE /services/data/:version/sobjects/User/:user/password - a new one, which the reply tells. Source: as above. */
export const resetPassword = signedIn((call: SignedCall) => json(200, { NewPassword: call.state.passwords.reset(changeableUserIn(call)) }));

function userIn(call: SignedCall): string {
  return recordOf(call, call.state.schema.type('User')!, call.params['user']!)['Id'] as string;
}

function changeableUserIn(call: SignedCall): string {
  const userId = userIn(call);
  checkMayChange(call.state, call.session.userId, userId);
  return userId;
}

/**
 * Refuses who is neither the user nor allowed to manage users.
 *
 * Source:  [SOAP] "setPassword()", "resetPassword()": "Manage Users", but for one's own password.
 * Assumed: the code and the text of the refusal.
 */
export function checkMayChange(org: SalesforceOrg, callerId: string, userId: string): void {
  if (callerId !== userId && !administers(org, callerId)) throw insufficientAccess();
}

/**
 * Sets a password that the org's policy allows.
 *
 * Source: Salesforce Help, "Set Password Policies": eight characters, letters and digits among them.
 */
export function changePassword({ passwords }: SalesforceOrg, userId: string, given: unknown): void {
  const text = typeof given === 'string' ? given : '';
  if (text.length < 8) throw rowError('INVALID_NEW_PASSWORD', 'Your password must be at least 8 characters long.');
  if (!/[A-Za-z]/.test(text) || !/\d/.test(text)) throw rowError('INVALID_NEW_PASSWORD', 'Your password must include letters and numbers');
  passwords.set(userId, text);
}
