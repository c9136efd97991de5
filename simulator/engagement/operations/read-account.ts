import type { WireResponse } from '../../kernel/wire.js';
import { refusal } from '../errors.js';
import { DAILY_CALLS_MAX } from '../limits.js';
import type { BusinessUnit } from '../records.js';
import { oldestCampaign } from '../state/prospects.js';
import { callsToday } from '../state/usage.js';
import type { Engagement } from '../state.js';
import type { UnitCall } from '../v5/session.js';
import { printInstant } from '../values.js';
import { json } from '../wire.js';

type Shown = (unit: BusinessUnit, state: Engagement) => unknown;

/**
 * Source:  Account Engagement API v5, "Account". Assumed: the level Advanced with its daily calls.
 */
const FIELDS: ReadonlyMap<string, Shown> = new Map<string, Shown>([
  ['id', (unit) => unit.id],
  ['company', (unit) => unit.name],
  ['level', () => 'Advanced'],
  ['website', () => null],
  ['pluginCampaignId', (unit, state) => oldestCampaign(state, unit.key)],
  ...['addressOne', 'addressTwo', 'city', 'state', 'territory', 'zip', 'country', 'phone', 'fax'].map((name): [string, Shown] => [
    name,
    () => null,
  ]),
  ['adminId', (unit) => unit.createdById],
  ['maximumDailyApiCalls', () => DAILY_CALLS_MAX],
  ['apiCallsUsed', (unit, state) => callsToday(state, unit.key)],
  ['createdAt', (unit) => printInstant(unit.createdAt)],
  ['updatedAt', (unit) => printInstant(unit.updatedAt)],
  ['createdById', (unit) => unit.createdById],
  ['updatedById', (unit) => unit.updatedById],
]);

/** GET /api/v5/objects/account - the business unit itself. Source: Account Engagement API v5, "Account": no id in the path. */
export function readAccount(call: UnitCall): WireResponse {
  const names = (new URLSearchParams(call.request.query).get('fields') ?? '').split(',').filter((name) => name.trim() !== '');
  if (names.length === 0) throw refusal(13, 'fields');
  const printed: Record<string, unknown> = {};
  for (const name of names.map((each) => each.trim())) {
    const show = FIELDS.get(name);
    if (show === undefined) throw refusal(180, name.slice(0, 80));
    printed[name] = show(call.unit, call.state);
  }
  return json(200, printed);
}
