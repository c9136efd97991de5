import type { Route } from '../../kernel/routes.js';
import type { SalesforceOrg } from '../state.js';
import { frontDoor, singleAccess } from './front-door.js';
import { identity, userInfo } from './identity.js';
import { listLimits } from './limits.js';
import { logIn, showLogin } from './login-pages.js';
import { answerApproval, authorize } from './oauth-authorize.js';
import { connect, showConnect } from './oauth-device.js';
import { issueToken, refuseTokenByGet } from './oauth-token.js';
import { introspectToken, revokeToken } from './oauth-tokens.js';
import { listResources, listVersions } from './versions.js';

const at = (name: string): string => `simulator/salesforce/operations/${name}.ts`;

/** Signing in, and what the org says of itself. */
export const authRoutes: readonly Route<SalesforceOrg>[] = [
  { method: 'GET', path: '/services/oauth2/authorize', operation: authorize, file: at('oauth-authorize') },
  { method: 'POST', path: '/services/oauth2/token', operation: issueToken, file: at('oauth-token') },
  { method: 'GET', path: '/services/oauth2/token', operation: refuseTokenByGet, file: at('oauth-token') },
  { method: 'POST', path: '/services/oauth2/revoke', operation: revokeToken, file: at('oauth-tokens') },
  { method: 'GET', path: '/services/oauth2/revoke', operation: revokeToken, file: at('oauth-tokens') },
  { method: 'POST', path: '/services/oauth2/introspect', operation: introspectToken, file: at('oauth-tokens') },
  { method: 'GET', path: '/services/oauth2/userinfo', operation: userInfo, file: at('identity') },
  { method: 'POST', path: '/services/oauth2/userinfo', operation: userInfo, file: at('identity') },
  { method: 'GET', path: '/services/oauth2/singleaccess', operation: singleAccess, file: at('front-door') },
  { method: 'POST', path: '/services/oauth2/singleaccess', operation: singleAccess, file: at('front-door') },
  { method: 'GET', path: '/secur/frontdoor.jsp', operation: frontDoor, file: at('front-door') },
  { method: 'GET', path: '/id/:orgId/:userId', operation: identity, file: at('identity') },
  { method: 'POST', path: '/id/:orgId/:userId', operation: identity, file: at('identity') },
  { method: 'GET', path: '/login', operation: showLogin, file: at('login-pages') },
  { method: 'POST', path: '/login', operation: logIn, file: at('login-pages') },
  {
    method: 'POST',
    path: '/setup/secur/RemoteAccessAuthorizationPage.apexp',
    operation: answerApproval,
    file: at('oauth-authorize'),
  },
  { method: 'GET', path: '/setup/connect', operation: showConnect, file: at('oauth-device') },
  { method: 'POST', path: '/setup/connect', operation: connect, file: at('oauth-device') },
  { method: 'GET', path: '/services/data', operation: listVersions, file: at('versions') },
  { method: 'GET', path: '/services/data/:version', operation: listResources, file: at('versions') },
  { method: 'GET', path: '/services/data/:version/limits', operation: listLimits, file: at('limits') },
];
