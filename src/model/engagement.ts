/** A field value as rules compare it. Instants and dates are ISO texts. */
export type Value = string | number | boolean | null;

/** Salesforce field values by API name; a field of a contact's account stands under `Account.Name` and the like. */
export type PersonFields = Readonly<Record<string, Value>>;

/** A Lead or Contact as one poll saw it. Instants are milliseconds. */
export type Person = {
  readonly type: 'Lead' | 'Contact';
  readonly id: string;
  readonly email: string | null;
  readonly createdAt: number;
  /** LastModifiedDate: what *most recently updated* compares. */
  readonly modifiedAt: number;
  readonly lastActivityAt: number | null;
  readonly ownerId: string | null;
  readonly accountId: string | null;
  readonly isDeleted: boolean;
  /** The winner, when this record lost a merge. */
  readonly masterId: string | null;
  readonly isConverted: boolean;
  readonly convertedContactId: string | null;
  readonly fields: PersonFields;
};

/** What the connector knows of a prospect's tie to Salesforce. */
export type CrmState = 'none' | 'linked' | 'deleted' | 'ignored';

/** An assignment in Account Engagement that Salesforce has not answered yet. A group has chosen its member by then. */
export type PendingAssignment =
  | { readonly target: 'user'; readonly userId: string }
  | { readonly target: 'queue'; readonly queueId: string }
  | { readonly target: 'assignmentRule' };

/** A prospect of one business unit. `fields` has the v5 names. */
export type Prospect = {
  readonly id: string;
  readonly unit: string;
  readonly email: string | null;
  readonly salesforceId: string | null;
  readonly crmState: CrmState;
  readonly recreateAllowed: boolean;
  readonly isArchived: boolean;
  readonly assignedToId: string | null;
  readonly assignment: PendingAssignment | null;
  readonly updatedAt: number;
  readonly lastActivityAt: number | null;
  readonly fields: Readonly<Record<string, Value>>;
};

/** A user of a business unit with the Salesforce user of its CRM Username. */
export type EngagementUser = {
  readonly id: string;
  readonly crmUserId: string | null;
};

/** What the rules need of a Salesforce user. */
export type SalesforceUser = {
  readonly id: string;
  /** `User.UserType`: `Standard`, `PowerPartner`, `CspLitePortal`, … */
  readonly userType: string;
  readonly isActive: boolean;
};

/** The link columns of a prospect; keys that are absent stay as they are, `null` clears. */
export type LinkFields = {
  readonly salesforceLeadId?: string | null;
  readonly salesforceContactId?: string | null;
  readonly salesforceId?: string | null;
  readonly salesforceOwnerId?: string | null;
  readonly salesforceAccountId?: string | null;
  readonly state?: CrmState;
};

/** A membership that *Add to Salesforce campaign* asked for. `campaign` is the id or the name of a Salesforce campaign. */
export type CampaignRequest = { readonly id: number; readonly campaign: string; readonly status: string | null };

/** An email that was sent to a prospect; `id` is its activity's. */
export type SentEmail = { readonly id: number; readonly subject: string; readonly at: number; readonly kind: EmailKind };

/** What *Sync emails with the CRM* tells apart. */
export type EmailKind = 'listEmails' | 'oneToOne' | 'autoresponders';

/** One write that an engagement rule asks for. */
export type EngagementCommand =
  | {
      readonly kind: 'create-task';
      readonly unit: string;
      readonly prospectId: string;
      readonly emailId: number;
      readonly fields: PersonFields;
    }
  | {
      readonly kind: 'create-member';
      readonly unit: string;
      readonly prospectId: string;
      /** The request that this membership ends; null when nobody asked for it. */
      readonly requestId: number | null;
      readonly campaign: string;
      readonly status: string | null;
      readonly person: { readonly object: 'Lead' | 'Contact'; readonly id: string };
    }
  | {
      /** A new Lead (or Contact) for a prospect; the link is written back by the command that the created id completes. */
      readonly kind: 'create-person';
      readonly unit: string;
      readonly prospectId: string;
      readonly object: 'Lead' | 'Contact';
      readonly fields: PersonFields;
      /** True sends `Sforce-Auto-Assign: TRUE` and no owner; false sends FALSE (D-1). */
      readonly useAssignmentRule: boolean;
    }
  | {
      readonly kind: 'update-person';
      readonly unit: string;
      readonly object: 'Lead' | 'Contact';
      readonly id: string;
      readonly fields: PersonFields;
    }
  | {
      readonly kind: 'create-prospect';
      readonly unit: string;
      readonly person: { readonly object: 'Lead' | 'Contact'; readonly id: string };
      readonly fields: Readonly<Record<string, Value>>;
      readonly link: LinkFields;
      readonly assignedToId: string | null;
    }
  | {
      readonly kind: 'update-prospect';
      readonly unit: string;
      readonly id: string;
      readonly fields?: Readonly<Record<string, Value>>;
      readonly link?: LinkFields;
      /** Also ends a pending assignment. */
      readonly assignedToId?: string | null;
      readonly archive?: boolean;
      /** The losing prospect of a merge: its activities, tags, lists and campaigns are copied here; it is archived as deleted. */
      readonly mergeFrom?: string;
    };
