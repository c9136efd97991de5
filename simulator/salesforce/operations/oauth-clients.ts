import type { Row } from '../../kernel/table.js';
import type { SalesforceOrg } from '../state.js';
import { invalidGrant, OAuthError } from './oauth-wire.js';

/** The one connected app of the org, with its secret. Its policies: any user, any callback address, run as the administrator. */
const APP = { id: 'backlot', secret: 'backlot' };

/** Scopes of the app in the order in which the vendor lists them. */
const SCOPE = 'refresh_token web api';
export const SCOPE_WITHOUT_REFRESH = 'web api';

export const appSecret = (): string => APP.secret;

/** Refuses unknown clients, and wrong secrets where one is needed or given. */
export function checkClient({ id, secret }: { id: string; secret: string | null }, needsSecret: boolean): string {
  if (id !== APP.id) throw new OAuthError('invalid_client_id', 'client identifier invalid');
  if (secret === null ? needsSecret : secret !== APP.secret) throw new OAuthError('invalid_client', 'invalid client credentials');
  return id;
}

/** The scope an app gets for the one it asked for; nothing asked means all that it may have. */
export function grantedScope(asked: string | null): string {
  if (asked === null || asked.trim() === '') return SCOPE;
  const wanted = asked.trim().split(/\s+/);
  const unknown = wanted.find((each) => !KNOWN_SCOPES.includes(each));
  if (unknown !== undefined) throw new OAuthError('invalid_scope', 'the requested scope is not allowed');
  return wanted.join(' ');
}

const KNOWN_SCOPES = [
  'api',
  'web',
  'full',
  'id',
  'openid',
  'profile',
  'email',
  'address',
  'phone',
  'refresh_token',
  'offline_access',
  'pardot_api',
  'chatter_api',
  'custom_permissions',
];

/** The user with a login name and password; every mismatch gives the same answer. */
export function signIn(org: SalesforceOrg, username: string, password: string): Row | 'unknown' | 'inactive' {
  const user = findUser(org, username);
  if (user === undefined || !org.passwords.isRight(user['Id'] as string, password)) return 'unknown';
  return user['IsActive'] === false ? 'inactive' : user;
}

export function findUser(org: SalesforceOrg, username: string): Row | undefined {
  const type = org.schema.type('User')!;
  return org.findBy(type, type.field('Username')!, username).find((user) => user['IsDeleted'] !== true);
}

/** The user, if he may sign in by OAuth. */
export function activeUser(org: SalesforceOrg, username: string): Row {
  const user = findUser(org, username);
  if (user === undefined) throw invalidGrant("user hasn't approved this consumer");
  if (user['IsActive'] === false) throw invalidGrant('inactive user');
  return user;
}

/** Whom the app runs as when no user takes part. */
export const RUN_AS_USERNAME = 'admin@backlot.test';
