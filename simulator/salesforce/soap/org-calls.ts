import { SalesforceError } from '../errors.js';
import { parseId } from '../ids.js';
import { changePassword, checkMayChange } from '../operations/user-password.js';
import type { SignedSoapCall } from './envelope.js';
import { userInfo } from './login.js';
import { childrenNamed, childText, tag } from './xml.js';

/** getServerTimestamp() - the org's clock. Source: [SOAP] "getServerTimestamp()". */
export function getServerTimestamp({ world }: SignedSoapCall): string {
  return `<result><timestamp>${new Date(world.clock.now()).toISOString()}</timestamp></result>`;
}

/** getUserInfo() - who the session's user is. Source: [SOAP] "getUserInfo()". */
export function getUserInfo({ state, session }: SignedSoapCall): string {
  return `<result>${userInfo(state, state.lookup(session.userId)!)}</result>`;
}

/** logout() - ends this session. Source: [SOAP] "logout()". */
export function logout({ state, session }: SignedSoapCall): string {
  state.sessions.revoke(session.token);
  return '';
}

/** invalidateSessions() - ends sessions by their ids. Source: [SOAP] "invalidateSessions()". */
export function invalidateSessions({ state, body }: SignedSoapCall): string {
  return childrenNamed(body, 'sessionIds')
    .map(({ text }) => tag('success', state.sessions.revoke(text.trim())))
    .map((success) => `<result>${success}</result>`)
    .join('');
}

/** setPassword(). Source: [SOAP] "setPassword()". */
export function setPassword(call: SignedSoapCall): string {
  changePassword(call.state, changeableUserIn(call), childText(call.body, 'password'));
  return '<result/>';
}

/** resetPassword() - gives a new one. Source: [SOAP] "resetPassword()". */
export function resetPassword(call: SignedSoapCall): string {
  return `<result>${tag('password', call.state.passwords.reset(changeableUserIn(call)))}</result>`;
}

function changeableUserIn({ state, session, body }: SignedSoapCall): string {
  const id = parseId(childText(body, 'userId') ?? '');
  if (id === null || !id.startsWith('005') || state.lookup(id) === undefined) {
    throw new SalesforceError('INVALID_ID_FIELD', 'invalid user id');
  }
  checkMayChange(state, session.userId, id);
  return id;
}
