import type { Fields, ImportOutcome, ImportRequest, People } from '../kernel/people.js';
import type { SettingsBook } from '../kernel/settings.js';

/** To whom a prospect is assigned: exactly one of the four targets. Ids are the vendor's. */
export type AssignmentTarget =
  | { readonly user: string }
  | { readonly group: string }
  | { readonly queue: string }
  | { readonly assignmentRule: 'active' };

/** What only people (and visitors) do in Account Engagement. Types may be prefixed with a unit: records say `bu` among their fields. */
export interface EngagementPeople extends People {
  /** Business unit ids in order of making; the first is `main`. */
  units(): readonly string[];
  /** The unit id for a scenario name or an id. */
  unit(name: string): string | null;
  settings(unit: string): SettingsBook;
  assign(prospect: string, target: AssignmentTarget, by: string): void;
  unassign(prospect: string, by: string): void;
  import(request: ImportRequest & { readonly unit?: string }, by: string): ImportOutcome;
  /** A form handler post by an anonymous browser (`visitor`) or a known prospect's. Gives the prospect, or null when the form showed its error page. */
  submit(request: { readonly form: string; readonly fields: Fields; readonly visitor?: string; readonly prospect?: string }): string | null;
  visit(request: { readonly page: string; readonly visitor?: string; readonly prospect?: string }): void;
  /** A list email: sent, then opened and clicked so many times. */
  email(request: { readonly list: string; readonly to: string; readonly opened?: number; readonly clicked?: number }): void;
  /** *Preview* of an automation rule: the prospects that meet its criteria now; nothing happens to them. */
  preview(rule: string): readonly string[];
  /** *Disable CRM syncing* and its opposite. */
  crmSync(request: { readonly prospect: string; readonly enabled: boolean }, by: string): void;
  /** Merges up to two prospects into a third; `keep` holds values for the one that stays. The others are gone for good. */
  merge(request: { readonly master: string; readonly losers: readonly string[]; readonly keep?: Fields }, by: string): void;
  /** *Sync with CRM* on a prospect. */
  syncNow(prospect: string, by: string): void;
}

/** What Account Engagement sees of the Salesforce org that it stands under; handed in by the simulator, for no vendor imports another. */
export interface SalesforceView {
  /** The user of a live access token, or why there is none. */
  session(token: string): { readonly userId: string } | { readonly error: 'expired' | 'unknown' };
  users(): readonly {
    readonly id: string;
    readonly username: string;
    readonly name: string;
    readonly email: string;
    readonly userType: string;
    readonly isActive: boolean;
  }[];
  /** Queues that may own leads. */
  leadQueues(): readonly { readonly id: string; readonly name: string }[];
  orgId(): string;
}
