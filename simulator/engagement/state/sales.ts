import { valueText } from '../../kernel/value-text.js';
import { refusal } from '../errors.js';
import { ACCOUNT_TEXTS, type Opportunity, type OpportunityStatus, type Prospect, type ProspectAccount } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';
import type { ValueKind } from '../values.js';
import { recordActivity } from './activities.js';
import { deletion, onlyKeys, type Raw, type RowOutcome, readCrmId, readFields, saved } from './connector-rows.js';
import { liveProspectOf } from './find-prospects.js';
import { writeProspect } from './write-prospect.js';

/**
 * The connector brings an account of Salesforce; prospects whose record hangs on it get it as their company.
 * Source: Account Engagement API v5, "Prospect Account"; docs/surfaces.md.
 */
export function writeProspectAccount(engagement: Engagement, unit: string, record: Raw): RowOutcome<ProspectAccount> {
  const id = readCrmId(onlyKeys(record, ['salesforceId', 'fields', 'assignedToId', 'isDeleted'])['salesforceId']);
  const known = engagement.tables.prospectAccounts.findOne('crm', `${unit}:${id}`);
  const before = known ?? { ...engagement.audit('ProspectAccount', unit, null), name: '', salesforceId: id, assignedToId: null, texts: {} };
  const { name, ...texts } = readFields(record['fields'], {
    name: 'text',
    ...Object.fromEntries(ACCOUNT_TEXTS.map((each) => [each, 'text'])),
  });
  const values: Partial<ProspectAccount> = {
    ...(name === undefined ? {} : { name: String(name ?? '') }),
    ...(record['assignedToId'] === undefined ? {} : { assignedToId: readOwner(engagement, unit, record['assignedToId']) }),
    ...deletion(record['isDeleted']),
    texts: { ...before.texts, ...texts } as ProspectAccount['texts'],
  };
  const row = engagement.tables.prospectAccounts.put(saved(engagement, before, values));
  for (const prospect of engagement.tables.prospects.find('account', `${unit}:${id}`)) linkAccount(engagement, prospect);
  return { row, isCreated: known === undefined };
}

/** The prospect account of a prospect's account in Salesforce, as far as the connector brought it. */
export function accountIdOf(engagement: Engagement, unit: string, account: string | null): number | null {
  const found = account === null ? undefined : engagement.tables.prospectAccounts.findOne('crm', `${unit}:${account}`);
  return found === undefined || found.isDeleted ? null : found.id;
}

/**
 * The connector brings an opportunity with the prospects who have a role in it.
 *
 * Source:  Account Engagement API v5, "Opportunity" and the numbers of "Visitor Activity": new 8, won 9, lost 10, opened again 18,
 *          linked 19, unlinked 38; help.pardot.com 2127224 for the points.
 */
export function writeOpportunity(engagement: Engagement, unit: string, record: Raw): RowOutcome<Opportunity> {
  const id = readCrmId(onlyKeys(record, ['salesforceId', 'fields', 'prospectIds', 'isDeleted'])['salesforceId']);
  const known = engagement.tables.opportunities.findOne('crm', `${unit}:${id}`);
  const before = known ?? { ...BLANK, ...engagement.audit('Opportunity', unit, null), salesforceId: id };
  const values = readFields(record['fields'], OPPORTUNITY_FIELDS) as Partial<Opportunity>;
  checkOpportunity(engagement, unit, values);
  const prospectIds = record['prospectIds'] === undefined ? before.prospectIds : readProspects(engagement, unit, record['prospectIds']);
  const changed = { ...values, ...deletion(record['isDeleted']), prospectIds };
  const row = engagement.tables.opportunities.put(saved(engagement, before, changed));
  noteRoles(engagement, known ?? null, row);
  if (known !== undefined && known.status !== row.status) noteStatus(engagement, known.status, row);
  return { row, isCreated: known === undefined };
}

const OPPORTUNITY_FIELDS: Readonly<Record<string, ValueKind>> = {
  name: 'text',
  value: 'float',
  probability: 'int',
  type: 'text',
  stage: 'text',
  status: 'text',
  closedAt: 'instant',
  campaignId: 'id',
};

const BLANK = {
  name: '',
  value: null,
  probability: null,
  type: null,
  stage: null,
  status: 'open',
  closedAt: null,
  campaignId: null,
  prospectIds: [],
} as const;

function linkAccount(engagement: Engagement, prospect: Prospect): void {
  const prospectAccountId = accountIdOf(engagement, prospect.unit, prospect.salesforceAccountId);
  writeProspect(engagement, prospect, { prospectAccountId }, { by: null, triggersSync: false, isConnector: true });
}

/** Source: Account Engagement API v5, "Visitor Activity". Assumed: a role that comes later is a link (19), not a new opportunity (8). */
function noteRoles(engagement: Engagement, before: Opportunity | null, after: Opportunity): void {
  const held = new Set(before?.prospectIds ?? []);
  for (const id of after.prospectIds) {
    if (held.has(id)) continue;
    const isNew = before === null;
    note(engagement, id, after, isNew ? [8, 'New Opportunity', 'opportunityCreated'] : [19, 'Opportunity Linked', null]);
  }
  for (const id of held) if (!after.prospectIds.includes(id)) note(engagement, id, after, [38, 'Opportunity Unlinked', null]);
}

function noteStatus(engagement: Engagement, before: OpportunityStatus, after: Opportunity): void {
  const facts: readonly [number, string, string | null] =
    after.status === 'won'
      ? [9, 'Opportunity Won', 'opportunityWon']
      : after.status === 'lost'
        ? [10, 'Opportunity Lost', 'opportunityLost']
        : [18, 'Opportunity Reopened', null];
  if (before !== after.status) for (const id of after.prospectIds) note(engagement, id, after, facts);
}

/** What happens to a deal is none of the prospect's own doing: it moves the score, not the last activity. */
function note(
  engagement: Engagement,
  prospectId: number,
  { id, name, unit, campaignId }: Opportunity,
  facts: readonly [number, string, string | null],
): void {
  const prospect = liveProspectOf(engagement, unit, prospectId);
  if (prospect === undefined) return;
  const [type, typeName, score] = facts;
  recordActivity(engagement, unit, prospect, null, {
    type,
    typeName,
    details: name,
    score,
    isPassive: true,
    opportunityId: id,
    campaignId,
  });
}

function checkOpportunity(engagement: Engagement, unit: string, { status, campaignId, name }: Partial<Opportunity>): void {
  if (status !== undefined && !['open', 'won', 'lost'].includes(status)) throw refusal(154, 'status');
  if (name === null) throw refusal(153, 'name');
  if (campaignId != null && liveInUnit(engagement.tables.campaigns, unit, campaignId) === undefined) throw refusal(38, String(campaignId));
}

function readProspects(engagement: Engagement, unit: string, value: unknown): number[] {
  if (!Array.isArray(value)) throw refusal(154, 'prospectIds');
  const ids = value.map((each) => (typeof each === 'number' ? each : Number.NaN));
  for (const id of ids) if (liveProspectOf(engagement, unit, id) === undefined) throw refusal(3, String(id));
  return [...new Set(ids)];
}

function readOwner(engagement: Engagement, unit: string, value: unknown): number | null {
  if (value === null) return null;
  if (typeof value !== 'number' || liveInUnit(engagement.tables.users, unit, value) === undefined)
    throw refusal(10, valueText(value).slice(0, 40));
  return value;
}
