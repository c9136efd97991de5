import { type SettingChange, SettingsBook } from '../kernel/settings.js';
import type { IndexKey, Table } from '../kernel/table.js';
import type { World } from '../kernel/world.js';
import * as records from './records.js';

/** Every table of the stand-in. Names are the vendor's; books of the stand-in's own stay out of the change log. */
export type Tables = ReturnType<typeof createTables>;

/** The index key of a text in a unit, letter case aside. */
export function unitKey(unit: string, text: string | number): string {
  return `${unit}:${typeof text === 'number' ? text : text.trim().toLowerCase()}`;
}

/** An instant at which a prospect last changed in a way that triggers a sync: the ordered index behind the connector's poll. */
export type Trigger = { readonly id: number; readonly unit: string; readonly at: number };

/** Whose turn it is in groups: the running number of the last assignment that a user received. */
export type LastAssignment = { readonly userId: number; readonly order: number };

/** A key of the older versions' sign-in. */
export type ApiKey = { readonly key: string; readonly unit: string; readonly userId: number; readonly expiresAt: number };

export function createTables(world: World) {
  return {
    units: audited<records.BusinessUnit>(world, 'BusinessUnit', { key: (row) => row.key }),
    users: audited<records.User>(world, 'User', {
      email: (row) => unitKey(row.unit, row.email),
      salesforceId: (row) => (row.salesforceId === null ? null : `${row.unit}:${row.salesforceId}`),
    }),
    groups: audited<records.Group>(world, 'Group'),
    campaigns: audited<records.Campaign>(world, 'Campaign'),
    lists: audited<records.List>(world, 'List'),
    memberships: audited<records.ListMembership>(world, 'ListMembership', {
      list: (row) => String(row.listId),
      prospect: (row) => String(row.prospectId),
      pair: (row) => `${row.listId}:${row.prospectId}`,
    }),
    tags: audited<records.Tag>(world, 'Tag', { name: (row) => unitKey(row.unit, row.name) }),
    taggedObjects: audited<records.TaggedObject>(world, 'TaggedObject', {
      tag: (row) => String(row.tagId),
      object: (row) => `${row.objectType}:${row.objectId}`,
    }),
    customFields: audited<records.CustomField>(world, 'CustomField', { name: (row) => unitKey(row.unit, row.fieldId) }),
    prospects: audited<records.Prospect>(world, 'Prospect', {
      email: (row) => unitKey(row.unit, row.email),
      crm: crmKeys,
      account: (row) => (row.salesforceAccountId === null ? null : `${row.unit}:${row.salesforceAccountId}`),
    }),
    prospectAccounts: audited<records.ProspectAccount>(world, 'ProspectAccount', { crm: (row) => `${row.unit}:${row.salesforceId}` }),
    opportunities: audited<records.Opportunity>(world, 'Opportunity', { crm: (row) => `${row.unit}:${row.salesforceId}` }),
    triggers: world.table<Trigger>('engagement', {
      name: 'ProspectTrigger',
      key: (row) => String(row.id),
      stamp: (row) => row.at,
      logged: false,
    }),
    lastAssignments: world.table<LastAssignment>('engagement', {
      name: 'LastAssignment',
      key: (row) => String(row.userId),
      logged: false,
    }),
    kept: keptTables(world),
    folderContents: audited<records.FolderContent>(world, 'FolderContent', {
      folder: (row) => String(row.folderId),
      object: (row) => `${row.objectType}:${row.objectId}`,
    }),
    assets: {
      Form: audited<records.Asset>(world, 'Form', { token: assetToken }),
      LandingPage: audited<records.Asset>(world, 'LandingPage', { token: assetToken }),
      FormHandler: audited<records.Asset>(world, 'FormHandler', { token: assetToken }),
      ListEmail: audited<records.Asset>(world, 'ListEmail'),
      File: audited<records.Asset>(world, 'File', { token: assetToken }),
      CustomRedirect: audited<records.Asset>(world, 'CustomRedirect', { token: assetToken }),
    },
    fileContents: world.table<records.FileContent>('engagement', { name: 'FileContent', key: (row) => row.id, logged: false }),
    formFields: audited<records.FormHandlerField>(world, 'FormHandlerField', { form: (row) => String(row.formHandlerId) }),
    visitors: audited<records.Visitor>(world, 'Visitor', {
      browser: (row) => `${row.unit}:${row.browser}`,
      prospect: (row) => (row.prospectId === null ? null : String(row.prospectId)),
    }),
    visits: audited<records.Visit>(world, 'Visit', { visitor: (row) => String(row.visitorId) }),
    pageViews: audited<records.VisitorPageView>(world, 'VisitorPageView', { visitor: (row) => String(row.visitorId) }),
    activities: audited<records.VisitorActivity>(world, 'VisitorActivity', {
      prospect: (row) => (row.prospectId === null ? null : String(row.prospectId)),
      visitor: (row) => (row.visitorId === null ? null : String(row.visitorId)),
      listEmail: (row) => numberText(row.listEmailId),
    }),
    profiles: audited<records.Profile>(world, 'Profile'),
    pageActions: audited<records.PageAction>(world, 'PageAction'),
    segmentationRules: audited<records.SegmentationRule>(world, 'SegmentationRule'),
    rules: audited<records.AutomationRule>(world, 'AutomationRule'),
    ruleMatches: world.table<records.RuleMatch>('engagement', {
      name: 'RuleMatch',
      key: (row) => row.id,
      indexes: { prospect: (row) => String(row.prospectId) },
      logged: false,
    }),
    completions: world.table<{ readonly id: string }>('engagement', { name: 'Completion', key: (row) => row.id, logged: false }),
    syncErrors: world.table<records.SyncErrorRow>('engagement', { name: 'SyncError', key: (row) => row.id }),
    campaignRequests: audited<records.CampaignRequest>(world, 'CampaignRequest', { prospect: (row) => String(row.prospectId) }),
    notifications: audited<records.Notification>(world, 'Notification', { user: (row) => String(row.userId) }),
    imports: audited<records.Import>(world, 'Import'),
    importBatches: world.table<records.ImportBatch>('engagement', {
      name: 'ImportBatch',
      key: (row) => row.id,
      indexes: { import: (row) => String(row.importId) },
      logged: false,
    }),
    importErrors: world.table<records.ImportRowError>('engagement', {
      name: 'ImportError',
      key: (row) => row.id,
      indexes: { import: (row) => String(row.importId) },
      logged: false,
    }),
    exports: audited<records.Export>(world, 'Export'),
    exportResults: world.table<records.ExportResult>('engagement', { name: 'ExportResult', key: (row) => row.id, logged: false }),
    lifecycleStages: audited<records.LifecycleStage>(world, 'LifecycleStage'),
    bulkActions: audited<records.BulkAction>(world, 'BulkAction'),
    bulkActionRows: world.table<records.BulkActionRows>('engagement', { name: 'BulkActionRows', key: (row) => row.id, logged: false }),
    bulkActionErrors: world.table<records.BulkActionError>('engagement', {
      name: 'BulkActionError',
      key: (row) => row.id,
      indexes: { bulkAction: (row) => String(row.bulkActionId) },
      logged: false,
    }),
    endedTokens: world.table<{ readonly token: string }>('engagement', { name: 'EndedToken', key: (row) => row.token, logged: false }),
    apiKeys: world.table<ApiKey>('engagement', { name: 'ApiKey', key: (row) => row.key, logged: false }),
    settings: SettingsBook.table(world, 'engagement') as Table<SettingChange>,
  };
}

/** Records of a unit, ordered by their last change, with the vendor's numbers as keys. */
function audited<R extends records.Audit & Record<string, unknown>>(
  world: World,
  name: string,
  indexes: Readonly<Record<string, IndexKey<R>>> = {},
): Table<R> {
  return world.table<R>('engagement', { name, key: (row) => String(row.id), stamp: (row) => row.updatedAt, indexes });
}

/** The tables of what is kept as it was written, each indexed by the numbers in its fields. */
function keptTables(world: World): Readonly<Record<records.KeptKind, Table<records.Kept>>> {
  const tables = Object.entries(records.KEPT_INDEXES).map(([kind, names]) => {
    const indexes = names.map((name): [string, IndexKey<records.Kept>] => [name, (row) => numberText(row[name])]);
    return [kind, audited<records.Kept>(world, kind, Object.fromEntries(indexes))];
  });
  return Object.fromEntries(tables) as Readonly<Record<records.KeptKind, Table<records.Kept>>>;
}

function numberText(value: unknown): string | null {
  return typeof value === 'number' ? String(value) : null;
}

function assetToken(row: records.Asset): string {
  return `${row.unit}:${row.token}`;
}

/** Every id by which the org knows a prospect, whichever state the link is in. */
function crmKeys(row: records.Prospect): readonly string[] {
  const ids = new Set([row.salesforceId, row.salesforceLeadId, row.salesforceContactId]);
  ids.delete(null);
  return [...ids].map((id) => `${row.unit}:${id}`);
}
