import { valueText } from '../../kernel/value-text.js';
import { refusal } from '../errors.js';
import type { CrmState, Prospect } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';
import { parseInstant, wholeSecond } from '../values.js';
import { receivedBy } from './assignment.js';
import { endCampaignRequests } from './campaign-requests.js';
import { prospectOf, withCrmId } from './find-prospects.js';
import { salesforceId } from './ids.js';
import { mergeProspects } from './merge-prospects.js';
import { createProspect, editProspect, type Raw } from './prospects.js';
import { accountIdOf } from './sales.js';
import { clearSyncError, raiseSyncError } from './sync-errors.js';
import { writeProspect } from './write-prospect.js';

export type ConnectorOutcome = { readonly prospect: Prospect; readonly isCreated: boolean };

const KEYS = new Set(['id', 'fields', 'link', 'assignedToId', 'archive', 'mergeFrom', 'lastSync', 'syncError', 'campaignsWritten']);
const LINK_IDS = ['salesforceLeadId', 'salesforceContactId', 'salesforceId', 'salesforceOwnerId', 'salesforceAccountId'] as const;
const STATES: readonly CrmState[] = ['linked', 'none', 'deleted', 'ignored'];
const ACT = { by: null, writer: 'connector' } as const;

/**
 * One record that the connector writes: values, link, owner, recycle bin, merge, sync result.
 *
 * Source:  docs/surfaces.md. A surface of backlot's own, for the vendor's connector has no public one.
 * Refuses: unknown keys (154), records that are not there (109), and whatever the values are refused for.
 */
export function writeFromConnector(engagement: Engagement, unit: string, record: Raw): ConnectorOutcome {
  const unknown = Object.keys(record).find((key) => !KEYS.has(key));
  if (unknown !== undefined) throw refusal(154, unknown.slice(0, 40));
  const link = readLink(record['link']);
  const { prospect, isCreated } = targetOf(engagement, unit, record, link.salesforceId ?? null);
  const merged = merge(engagement, prospect, record['mergeFrom']);
  const written = writeProspect(engagement, merged, readPatch(engagement, merged, record, link), {
    by: null,
    triggersSync: false,
    isConnector: true,
    ...binOperation(merged, record['archive']),
  });
  noteSyncError(engagement, written, record['syncError']);
  endCampaignRequests(engagement, written, record['campaignsWritten']);
  return { prospect: written, isCreated };
}

/** The prospect to write; one that has the link already stands for a repeated create. */
function targetOf(engagement: Engagement, unit: string, record: Raw, link: string | null): ConnectorOutcome {
  const fields = record['fields'] === undefined ? {} : asMap('fields', record['fields']);
  if (record['id'] !== undefined) {
    const prospect = typeof record['id'] === 'number' ? prospectOf(engagement, unit, record['id']) : undefined;
    if (prospect === undefined) throw refusal(109, valueText(record['id']).slice(0, 40));
    return { prospect: editProspect(engagement, prospect, fields, ACT), isCreated: false };
  }
  const known = link === null ? undefined : withCrmId(engagement, unit, link)[0];
  if (known !== undefined) return { prospect: editProspect(engagement, known, fields, ACT), isCreated: false };
  return { prospect: createProspect(engagement, unit, fields, ACT), isCreated: true };
}

function readPatch(engagement: Engagement, prospect: Prospect, record: Raw, link: Partial<Prospect>): Partial<Prospect> {
  const { archive, lastSync } = record;
  if (archive !== undefined && typeof archive !== 'boolean') throw refusal(50, 'archive');
  const syncedAt = lastSync === undefined ? null : parseInstant(String(lastSync));
  if (lastSync !== undefined && syncedAt === null) throw refusal(7, 'lastSync');
  const account = link.salesforceAccountId;
  return {
    ...link,
    ...(account === undefined ? {} : { prospectAccountId: accountIdOf(engagement, prospect.unit, account) }),
    ...(link.crmState === 'linked' || link.crmState === 'deleted' ? { recreateAllowed: false } : {}),
    ...readOwner(engagement, prospect, record['assignedToId']),
    ...(archive === undefined ? {} : { isDeleted: archive }),
    ...(syncedAt === null ? {} : { salesforceLastSync: wholeSecond(syncedAt) }),
    ...(syncedAt !== null && (prospect.manualSyncAt ?? Number.POSITIVE_INFINITY) <= syncedAt ? { manualSyncAt: null } : {}),
  };
}

/** The link's keys that were given; null clears. */
function readLink(raw: unknown): Partial<Prospect> {
  if (raw === undefined) return {};
  const { state, salesforceUrl, ...ids } = asMap('link', raw);
  const link: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(ids)) {
    if (!(LINK_IDS as readonly string[]).includes(name)) throw refusal(154, `link.${name.slice(0, 40)}`);
    link[name] = value === null ? null : readId(name, value);
  }
  if (salesforceUrl !== undefined) link['salesforceUrl'] = salesforceUrl === null ? null : String(salesforceUrl);
  if (state !== undefined) {
    if (!STATES.includes(state as CrmState)) throw refusal(154, 'link.state');
    link['crmState'] = state;
  }
  return link as Partial<Prospect>;
}

/** Who owns the record in Salesforce now; ends a pending assignment. */
function readOwner(engagement: Engagement, prospect: Prospect, value: unknown): Partial<Prospect> {
  if (value === undefined) return {};
  if (value !== null && (typeof value !== 'number' || liveInUnit(engagement.tables.users, prospect.unit, value) === undefined)) {
    throw refusal(10, valueText(value).slice(0, 40));
  }
  return { ...receivedBy(engagement, prospect, value as number | null), assignment: null };
}

function merge(engagement: Engagement, prospect: Prospect, loser: unknown): Prospect {
  if (loser === undefined || loser === null) return prospect;
  const lost = typeof loser === 'number' ? prospectOf(engagement, prospect.unit, loser) : undefined;
  if (lost === undefined || lost.id === prospect.id) throw refusal(109, valueText(loser).slice(0, 40));
  return mergeProspects(engagement, prospect, lost);
}

function binOperation(prospect: Prospect, archive: unknown): { operation?: 'delete' | 'undelete' } {
  if (typeof archive !== 'boolean' || archive === prospect.isDeleted) return {};
  return { operation: archive ? 'delete' : 'undelete' };
}

function noteSyncError(engagement: Engagement, prospect: Prospect, text: unknown): void {
  if (text === undefined) return;
  if (text === null) clearSyncError(engagement, prospect);
  else raiseSyncError(engagement, prospect, String(text));
}

function readId(name: string, value: unknown): string {
  const id = typeof value === 'string' ? salesforceId(value) : null;
  if (id === null) throw refusal(77, `link.${name}`);
  return id;
}

function asMap(name: string, value: unknown): Raw {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusal(154, name);
  return value as Raw;
}
