import type { Audit } from './unit.js';

export type User = Audit & {
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly username: string;
  readonly jobTitle: string | null;
  readonly roleName: string;
  /** The Salesforce user behind *CRM Username*. */
  readonly salesforceId: string | null;
};

export type Group = Audit & { readonly name: string; readonly members: readonly number[] };
