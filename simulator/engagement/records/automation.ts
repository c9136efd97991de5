import type { AssetKind } from './asset.js';
import type { ProfileMark } from './prospect.js';
import type { OpportunityStatus } from './sales.js';
import type { Audit } from './unit.js';

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
  | { readonly do: 'setScore'; readonly points: number }
  | { readonly do: 'markProfile'; readonly criterion: string; readonly mark: ProfileMark }
  | { readonly do: 'setProfile'; readonly profile: number }
  | { readonly do: 'setFlag'; readonly flag: 'isReviewed' | 'isDoNotEmail' | 'optedOut' | 'isStarred' }
  | { readonly do: 'sendEmail'; readonly template: number }
  | { readonly do: 'notify'; readonly user: number };

export type ActionTarget =
  | { readonly user: number }
  | { readonly group: number }
  | { readonly queue: string }
  | { readonly assignmentRule: 'active' };

/** What a value of a prospect, or of its account, must be. */
export type FieldTest = { readonly field: string; readonly operator: FieldOperator; readonly values: readonly string[] };

export type Criterion =
  | ({ readonly test: 'field' | 'account' } & FieldTest)
  | { readonly test: 'assigned'; readonly is: boolean }
  | { readonly test: 'tag'; readonly tag: string }
  | { readonly test: 'list'; readonly list: number }
  | { readonly test: 'form'; readonly form: number }
  | { readonly test: 'assignedTo'; readonly target: { readonly user: number } | { readonly queue: string } }
  | { readonly test: 'campaign'; readonly campaign: number }
  | { readonly test: 'salesforceCampaign'; readonly campaign: string }
  | { readonly test: 'completed'; readonly kind: AssetKind; readonly asset: number }
  | { readonly test: 'opportunity'; readonly is: 'any' | OpportunityStatus }
  | { readonly test: 'crm'; readonly is: 'lead' | 'contact' | 'linked' | 'none' | 'deleted' | 'ignored' }
  | { readonly test: 'not'; readonly of: Criterion }
  | { readonly test: 'any' | 'all'; readonly of: readonly Criterion[] };

export const FIELD_OPERATORS = [
  ...(['is', 'isNot', 'contains', 'doesNotContain', 'beginsWith', 'isEmpty', 'isNotEmpty'] as const),
  ...(['atLeast', 'atMost', 'greaterThan', 'lessThan', 'withinDays', 'notWithinDays'] as const),
] as const;

export type FieldOperator = (typeof FIELD_OPERATORS)[number];

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

/** A message to a user that an action sent. */
export type Notification = Audit & { readonly prospectId: number; readonly userId: number };

/** A stage of the lifecycle: a prospect is in the last one whose criteria it meets. */
export type LifecycleStage = Audit & {
  readonly name: string;
  readonly position: number;
  readonly matchType: 'all' | 'any';
  readonly criteria: readonly Criterion[];
  /** Whoever is in it does not go back. */
  readonly isLocked: boolean;
};

/** What happens when prospects look at pages whose addresses match. */
export type PageAction = Audit & {
  readonly name: string;
  /** An address; `*` stands for any part of one. */
  readonly url: string;
  /** Points beyond those of a page view. */
  readonly points: number;
  /** Whether a view has an activity of its own. */
  readonly isPriority: boolean;
  readonly completionActions: readonly Action[];
};

/** A rule that looks at everybody once, when somebody makes it. */
export type SegmentationRule = Audit & {
  readonly name: string;
  readonly match: 'all' | 'any';
  readonly criteria: readonly Criterion[];
  readonly actions: readonly Action[];
  /** How many prospects met the criteria. */
  readonly matchedCount: number;
};
