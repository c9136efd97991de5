import type { Call } from '../../kernel/routes.js';
import { refusal } from '../errors.js';
import type { BusinessUnit } from '../records.js';
import { countCall } from '../state/usage.js';
import type { Engagement } from '../state.js';
import { liveInUnit } from '../state.js';
import { unitKey } from '../tables.js';
import { readSession } from '../v5/session.js';
import type { Params } from './params.js';

/** Milliseconds that an API key lives. Source: pardot/api-docs, "Authentication": 60 minutes. */
const API_KEY_MS = 3_600_000;

/** The user key and the password of the stage. Assumed: design of this project; a further unit's key has its number behind it. */
export const USER_KEY = 'backlot';

export type Session = { readonly unit: BusinessUnit; readonly by: number | null; readonly actor: string };

/**
 * Who calls, and which business unit: a Salesforce token with the unit's header, or an API key with its user key.
 *
 * Source:  pardot/api-docs, "Authentication": keys in the header `Authorization: Pardot api_key=…, user_key=…` or in the body; in the
 *          query they are refused (49). The vendor retired keys in 2021 (199); clients that still use them work here.
 */
export function readOlderSession(call: Call<Engagement>, params: Params): Session {
  const header = call.request.headers['authorization'] ?? '';
  if (/^bearer\b/i.test(header.trim())) return readSession(call);
  if (params.query.has('api_key') || params.query.has('user_key')) throw refusal(49, 'credentials belong into the header');
  const { key, userKey } = readKeys(header, params);
  const row = call.state.tables.apiKeys.get(key);
  const unit = row === undefined || row.expiresAt <= call.state.now() ? undefined : call.state.unit(row.unit);
  if (row === undefined || unit === undefined || unitOfUserKey(call.state, userKey)?.key !== unit.key) throw refusal(1);
  const user = liveInUnit(call.state.tables.users, unit.key, row.userId);
  if (user === undefined) throw refusal(1);
  countCall(call.state, unit.key);
  return { unit, by: user.id, actor: String(user.id) };
}

/**
 * Signs a user in with email, password and user key. Gives the API key.
 * Source: pardot/api-docs, "Authentication": error 15.
 */
export function signIn(call: Call<Engagement>, params: Params): { readonly key: string; readonly unit: BusinessUnit } {
  const { state } = call;
  if (['email', 'password', 'user_key'].some((name) => params.query.has(name))) throw refusal(49, 'credentials belong into the body');
  const unit = unitOfUserKey(state, params.all.get('user_key') ?? '');
  const email = params.all.get('email') ?? '';
  const user =
    unit === undefined ? undefined : state.tables.users.find('email', unitKey(unit.key, email)).find(({ isDeleted }) => !isDeleted);
  if (unit === undefined || user === undefined || params.all.get('password') !== USER_KEY) throw refusal(15);
  const key = call.world.random('engagement:tokens').text(32, '0123456789abcdef');
  state.tables.apiKeys.put({ key, unit: unit.key, userId: user.id, expiresAt: state.now() + API_KEY_MS });
  return { key, unit };
}

function readKeys(header: string, params: Params): { key: string; userKey: string } {
  const inHeader = (name: string): string | undefined => new RegExp(`\\b${name}=([^,\\s]+)`, 'i').exec(header)?.[1];
  return {
    key: inHeader('api_key') ?? params.all.get('api_key') ?? '',
    userKey: inHeader('user_key') ?? params.all.get('user_key') ?? '',
  };
}

/** `backlot` opens the main unit, `backlot-2` the unit with that number. */
function unitOfUserKey(state: Engagement, userKey: string): BusinessUnit | undefined {
  if (userKey === USER_KEY) return state.units()[0];
  return state.units().find(({ id }) => userKey === `${USER_KEY}-${id}`);
}
