import type { SentEmail } from '../../model/engagement.js';
import type { ProspectAccount, ProspectOpportunity, SalesCommand } from '../../model/engagement-sales.js';
import type { SetupCommand, UnitCampaign, UnitUser } from '../../model/engagement-setup.js';
import type { VendorFailure } from '../../model/failure.js';
import type { Purpose } from '../../model/wire.js';
import type { PolledProspect, ProspectWrite } from './wire.js';

/** Records of one connector call. Source: docs/surfaces.md. */
export const CONNECTOR_RECORDS_MAX = 200;

export type WriteResult =
  | {
      readonly success: true;
      readonly id: string;
      readonly created: boolean;
      /** Everything was there already, as far as this client can write it: nothing was sent. */
      readonly isUnchanged?: boolean;
    }
  | { readonly success: false; readonly failure: VendorFailure };

/** A custom field of a unit's prospects. */
export type CustomField = {
  /** Its API name: `Region__c`. */
  readonly name: string;
  readonly type: string;
  /** The Salesforce field that it is mapped to. */
  readonly salesforceName: string | null;
  readonly isList: boolean;
};

/** What to look prospects up by: all that match any. */
export type ProspectKeys = {
  readonly ids?: readonly string[];
  readonly salesforceIds?: readonly string[];
  readonly emails?: readonly string[];
};

/** What there is beside prospects: backlot's own surfaces on both sides (docs/surfaces.md), accounts and opportunities, users, campaigns. */
export type Offers = { readonly surfaces: boolean; readonly sales: boolean; readonly users: boolean; readonly campaigns: boolean };

/** Account Engagement as the core needs it, one business unit a call. Each may throw a `VendorFailure`. */
export interface EngagementClient {
  readonly offers: Offers;
  /** Prospects that changed at an instant or later, archived ones too. */
  changedSince(unit: string, at: number): Promise<readonly PolledProspect[]>;
  lookUp(unit: string, keys: ProspectKeys): Promise<readonly PolledProspect[]>;
  /** Writes at most 200 prospects; a refused one does not stop the others. Gives one result each, in order. */
  write(unit: string, writes: readonly ProspectWrite[]): Promise<readonly WriteResult[]>;
  /** The users of a unit, deleted ones too. */
  users(unit: string, purpose?: Purpose): Promise<readonly UnitUser[]>;
  /** The custom fields of a unit with what they are mapped to. A standing query: it is not about any record. */
  customFields(unit: string): Promise<readonly CustomField[]>;
  /** Emails that were sent after one that is known, in the order of their activities. */
  sentEmails(unit: string, afterId: number): Promise<readonly PolledEmail[]>;
  /** Campaigns of the unit by the Salesforce campaigns that they are connected to, deleted ones too. */
  connectedCampaigns(unit: string, purpose?: Purpose): Promise<ReadonlyMap<string, UnitCampaign>>;
  /** The copies of accounts, by their Salesforce ids. */
  accounts(unit: string, salesforceIds: readonly string[]): Promise<ReadonlyMap<string, ProspectAccount>>;
  opportunities(unit: string, salesforceIds: readonly string[]): Promise<ReadonlyMap<string, ProspectOpportunity>>;
  writeAccounts(unit: string, writes: readonly AccountWrite[]): Promise<readonly WriteResult[]>;
  writeOpportunities(unit: string, writes: readonly OpportunityWrite[]): Promise<readonly WriteResult[]>;
  writeUsers(unit: string, writes: readonly UserWrite[]): Promise<readonly WriteResult[]>;
  writeCampaigns(unit: string, writes: readonly CampaignWrite[]): Promise<readonly WriteResult[]>;
}

export type AccountWrite = SalesCommand & { readonly kind: 'write-account' };
export type OpportunityWrite = SalesCommand & { readonly kind: 'write-opportunity' };
export type UserWrite = SetupCommand & { readonly kind: 'write-user' };
export type CampaignWrite = SetupCommand & { readonly kind: 'write-campaign' };

/** A sent email with its addressee. */
export type PolledEmail = SentEmail & { readonly prospectId: string };
