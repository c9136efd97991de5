import type { SystemName } from './wire.js';

/**
 * A record of one system. `id` is what scenarios see: an 18-character Salesforce Id, a prospect id as text, a CUSTOMERID or
 * CONTACTNAME. `unit` is the business unit id for Account Engagement records, absent elsewhere.
 */
export type RecordRef = {
  readonly system: SystemName;
  /** The vendor's API name: `Lead`, `Prospect`, `CUSTOMER`. */
  readonly object: string;
  readonly id: string;
  readonly unit?: string;
};

/** Two records held to be the same person, company or deal. `person` is the Salesforce side. */
export type Link = {
  readonly flow: Flow;
  readonly salesforce: RecordRef;
  readonly other: RecordRef;
  /** Instant (ms) when it was made. */
  readonly at: number;
};

/** Which pair of systems: Salesforce with Account Engagement, or Salesforce with Intacct. */
export type Flow = 'engagement' | 'intacct';
