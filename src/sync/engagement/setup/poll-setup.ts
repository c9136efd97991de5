import type { EngagementClient } from '../../../clients/engagement/client.js';
import type { SalesforceClient } from '../../../clients/salesforce/client.js';
import type { FlowContext, Trigger } from '../../flow.js';
import { textHash } from '../../hash.js';
import { cursorOf, moved, type PollStart, sinceCursor } from '../cursor.js';
import { settingsNow } from '../deciding.js';
import { RANK, salesKey, unitUserKey } from '../keys.js';
import type { SourceResult } from '../poll.js';
import { looksOf, stampOf } from '../sales/read-sales.js';
import { USER_COLUMNS } from './read-users.js';
import { CAMPAIGN_COLUMNS } from './reconcile-campaigns.js';

const NOTHING: SourceResult = { triggers: [], remember: [], isIdle: true };

/**
 * Salesforce users that changed, while a page matches or syncs users. A page that was saved otherwise has all of them looked at anew.
 *
 * Assumed: who joins a public group is met when the user changes or at the next full reconcile, for it leaves no trace in the user.
 */
export async function pollUsers(
  salesforce: SalesforceClient,
  context: FlowContext,
  { startedAt, isFull }: PollStart,
): Promise<SourceResult> {
  const units = context.settings.units().filter((unit) => asksForUsers(context, unit));
  if (units.length === 0) return NOTHING;
  const source = `User:${textHash(JSON.stringify(units.map((unit) => userPage(context, unit))))}`;
  const since = sinceCursor(isFull ? null : cursorOf(context, source));
  const rows = await salesforce.query(`SELECT ${USER_COLUMNS} FROM User${since} ORDER BY SystemModstamp, Id`, { purpose: 'poll' });
  const triggers = rows.flatMap((row) =>
    units.flatMap((unit): Trigger[] => {
      const key = salesKey(unit, String(row['Id']));
      const isNews = isFull || context.recall('seen', key) !== `${userPage(context, unit)} ${looksOf(row)}`;
      return isNews ? [{ key, slot: 'salesforce', at: stampOf(row), by: null, rank: RANK.users, data: { looks: looksOf(row) } }] : [];
    }),
  );
  return { triggers, remember: moved(context, source, rows.map(stampOf), startedAt) };
}

/** Users of a unit without a CRM Username, while its page matches users by their address. */
export async function pollUnitUsers(unit: string, engagement: EngagementClient, context: FlowContext): Promise<SourceResult> {
  if (!settingsNow(context, unit).autoMatchUsers) return NOTHING;
  const users = await engagement.users(unit, 'poll');
  const triggers = users.flatMap(({ id, email, crmUserId, isDeleted }): Trigger[] => {
    const key = unitUserKey(unit, id);
    if (isDeleted || crmUserId !== null || context.recall('seen', key) === email) return [];
    return [{ key, slot: 'engagement', at: context.now(), by: null, rank: RANK.users, data: { email } }];
  });
  return { triggers, remember: [] };
}

/** Campaigns of Salesforce that changed, while a page connects campaigns. */
export async function pollCampaigns(
  salesforce: SalesforceClient,
  context: FlowContext,
  { startedAt, isFull }: PollStart,
): Promise<SourceResult> {
  const units = context.settings.units().filter((unit) => settingsNow(context, unit).connectedCampaigns);
  if (units.length === 0) return NOTHING;
  const source = `Campaign:${units.join()}`;
  const since = sinceCursor(isFull ? null : cursorOf(context, source));
  const soql = `SELECT ${CAMPAIGN_COLUMNS} FROM Campaign${since} ORDER BY SystemModstamp, Id`;
  const rows = await salesforce.query(soql, { purpose: 'poll', all: true });
  const triggers = rows.flatMap((row) =>
    units.flatMap((unit): Trigger[] => {
      const key = salesKey(unit, String(row['Id']));
      if (context.recall('seen', key) === looksOf(row)) return [];
      return [{ key, slot: 'salesforce', at: stampOf(row), by: null, rank: RANK.campaigns }];
    }),
  );
  return { triggers, remember: moved(context, source, rows.map(stampOf), startedAt) };
}

/** Campaigns of a unit that were connected by hand: from then on they are called as Salesforce's. */
export async function pollConnected(unit: string, engagement: EngagementClient, context: FlowContext): Promise<SourceResult> {
  if (!settingsNow(context, unit).connectedCampaigns) return NOTHING;
  const source = `connected:${unit}`;
  const connected = await engagement.connectedCampaigns(unit, 'poll');
  const known = new Set((context.recall('cursor', source) ?? []) as readonly string[]);
  const ties = [...connected].map(([salesforceId, { id }]) => `${salesforceId} ${id}`);
  const fresh = ties.filter((tie) => !known.has(tie)).map((tie) => tie.split(' ')[0]!);
  const triggers = fresh.map(
    (id): Trigger => ({ key: salesKey(unit, id), slot: 'engagement', at: context.now(), by: null, rank: RANK.campaigns }),
  );
  return { triggers, remember: fresh.length === 0 ? [] : [{ space: 'cursor', key: source, value: ties }] };
}

/** What a unit's page says of users, as one text; what was seen under another one is seen anew. */
export function userPage(context: FlowContext, unit: string): string {
  const { autoMatchUsers, userSync, excludePartnerAndPortalUsers } = settingsNow(context, unit);
  return textHash(JSON.stringify([autoMatchUsers, userSync, excludePartnerAndPortalUsers]));
}

function asksForUsers(context: FlowContext, unit: string): boolean {
  const { autoMatchUsers, userSync } = settingsNow(context, unit);
  return autoMatchUsers || userSync !== null;
}
