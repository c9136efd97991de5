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

/** Where somebody came from: the page that led here, and the parameters that campaigns put into addresses. */
export type Origin = {
  readonly firstReferrerUrl: string | null;
  readonly firstReferrerQuery: string | null;
  readonly firstReferrerType: string | null;
  readonly campaignParameter: string | null;
  readonly contentParameter: string | null;
  readonly mediumParameter: string | null;
  readonly sourceParameter: string | null;
  readonly termParameter: string | null;
};

export type Prospect = Audit &
  Origin & { readonly [name in ProspectText]: string | null } & {
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
  readonly folderId: number | null;
  readonly trackerDomainId: number | null;
  /** The last part of its address on the tracker domain. */
  readonly token: string;
  /** Where a custom redirect leads. */
  readonly destinationUrl: string | null;
  readonly successLocation: string | null;
  readonly errorLocation: string | null;
  readonly isDataForwarded: boolean;
  readonly isAlwaysEmail: boolean;
  /** Kiosk mode: the handler reads and sets no cookies. */
  readonly isCookieless: boolean;
  readonly completionActions: readonly Action[];
};

/** One field of a form handler: the name that the form posts, and the prospect field that it fills. */
export type FormHandlerField = Audit & {
  readonly formHandlerId: number;
  readonly name: string;
  readonly prospectApiFieldId: string;
  readonly dataFormat: string;
  readonly isRequired: boolean;
  readonly isMaintainInitialValue: boolean;
  readonly errorMessage: string | null;
};

export type AssetKind = 'FormHandler' | 'ListEmail' | 'File' | 'CustomRedirect';

export type Visitor = Audit &
  Origin & {
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
  readonly fileId: number | null;
  readonly customRedirectId: number | null;
  readonly opportunityId: number | null;
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

/** A prospect that an action put into a Salesforce campaign; the membership waits until the connector has written it. */
export type CampaignRequest = Audit & {
  readonly prospectId: number;
  /** The id or the name of the Salesforce campaign, as the action names it. */
  readonly campaign: string;
  readonly status: string | null;
  /** To the millisecond. */
  readonly at: number;
  readonly isWritten: boolean;
};

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
  /** The columns of its files by version 5's names. */
  readonly columns: readonly string[] | null;
  /** The same as the files write them. */
  readonly header: readonly string[] | null;
  /** The version of the API that made it. */
  readonly apiVersion: 3 | 4 | 5;
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

/** Fields of a prospect account that hold texts; Salesforce's account has them all. */
export const ACCOUNT_TEXTS = [
  ...['billing', 'shipping'].flatMap((kind) =>
    ['AddressOne', 'AddressTwo', 'City', 'State', 'Zip', 'Country'].map((part) => `${kind}${part}`),
  ),
  ...['annualRevenue', 'description', 'employees', 'fax', 'industry', 'number', 'ownership', 'phone', 'rating', 'sic', 'site'],
  ...['tickerSymbol', 'type', 'website'],
] as const;

/** The company of prospects: a copy of an account in Salesforce, which only the connector writes. */
export type ProspectAccount = Audit & {
  readonly name: string;
  readonly salesforceId: string;
  readonly assignedToId: number | null;
  readonly texts: Readonly<Record<string, string | null>>;
};

export type OpportunityStatus = 'open' | 'won' | 'lost';

/** A copy of an opportunity in Salesforce with the prospects who have a role in it; only the connector writes it. */
export type Opportunity = Audit & {
  readonly name: string;
  readonly salesforceId: string;
  readonly value: number | null;
  readonly probability: number | null;
  readonly type: string | null;
  readonly stage: string | null;
  readonly status: OpportunityStatus;
  readonly closedAt: number | null;
  readonly campaignId: number | null;
  readonly prospectIds: readonly number[];
};

export type ExportStatus = 'Waiting' | 'Processing' | 'Complete';

/** An export of records into CSV files. */
export type Export = Audit & {
  readonly object: string;
  readonly fields: readonly string[];
  /** As it was asked for. */
  readonly procedure: Readonly<Record<string, unknown>>;
  readonly stampField: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly deleted: 'true' | 'false' | 'all';
  readonly includeByteOrderMark: boolean;
  readonly maxFileSizeBytes: number;
  readonly status: ExportStatus;
  readonly completedAt: number | null;
  readonly files: number;
};

/** One CSV file of an export. */
export type ExportResult = { readonly id: string; readonly exportId: number; readonly text: string };
