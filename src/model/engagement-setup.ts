import type { EngagementUser, SalesforceUser } from './engagement.js';

/** A Salesforce user as one poll saw it. */
export type OrgUser = SalesforceUser & {
  readonly username: string;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** The name of the profile. */
  readonly profile: string | null;
  /** Names and ids by which a page may choose the user: its role, the roles above that, its public groups. */
  readonly roles: readonly string[];
  readonly rolesAbove: readonly string[];
  readonly groups: readonly string[];
};

/** A user of a business unit as its pages show it, deleted ones too. */
export type UnitUser = EngagementUser & {
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly roleName: string | null;
  readonly isDeleted: boolean;
};

/** A campaign of Salesforce as one poll saw it. */
export type OrgCampaign = { readonly id: string; readonly name: string; readonly cost: number | null; readonly isDeleted: boolean };

/** A campaign of a business unit. */
export type UnitCampaign = { readonly id: string; readonly name: string; readonly cost: number | null; readonly isDeleted: boolean };

/** One write that a rule of users or campaigns asks for; keys that are absent stay as they are. */
export type SetupCommand =
  | {
      readonly kind: 'write-user';
      readonly unit: string;
      /** The user to write; without it one is made. */
      readonly id?: string;
      readonly crmUserId: string;
      readonly fields?: {
        readonly email?: string;
        readonly firstName?: string | null;
        readonly lastName?: string | null;
        readonly roleName?: string;
      };
      readonly isDeleted?: boolean;
    }
  | {
      readonly kind: 'write-campaign';
      readonly unit: string;
      readonly salesforceId: string;
      readonly fields?: { readonly name?: string; readonly cost?: number | null };
      readonly isDeleted?: boolean;
    };
