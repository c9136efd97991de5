import type { Audit } from './unit.js';

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

/** What a profile judges, and how many thirds of a letter it is worth. */
export type ProfileCriterion = { readonly id: number; readonly name: string; readonly thirds: number };

/** Whom one looks for: the criteria that make the grade. */
export type Profile = Audit & { readonly name: string; readonly criteria: readonly ProfileCriterion[] };

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
    readonly lifecycleStageId: number | null;
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
