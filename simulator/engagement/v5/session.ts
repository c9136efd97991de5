import type { Call, Operation } from '../../kernel/routes.js';
import type { WireResponse } from '../../kernel/wire.js';
import { refusal } from '../errors.js';
import { DAILY_CALLS_MAX } from '../limits.js';
import type { BusinessUnit } from '../records.js';
import { callsToday, countCall } from '../state/usage.js';
import { userOfOrgUser } from '../state/users.js';
import type { Engagement } from '../state.js';

/** A call of somebody who may make it, to one business unit. */
export type UnitCall = Call<Engagement> & {
  readonly unit: BusinessUnit;
  /** The Account Engagement user; null for the connector. */
  readonly by: number | null;
};

export type UnitOperation = (call: UnitCall) => WireResponse | Promise<WireResponse>;

/** Lets an operation run for callers with a good token and business unit header only. */
export function signedIn(operation: UnitOperation): Operation<Engagement> {
  return (call) => {
    const { unit, by, actor } = readSession(call);
    const reply = call.world.as({ actor }, () => operation({ ...call, unit, by }));
    if (call.request.headers['x-return-api-usage'] !== '1') return reply;
    return reply instanceof Promise ? reply.then((done) => withUsage(call, unit, done)) : withUsage(call, unit, reply);
  };
}

/** Source: Account Engagement API v5, "Rate limits": header `x-api-usage`. Assumed: D-21, `used/limit`. */
function withUsage({ state }: Call<Engagement>, unit: BusinessUnit, reply: WireResponse): WireResponse {
  return { ...reply, headers: { ...reply.headers, 'x-api-usage': `${callsToday(state, unit.key)}/${DAILY_CALLS_MAX}` } };
}

const UNIT_ID = /^0Uv[A-Za-z0-9]{15}$/;

/**
 * Who calls, and which business unit.
 *
 * Source:  Account Engagement API v5, "Authentication": codes 49, 184, 181, 182, 199, 201.
 * Assumed: a Salesforce user without an Account Engagement user in the unit is refused with 403 and code 49, but for the connector's own.
 */
export function readSession({ request, state }: Call<Engagement>): { unit: BusinessUnit; by: number | null; actor: string } {
  const orgUser = readToken(state, request.headers['authorization']);
  const unit = readUnit(state, request.headers['pardot-business-unit-id']);
  const user = userOfOrgUser(state, unit.key, orgUser);
  if (user !== undefined) {
    countCall(state, unit.key);
    return { unit, by: user.id, actor: String(user.id) };
  }
  if (orgUser !== state.settings(unit.key).get('connectorUser')) throw refusal(49, 'the user has no access to this business unit', 403);
  return { unit, by: null, actor: 'connector' };
}

function readToken(state: Engagement, header: string | undefined): string {
  if (header === undefined || header.trim() === '') throw refusal(49);
  const [, scheme = '', token = ''] = /^(\S+)\s+(.*)$/.exec(header.trim()) ?? [];
  if (scheme.toLowerCase() === 'pardot') throw refusal(199);
  if (scheme.toLowerCase() !== 'bearer') throw refusal(184);
  if (state.tables.endedTokens.get(token) !== undefined) throw refusal(184);
  const session = state.salesforce.session(token.trim());
  if ('error' in session) throw refusal(184);
  return session.userId;
}

function readUnit(state: Engagement, header: string | undefined): BusinessUnit {
  if (header === undefined || header.trim() === '') throw refusal(181, 'Pardot-Business-Unit-Id header not found on request.');
  if (!UNIT_ID.test(header.trim())) throw refusal(182, 'Pardot-Business-Unit-Id');
  const unit = state.unit(header.trim());
  if (unit === undefined) throw refusal(201);
  return unit;
}
