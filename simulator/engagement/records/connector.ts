import type { Audit } from './unit.js';

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
