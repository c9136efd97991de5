import type { Criterion } from './automation.js';
import type { Audit } from './unit.js';

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
  /** Whom a dynamic list takes in. */
  readonly match?: 'all' | 'any';
  readonly criteria?: readonly Criterion[];
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
