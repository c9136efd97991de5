import type { Call } from '../../kernel/routes.js';
import type { Row } from '../../kernel/table.js';
import type { WireResponse } from '../../kernel/wire.js';
import type { SalesforceOrg } from '../state.js';
import { bearerToken, oauthJson, readForm } from './oauth-wire.js';

/**
 * GET or POST /services/oauth2/userinfo - who the token's user is.
 *
 * Source: Salesforce Help, "The UserInfo Endpoint".
 */
export function userInfo(call: Call<SalesforceOrg>): WireResponse {
  const user = tokenUser(call);
  return typeof user === 'string' ? refusal(403, user) : oauthJson(200, userInfoBody(call, user));
}

/**
 * GET /id/:orgId/:userId - the identity address that token replies carry.
 *
 * Source: Salesforce Help, "Identity URLs": refusals are plain texts.
 */
export function identity(call: Call<SalesforceOrg>): WireResponse {
  const { params, state } = call;
  const user = tokenUser(call);
  if (typeof user === 'string') return refusal(403, user);
  if (params['orgId']!.slice(0, 15) !== state.id.slice(0, 15)) return refusal(403, 'Wrong_Org');
  const asked = params['userId']!;
  if ((user['Id'] as string).slice(0, 15) !== asked.slice(0, 15)) return refusal(404, 'Bad_Id');
  return oauthJson(200, identityBody(call, user));
}

/** The user behind a token; a text when there is none. */
function tokenUser({ request, state }: Call<SalesforceOrg>): Row | 'Bad_OAuth_Token' | 'Missing_OAuth_Token' {
  const form = readForm(request);
  const token = bearerToken(request) ?? form.get('access_token') ?? form.get('oauth_token');
  if (token === null) return 'Missing_OAuth_Token';
  const session = state.sessions.use(token);
  return typeof session === 'string' ? 'Bad_OAuth_Token' : (state.lookup(session.userId) ?? 'Bad_OAuth_Token');
}

function refusal(status: number, text: string): WireResponse {
  return { status, headers: { 'Content-Type': 'text/html;charset=UTF-8' }, body: text };
}

type Body = Readonly<Record<string, unknown>>;

function userInfoBody(call: Call<SalesforceOrg>, user: Row): Body {
  const { origin, state } = call;
  return {
    sub: `${origin}/id/${state.id}/${user['Id']}`,
    user_id: user['Id'],
    organization_id: state.id,
    preferred_username: user['Username'],
    nickname: user['CommunityNickname'] ?? null,
    name: text(call, user, 'Name'),
    email: user['Email'] ?? null,
    email_verified: true,
    given_name: user['FirstName'] ?? null,
    family_name: user['LastName'],
    zoneinfo: user['TimeZoneSidKey'] ?? 'UTC',
    photos: photos(origin),
    profile: `${origin}/${user['Id']}`,
    picture: `${origin}/profilephoto/005/F`,
    address: addressOf(user),
    is_salesforce_integration_user: false,
    urls: urls(call, user),
    ...common(call, user),
    updated_at: instant(user['LastModifiedDate']),
  };
}

function identityBody(call: Call<SalesforceOrg>, user: Row): Body {
  const { origin, state } = call;
  return {
    id: `${origin}/id/${state.id}/${user['Id']}`,
    asserted_user: true,
    user_id: user['Id'],
    organization_id: state.id,
    username: user['Username'],
    nick_name: user['CommunityNickname'] ?? null,
    display_name: text(call, user, 'Name'),
    email: user['Email'] ?? null,
    email_verified: true,
    first_name: user['FirstName'] ?? null,
    last_name: user['LastName'],
    timezone: user['TimeZoneSidKey'] ?? 'UTC',
    photos: photos(origin),
    addr_street: user['Street'] ?? null,
    addr_city: user['City'] ?? null,
    addr_state: user['State'] ?? null,
    addr_country: user['Country'] ?? null,
    addr_zip: user['PostalCode'] ?? null,
    mobile_phone: user['MobilePhone'] ?? null,
    mobile_phone_verified: false,
    is_salesforce_integration_user: false,
    status: { created_date: null, body: null },
    urls: urls(call, user),
    ...common(call, user),
    last_modified_date: instant(user['LastModifiedDate']),
    is_app_installed: true,
  };
}

function common(call: Call<SalesforceOrg>, user: Row): Body {
  return {
    active: user['IsActive'] !== false,
    user_type: String(text(call, user, 'UserType') ?? 'Standard').toUpperCase(),
    language: user['LanguageLocaleKey'] ?? 'en_US',
    locale: user['LocaleSidKey'] ?? 'en_US',
    utcOffset: 0,
  };
}

function text({ state }: Call<SalesforceOrg>, user: Row, name: string): unknown {
  const field = state.schema.type('User')!.field(name);
  return field === undefined ? (user[name] ?? null) : state.value(field, user);
}

function addressOf(user: Row): Body {
  const parts = { street_address: 'Street', locality: 'City', region: 'State', postal_code: 'PostalCode', country: 'Country' };
  return Object.fromEntries(Object.entries(parts).flatMap(([key, name]) => (user[name] == null ? [] : [[key, user[name]]])));
}

function photos(origin: string): Body {
  return { picture: `${origin}/profilephoto/005/F`, thumbnail: `${origin}/profilephoto/005/T` };
}

/** Addresses of the APIs, with `{version}` for the client to fill in. */
function urls({ origin, state }: Call<SalesforceOrg>, user: Row): Body {
  const soap = (kind: string): string => `${origin}/services/Soap/${kind}/{version}/${state.id.slice(0, 15)}`;
  const rest = `${origin}/services/data/v{version}/`;
  return {
    enterprise: soap('c'),
    metadata: soap('m'),
    partner: soap('u'),
    rest,
    sobjects: `${rest}sobjects/`,
    search: `${rest}search/`,
    query: `${rest}query/`,
    recent: `${rest}recent/`,
    tooling_soap: soap('T'),
    tooling_rest: `${rest}tooling/`,
    profile: `${origin}/${user['Id']}`,
    feeds: `${rest}chatter/feeds`,
    groups: `${rest}chatter/groups`,
    users: `${rest}chatter/users`,
    feed_items: `${rest}chatter/feed-items`,
    feed_elements: `${rest}chatter/feed-elements`,
    custom_domain: origin,
  };
}

function instant(value: unknown): string | null {
  return typeof value === 'number' ? new Date(value).toISOString().replace('Z', '+0000') : null;
}
