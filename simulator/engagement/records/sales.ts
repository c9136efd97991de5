import type { Audit } from './unit.js';

/** Fields of a prospect account that hold texts; Salesforce's account has them all. */
export const ACCOUNT_TEXTS = [
  ...['billing', 'shipping'].flatMap((kind) =>
    ['AddressOne', 'AddressTwo', 'City', 'State', 'Zip', 'Country'].map((part) => `${kind}${part}`),
  ),
  ...['annualRevenue', 'description', 'employees', 'fax', 'industry', 'number', 'ownership', 'phone', 'rating', 'sic', 'site'],
  ...['tickerSymbol', 'type', 'website'],
] as const;

/** The company of prospects: a copy of an account in Salesforce, which only the connector writes. */
export type ProspectAccount = Audit & {
  readonly name: string;
  readonly salesforceId: string;
  readonly assignedToId: number | null;
  readonly texts: Readonly<Record<string, string | null>>;
};

export type OpportunityStatus = 'open' | 'won' | 'lost';

/** A copy of an opportunity in Salesforce with the prospects who have a role in it; only the connector writes it. */
export type Opportunity = Audit & {
  readonly name: string;
  readonly salesforceId: string;
  readonly value: number | null;
  readonly probability: number | null;
  readonly type: string | null;
  readonly stage: string | null;
  readonly status: OpportunityStatus;
  readonly closedAt: number | null;
  readonly campaignId: number | null;
  readonly prospectIds: readonly number[];
};
