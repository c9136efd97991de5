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
