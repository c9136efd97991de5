import { createHmac } from 'node:crypto';
import type { Operation } from '../../kernel/routes.js';
import type { Row } from '../../kernel/table.js';
import { bodyText, type WireRequest, type WireResponse } from '../../kernel/wire.js';
import type { IntacctCompany, Signed } from '../state/company.js';
import { activeUser } from '../state/users.js';
import { reachableEntity } from '../xml/sign-in.js';
import { authorize, redeem } from './authorize.js';
import { entityNotAllowed, json, TokenError, TooManyCallsError } from './errors.js';

/** Seconds that a token lives. Source: developer.sage.com, "OAuth 2.0 authorization": 12 hours. */
const TOKEN_SECONDS = 43_200;

/** Clients that may ask for tokens. Source: docs, "Defaults that clients rely on"; the second looks like the vendor's. */
const CLIENTS: Readonly<Record<string, string>> = { backlot: 'backlot', 'backlot.app.sage.com': 'backlot' };

/**
 * POST /ia/api/v1/oauth2/token - a token for client credentials, an authorization code or a refresh token.
 *
 * Source:  "OAuth 2.0 authorization": JSON or form; `user@company` or `user@company|entity`; refresh tokens rotate.
 * Refuses: 401 invalid_client; 400 for unknown grants, users and refresh tokens.
 */
export const issueToken: Operation<IntacctCompany> = ({ request, state }) => {
  const body = readForm(request);
  const secret = Object.hasOwn(CLIENTS, body['client_id'] ?? '') ? CLIENTS[body['client_id']!] : undefined;
  if (secret === undefined || secret !== body['client_secret']) return json(401, { error: 'invalid_client' });
  switch (body['grant_type']) {
    case 'client_credentials':
      return byClient(state, body['username'] ?? '');
    case 'refresh_token':
      return byRefresh(state, body['refresh_token'] ?? '', body['entity_id']);
    case 'authorization_code':
      return byCode(state, body);
    default:
      return json(400, { error: 'unsupported_grant_type' });
  }
};

/** POST /ia/api/v1/oauth2/revoke - ends a token. */
export const revokeToken: Operation<IntacctCompany> = ({ request, state }) => {
  const body = readForm(request);
  if (!Object.hasOwn(CLIENTS, body['client_id'] ?? '') || CLIENTS[body['client_id']!] !== body['client_secret']) {
    return json(401, { error: 'invalid_client' });
  }
  state.tokens.remove(body['token'] ?? '');
  return json(200, {});
};

/**
 * Who calls, by bearer token; the entity by the header, else the token's own.
 *
 * Source: "Error handling": GW-0034 for a missing token. Assumed: the codes for bad and expired ones.
 */
export function signedBy(company: IntacctCompany, request: WireRequest): Signed {
  if (company.traffic.wait !== null) throw new TooManyCallsError(company.traffic.wait);
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
  if (bearer === undefined) throw new TokenError('GW-0034', 'The request has no access token');
  const token = company.tokens.get(bearer);
  if (token === undefined || token.isRefresh) throw new TokenError('invalidToken', 'Invalid token');
  if (token.expiresAt <= company.world.clock.now()) throw new TokenError('invalidToken', 'The token has expired');
  const user = activeUser(company, token.login);
  if (user === undefined) throw new TokenError('invalidToken', 'Invalid token');
  const wanted = request.headers['x-ia-api-param-entity'] ?? token.entity;
  const entity = reachableEntity(company, user, wanted);
  if (entity === null) throw entityNotAllowed(wanted);
  return { user, entity };
}

/** GET /ia/api/v1/services/core/session/id - an XML session for the token's user. */
export const sessionFromToken: Operation<IntacctCompany> = ({ request, state }) => {
  const signed = signedBy(state, request);
  const session = state.sessions.open(String(signed.user['LOGINID']), signed.entity);
  const result = { sessionId: session.id, expiresIn: Math.round((session.expiresAt - session.openedAt) / 1_000) };
  return json(200, { 'ia::result': result, 'ia::meta': { totalCount: 1, totalSuccess: 1, totalError: 0 } });
};

function byClient(company: IntacctCompany, username: string): WireResponse {
  const [, login = '', companyId = '', entity = ''] = /^(.+)@([^@|]+)(?:\|(.*))?$/.exec(username) ?? [];
  const user = companyId === company.id ? activeUser(company, login) : undefined;
  if (user === undefined || reachableEntity(company, user, entity) === null) return invalidGrant();
  return grant(company, user, entity);
}

/** Source: "OAuth 2.0 authorization": a refresh token comes only with the scope offline_access. */
function byCode(company: IntacctCompany, body: Readonly<Record<string, string>>): WireResponse {
  const code = redeem(company, body['client_id']!, body);
  const user = code === null ? undefined : activeUser(company, code.login);
  if (code === null || user === undefined) return invalidGrant();
  return grant(company, user, code.entity, code.isOffline);
}

/** The page where a person lets an application in. */
export const authorizePage = authorize((id) => Object.hasOwn(CLIENTS, id));

function byRefresh(company: IntacctCompany, refresh: string, entityId: string | undefined): WireResponse {
  const token = company.tokens.get(refresh);
  const user = token === undefined || !token.isRefresh ? undefined : activeUser(company, token.login);
  if (token === undefined || user === undefined) return invalidGrant();
  const entity = entityId ?? token.entity;
  if (reachableEntity(company, user, entity) === null) return invalidGrant();
  company.tokens.remove(refresh);
  return grant(company, user, entity);
}

function invalidGrant(): WireResponse {
  return json(400, { error: 'invalid_grant' });
}

function grant(company: IntacctCompany, user: Row, entity: string, isOffline = true): WireResponse {
  const login = String(user['LOGINID']);
  const now = company.world.clock.now();
  const expiresAt = now + TOKEN_SECONDS * 1_000;
  const access = jwt(company, { sub: login, cny: company.id, entity, iat: Math.floor(now / 1_000), exp: Math.floor(expiresAt / 1_000) });
  const claims = { token_type: 'Bearer', access_token: access, expires_in: TOKEN_SECONDS };
  if (!isOffline) {
    company.tokens.put({ token: access, login, entity, isRefresh: false, expiresAt });
    return json(200, claims);
  }
  const refresh = company.world.random('intacct:tokens').text(48);
  company.tokens.put({ token: access, login, entity, isRefresh: false, expiresAt });
  company.tokens.put({ token: refresh, login, entity, isRefresh: true, expiresAt: Number.POSITIVE_INFINITY });
  return json(200, { ...claims, refresh_token: refresh });
}

function jwt(company: IntacctCompany, claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ ...claims, jti: company.world.random('intacct:tokens').text(16) })}`;
  return `${content}.${createHmac('sha256', 'backlot').update(content).digest('base64url')}`;
}

/** A form or JSON body as texts; whatever else is no body. */
function readForm(request: WireRequest): Readonly<Record<string, string>> {
  const text = bodyText(request);
  const entries: [string, string][] = [];
  if ((request.headers['content-type'] ?? '').includes('json')) {
    try {
      const body: unknown = JSON.parse(text);
      if (typeof body !== 'object' || body === null || Array.isArray(body)) return {};
      for (const [name, value] of Object.entries(body)) if (typeof value === 'string') entries.push([name, value]);
    } catch {
      return {};
    }
  } else entries.push(...new URLSearchParams(text));
  return Object.fromEntries(entries);
}
