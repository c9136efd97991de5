import type { SalesforceClient } from '../../../clients/salesforce/client.js';
import { textOf } from '../../../clients/salesforce/wire.js';
import type { Memory } from '../../../journal/journal.js';
import type { FlowContext, Trigger } from '../../flow.js';
import { moved, sinceCursor } from '../cursor.js';
import { salesKey } from '../keys.js';
import { knownProspect } from '../memory.js';
import type { SourceResult } from '../poll.js';
import { ACCOUNT_COLUMNS, looksOf, opportunityColumns, stampOf } from './read-sales.js';
import { sharingOf, unitsWithOpportunities } from './units.js';
import { lookAtAccount, lookAtOpportunity, watchedCursor } from './watch.js';

const NOTHING: SourceResult = { triggers: [], remember: [], isIdle: true };

/** Accounts that changed, once any contact is linked. Only those whose copies are known say anything. */
export async function pollAccounts(salesforce: SalesforceClient, context: FlowContext): Promise<SourceResult> {
  const cursor = watchedCursor(context, 'Account');
  if (cursor === null) return NOTHING;
  const startedAt = context.now();
  const soql = `SELECT ${ACCOUNT_COLUMNS.join(', ')} FROM Account${sinceCursor(cursor)} ORDER BY SystemModstamp, Id`;
  const rows = await salesforce.query(soql, { purpose: 'poll', all: true });
  const triggers = rows.flatMap((row) =>
    context.settings.units().flatMap((unit): Trigger[] => {
      const seen = context.recall('seen', salesKey(unit, String(row['Id'])));
      return seen === null || seen === looksOf(row) ? [] : [lookAtAccount(unit, String(row['Id']), stampOf(row))];
    }),
  );
  return { triggers, remember: moved(context, 'Account', rows.map(stampOf), startedAt) };
}

/** Opportunities that changed, once any contact is linked and a unit syncs them. */
export async function pollOpportunities(salesforce: SalesforceClient, context: FlowContext): Promise<SourceResult> {
  const cursor = watchedCursor(context, 'Opportunity');
  const units = unitsWithOpportunities(context);
  if (cursor === null || units.length === 0) return NOTHING;
  const startedAt = context.now();
  const columns = opportunityColumns(sharingOf(context));
  const soql = `SELECT ${columns.join(', ')} FROM Opportunity${sinceCursor(cursor)} ORDER BY SystemModstamp, Id`;
  const rows = await salesforce.query(soql, { purpose: 'poll', all: true });
  const triggers = rows.flatMap((row) =>
    units.flatMap((unit): Trigger[] => {
      const seen = context.recall('seen', salesKey(unit, String(row['Id'])));
      return seen === null || seen === looksOf(row) ? [] : [lookAtOpportunity(unit, String(row['Id']), stampOf(row))];
    }),
  );
  return { triggers, remember: moved(context, 'Opportunity', rows.map(stampOf), startedAt) };
}

/** Contact roles that came or went: those of linked contacts, and of opportunities that are known. */
export async function pollRoles(salesforce: SalesforceClient, context: FlowContext): Promise<SourceResult> {
  const cursor = watchedCursor(context, 'Opportunity', 'OpportunityContactRole');
  const units = unitsWithOpportunities(context);
  if (cursor === null || units.length === 0) return NOTHING;
  const startedAt = context.now();
  const columns = 'Id, OpportunityId, ContactId, IsDeleted, SystemModstamp';
  const soql = `SELECT ${columns} FROM OpportunityContactRole${sinceCursor(cursor)} ORDER BY SystemModstamp, Id`;
  const rows = await salesforce.query(soql, { purpose: 'poll', all: true });
  const remember: Memory[] = moved(context, 'OpportunityContactRole', rows.map(stampOf), startedAt);
  const triggers: Trigger[] = [];
  for (const row of rows) {
    const [id, opportunity, contact] = [String(row['Id']), textOf(row['OpportunityId']), textOf(row['ContactId'])];
    if (opportunity === null || contact === null || context.recall('seen', `role:${id}`) === looksOf(row)) continue;
    remember.push({ space: 'seen', key: `role:${id}`, value: looksOf(row) });
    for (const unit of units) {
      const isKnown = context.recall('seen', salesKey(unit, opportunity)) !== null || knownProspect(context, unit, contact) !== null;
      if (isKnown) triggers.push(lookAtOpportunity(unit, opportunity, stampOf(row)));
    }
  }
  return { triggers, remember };
}
