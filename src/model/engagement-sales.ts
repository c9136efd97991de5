import type { Value } from './engagement.js';

type Values = Readonly<Record<string, Value>>;

/** An account of Salesforce as one poll saw it. */
export type SalesAccount = {
  readonly id: string;
  readonly ownerId: string | null;
  readonly isDeleted: boolean;
  /** The winner, when this account lost a merge. */
  readonly masterId: string | null;
  readonly fields: Values;
};

/** An opportunity of Salesforce with the contacts who have a role in it. */
export type SalesOpportunity = {
  readonly id: string;
  readonly isDeleted: boolean;
  readonly campaignId: string | null;
  readonly contactIds: readonly string[];
  readonly fields: Values;
};

/** The copy of an account in a business unit. `fields` has the v5 names. */
export type ProspectAccount = {
  readonly id: string;
  readonly isDeleted: boolean;
  readonly assignedToId: string | null;
  readonly fields: Values;
};

/** The copy of an opportunity in a business unit. `fields` has the v5 names. */
export type ProspectOpportunity = {
  readonly id: string;
  readonly isDeleted: boolean;
  readonly campaignId: string | null;
  readonly prospectIds: readonly string[];
  readonly fields: Values;
};

/** One write that a rule of accounts or opportunities asks for; keys that are absent stay as they are. */
export type SalesCommand =
  | {
      readonly kind: 'write-account';
      readonly unit: string;
      readonly salesforceId: string;
      readonly fields?: Values;
      readonly assignedToId?: string | null;
      readonly isDeleted?: boolean;
    }
  | {
      readonly kind: 'write-opportunity';
      readonly unit: string;
      readonly salesforceId: string;
      readonly fields?: Values;
      readonly campaignId?: string | null;
      readonly prospectIds?: readonly string[];
      readonly isDeleted?: boolean;
    };
