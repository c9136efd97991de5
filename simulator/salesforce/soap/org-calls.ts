import type { SignedSoapCall } from './envelope.js';
import { userInfo } from './login.js';

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
