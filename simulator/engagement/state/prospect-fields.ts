import { PROSPECT_TEXTS, type Prospect } from '../records.js';
import type { ValueKind } from '../values.js';

/** Who may write a field: clients and people (`write`), the connector only (`connector`), or the vendor itself (`read`). */
export type ProspectAccess = 'write' | 'connector' | 'read';

export type ProspectField = {
  readonly name: string;
  readonly kind: ValueKind;
  readonly access: ProspectAccess;
  /** What the field shows, where that is not the stored value of the same name. */
  readonly show?: (prospect: Prospect) => unknown;
};

const AUDIT: readonly ProspectField[] = [
  { name: 'id', kind: 'id', access: 'read' },
  { name: 'createdAt', kind: 'instant', access: 'read' },
  { name: 'updatedAt', kind: 'instant', access: 'read' },
  { name: 'createdById', kind: 'id', access: 'read' },
  { name: 'updatedById', kind: 'id', access: 'read' },
  { name: 'isDeleted', kind: 'boolean', access: 'read' },
];

/**
 * The fields of a prospect in API version 5, custom fields aside.
 *
 * Source:  Account Engagement API v5, "Prospect".
 * Assumed: fields of things that the stand-in does not keep (bounces, passwords) are always empty.
 */
export const PROSPECT_FIELDS: ReadonlyMap<string, ProspectField> = new Map(
  [
    ...AUDIT,
    writable('email', 'text'),
    ...PROSPECT_TEXTS.map((name) => writable(name, 'text')),
    writable('score', 'int'),
    ...['isDoNotEmail', 'isDoNotCall', 'optedOut', 'isReviewed', 'isStarred'].map((name) => writable(name, 'boolean')),
    ...['campaignId', 'profileId', 'prospectAccountId', 'userId'].map((name) => writable(name, 'id')),
    writable('salesforceId', 'text', (prospect) => shownLink(prospect, prospect.salesforceId)),
    writable('salesforceOwnerId', 'text'),
    readable('assignedToId', 'id'),
    readable('grade', 'text'),
    readable('lifecycleStageId', 'id'),
    readable('lastActivityAt', 'instant'),
    readable('firstActivityAt', 'instant'),
    readable('firstAssignedAt', 'instant'),
    readable('recentInteraction', 'text', nothing),
    readable('password', 'text', nothing),
    readable('salesforceLeadId', 'text', (prospect) => shownLink(prospect, prospect.salesforceLeadId)),
    readable('salesforceContactId', 'text', (prospect) => shownLink(prospect, prospect.salesforceContactId)),
    readable('salesforceAccountId', 'text'),
    readable('salesforceCampaignId', 'text', nothing),
    readable('salesforceUrl', 'text'),
    readable('salesforceLastSync', 'instant'),
    readable('isEmailHardBounced', 'boolean'),
    readable('emailBouncedAt', 'instant', nothing),
    readable('emailBouncedReason', 'text', nothing),
    readable('doNotSell', 'boolean', () => false),
    readable('convertedAt', 'instant'),
    readable('convertedFromObjectName', 'text'),
    readable('convertedFromObjectType', 'text'),
    ...['firstReferrerQuery', 'firstReferrerType', 'firstReferrerUrl'].map((name) => readable(name, 'text')),
    ...['campaignParameter', 'contentParameter', 'mediumParameter', 'sourceParameter', 'termParameter'].map((name) =>
      readable(name, 'text'),
    ),
  ].map((field) => [field.name, field]),
);

/** The stored value of a field as it is shown, before it is printed. */
export function shownValue(prospect: Prospect, field: ProspectField): unknown {
  if (field.show !== undefined) return field.show(prospect);
  return (prospect as Readonly<Record<string, unknown>>)[field.name];
}

/**
 * What a link field shows: the id, or the literal that stands for a lost or switched-off link.
 *
 * Source:  help 000383109: `[[crm_deleted]]`, `[[crm_ignore_prospect]]`.
 * Assumed: the literal stands in the fields that held an id; when none did, in `salesforceLeadId` and `salesforceId` nothing stands.
 */
function shownLink(prospect: Prospect, id: string | null): string | null {
  if (prospect.crmState === 'deleted') return id === null ? null : '[[crm_deleted]]';
  if (prospect.crmState === 'ignored') return '[[crm_ignore_prospect]]';
  return id;
}

function nothing(): null {
  return null;
}

function writable(name: string, kind: ValueKind, show?: ProspectField['show']): ProspectField {
  // `userId` is an order to assign, not a value: nothing of that name is stored.
  if (name === 'userId') return { name, kind, access: 'write', show: (prospect) => prospect.assignedToId };
  return show === undefined ? { name, kind, access: 'write' } : { name, kind, access: 'write', show };
}

function readable(name: string, kind: ValueKind, show?: ProspectField['show']): ProspectField {
  return show === undefined ? { name, kind, access: 'read' } : { name, kind, access: 'read', show };
}
