/** What every stored record has. Instants are milliseconds since the epoch at whole seconds, as the vendor stamps them. */
export type Audit = {
  readonly id: number;
  /** The business unit that holds it. */
  readonly unit: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly createdById: number | null;
  readonly updatedById: number | null;
  readonly isDeleted: boolean;
};

/** One Account Engagement account under the org, named by its id on every request. */
export type BusinessUnit = Audit & {
  /** `0Uv…`, 18 characters. */
  readonly key: string;
  readonly name: string;
  /** AMPSEA: several prospects may share an email address. Cannot be changed afterwards. */
  readonly allowMultipleProspectsPerEmail: boolean;
};

/** Prospect fields that hold one line of text and that anybody may write. */
export const PROSPECT_TEXTS = [
  'salutation',
  'firstName',
  'lastName',
  'jobTitle',
  'company',
  'website',
  'department',
  'industry',
  'phone',
  'fax',
  'addressOne',
  'addressTwo',
  'city',
  'state',
  'zip',
  'country',
  'territory',
  'source',
  'annualRevenue',
  'employees',
  'yearsInBusiness',
  'comments',
  'notes',
] as const;

export type ProspectText = (typeof PROSPECT_TEXTS)[number];

/** Where a prospect stands with the org: see `salesforceLeadId` in the reference for what the vendor shows in each state. */
export type CrmState = 'none' | 'linked' | 'deleted' | 'ignored';

export type AssignmentTrigger = 'manual' | 'automationRule' | 'completionAction';

/** An assignment that no sync has answered yet. A group has chosen its member by then. */
export type PendingAssignment = {
  readonly target: 'user' | 'queue' | 'assignmentRule';
  readonly userId: number | null;
  readonly queueId: string | null;
  readonly at: number;
  readonly trigger: AssignmentTrigger;
};

export type ProfileMark = 'match' | 'nomatch' | 'unknown';

/** What a scored activity counts under; `scoring.<key>` in the settings has its points. */
export type ScoreKey = string;

export type Prospect = Audit & { readonly [name in ProspectText]: string | null } & {
  readonly email: string;
  readonly score: number;
  /** What people, rules and imports added to the score that activities make. */
  readonly scoreAdjustment: number;
  /** Scored activities by kind, so that a change of the scoring rules is a sum, not a search. */
  readonly tally: Readonly<Record<ScoreKey, number>>;
  readonly profileMarks: Readonly<Record<string, ProfileMark>>;
  readonly grade: string | null;
  readonly isDoNotEmail: boolean;
  readonly isDoNotCall: boolean;
  readonly optedOut: boolean;
  readonly isReviewed: boolean;
  readonly isStarred: boolean;
  readonly isEmailHardBounced: boolean;
  readonly campaignId: number | null;
  readonly profileId: number | null;
  readonly prospectAccountId: number | null;
  readonly assignedToId: number | null;
  readonly salesforceId: string | null;
  readonly salesforceLeadId: string | null;
  readonly salesforceContactId: string | null;
  readonly salesforceOwnerId: string | null;
  readonly salesforceAccountId: string | null;
  readonly salesforceUrl: string | null;
  readonly salesforceLastSync: number | null;
  readonly firstActivityAt: number | null;
  readonly lastActivityAt: number | null;
  readonly firstAssignedAt: number | null;
  readonly convertedAt: number | null;
  readonly convertedFromObjectName: string | null;
  readonly convertedFromObjectType: string | null;
  /** Values of custom fields by API name (`Region__c`). */
  readonly custom: Readonly<Record<string, unknown>>;
  readonly crmState: CrmState;
  readonly recreateAllowed: boolean;
  readonly assignment: PendingAssignment | null;
  readonly manualSyncAt: number | null;
  readonly optedOutChangedAt: number | null;
  readonly emailChangedAt: number | null;
  /** The last change that triggers a sync, to the millisecond; 0 when only the connector ever wrote it. */
  readonly changedAt: number;
};

export type User = Audit & {
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly username: string;
  readonly jobTitle: string | null;
  readonly roleName: string;
  /** The Salesforce user behind *CRM Username*. */
  readonly salesforceId: string | null;
};

export type Group = Audit & { readonly name: string; readonly members: readonly number[] };

export type Campaign = Audit & {
  readonly name: string;
  readonly cost: number | null;
  readonly folderId: number | null;
  readonly parentCampaignId: number | null;
  readonly salesforceId: string | null;
};

export type List = Audit & {
  readonly name: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly isPublic: boolean;
  readonly isDynamic: boolean;
  readonly folderId: number | null;
  readonly campaignId: number | null;
};

export type ListMembership = Audit & { readonly listId: number; readonly prospectId: number; readonly optedOut: boolean };

export type Tag = Audit & { readonly name: string };

export type TaggedObject = Audit & {
  readonly tagId: number;
  readonly objectType: string;
  readonly objectId: number;
  readonly objectName: string;
};

export type CustomField = Audit & {
  readonly name: string;
  readonly fieldId: string;
  readonly type: string;
  /** The Salesforce field it is mapped to. */
  readonly salesforceId: string | null;
  readonly isRequired: boolean;
  readonly isRecordMultipleResponses: boolean;
  readonly isUseValues: boolean;
  readonly isAnalyticsSynced: boolean;
};

/** What has completion actions: form handlers, list emails, files, custom redirects. */
export type Asset = Audit & {
  readonly kind: AssetKind;
  readonly name: string;
  readonly campaignId: number | null;
  readonly completionActions: readonly Action[];
};

export type AssetKind = 'FormHandler' | 'ListEmail' | 'File' | 'CustomRedirect';

export type Visitor = Audit & {
  readonly prospectId: number | null;
  /** The browser: a name in scenarios, a cookie on the wire. */
  readonly browser: string;
  readonly campaignId: number | null;
  readonly pageViewCount: number;
  readonly tally: Readonly<Record<ScoreKey, number>>;
};

export type Visit = Audit & {
  readonly visitorId: number;
  readonly prospectId: number | null;
  readonly visitorPageViewCount: number;
  readonly firstVisitorPageViewAt: number;
  readonly lastVisitorPageViewAt: number;
};

export type VisitorPageView = Audit & {
  readonly url: string;
  readonly title: string | null;
  readonly visitorId: number;
  readonly visitId: number;
};

export type VisitorActivity = Audit & {
  readonly type: number;
  readonly typeName: string;
  readonly details: string | null;
  readonly prospectId: number | null;
  readonly visitorId: number | null;
  readonly visitId: number | null;
  readonly campaignId: number | null;
  readonly formHandlerId: number | null;
  readonly listEmailId: number | null;
};

/** One step of an automation rule or of completion actions, read and checked when it was saved. */
export type Action =
  | { readonly do: 'assign'; readonly target: ActionTarget }
  | { readonly do: 'unassign' }
  | { readonly do: 'addTag' | 'removeTag'; readonly tag: string }
  | { readonly do: 'addToList' | 'removeFromList'; readonly list: number }
  | { readonly do: 'adjustScore'; readonly points: number }
  | { readonly do: 'setField'; readonly values: Readonly<Record<string, unknown>> }
  | { readonly do: 'setCampaign'; readonly campaign: number }
  | { readonly do: 'addToSalesforceCampaign'; readonly campaign: string; readonly status: string | null }
  | { readonly do: 'allowRecreate' }
  | { readonly do: 'doNotSync' }
  | { readonly do: 'notify'; readonly user: number };

export type ActionTarget =
  | { readonly user: number }
  | { readonly group: number }
  | { readonly queue: string }
  | { readonly assignmentRule: 'active' };

export type Criterion =
  | { readonly test: 'field'; readonly field: string; readonly operator: FieldOperator; readonly values: readonly string[] }
  | { readonly test: 'assigned'; readonly is: boolean }
  | { readonly test: 'tag'; readonly tag: string }
  | { readonly test: 'list'; readonly list: number }
  | { readonly test: 'form'; readonly form: number }
  | { readonly test: 'crm'; readonly is: 'lead' | 'contact' | 'linked' | 'none' | 'deleted' }
  | { readonly test: 'any' | 'all'; readonly of: readonly Criterion[] };

export type FieldOperator = 'is' | 'isNot' | 'contains' | 'isEmpty' | 'isNotEmpty' | 'atLeast' | 'atMost';

export type AutomationRule = Audit & {
  readonly name: string;
  readonly match: 'all' | 'any';
  readonly criteria: readonly Criterion[];
  readonly actions: readonly Action[];
  readonly paused: boolean;
  readonly repeat: { readonly afterDays: number; readonly maxTimes: number | null } | null;
};

/** That a prospect met a rule's criteria, and how often. */
export type RuleMatch = {
  readonly id: string;
  readonly ruleId: number;
  readonly prospectId: number;
  readonly times: number;
  readonly lastAt: number;
};

/** What the connector's Sync Errors page shows: one row for each failing prospect. */
export type SyncErrorRow = {
  readonly id: string;
  readonly unit: string;
  readonly prospectId: number;
  readonly text: string;
  readonly at: number;
};

/** A prospect that an action put into a Salesforce campaign; the membership waits until the prospect is linked. */
export type CampaignRequest = Audit & { readonly prospectId: number; readonly campaign: string; readonly status: string | null };

/** A message to a user that an action sent. */
export type Notification = Audit & { readonly prospectId: number; readonly userId: number };

export type ImportStatus = 'Open' | 'Waiting' | 'Processing' | 'Complete' | 'Failed' | 'Canceling' | 'Canceled';

export type ImportField = { readonly field: string; readonly overwrite: boolean; readonly nullOverwrite: boolean };

export type Import = Audit & {
  readonly operation: 'Upsert' | 'Delete';
  readonly object: 'Prospect';
  readonly status: ImportStatus;
  readonly createOnNoMatch: boolean;
  readonly restoreDeleted: boolean;
  readonly fields: readonly ImportField[] | null;
  readonly columns: readonly string[] | null;
  readonly batches: number;
  readonly completedAt: number | null;
  readonly createdCount: number | null;
  readonly updatedCount: number | null;
  readonly errorCount: number | null;
};

/** A CSV file of an import, read; kept until the import ran. */
export type ImportBatch = { readonly id: string; readonly importId: number; readonly rows: readonly (readonly string[])[] };

/** What was wrong with one row: the row's cells and the vendor's kind of error. */
export type ImportRowError = {
  readonly id: string;
  readonly importId: number;
  readonly cells: readonly string[];
  readonly type: string;
  readonly description: string;
};
